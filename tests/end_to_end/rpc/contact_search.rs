//! `contacts.list`: whom a search finds, and pages that stay as they are.

use patchbay_tests::{Rpc, TestServer};
use serde_json::{Value, json};

async fn enter(rpc: &Rpc, name: &str, identifiers: Value) -> Value {
    rpc.mutate("contacts.create", json!({ "name": name, "identifiers": identifiers })).await["id"].clone()
}

/// The names that a search finds, in order of the alphabet; one a page, so that pages are looked at too.
async fn found(rpc: &Rpc, search: &str) -> Vec<String> {
    let items = rpc.every("contacts.list", json!({ "search": search }), 1).await;
    let mut names: Vec<_> = items.iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn names_and_what_people_are_known_by_are_searched() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let phone = json!({ "kind": "phone", "value": "+15550100123" });
    let mail = json!({ "kind": "email", "value": "Sales@Acme.example" });
    let custom = json!({ "kind": "custom", "value": "Shop_Bot", "webhookId": channel.id });
    enter(&rpc, "Ann Smith", json!([phone, mail])).await;
    enter(&rpc, "Bob 100% sure", json!([custom])).await;
    enter(&rpc, "Carl \\ Sons", json!([])).await;
    enter(&rpc, "Öztürk", json!([])).await;
    for (search, names) in [
        ("smith", &["Ann Smith"][..]),
        ("ANN", &["Ann Smith"]),
        ("  ann  ", &["Ann Smith"]),
        ("0100123", &["Ann Smith"]),
        ("acme", &["Ann Smith"]),
        // Twice in one contact, found once.
        ("s", &["Ann Smith", "Bob 100% sure", "Carl \\ Sons"]),
        ("shop_", &["Bob 100% sure"]),
        ("SHOP_BOT", &["Bob 100% sure"]),
        // What stands for anything elsewhere stands for itself.
        ("%", &["Bob 100% sure"]),
        ("_", &["Bob 100% sure"]),
        ("a%n", &[]),
        ("shop-bot", &[]),
        ("\\", &["Carl \\ Sons"]),
        ("'", &[]),
        ("nobody", &[]),
        ("ztürk", &["Öztürk"]),
        ("", &["Ann Smith", "Bob 100% sure", "Carl \\ Sons", "Öztürk"]),
        ("  ", &["Ann Smith", "Bob 100% sure", "Carl \\ Sons", "Öztürk"]),
    ] {
        assert_eq!(found(&rpc, search).await, names, "{search:?}");
    }
    let long = json!({ "search": "a".repeat(201) });
    assert_eq!(rpc.try_query("contacts.list", long).await.refused_fields(), ["search"]);
    server.finish().await;
}

#[tokio::test]
async fn letters_of_every_alphabet_have_two_cases() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    enter(&rpc, "Öztürk", json!([])).await;
    enter(&rpc, "ЖАННА", json!([])).await;
    for search in ["Öztürk", "öztürk", "ÖZTÜRK"] {
        assert_eq!(found(&rpc, search).await, ["Öztürk"], "{search:?}");
    }
    for search in ["ЖАННА", "жанна", "Жанна"] {
        assert_eq!(found(&rpc, search).await, ["ЖАННА"], "{search:?}");
    }
    server.finish().await;
}

#[tokio::test]
async fn pages_stay_as_they_are_while_contacts_come_and_go() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let mut ids = Vec::new();
    for number in 0..6 {
        ids.push(enter(&rpc, &format!("Contact {number}"), json!([])).await);
    }
    ids.reverse();
    let mut seen = Vec::new();
    let mut cursor = Value::Null;
    for page in 0..3 {
        let mut input = json!({ "limit": 2, "search": "contact" });
        if !cursor.is_null() {
            input["cursor"] = cursor;
        }
        let answer = rpc.query("contacts.list", input).await;
        seen.extend(answer["items"].as_array().unwrap().iter().map(|one| one["id"].clone()));
        cursor = answer["nextCursor"].clone();
        // A newer one, and the one that the cursor points at goes.
        enter(&rpc, &format!("Contact of page {page}"), json!([])).await;
        rpc.mutate("contacts.delete", json!({ "id": seen.last().unwrap() })).await;
        let changed = json!({ "id": ids[ids.len() - 2], "name": format!("Contact renamed {page}") });
        rpc.mutate("contacts.update", changed).await;
    }
    assert_eq!(cursor, Value::Null);
    assert_eq!(seen, ids);
    for (name, value) in [("limit", json!(0)), ("limit", json!(101)), ("cursor", json!("nonsense"))] {
        let mut input = json!({});
        input[name] = value;
        assert_eq!(rpc.try_query("contacts.list", input).await.refused_fields(), [name]);
    }
    server.finish().await;
}
