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
    assert_eq!(after, json!({ "id": before["id"], "name": "Acme", "timeZone": "Europe/Vienna" }));
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
