//! Lists come in pages: all of it, once, in order.

use std::collections::BTreeSet;

use patchbay_tests::TestServer;
use serde_json::{Value, json};

#[tokio::test]
async fn every_list_can_be_read_page_by_page() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    server.create_channel(json!({})).await;
    for sender in ["ann", "bob", "cleo"] {
        server.send_and_wait(&channel, sender, "Please call Acme").await;
    }
    let message = server.send_and_wait(&channel, "ann", "Please call Initech").await;
    server.idle().await;
    for (procedure, filters, count) in [
        ("webhooks.list", json!({}), 2),
        ("webhooks.getMessages", json!({ "webhookId": channel.id }), 8),
        ("webhooks.getConversations", json!({}), 3),
        ("conversations.list", json!({}), 3),
        ("conversations.messages", json!({ "id": message["conversationId"] }), 4),
        ("tasks.list", json!({}), 4),
        ("deliveries.list", json!({}), 4),
    ] {
        let whole = rpc.query(procedure, filters.clone()).await;
        assert_eq!(whole["nextCursor"], Value::Null, "{procedure}");
        let whole = whole["items"].as_array().unwrap();
        assert_eq!(whole.len(), count, "{procedure}");
        for limit in 1..=count {
            assert_eq!(&rpc.every(procedure, filters.clone(), limit).await, whole, "{procedure} by {limit}");
        }
        let ids: BTreeSet<_> = whole.iter().map(|item| item["id"].to_string()).collect();
        assert_eq!(ids.len(), count, "{procedure}");

        for limit in [json!(0), json!(101), json!(-1), json!("ten")] {
            let mut input = filters.clone();
            input["limit"] = limit;
            assert_eq!(rpc.try_query(procedure, input).await.refused_fields(), ["limit"], "{procedure}");
        }
        for cursor in ["nonsense", "bm9uc2Vuc2U", "", "....", "\u{fc}"] {
            let mut input = filters.clone();
            input["cursor"] = json!(cursor);
            assert_eq!(
                rpc.try_query(procedure, input).await.refused_fields(),
                ["cursor"],
                "{procedure} {cursor}"
            );
        }
        let mut input = filters;
        input["cursor"] = Value::Null;
        assert_eq!(rpc.query(procedure, input).await["items"].as_array().unwrap(), whole, "{procedure}");
    }
    server.finish().await;
}

#[tokio::test]
async fn what_is_added_meanwhile_moves_nothing() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for number in 0..6 {
        rpc.mutate("tasks.create", json!({ "title": format!("Task {number}") })).await;
    }
    let first = rpc.query("tasks.list", json!({ "limit": 3 })).await;
    rpc.mutate("tasks.create", json!({ "title": "Late" })).await;
    let second = rpc.query("tasks.list", json!({ "limit": 3, "cursor": first["nextCursor"] })).await;
    let titles = |page: &Value| {
        let items = page["items"].as_array().unwrap().clone();
        items.iter().map(|task| task["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&first), ["Task 5", "Task 4", "Task 3"]);
    assert_eq!(titles(&second), ["Task 2", "Task 1", "Task 0"]);
    assert_eq!(second["nextCursor"], Value::Null);
    server.finish().await;
}
