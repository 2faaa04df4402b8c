//! What holds for the whole organization.

use patchbay_tests::{LiveChanges, TestServer};
use serde_json::{Value, json};

#[tokio::test]
async fn everybody_reads_and_owners_change() {
    let server = TestServer::start().await;
    let member = server.join("mel@example.com", "member").await;
    let admin = server.join("ada@example.com", "admin").await;
    let before = server.rpc().query("settings.get", Value::Null).await;
    for rpc in [&member.rpc, &admin.rpc] {
        assert_eq!(rpc.query("settings.get", Value::Null).await, before);
        let refused = rpc.try_mutate("settings.update", json!({ "name": "Theirs" })).await;
        let _ = refused.refusal(403, "FORBIDDEN");
    }
    let mut changes = LiveChanges::open(&member.rpc).await;
    let input = json!({ "name": "Acme", "timeZone": "Europe/Vienna" });
    let after = server.rpc().mutate("settings.update", input).await;
    let (working, quiet) = (&before["workingHours"], Value::Null);
    assert_eq!(
        after,
        json!({
            "id": before["id"], "name": "Acme", "timeZone": "Europe/Vienna", "workingHours": working,
            "quietHours": quiet, "instructions": null,
        })
    );
    changes.until("the organization", |change| change["kind"] == "organization").await;
    assert_eq!(member.rpc.query("settings.get", Value::Null).await, after);
    assert_eq!(member.rpc.query("auth.me", Value::Null).await["organization"], after);
    assert_eq!(server.rpc().mutate("settings.update", json!({})).await, after, "what is missing stays");
    for (input, field) in [
        (json!({ "name": " " }), "name"),
        (json!({ "name": "a".repeat(101) }), "name"),
        (json!({ "timeZone": "Vienna" }), "timeZone"),
    ] {
        assert_eq!(server.rpc().try_mutate("settings.update", input).await.refused_fields(), [field]);
    }
    server.finish().await;
}

#[tokio::test]
async fn hours_are_set_and_quiet_ones_taken_away_again() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let week = ["monday", "tuesday", "wednesday", "thursday", "friday"];
    let before = rpc.query("settings.get", Value::Null).await;
    assert_eq!(before["workingHours"], json!({ "days": week, "from": "09:00", "to": "17:00" }));
    assert_eq!(before["quietHours"], Value::Null);
    let quiet = json!({ "from": "22:00", "to": "07:30" });
    let after = rpc.mutate("settings.update", json!({ "quietHours": quiet })).await;
    assert_eq!((&after["quietHours"], &after["workingHours"]), (&quiet, &before["workingHours"]));
    let working = json!({ "days": ["sunday", "monday"], "from": "08:00", "to": "12:30" });
    let after = rpc.mutate("settings.update", json!({ "workingHours": working })).await;
    let in_order = json!({ "days": ["monday", "sunday"], "from": "08:00", "to": "12:30" });
    assert_eq!((&after["workingHours"], &after["quietHours"]), (&in_order, &quiet));
    assert_eq!(rpc.query("settings.get", Value::Null).await, after);
    let after = rpc.mutate("settings.update", json!({ "quietHours": null })).await;
    assert_eq!((&after["quietHours"], &after["workingHours"]), (&Value::Null, &in_order));
    let entry = &rpc.query("audit.list", json!({ "action": "organization.updated" })).await["items"][0];
    assert_eq!(
        (&entry["before"]["quietHours"]["from"], &entry["after"]["quietHours"]),
        (&json!("22:00:00"), &Value::Null)
    );

    for (input, field) in [
        (json!({ "quietHours": { "from": "22:00", "to": "22:00" } }), "quietHours.to"),
        (json!({ "quietHours": { "from": "24:00", "to": "07:00" } }), "quietHours.from"),
        (json!({ "quietHours": { "from": "9:00", "to": "10:00" } }), "quietHours.from"),
        (json!({ "workingHours": { "days": [], "from": "09:00", "to": "17:00" } }), "workingHours.days"),
        (
            json!({ "workingHours": { "days": ["monday", "monday"], "from": "09:00", "to": "17:00" } }),
            "workingHours.days",
        ),
        (
            json!({ "workingHours": { "days": ["monday"], "from": "17:00", "to": "09:00" } }),
            "workingHours.to",
        ),
        (json!({ "workingHours": { "days": ["monday"], "from": "09:00", "to": "noon" } }), "workingHours.to"),
    ] {
        assert_eq!(rpc.try_mutate("settings.update", input).await.refused_fields(), [field]);
    }
    server.finish().await;
}

#[tokio::test]
async fn instructions_are_set_kept_short_and_taken_away_again() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    assert_eq!(rpc.query("settings.get", Value::Null).await["instructions"], Value::Null);
    let words = "We are closed in August.\nSign as \"the Acme desk\".";
    let set = async |value: Value| rpc.mutate("settings.update", json!({ "instructions": value })).await;
    let after = set(json!(format!("  {words} \n"))).await;
    assert_eq!(after["instructions"], words);
    assert_eq!(rpc.mutate("settings.update", json!({ "name": "Acme" })).await["instructions"], words);
    assert_eq!(set(json!("é".repeat(2_000))).await["instructions"].as_str().unwrap().chars().count(), 2_000);
    let refused = rpc.try_mutate("settings.update", json!({ "instructions": "é".repeat(2_001) })).await;
    assert_eq!(refused.refused_fields(), ["instructions"]);
    assert_eq!(set(json!("Charge 4111 1111 1111 1111")).await["instructions"], "Charge [card ending 1111]");
    for nothing in [json!(null), json!(" \n ")] {
        set(json!(words)).await;
        assert_eq!(set(nothing).await["instructions"], Value::Null);
    }
    let entries = rpc.query("audit.list", json!({ "action": "organization.updated" })).await;
    assert_eq!(entries["items"][0]["before"]["instructions"], words);
    server.finish().await;
}
