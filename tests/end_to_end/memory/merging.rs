//! `contacts.merge`: two contacts turn out to be one.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::{contact_of, facts, remembered, these};

async fn ids(server: &TestServer, list: &str, contact: &Value) -> Vec<Value> {
    let items = server.rpc().every(list, json!({ "contactId": contact }), 100).await;
    items.iter().map(|item| item["id"].clone()).collect()
}

#[tokio::test]
async fn everything_of_the_one_goes_to_the_other() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let (one, two) = (server.create_channel(json!({})).await, server.create_channel(json!({})).await);
    let first = server
        .send_and_wait(&one, "ann", "My name is Ann. I prefer email over calls. Please call Acme")
        .await;
    let told = "My name is Annie. I prefer email over calls. I like tea in the morning. Please call Globex";
    let second = server.send_and_wait(&two, "ann-2", told).await;
    let (stays, goes) = (contact_of(&server, &first).await, contact_of(&server, &second).await);
    rpc.mutate("contacts.update", json!({ "id": goes, "timeZone": "Asia/Tokyo" })).await;

    let merged = rpc.mutate("contacts.merge", json!({ "id": goes, "intoId": stays })).await;
    assert_eq!((&merged["id"], &merged["timeZone"]), (&stays, &json!("Asia/Tokyo")));
    assert_eq!(merged["identifiers"].as_array().unwrap().len(), 2, "{merged}");
    assert_eq!(rpc.query("contacts.get", json!({ "id": stays })).await, merged);
    let _ = rpc.try_query("contacts.get", json!({ "id": goes })).await.refusal(404, "NOT_FOUND");
    assert_eq!(ids(&server, "conversations.list", &stays).await.len(), 2);
    assert_eq!(ids(&server, "tasks.list", &stays).await.len(), 2);
    for list in ["conversations.list", "tasks.list"] {
        assert_eq!(ids(&server, list, &goes).await, Vec::<Value>::new(), "{list}");
    }
    let known = [
        ("name", "Ann"),
        ("preference", "I like tea in the morning"),
        ("preference", "I prefer email over calls"),
    ];
    assert_eq!(remembered(&server, &stays).await, these(&known));
    let tea = facts(&server, &stays).await.into_iter().find(|fact| fact["text"] == known[1].1).unwrap();
    assert_eq!(tea["source"]["messageId"], second["id"]);

    // Found by both names, and known by both from now on: the conversations go on where they are.
    for search in ["ann-2", "ann"] {
        let found = rpc.query("contacts.list", json!({ "search": search })).await;
        assert_eq!(found["items"][0]["id"], stays, "{search}");
    }
    for (channel, sender, before) in [(&one, "ann", &first), (&two, "ann-2", &second)] {
        let next = server.send_and_wait(channel, sender, "Hello").await;
        assert_eq!(next["conversationId"], before["conversationId"]);
        assert_eq!(contact_of(&server, &next).await, stays);
    }
    let audit = rpc.every("audit.list", json!({ "subject": stays }), 100).await;
    let entry = audit.iter().find(|entry| entry["action"] == "contact.merged").unwrap();
    assert_eq!(entry["before"]["merged"]["contactId"], goes, "{entry}");
    server.finish().await;
}

#[tokio::test]
async fn two_addresses_on_one_channel_keep_their_conversations() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let first = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let second = server.send_and_wait(&channel, "ann-2", "Please call Globex").await;
    let (stays, goes) = (contact_of(&server, &first).await, contact_of(&server, &second).await);
    rpc.mutate("contacts.merge", json!({ "id": goes, "intoId": stays })).await;
    for (sender, before) in [("ann", &first), ("ann-2", &second)] {
        let next = server.send_and_wait(&channel, sender, "Hello").await;
        // Who writes from an address is answered at that address.
        assert_eq!(next["conversationId"], before["conversationId"], "{sender}");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_conversation_that_an_address_left_behind_ends() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let first = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let before = contact_of(&server, &first).await;
    // A member takes the name from her; whoever writes under it next is somebody new.
    rpc.mutate("contacts.update", json!({ "id": before, "name": "Ann", "identifiers": [] })).await;
    let second = server.send_and_wait(&channel, "ann", "Please call Globex").await;
    let after = contact_of(&server, &second).await;
    assert_ne!(after, before);
    rpc.mutate("contacts.merge", json!({ "id": before, "intoId": after })).await;
    let status = async |message: &Value| {
        rpc.query("conversations.get", json!({ "id": message["conversationId"] })).await["status"].clone()
    };
    assert_eq!((status(&first).await, status(&second).await), (json!("resolved"), json!("active")));
    let next = server.send_and_wait(&channel, "ann", "Hello").await;
    assert_eq!(next["conversationId"], second["conversationId"]);
    server.finish().await;
}

#[tokio::test]
async fn what_cannot_be_merged_is_said() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let create = async |count: usize, from: usize| {
        let identifiers: Vec<_> = (from..from + count)
            .map(|place| json!({ "kind": "email", "value": format!("a{place}@client.example") }))
            .collect();
        let input = json!({ "name": "Ann", "identifiers": identifiers });
        rpc.mutate("contacts.create", input).await["id"].clone()
    };
    let (one, two) = (create(12, 0).await, create(9, 20).await);
    let merge = async |id: &Value, into: &Value| {
        rpc.try_mutate("contacts.merge", json!({ "id": id, "intoId": into })).await
    };
    assert_eq!(merge(&one, &one).await.refused_fields(), ["intoId"]);
    let unknown = json!("01980000-0000-7000-8000-000000000001");
    for (id, into) in [(&one, &unknown), (&unknown, &one), (&json!("nonsense"), &one)] {
        let _ = merge(id, into).await.refusal(404, "NOT_FOUND");
    }
    let refused = merge(&one, &two).await;
    assert!(refused.refusal(409, "CONFLICT")["message"].as_str().unwrap().contains("21"), "{}", refused.text);
    assert_eq!(
        rpc.query("contacts.get", json!({ "id": one })).await["identifiers"].as_array().unwrap().len(),
        12
    );
    server.finish().await;
}
