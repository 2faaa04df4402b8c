//! `contacts.*`: who is entered by hand, and what they are known by.

use futures::future::join_all;
use patchbay_tests::{LiveChanges, Rpc, TestServer};
use serde_json::{Value, json};

use super::{UNKNOWN, audited, events, new_channel, owner_at_both};

/// What somebody is to be known by, each `(kind, value)`.
fn these(identifiers: &[(&str, &str)]) -> Value {
    identifiers.iter().map(|(kind, value)| json!({ "kind": kind, "value": value })).collect()
}

/// A contact who is known by these.
fn known_by(name: &str, identifiers: &[(&str, &str)]) -> Value {
    json!({ "name": name, "identifiers": these(identifiers) })
}

async fn create(rpc: &Rpc, input: Value) -> Value {
    rpc.mutate("contacts.create", input).await
}

/// What a contact is known by, as `(kind, value)`.
fn identifiers(contact: &Value) -> Vec<(&str, &str)> {
    let identifiers = contact["identifiers"].as_array().unwrap().iter();
    identifiers.map(|one| (one["kind"].as_str().unwrap(), one["value"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn a_contact_is_entered_changed_and_deleted_and_each_is_told() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let mut changes = LiveChanges::open(&rpc).await;
    let mut input = known_by("Ann", &[("phone", "+15550100123")]);
    input["timeZone"] = json!("Asia/Tokyo");
    let ann = create(&rpc, input).await;
    let id = ann["id"].clone();
    let expected = json!({
        "id": id, "name": "Ann", "timeZone": "Asia/Tokyo", "isKnown": true, "createdAt": ann["createdAt"], "updatedAt": ann["createdAt"],
        "identifiers": [{ "kind": "phone", "value": "+15550100123", "webhookId": null }],
    });
    assert_eq!(ann, expected);
    let told = |change: &Value| change["kind"] == "contact" && change["id"] == id;
    changes.until("the new contact", told).await;
    assert_eq!(rpc.query("contacts.get", json!({ "id": id })).await, ann);

    let update = async |changes: Value| {
        let mut input = json!({ "id": id });
        input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        rpc.mutate("contacts.update", input).await
    };
    // What changes nothing is no change.
    assert_eq!(update(json!({ "name": "Ann", "timeZone": "Asia/Tokyo" })).await, ann);
    let mail = json!([{ "kind": "email", "value": "ann@client.example", "webhookId": null }]);
    let changed = update(json!({ "name": null, "identifiers": mail })).await;
    assert_eq!((&changed["name"], &changed["timeZone"]), (&Value::Null, &json!("Asia/Tokyo")));
    assert_eq!(changed["identifiers"], mail);
    assert!(changed["updatedAt"].as_str().unwrap() > ann["updatedAt"].as_str().unwrap());
    assert_eq!(rpc.query("contacts.get", json!({ "id": id })).await, changed);
    changes.until("the changed contact", told).await;

    assert_eq!(rpc.mutate("contacts.delete", json!({ "id": id })).await, json!({ "id": id }));
    changes.until("the deleted contact", told).await;
    for (action, name) in [("created", json!("Ann")), ("updated", json!(null)), ("deleted", json!(null))] {
        let action = format!("contact.{action}");
        let of_contact = events(&server, &action).await;
        assert_eq!(of_contact.len(), 1, "{action}");
        assert_eq!((&of_contact[0]["contactId"], &of_contact[0]["name"]), (&id, &name), "{action}");
        let entry = audited(&rpc, &action, id.as_str().unwrap()).await;
        assert_eq!(entry["before"].is_null(), action == "contact.created", "{entry}");
        assert_eq!(entry["after"].is_null(), action == "contact.deleted", "{entry}");
    }
    server.finish().await;
}

#[tokio::test]
async fn what_is_deleted_or_unknown_is_not_found() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let deleted = create(&rpc, known_by("Ann", &[("phone", "+15550100123")])).await["id"].clone();
    rpc.mutate("contacts.delete", json!({ "id": deleted })).await;
    for id in [deleted, json!(UNKNOWN), json!("nonsense"), json!("1")] {
        let _ = rpc.try_query("contacts.get", json!({ "id": id })).await.refusal(404, "NOT_FOUND");
        for procedure in ["contacts.update", "contacts.delete"] {
            let input = json!({ "id": id, "name": "Bob" });
            let _ = rpc.try_mutate(procedure, input).await.refusal(404, "NOT_FOUND");
        }
    }
    assert_eq!(rpc.query("contacts.list", json!({})).await["items"], json!([]));
    // Nobody is known by what it was known by.
    create(&rpc, known_by("Bob", &[("phone", "+15550100123")])).await;
    server.finish().await;
}

#[tokio::test]
async fn the_same_in_another_spelling_is_the_same() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let input = known_by(
        "Ann",
        &[
            ("phone", "+1 555 0100 123"),
            ("email", "Ann@Client.Example"),
            ("phone", "+1 (555) 010-0123"),
            ("email", "ann@client.example"),
            ("phone", "12345"),
        ],
    );
    let ann = create(&rpc, input).await;
    let expected = [("phone", "+15550100123"), ("email", "ann@client.example"), ("phone", "12345")];
    assert_eq!(identifiers(&ann), expected);
    assert_eq!(
        rpc.query("contacts.get", json!({ "id": ann["id"] })).await,
        ann,
        "in the order they were given"
    );

    for (kind, value) in [("phone", "+1-555-0100-123"), ("email", "ANN@client.example")] {
        let answer = rpc.try_mutate("contacts.create", known_by("Bob", &[(kind, value)])).await;
        let message = answer.refusal(409, "CONFLICT")["message"].to_string();
        assert!(message.contains("Ann"), "{message}");
    }
    let bob = create(&rpc, known_by("Bob", &[("phone", "+15550100124")])).await;
    let taken =
        json!({ "id": bob["id"], "name": "Robert", "identifiers": these(&[("phone", "+15550100123")]) });
    let _ = rpc.try_mutate("contacts.update", taken).await.refusal(409, "CONFLICT");
    assert_eq!(rpc.query("contacts.get", json!({ "id": bob["id"] })).await, bob, "refused as a whole");
    // One's own are nobody else's.
    let own = json!({ "id": ann["id"], "identifiers": these(&expected[1..]) });
    assert_eq!(identifiers(&rpc.mutate("contacts.update", own).await), expected[1..]);
    server.finish().await;
}

#[tokio::test]
async fn what_nobody_can_be_known_by_is_named() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let ann = create(&rpc, known_by("Ann", &[])).await;
    let good = json!({ "kind": "phone", "value": "+15550100123" });
    for (wrong, path) in [
        (json!({ "kind": "phone", "value": "call me" }), "identifiers[1].value"),
        (json!({ "kind": "phone", "value": "+0123456789" }), "identifiers[1].value"),
        (json!({ "kind": "phone", "value": "+1234567890123456" }), "identifiers[1].value"),
        (json!({ "kind": "phone", "value": "" }), "identifiers[1].value"),
        (json!({ "kind": "email", "value": "ann at client" }), "identifiers[1].value"),
        (json!({ "kind": "email", "value": "Ann <ann@client.example>" }), "identifiers[1].value"),
        (json!({ "kind": "custom", "value": "  ", "webhookId": channel.id }), "identifiers[1].value"),
        (
            json!({ "kind": "custom", "value": "a".repeat(321), "webhookId": channel.id }),
            "identifiers[1].value",
        ),
        (json!({ "kind": "pigeon", "value": "ann" }), "identifiers[1].kind"),
        (json!({ "kind": "custom", "value": "ann" }), "identifiers[1].webhookId"),
        (json!({ "kind": "custom", "value": "ann", "webhookId": "" }), "identifiers[1].webhookId"),
        (
            json!({ "kind": "phone", "value": "+15550100124", "webhookId": channel.id }),
            "identifiers[1].webhookId",
        ),
        (
            json!({ "kind": "email", "value": "a@b.example", "webhookId": channel.id }),
            "identifiers[1].webhookId",
        ),
    ] {
        let input = json!({ "id": ann["id"], "name": "Bob", "identifiers": [good, wrong] });
        for procedure in ["contacts.create", "contacts.update"] {
            let answer = rpc.try_mutate(procedure, input.clone()).await;
            assert_eq!(answer.refused_fields(), [path], "{procedure} {wrong}");
        }
    }
    for (name, value, path) in [
        ("name", json!(""), "name"),
        ("name", json!(" "), "name"),
        ("name", json!("é".repeat(201)), "name"),
        ("timeZone", json!("Mars/Olympus"), "timeZone"),
        ("identifiers", json!(vec![good.clone(); 21]), "identifiers"),
    ] {
        let mut input = json!({ "id": ann["id"], "name": "Bob" });
        input[name] = value;
        for procedure in ["contacts.create", "contacts.update"] {
            assert_eq!(
                rpc.try_mutate(procedure, input.clone()).await.refused_fields(),
                [path],
                "{procedure}"
            );
        }
    }
    let answer = rpc.try_mutate("contacts.create", json!({ "name": null })).await;
    assert_eq!(answer.refused_fields(), ["name"]);
    assert_eq!(rpc.query("contacts.list", json!({})).await["items"], json!([ann]));
    server.finish().await;
}

#[tokio::test]
async fn a_name_means_somebody_on_its_own_channel_only() {
    let mut server = TestServer::start().await;
    let other = server.second_organization().await;
    let eve = server.rpc().with_token(&other);
    let theirs = eve.mutate("webhooks.create", new_channel()).await["id"].clone();
    let rpc = server.rpc();
    let (one, two) = (server.create_channel(json!({})).await, server.create_channel(json!({})).await);
    let deleted = server.create_channel(json!({})).await;
    rpc.mutate("webhooks.delete", json!({ "id": deleted.id })).await;
    let ann = |channel: &Value| json!({ "name": "Ann", "identifiers": [{ "kind": "custom", "value": "ann", "webhookId": channel }] });
    for channel in [theirs, json!(deleted.id), json!(UNKNOWN), json!("nonsense")] {
        let _ = rpc.try_mutate("contacts.create", ann(&channel)).await.refusal(404, "WEBHOOK_NOT_FOUND");
    }
    for channel in [&one, &two] {
        let channel = json!(channel.id);
        create(&rpc, ann(&channel)).await;
        let _ = rpc.try_mutate("contacts.create", ann(&channel)).await.refusal(409, "CONFLICT");
    }
    assert_eq!(eve.query("contacts.list", json!({})).await["items"], json!([]));
    server.finish().await;
}

#[tokio::test]
async fn of_two_with_the_same_number_at_once_one_is_entered() {
    let server = TestServer::start().await;
    let second = server.second_instance().await;
    let callers = owner_at_both(&server, second.as_ref());
    for round in 0..5 {
        let number = format!("+1555010000{round}");
        let calls = callers.iter().cycle().take(4);
        let input = known_by("Ann", &[("email", &format!("ann@{round}.example")), ("phone", &number)]);
        let answers = join_all(calls.map(|rpc| rpc.try_mutate("contacts.create", input.clone()))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:#?}");
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            let _ = answer.refusal(409, "CONFLICT");
        }
    }
    assert_eq!(callers[0].every("contacts.list", json!({}), 2).await.len(), 5);
    if let Some(second) = second {
        second.stop().await;
    }
    server.finish().await;
}
