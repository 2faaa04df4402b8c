//! `webhooks.regenerateToken`: another URL, and the one before is gone at once.

use patchbay_tests::{Channel, Post, TestServer};
use serde_json::{Value, json};

use super::{UNKNOWN, audited};

/// The channel with its URL of now.
async fn regenerate(server: &TestServer, channel: &Channel) -> Channel {
    let new = server.rpc().mutate("webhooks.regenerateToken", json!({ "id": channel.id })).await;
    let token = new["webhookToken"].as_str().unwrap().to_owned();
    assert_eq!(new["webhookUrl"], format!("{}/api/webhooks/inbound/{token}", server.address()));
    Channel { token, ..channel.clone() }
}

fn hello(post: Post) -> Post {
    post.json(&json!({ "content": "Hello" }))
}

#[tokio::test]
async fn the_url_before_is_gone_at_once_everywhere() {
    let server = TestServer::start().await;
    let second = server.second_instance().await;
    let before = server.create_channel(json!({})).await;
    hello(server.inbound(&before)).accepted().await;
    if let Some(second) = &second {
        hello(second.inbound(&before)).accepted().await;
    }

    let after = regenerate(&server, &before).await;
    assert_eq!(uuid::Uuid::parse_str(&after.token).unwrap().get_version_num(), 4);
    assert_ne!(after.token, before.token);
    hello(server.inbound(&before)).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    hello(server.inbound(&after)).accepted().await;
    if let Some(second) = second {
        hello(second.inbound(&before)).send().await.problem(404, "WEBHOOK_NOT_FOUND");
        hello(second.inbound(&after)).accepted().await;
        second.stop().await;
    }
    server.idle().await;
    let third = regenerate(&server, &after).await;
    assert!(![&before.token, &after.token].contains(&&third.token));
    hello(server.inbound(&after)).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    server.finish().await;
}

#[tokio::test]
async fn nothing_else_changes_and_it_is_written_down() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({ "tags": ["a"], "metadata": { "team": 1 } })).await;
    let before = rpc.query("webhooks.get", json!({ "id": channel.id })).await;
    let number = json!({ "id": before["number"].to_string() });
    let new = rpc.mutate("webhooks.regenerateToken", number.clone()).await;
    let after = rpc.query("webhooks.get", json!({ "id": channel.id })).await;
    let mut expected = before.clone();
    for (name, value) in new.as_object().unwrap() {
        expected[name] = value.clone();
    }
    assert!(after["updatedAt"].as_str().unwrap() > before["updatedAt"].as_str().unwrap());
    for name in ["updatedAt", "version"] {
        expected[name] = after[name].clone();
    }
    assert_eq!(after, expected);
    let key = rpc.query("webhooks.getSecretKey", number).await;
    assert_eq!(key["secretKey"], channel.secret_key);

    let entry = audited(&rpc, "webhook.token_regenerated", &channel.id).await;
    assert!(!entry.to_string().contains(new["webhookToken"].as_str().unwrap()), "{entry}");
    assert!(!entry.to_string().contains(&channel.token), "{entry}");
    server.finish().await;
}

#[tokio::test]
async fn a_deleted_or_unknown_channel_gets_no_other_secrets() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    rpc.mutate("webhooks.delete", json!({ "id": channel.id })).await;
    for id in [json!(channel.id), json!(UNKNOWN), json!("nonsense"), json!("7")] {
        let input = json!({ "id": id });
        for procedure in ["webhooks.regenerateToken", "webhooks.regenerateSecretKey"] {
            let _ = rpc.try_mutate(procedure, input.clone()).await.refusal(404, "WEBHOOK_NOT_FOUND");
        }
        let _ = rpc.try_query("webhooks.getSecretKey", input).await.refusal(404, "WEBHOOK_NOT_FOUND");
    }
    for procedure in ["webhooks.regenerateToken", "webhooks.regenerateSecretKey"] {
        assert_eq!(rpc.try_mutate(procedure, Value::Null).await.refused_fields(), ["id"], "{procedure}");
    }
    assert_eq!(rpc.try_query("webhooks.getSecretKey", json!({})).await.refused_fields(), ["id"]);
    server.finish().await;
}
