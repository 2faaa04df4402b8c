//! `webhooks.getSecretKey` and `webhooks.regenerateSecretKey`: which keys count, and for how long.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join;
use patchbay_tests::{Channel, Judge, Post, Received, Receiver, TestServer, eventually, now, signature};
use serde_json::{Value, json};

use super::audited;

/// A channel whose callers sign with its secret key, as it does itself.
async fn signing_channel(server: &mut TestServer) -> (Channel, Receiver) {
    let receiver = server.receiver();
    let config = json!({ "authType": "hmac", "outboundWebhookUrl": receiver.url("/hook") });
    (server.create_channel(json!({ "providerConfig": config })).await, receiver)
}

/// Replaces the key; the new one and until when the one before counts.
async fn replace(server: &TestServer, channel: &Channel, grace: Option<u32>) -> (String, Value) {
    let mut input = json!({ "id": channel.id });
    if let Some(seconds) = grace {
        input["gracePeriodSeconds"] = json!(seconds);
    }
    let new = server.rpc().mutate("webhooks.regenerateSecretKey", input).await;
    // Whoever asks is told the same.
    assert_eq!(server.rpc().query("webhooks.getSecretKey", json!({ "id": channel.id })).await, new);
    let shown = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await;
    assert_eq!(shown["previousSecretKeyExpiresAt"], new["previousSecretKeyExpiresAt"]);
    (new["secretKey"].as_str().unwrap().to_owned(), new["previousSecretKeyExpiresAt"].clone())
}

fn signed(post: Post, key: &str) -> Post {
    post.json(&json!({ "content": "Please call Acme" })).signed(key)
}

/// The answer to a message that is signed with this key.
async fn answer_to(server: &TestServer, channel: &Channel, key: &str, receiver: &Receiver) -> Received {
    signed(server.inbound(channel), key).accepted().await;
    receiver.next().await
}

async fn refused(post: Post, key: &str) {
    signed(post, key).send().await.problem(401, "INVALID_SIGNATURE");
}

#[tokio::test]
async fn the_key_is_shown_to_whoever_asks_in_both_forms() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let shown = rpc.query("webhooks.getSecretKey", json!({ "id": channel.id })).await;
    let standard = format!("whsec_{}", STANDARD.encode(&channel.secret_key));
    let expected = json!({
        "secretKey": channel.secret_key, "standardSecretKey": standard, "previousSecretKeyExpiresAt": null,
    });
    assert_eq!(shown, expected);
    let entry = audited(&rpc, "webhook.secret_key_revealed", &channel.id).await;
    assert!(!entry.to_string().contains(&channel.secret_key), "{entry}");

    let (key, _) = replace(&server, &channel, Some(60)).await;
    assert!(key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
    assert_ne!(key, channel.secret_key);
    let keys = [key, channel.secret_key.clone()];
    for (procedure, input) in [
        ("webhooks.get", json!({ "id": channel.id })),
        ("webhooks.list", json!({ "includeInactive": true })),
        ("audit.list", json!({})),
    ] {
        let answer = rpc.query(procedure, input).await.to_string();
        assert!(keys.iter().all(|key| !answer.contains(key)), "{procedure}: {answer}");
    }
    assert_eq!(server.places_of(&keys).await, Vec::<String>::new());
    assert!(keys.iter().all(|key| !server.output().all().contains(key)));
    server.finish().await;
}

#[tokio::test]
async fn without_a_grace_period_the_key_before_is_over_at_once() {
    let mut server = TestServer::start().await;
    let second = server.second_instance().await;
    let (channel, receiver) = signing_channel(&mut server).await;
    let first = channel.secret_key.clone();
    signature::verify_both(&first, &answer_to(&server, &channel, &first, &receiver).await);
    let mut before = first;
    for grace in [None, Some(0)] {
        let (key, expires_at) = replace(&server, &channel, grace).await;
        assert_eq!(expires_at, Value::Null);
        refused(server.inbound(&channel), &before).await;
        if let Some(second) = &second {
            refused(second.inbound(&channel), &before).await;
            signed(second.inbound(&channel), &key).accepted().await;
            signature::verify_both(&key, &receiver.next().await);
        }
        let request = answer_to(&server, &channel, &key, &receiver).await;
        signature::verify_both(&key, &request);
        Judge::get().assert_standard_webhook(&key, &request).await;
        before = key;
    }
    server.idle().await;
    if let Some(second) = second {
        second.stop().await;
    }
    server.finish().await;
}

#[tokio::test]
async fn in_the_grace_period_both_keys_count_both_ways() {
    let mut server = TestServer::start().await;
    let (channel, receiver) = signing_channel(&mut server).await;
    let begun = now();
    let (key, expires_at) = replace(&server, &channel, Some(600)).await;
    let expires_at: DateTime<Utc> = expires_at.as_str().unwrap().parse().unwrap();
    let grace = TimeDelta::seconds(600);
    let margin = TimeDelta::milliseconds(1);
    assert!((begun + grace - margin..=now() + grace).contains(&expires_at), "{begun}, {expires_at}");
    for with in [&key, &channel.secret_key] {
        let request = answer_to(&server, &channel, with, &receiver).await;
        signature::verify_all(&[&key, &channel.secret_key], &request);
        for receivers in [&key, &channel.secret_key] {
            Judge::get().assert_standard_webhook(receivers, &request).await;
        }
    }
    refused(server.inbound(&channel), "another key").await;
    server.finish().await;
}

#[tokio::test]
async fn a_grace_period_that_is_over_is_spoken_of_no_more() {
    let mut server = TestServer::start().await;
    let rpc = server.rpc();
    let (channel, receiver) = signing_channel(&mut server).await;
    let (key, _) = replace(&server, &channel, Some(1)).await;
    eventually("the grace period to end", async || {
        let shown = rpc.query("webhooks.getSecretKey", json!({ "id": channel.id })).await;
        shown["previousSecretKeyExpiresAt"].is_null().then_some(())
    })
    .await;
    refused(server.inbound(&channel), &channel.secret_key).await;
    signature::verify_both(&key, &answer_to(&server, &channel, &key, &receiver).await);
    let got = rpc.query("webhooks.get", json!({ "id": channel.id })).await;
    let listed = rpc.query("webhooks.list", json!({})).await["items"][0].clone();
    for shown in [got, listed] {
        assert_eq!(shown["previousSecretKeyExpiresAt"], Value::Null);
    }
    server.finish().await;
}

#[tokio::test]
async fn of_two_replacements_the_key_before_the_first_is_forgotten() {
    let mut server = TestServer::start().await;
    let (channel, receiver) = signing_channel(&mut server).await;
    let (second, _) = replace(&server, &channel, Some(604_800)).await;
    let (third, expires_at) = replace(&server, &channel, Some(600)).await;
    assert!(expires_at.is_string());
    refused(server.inbound(&channel), &channel.secret_key).await;
    let request = answer_to(&server, &channel, &second, &receiver).await;
    signature::verify_all(&[&third, &second], &request);
    // Without a grace period none is left but the new one.
    let (fourth, expires_at) = replace(&server, &channel, None).await;
    assert_eq!(expires_at, Value::Null);
    for key in [&second, &third] {
        refused(server.inbound(&channel), key).await;
    }
    signature::verify_both(&fourth, &answer_to(&server, &channel, &fourth, &receiver).await);
    server.finish().await;
}

#[tokio::test]
async fn a_grace_period_is_at_most_a_week() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    for (seconds, message) in [
        (json!(604_801), "must be at most 604800"),
        (json!(-1), "must be a whole number, 0 or more, and not too large"),
        (json!(1.5), "must be a whole number, 0 or more, and not too large"),
        (json!("600"), "must be a whole number, 0 or more, and not too large"),
    ] {
        let input = json!({ "id": channel.id, "gracePeriodSeconds": seconds });
        let answer = rpc.try_mutate("webhooks.regenerateSecretKey", input).await;
        let expected = json!([{ "path": "gracePeriodSeconds", "message": message }]);
        assert_eq!(answer.refusal(400, "INVALID_PAYLOAD")["fields"], expected, "{seconds}");
    }
    let key = rpc.query("webhooks.getSecretKey", json!({ "id": channel.id })).await;
    assert_eq!(key["secretKey"], channel.secret_key);
    replace(&server, &channel, Some(604_800)).await;
    server.finish().await;
}

#[tokio::test]
async fn what_is_replaced_at_once_is_replaced() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let input = json!({ "id": channel.id });
    for round in 0..10 {
        let name = format!("Front desk {round}");
        let update = json!({ "id": channel.id, "channelName": name });
        let replaced = join(
            rpc.mutate("webhooks.regenerateToken", input.clone()),
            rpc.mutate("webhooks.regenerateSecretKey", input.clone()),
        );
        let ((url, key), _) = join(replaced, rpc.mutate("webhooks.update", update)).await;
        let shown = rpc.query("webhooks.get", input.clone()).await;
        assert_eq!(shown["webhookToken"], url["webhookToken"]);
        assert_eq!(rpc.query("webhooks.getSecretKey", input.clone()).await, key);
        assert_eq!(shown["channelName"], name);
    }
    server.finish().await;
}
