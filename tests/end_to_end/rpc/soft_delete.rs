//! `webhooks.delete` and `webhooks.restore`: what is gone, what stays, and what comes back (C41).

use patchbay_tests::{Channel, TestServer, signature};
use serde_json::{Value, json};

use super::{UNKNOWN, audited};

async fn delete(server: &TestServer, channel: &Channel) {
    server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
}

/// The channel as the list shows it; none where it does not.
async fn listed(server: &TestServer, channel: &Channel, filters: Value) -> Option<Value> {
    let items = server.rpc().every("webhooks.list", filters, 100).await;
    items.into_iter().find(|one| one["id"] == channel.id)
}

#[tokio::test]
async fn a_deleted_channel_is_gone_for_everybody_and_kept_for_its_owner() {
    let server = TestServer::start().await;
    let second = server.second_instance().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let before = rpc.query("webhooks.get", json!({ "id": channel.id })).await;
    assert_eq!((&before["isActive"], &before["deletedAt"]), (&json!(true), &Value::Null));
    delete(&server, &channel).await;

    assert_eq!(listed(&server, &channel, json!({})).await, None);
    let kept = listed(&server, &channel, json!({ "includeInactive": true })).await.unwrap();
    let mut expected = before.clone();
    for (name, value) in [("isActive", json!(false)), ("isPrimary", json!(false))] {
        expected[name] = value;
    }
    for name in ["deletedAt", "updatedAt"] {
        assert!(kept[name].as_str().unwrap() > before["updatedAt"].as_str().unwrap(), "{name}: {kept}");
        expected[name] = kept[name].clone();
    }
    expected["version"] = kept["version"].clone();
    assert_eq!(kept, expected);
    let input = json!({ "id": channel.id });
    let _ = rpc.try_query("webhooks.get", input.clone()).await.refusal(404, "WEBHOOK_NOT_FOUND");
    let update = json!({ "id": channel.id, "channelName": "Back desk", "isActive": true });
    for (procedure, input) in [
        ("webhooks.update", update),
        ("webhooks.delete", input.clone()),
        ("webhooks.test", input.clone()),
        ("webhooks.sendVerification", input.clone()),
        ("webhooks.verify", json!({ "id": channel.id, "code": "123456" })),
    ] {
        let _ = rpc.try_mutate(procedure, input).await.refusal(404, "WEBHOOK_NOT_FOUND");
    }
    assert_eq!(listed(&server, &channel, json!({ "includeInactive": true })).await, Some(kept));

    let hello = json!({ "content": "Hello" });
    server.inbound(&channel).json(&hello).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    if let Some(second) = second {
        second.inbound(&channel).json(&hello).send().await.problem(404, "WEBHOOK_NOT_FOUND");
        second.stop().await;
    }
    audited(&rpc, "webhook.deleted", &channel.id).await;
    server.finish().await;
}

#[tokio::test]
async fn what_was_said_and_asked_for_stays() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let by_channel = json!({ "webhookId": channel.id });
    let conversation = json!({ "id": message["conversationId"] });
    let task = json!({ "id": message["tasks"][0]["id"] });
    let seen = async || {
        let messages = rpc.every("webhooks.getMessages", by_channel.clone(), 1).await;
        assert_eq!(messages.len(), 2);
        json!([
            messages,
            rpc.query("webhooks.getConversations", by_channel.clone()).await["items"],
            rpc.query("conversations.get", conversation.clone()).await,
            rpc.query("conversations.list", by_channel.clone()).await,
            server.thread(&message["conversationId"]).await,
            rpc.query("tasks.get", task.clone()).await,
            rpc.query("tasks.list", json!({ "sourceWebhookId": channel.id })).await,
        ])
    };
    let before = seen().await;
    delete(&server, &channel).await;
    assert_eq!(seen().await, before);
    // What is answered now could not leave; what was asked for can still be done.
    let input = json!({ "id": message["conversationId"], "content": "Done" });
    let refusal = rpc.try_mutate("conversations.reply", input).await.refusal(409, "CONFLICT");
    assert!(refusal["message"].as_str().unwrap().contains("is deleted"), "{refusal}");
    rpc.mutate("tasks.complete", task.clone()).await;
    rpc.mutate("conversations.resolve", conversation.clone()).await;
    server.finish().await;
}

#[tokio::test]
async fn a_restored_channel_is_what_it_was() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let rpc = server.rpc();
    let channel = server
        .create_channel(json!({
            "channelName": "Back desk", "rateLimitPerMinute": 7, "tags": ["a"], "metadata": { "team": 1 },
            "assistant": { "personality": "concise" },
            "providerConfig": { "authType": "hmac", "outboundWebhookUrl": receiver.url("/hook") },
        }))
        .await;
    let before = rpc.query("webhooks.get", json!({ "id": channel.id })).await;
    delete(&server, &channel).await;
    // By its number, which stays its own.
    let restored = rpc.mutate("webhooks.restore", json!({ "id": before["number"].to_string() })).await;
    let mut expected = before.clone();
    for name in ["updatedAt", "version"] {
        expected[name] = restored[name].clone();
    }
    assert_eq!(restored, expected);
    assert_eq!(rpc.query("webhooks.get", json!({ "id": channel.id })).await, restored);
    let key = rpc.query("webhooks.getSecretKey", json!({ "id": channel.id })).await;
    assert_eq!(key["secretKey"], channel.secret_key);
    audited(&rpc, "webhook.restored", &channel.id).await;

    let post = server.inbound(&channel).json(&json!({ "content": "Please call Acme" }));
    post.signed(&channel.secret_key).accepted().await;
    signature::verify_both(&channel.secret_key, &receiver.next().await);
    server.finish().await;
}

#[tokio::test]
async fn only_what_is_deleted_is_restored() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let input = json!({ "id": channel.id });
    for is_active in [true, false] {
        rpc.mutate("webhooks.update", json!({ "id": channel.id, "isActive": is_active })).await;
        let refusal = rpc.try_mutate("webhooks.restore", input.clone()).await.refusal(409, "CONFLICT");
        assert!(refusal["message"].as_str().unwrap().contains("is not deleted"), "{refusal}");
    }
    for id in [UNKNOWN, "nonsense", "7"] {
        let answer = rpc.try_mutate("webhooks.restore", json!({ "id": id })).await;
        let _ = answer.refusal(404, "WEBHOOK_NOT_FOUND");
    }
    assert_eq!(rpc.try_mutate("webhooks.restore", json!({})).await.refused_fields(), ["id"]);
    delete(&server, &channel).await;
    rpc.mutate("webhooks.restore", input.clone()).await;
    let _ = rpc.try_mutate("webhooks.restore", input).await.refusal(409, "CONFLICT");
    server.finish().await;
}

#[tokio::test]
async fn an_answer_on_its_way_does_not_leave_by_a_deleted_channel() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([patchbay_tests::Reply::status(500)]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    receiver.next().await;
    delete(&server, &channel).await;
    let reply = server.only_reply(&message).await;
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["cancelled", "failed", "success"]).await;
    assert_ne!(delivery["status"], "success", "{delivery}");
    assert!(delivery["lastError"].as_str().unwrap().contains("deleted"), "{delivery}");
    server.finish().await;
}
