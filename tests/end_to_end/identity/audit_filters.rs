//! Looking for something in the audit trail.

use std::collections::BTreeSet;

use patchbay_tests::{Rpc, TestServer};
use serde_json::{Value, json};

/// Whether a filter leaves an entry.
type Belongs<'a> = &'a dyn Fn(&Value) -> bool;

async fn entries(rpc: &Rpc, filters: Value) -> Vec<Value> {
    rpc.every("audit.list", filters, 100).await
}

#[tokio::test]
async fn each_filter_leaves_what_it_says() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let admin = server.join("ada@example.com", "admin").await;
    let channel = server.create_channel(json!({})).await;
    rpc.mutate("webhooks.update", json!({ "id": channel.id, "channelName": "Desk" })).await;
    admin.rpc.mutate("webhooks.delete", json!({ "id": channel.id })).await;
    admin.rpc.mutate("tasks.create", json!({ "title": "Water the plants" })).await;
    let all = entries(&rpc, json!({})).await;
    let middle = all[all.len() / 2]["at"].clone();
    let at = |entry: &Value| entry["at"].as_str().unwrap().to_owned();
    let of_admin = |entry: &Value| entry["userId"] == admin.id;
    let of_webhook = |entry: &Value| entry["action"].as_str().unwrap().starts_with("webhook.");
    let wanted: [(Value, Belongs); 8] = [
        (json!({ "userId": admin.id }), &of_admin),
        (json!({ "action": "webhook.deleted" }), &|entry| entry["action"] == "webhook.deleted"),
        (json!({ "action": "webhook.*" }), &of_webhook),
        (json!({ "subject": channel.id }), &|entry| entry["subject"] == channel.id),
        (json!({ "since": middle }), &|entry| at(entry) >= at(&json!({ "at": middle }))),
        (json!({ "until": middle }), &|entry| at(entry) < at(&json!({ "at": middle }))),
        (json!({ "userId": admin.id, "action": "webhook.*" }), &|entry| of_admin(entry) && of_webhook(entry)),
        (json!({ "since": middle, "until": middle }), &|_| false),
    ];
    for (filters, belongs) in wanted {
        let left: Vec<_> = all.iter().filter(|entry| belongs(entry)).cloned().collect();
        assert!(!left.is_empty() || filters["since"] == filters["until"], "{filters}");
        assert_eq!(entries(&rpc, filters.clone()).await, left, "{filters}");
    }
    // A part of a word is no word, and `_` means nothing but itself.
    for nothing in ["webhook.delete", "web.*", "webhook_.*", "_ebhook.*"] {
        let found = entries(&rpc, json!({ "action": nothing })).await;
        assert!(found.is_empty(), "{nothing}: {found:?}");
    }
    for (input, field) in [
        (json!({ "userId": "ada" }), "userId"),
        (json!({ "since": "yesterday" }), "since"),
        (json!({ "until": 7 }), "until"),
        (json!({ "action": "" }), "action"),
        (json!({ "action": "webhook" }), "action"),
        (json!({ "action": "web*" }), "action"),
        (json!({ "action": "%.*" }), "action"),
        (json!({ "action": "WEBHOOK.*" }), "action"),
    ] {
        assert_eq!(rpc.try_query("audit.list", input).await.refused_fields(), [field]);
    }
    server.finish().await;
}

#[tokio::test]
async fn pages_hold_while_more_is_written() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for number in 0..5 {
        rpc.mutate("tasks.create", json!({ "title": format!("Task {number}") })).await;
    }
    let before: Vec<_> =
        entries(&rpc, json!({})).await.into_iter().map(|entry| entry["id"].clone()).collect();
    let mut input = json!({ "limit": 2 });
    let mut seen = Vec::new();
    loop {
        let page = rpc.query("audit.list", input.clone()).await;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2, "{page}");
        seen.extend(items.iter().map(|entry| entry["id"].clone()));
        rpc.mutate("tasks.create", json!({ "title": "Meanwhile" })).await;
        if page["nextCursor"].is_null() {
            break;
        }
        input["cursor"] = page["nextCursor"].clone();
    }
    assert_eq!(seen, before);
    server.finish().await;
}

#[tokio::test]
async fn entries_of_the_same_instant_are_on_one_page_each() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let changes = (0..20).map(|number| {
        let (rpc, id) = (rpc.clone(), channel.id.clone());
        async move {
            let input = json!({ "id": id, "channelName": format!("Desk {number}") });
            rpc.mutate("webhooks.update", input).await
        }
    });
    futures::future::join_all(changes).await;
    let whole = entries(&rpc, json!({ "action": "webhook.updated" })).await;
    assert_eq!(whole.len(), 20);
    for limit in [1, 3, 7] {
        assert_eq!(rpc.every("audit.list", json!({ "action": "webhook.updated" }), limit).await, whole);
    }
    let ids: BTreeSet<_> = whole.iter().map(|entry| entry["id"].to_string()).collect();
    assert_eq!(ids.len(), 20);
    server.finish().await;
}
