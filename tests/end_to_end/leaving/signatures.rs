//! Both families of signatures, on every request, of its very bytes.

use patchbay_tests::{TestServer, signature};
use serde_json::json;

#[tokio::test]
async fn every_delivery_is_signed_with_the_channels_secret_key() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    assert_eq!(channel.secret_key.len(), 64);
    assert!(channel.secret_key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{}", channel.secret_key);
    server.send(&channel, "ann", "Please call Zoë / \u{2028} \u{1F98A} at 3pm").await;
    let request = receiver.next().await;
    signature::verify_both(&channel.secret_key, &request);
    assert!(!request.header("x-webhook-delivery").is_empty(), "{request:?}");
    assert_eq!(request.header("x-webhook-timestamp"), request.header("webhook-timestamp"));
    server.finish().await;
}

#[tokio::test]
async fn a_channel_with_an_hmac_secret_of_its_own_signs_with_that() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let secret = "a secret of their own, long enough for both";
    let config =
        json!({ "authType": "hmac", "hmacSecret": secret, "outboundWebhookUrl": receiver.url("/hook") });
    let channel = server.create_channel(json!({ "providerConfig": config })).await;
    server.inbound(&channel).json(&json!({ "content": "Please call Acme" })).signed(secret).accepted().await;
    let request = receiver.next().await;
    assert_eq!(request.header("x-webhook-signature"), signature::legacy(secret.as_bytes(), &request.body));
    server.finish().await;
}

#[test]
fn the_judge_knows_the_published_vectors() {
    let key = b"222023e0894e634aa1aff73a5077e1d1492545e4dea0cf6047d360d981fe7d79";
    let body = br#"{"event":"task.created","timestamp":"2026-01-11T09:00:00.000Z","webhookId":1,"data":{"taskId":"0190a0b0-0000-7000-8000-000000000001","title":"Call Acme"}}"#;
    let legacy = "sha256=d89174ff91dfa7ce2491498602df30def313f71975ae3ca56c1a95289692a27b";
    assert_eq!(signature::legacy(key, body), legacy);
    let standard = signature::standard(key, "0190a0b0-1111-7000-8000-000000000002", "1768122000", body);
    assert_eq!(standard, "v1,S3/hJ1Fq7YX4vC2gSKU9KpOdUu1lnJZCc1k3bN80pxo=");
}
