//! `webhooks.update`: what changes, what stays, and what is never shown again.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

#[tokio::test]
async fn only_what_is_given_changes() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({ "tags": ["a"], "metadata": { "team": 1 } })).await;
    let before = rpc.query("webhooks.get", json!({ "id": channel.id })).await;
    for (name, value) in [
        ("channelName", json!("Back desk")),
        ("isPrimary", json!(true)),
        ("outboundEnabled", json!(false)),
        ("rateLimitPerMinute", json!(100)),
        ("rateLimitPerHour", json!(1000)),
        ("tags", json!(["b", "c"])),
        ("metadata", json!({ "nested": { "list": [1, null, "x"] } })),
        ("isActive", json!(false)),
    ] {
        let mut input = json!({ "id": channel.id });
        input[name] = value.clone();
        let updated = rpc.mutate("webhooks.update", input).await;
        assert_eq!(updated[name], value);
        assert_eq!(rpc.query("webhooks.get", json!({ "id": channel.id })).await, updated);
    }
    let assistant = json!({ "personality": "concise" });
    let after = rpc.mutate("webhooks.update", json!({ "id": channel.id, "assistant": assistant })).await;
    assert_eq!(
        after["assistant"],
        json!({
            "personality": "concise", "autoCreateTasks": true, "reopenWithinHours": 72,
            "language": "message", "requireConfirmation": false, "approval": "unknown_senders",
        })
    );
    for name in ["webhookToken", "number", "providerConfig", "createdAt", "kind"] {
        assert_eq!(after[name], before[name], "{name}");
    }
    assert!(after["updatedAt"].as_str().unwrap() > before["updatedAt"].as_str().unwrap());

    let bad = json!({ "id": channel.id, "channelName": "", "rateLimitPerHour": 0 });
    assert_eq!(
        rpc.try_mutate("webhooks.update", bad).await.refused_fields(),
        ["channelName", "rateLimitPerHour"]
    );
    assert_eq!(rpc.query("webhooks.get", json!({ "id": channel.id })).await, after);
    server.finish().await;
}

#[tokio::test]
async fn secrets_are_masked_kept_changed_and_cleared() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let secrets = ["token-abcd1234", "header-value-wxyz5678"];
    let channel = server
        .create_channel(json!({ "providerConfig": {
            "authType": "bearer", "authToken": secrets[0],
            "outboundWebhookUrl": "https://example.com/hook", "outboundHeaders": { "x-key": secrets[1] },
        } }))
        .await;
    let shown = rpc.query("webhooks.get", json!({ "id": channel.id })).await["providerConfig"].clone();
    assert_eq!(shown["authToken"], "••••1234");
    assert_eq!(shown["outboundHeaders"]["x-key"], "••••5678");
    for secret in secrets {
        assert!(!channel.created.to_string().contains(secret), "{secret}");
        assert!(!rpc.query("webhooks.list", json!({})).await.to_string().contains(secret), "{secret}");
        assert_eq!(server.places_of(&[secret.to_owned()]).await, Vec::<String>::new());
        assert!(!server.output().all().contains(secret), "{secret}");
    }
    let opens = async |token: &str, status: u16| {
        let post = server.inbound(&channel).header("authorization", &format!("Bearer {token}"));
        let answer = post.json(&json!({ "content": "Hello" })).send().await;
        assert_eq!(answer.status, status, "{token}: {}", answer.text);
    };
    let update = async |config: Value| {
        let input = json!({ "id": channel.id, "providerConfig": config });
        rpc.mutate("webhooks.update", input).await["providerConfig"].clone()
    };

    // What the dashboard was shown and sends back unchanged is no new secret.
    assert_eq!(update(shown.clone()).await, shown);
    opens(secrets[0], 200).await;
    let moved = update(json!({ "outboundWebhookUrl": "https://example.com/other" })).await;
    assert_eq!(moved["authToken"], shown["authToken"]);
    opens(secrets[0], 200).await;
    let changed = update(json!({ "authToken": "another-token-5555" })).await;
    assert_eq!(changed["authToken"], "••••5555");
    opens(secrets[0], 401).await;
    opens("another-token-5555", 200).await;
    let cleared = update(json!({ "authType": "none", "authToken": null, "outboundWebhookUrl": null })).await;
    assert_eq!(cleared["authToken"], Value::Null);
    assert_eq!(cleared["outboundWebhookUrl"], Value::Null);
    opens("anything", 200).await;
    server.finish().await;
}
