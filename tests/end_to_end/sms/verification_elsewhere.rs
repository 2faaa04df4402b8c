//! Codes for channels that are no text channels, or somebody else's.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use patchbay_tests::{Reply, Setup, TestServer, signature};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::shown;

#[tokio::test]
async fn a_custom_channel_gets_its_code_by_a_signed_post() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let rpc = server.rpc();
    let with_number = json!({ "id": channel.id, "to": "+15005550006" });
    assert_eq!(rpc.try_mutate("webhooks.sendVerification", with_number).await.refused_fields(), ["to"]);
    let sent = rpc.mutate("webhooks.sendVerification", json!({ "id": channel.id })).await;
    assert_eq!(sent["sentTo"], Value::Null);
    let came = receiver.next().await;
    signature::verify_both(&channel.secret_key, &came);
    let body = came.json();
    assert_eq!(
        (&body["type"], &body["event"]),
        (&json!("webhook.verification"), &json!("webhook.verification"))
    );
    assert_eq!(body["webhookId"], channel.created["number"]);
    assert_eq!(body["data"]["channelName"], "Front desk");
    assert_eq!(body["data"]["expiresAt"], sent["expiresAt"]);
    let code = body["data"]["code"].as_str().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{body}");
    server.delivery_in(&sent["deliveryId"], &["success"]).await;
    let verified = rpc.mutate("webhooks.verify", json!({ "id": channel.id, "code": code })).await;
    assert_eq!(verified["isVerified"], true);

    let moved = json!({ "outboundWebhookUrl": receiver.url("/elsewhere") });
    let moved = rpc.mutate("webhooks.update", json!({ "id": channel.id, "providerConfig": moved })).await;
    assert_eq!(moved["isVerified"], false);
    let nowhere = server.create_channel(json!({})).await;
    let refused = rpc.try_mutate("webhooks.sendVerification", json!({ "id": nowhere.id })).await;
    let _ = refused.refusal(409, "CONFLICT");
    server.finish().await;
}

async fn echo(State(came): State<UnboundedSender<Bytes>>, body: Bytes) -> Bytes {
    came.send(body.clone()).unwrap();
    body
}

#[tokio::test]
async fn what_a_receiver_says_back_is_kept_without_the_code() {
    let server = Setup::default().set("PATCHBAY_LOG", "trace").start().await;
    let (sender, mut came) = unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/echo", listener.local_addr().unwrap());
    let router = Router::new().fallback(echo).with_state(sender);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });

    let channel = server.create_channel_to(&url).await;
    let sent = server.rpc().mutate("webhooks.sendVerification", json!({ "id": channel.id })).await;
    let body = came.recv().await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    let code = body["data"]["code"].as_str().unwrap();
    let delivery = server.delivery_in(&sent["deliveryId"], &["success"]).await;
    let answer = delivery["attempts"][0]["responseBody"].as_str().unwrap();
    assert!(answer.contains("\"code\":\"••••••\""), "{answer}");
    assert!(!delivery.to_string().contains(&format!("\"{code}\"")), "{delivery}");
    let quoted = [format!("\"{code}\""), format!("\\\"{code}\\\"")];
    assert_eq!(server.places_of(&quoted).await, Vec::<String>::new());
    let log = server.output().all();
    assert!(!quoted.iter().any(|text| log.contains(text)), "{log}");
    server.finish().await;
}

#[tokio::test]
async fn a_receiver_that_refuses_a_code_is_asked_once() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(500)]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let sent = server.rpc().mutate("webhooks.sendVerification", json!({ "id": channel.id })).await;
    receiver.next().await;
    let failed = server.delivery_in(&sent["deliveryId"], &["failed"]).await;
    assert_eq!(failed["attemptCount"], 1, "{failed}");
    let error = shown(&server, &channel).await["outboundError"].clone();
    assert!(error["message"].as_str().unwrap().contains("500"), "{error}");
    server.finish().await;
}

#[tokio::test]
async fn nobody_verifies_another_organizations_channel() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let made = server.rpc().mutate("webhooks.sendVerification", json!({ "id": channel.id })).await;
    let code = receiver.next().await.json()["data"]["code"].clone();
    server.delivery_in(&made["deliveryId"], &["success"]).await;
    // The embedded database belongs to one process at a time.
    server.stop().await;
    let other = ["organization", "create", "--name", "Other", "--owner-email", "eve@example.com"];
    let other = server.run(&other).await;
    assert_eq!(other.code, Some(0), "{}", other.all());
    server.start_again().await;
    let (_, rest) = other.stdout.split_once("API token: ").unwrap();
    let eve = server.rpc().with_token(rest.split_whitespace().next().unwrap());

    for id in [json!(channel.id), json!("1"), json!("0190a0b0-0000-7000-8000-000000000001")] {
        let send = eve.try_mutate("webhooks.sendVerification", json!({ "id": id })).await;
        let _ = send.refusal(404, "WEBHOOK_NOT_FOUND");
        let verify = eve.try_mutate("webhooks.verify", json!({ "id": id, "code": code })).await;
        let _ = verify.refusal(404, "WEBHOOK_NOT_FOUND");
    }
    let nobody = server.rpc().as_nobody();
    for procedure in ["webhooks.sendVerification", "webhooks.verify"] {
        let answer = nobody.try_mutate(procedure, json!({ "id": channel.id, "code": code })).await;
        let _ = answer.refusal(401, "UNAUTHENTICATED");
    }
    assert_eq!(shown(&server, &channel).await["isVerified"], false);
    let verified = server.rpc().mutate("webhooks.verify", json!({ "id": channel.id, "code": code })).await;
    assert_eq!(verified["isVerified"], true);
    server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
    let gone = server.rpc().try_mutate("webhooks.sendVerification", json!({ "id": channel.id })).await;
    let _ = gone.refusal(404, "WEBHOOK_NOT_FOUND");
    server.finish().await;
}
