//! Signatures (C12, C13), by the libraries that receivers use.

use patchbay_tests::{Judge, Received, Receiver, TestServer, signature};
use serde_json::{Value, json};

use super::{publish_lead, subscribe};

/// The request with one byte changed: still JSON, and about something else.
fn changed(request: &Received) -> Received {
    let body = std::str::from_utf8(&request.body).unwrap();
    let other = body.replacen("lead", "leaf", 1);
    assert_ne!(body, other);
    Received { body: other.into(), ..request.clone() }
}

#[tokio::test]
async fn both_libraries_take_every_format_and_no_changed_byte() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let judge = Judge::get();
    for format in ["native", "standard", "cloudevents", "thin"] {
        let settings = json!({ "payloadFormat": format });
        let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], settings).await;
        let secret = made["secret"].as_str().unwrap();
        assert_eq!(secret.len(), 64);
        assert!(secret.bytes().all(|byte| byte.is_ascii_hexdigit()), "{made}");
        let event = publish_lead(&server, 1).await;
        let request = receiver.next().await;
        assert_eq!(request.header("webhook-id"), event["id"]);
        let standard = made["standardSecret"].as_str().unwrap();
        judge.assert_taken(standard, &request).await;
        judge.assert_refused(standard, &changed(&request)).await;
        let mut other = request.clone();
        other.headers.insert("webhook-id", "01890000-0000-7000-8000-000000000000".parse().unwrap());
        judge.assert_refused(standard, &other).await;
        signature::verify_both(secret, &request);
        assert!(judge.snippet_takes(secret, &request).await, "{format}");
        assert!(!judge.snippet_takes(secret, &changed(&request)).await, "{format}");
        server.rpc().mutate("subscriptions.delete", json!({ "id": made["id"] })).await;
    }
    server.finish().await;
}

#[tokio::test]
async fn an_ed25519_signature_is_verified_with_the_public_key_alone() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let settings = json!({ "ed25519": true });
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], settings).await;
    publish_lead(&server, 1).await;
    let request = receiver.next().await;
    let shown = server.rpc().query("subscriptions.get", json!({ "id": made["id"] })).await;
    let key = shown["ed25519PublicKey"].as_str().unwrap();
    assert!(key.starts_with("whpk_"), "{shown}");
    let judge = Judge::get();
    assert!(judge.is_signed_by(key, &request).await, "{request:?}");
    assert!(!judge.is_signed_by(key, &changed(&request)).await);
    // The symmetric one is there beside it, and libraries that know no v1a find it.
    judge.assert_taken(made["standardSecret"].as_str().unwrap(), &request).await;
    let kinds: Vec<_> = request.header("webhook-signature").split(' ').map(|one| &one[..3]).collect();
    assert_eq!(kinds, ["v1,", "v1a"]);

    // Another rotation of the secret leaves the key pair as it is.
    let input = json!({ "id": made["id"], "gracePeriodSeconds": 0 });
    server.rpc().mutate("subscriptions.rotateSecret", input).await;
    publish_lead(&server, 2).await;
    assert!(judge.is_signed_by(key, &receiver.next().await).await);
    let off = json!({ "id": made["id"], "ed25519": false });
    let off = server.rpc().mutate("subscriptions.update", off).await;
    assert_eq!(off["ed25519PublicKey"], Value::Null);
    publish_lead(&server, 3).await;
    assert!(!receiver.next().await.header("webhook-signature").contains("v1a,"));
    server.finish().await;
}

#[tokio::test]
async fn the_headers_of_the_signature_are_sent_under_other_names() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    // What a receiver of Svix, and one of GitHub, looks at.
    let names = json!({
        "webhook-id": "svix-id", "webhook-timestamp": "svix-timestamp", "webhook-signature": "svix-signature",
        "X-Webhook-Signature": "X-Hub-Signature-256",
    });
    let settings = json!({ "signatureHeaders": names });
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], settings).await;
    publish_lead(&server, 1).await;
    let request = receiver.next().await;
    for gone in ["webhook-id", "webhook-timestamp", "webhook-signature", "x-webhook-signature"] {
        assert!(!request.headers.contains_key(gone), "{gone}: {request:?}");
    }
    let (secret, standard) = (made["secret"].as_str().unwrap(), made["standardSecret"].as_str().unwrap());
    let expected = signature::legacy(secret.as_bytes(), &request.body);
    assert_eq!(request.header("x-hub-signature-256"), expected);
    assert_eq!(request.header("x-webhook-event"), "lead.created");
    let problem = Judge::get().svix_problem(standard, &request).await;
    assert_eq!(problem, Value::Null, "Svix's library knows its own names");
    server.finish().await;
}

#[tokio::test]
async fn a_short_secret_of_the_owners_signs_in_the_older_scheme_alone() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let settings = json!({ "secret": "shorter-than-24-bytes" });
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], settings).await;
    assert_eq!((&made["secret"], &made["standardSecret"]), (&json!("shorter-than-24-bytes"), &Value::Null));
    assert!(made["warnings"].to_string().contains("24"), "its owner is warned: {made}");
    publish_lead(&server, 1).await;
    let request = receiver.next().await;
    let expected = signature::legacy(b"shorter-than-24-bytes", &request.body);
    assert_eq!(request.header("x-webhook-signature"), expected);
    assert!(Judge::get().snippet_takes("shorter-than-24-bytes", &request).await);
    assert!(!request.headers.contains_key("webhook-signature"), "{request:?}");
    assert!(!request.header("webhook-id").is_empty(), "it still says which event it is");
    server.finish().await;
}

#[tokio::test]
async fn a_secret_as_the_libraries_write_it_is_taken_as_it_is() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let settings = json!({ "secret": secret });
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], settings).await;
    assert_eq!(made["standardSecret"], secret);
    publish_lead(&server, 1).await;
    let request = receiver.next().await;
    Judge::get().assert_taken(secret, &request).await;
    assert!(Judge::get().snippet_takes(secret, &request).await, "the older scheme's key is its characters");
    server.finish().await;
}
