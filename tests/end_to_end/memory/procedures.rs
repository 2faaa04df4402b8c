//! `facts.*`: what members see, enter, change and have forgotten.

use patchbay_tests::{LiveChanges, TestServer};
use serde_json::{Value, json};

use super::{contact_of, facts, remembered, these};

async fn new_contact(server: &TestServer) -> Value {
    server.rpc().mutate("contacts.create", json!({ "name": "Ann" })).await["id"].clone()
}

#[tokio::test]
async fn a_fact_is_entered_changed_and_forgotten() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let ann = new_contact(&server).await;
    let mut changes = LiveChanges::open(&rpc).await;
    let told = |change: &Value| change["kind"] == "contact" && change["id"] == ann;
    let new = json!({ "contactId": ann, "kind": "preference", "text": "Likes tea" });
    let fact = rpc.mutate("facts.create", new.clone()).await;
    changes.until("the new fact", told).await;
    let me = rpc.query("auth.me", Value::Null).await["user"]["id"].clone();
    let expected = json!({
        "id": fact["id"], "contactId": ann, "kind": "preference", "text": "Likes tea", "source": null,
        "createdBy": me, "createdAt": fact["createdAt"], "updatedAt": fact["createdAt"],
    });
    assert_eq!(fact, expected);
    assert_eq!(facts(&server, &ann).await, std::slice::from_ref(&fact));
    // The same in other letters is the same.
    let again = json!({ "contactId": ann, "kind": "preference", "text": "likes  TEA" });
    assert_eq!(rpc.mutate("facts.create", again).await, fact);

    let input = json!({ "id": fact["id"], "text": "Likes coffee", "kind": "note" });
    let changed = rpc.mutate("facts.update", input).await;
    changes.until("the changed fact", told).await;
    assert_eq!((&changed["text"], &changed["kind"]), (&json!("Likes coffee"), &json!("note")));
    assert!(changed["updatedAt"].as_str() > fact["updatedAt"].as_str());
    let other = rpc.mutate("facts.create", new).await;
    let input = json!({ "id": other["id"], "text": "likes coffee", "kind": "note" });
    let _ = rpc.try_mutate("facts.update", input).await.refusal(409, "CONFLICT");

    assert_eq!(rpc.mutate("facts.delete", json!({ "id": fact["id"] })).await, json!({ "id": fact["id"] }));
    let _ = rpc.try_mutate("facts.delete", json!({ "id": fact["id"] })).await.refusal(404, "NOT_FOUND");
    assert_eq!(remembered(&server, &ann).await, these(&[("preference", "Likes tea")]));
    // Who forgot what kind of thing is known; what it said is not.
    let audit = rpc.every("audit.list", json!({ "subject": fact["id"] }), 100).await;
    let actions: Vec<_> = audit.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["fact.deleted", "fact.updated", "fact.created"]);
    assert!(!json!(audit).to_string().contains("coffee"), "{audit:?}");

    rpc.mutate("contacts.delete", json!({ "id": ann })).await;
    let _ = rpc.try_query("facts.list", json!({ "contactId": ann })).await.refusal(404, "NOT_FOUND");
    assert_eq!(server.database_texts("SELECT text FROM facts").await, Vec::<String>::new());
    server.finish().await;
}

#[tokio::test]
async fn what_will_not_do_is_named() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let ann = new_contact(&server).await;
    for (changed, field) in [
        (json!({ "text": "" }), "text"),
        (json!({ "text": "  " }), "text"),
        (json!({ "text": "x".repeat(201) }), "text"),
        (json!({ "kind": "secret" }), "kind"),
        (json!({ "sourceMessageId": "nonsense" }), "sourceMessageId"),
    ] {
        let mut input = json!({ "contactId": ann, "kind": "note", "text": "Likes tea" });
        input.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
        assert_eq!(rpc.try_mutate("facts.create", input).await.refused_fields(), [field], "{changed}");
    }
    // A message of somebody else says nothing of her.
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ben", "I like tea a lot").await;
    let input = json!({ "contactId": ann, "kind": "note", "text": "Tea", "sourceMessageId": message["id"] });
    assert_eq!(rpc.try_mutate("facts.create", input).await.refused_fields(), ["sourceMessageId"]);
    // Forgotten by a slip, it comes back with where it came from.
    let ben = contact_of(&server, &message).await;
    let fact = facts(&server, &ben).await.remove(0);
    rpc.mutate("facts.delete", json!({ "id": fact["id"] })).await;
    let back = json!({
        "contactId": ben, "kind": fact["kind"], "text": fact["text"], "sourceMessageId": message["id"],
    });
    let back = rpc.mutate("facts.create", back).await;
    assert_eq!((&back["source"], &back["text"]), (&fact["source"], &fact["text"]));
    server.finish().await;
}

#[tokio::test]
async fn fifty_are_kept_and_read_in_pages() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let ann = new_contact(&server).await;
    for place in 0..52 {
        let text = format!("Note {place}");
        rpc.mutate("facts.create", json!({ "contactId": ann, "kind": "note", "text": text })).await;
    }
    let pages = rpc.every("facts.list", json!({ "contactId": ann }), 20).await;
    let texts: Vec<_> = pages.iter().map(|fact| fact["text"].as_str().unwrap()).collect();
    assert_eq!((texts.len(), texts[0], texts[49]), (50, "Note 51", "Note 2"));
    for name in ["Ann", "Anna"] {
        rpc.mutate("facts.create", json!({ "contactId": ann, "kind": "name", "text": name })).await;
    }
    let names = remembered(&server, &ann).await.into_iter().filter(|(kind, _)| kind == "name");
    assert_eq!(names.collect::<Vec<_>>(), these(&[("name", "Anna")]));
    server.finish().await;
}
