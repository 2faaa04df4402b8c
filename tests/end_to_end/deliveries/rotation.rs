//! Another secret, and the one before it for a while (OUT-16).

use patchbay_tests::{Judge, Received, Receiver, TestServer, signature};
use serde_json::{Value, json};

use super::{publish_lead, subscribe};

async fn next(server: &TestServer, receiver: &Receiver) -> Received {
    publish_lead(server, 1).await;
    receiver.next().await
}

async fn rotate(server: &TestServer, subscription: &Value, grace: u32) -> Value {
    let input = json!({ "id": subscription["id"], "gracePeriodSeconds": grace });
    server.rpc().mutate("subscriptions.rotateSecret", input).await
}

fn both_forms(made: &Value) -> (&str, &str) {
    (made["secret"].as_str().unwrap(), made["standardSecret"].as_str().unwrap())
}

#[tokio::test]
async fn while_it_is_being_replaced_the_old_secret_verifies_as_the_new_one_does() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let judge = Judge::get();
    let first = subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    let second = rotate(&server, &first, 3600).await;
    assert!(second["previousSecretExpiresAt"].is_string(), "{second}");
    let ((old, old_standard), (new, new_standard)) = (both_forms(&first), both_forms(&second));
    assert_ne!(old, new);
    let request = next(&server, &receiver).await;
    for secret in [old_standard, new_standard] {
        judge.assert_taken(secret, &request).await;
    }
    signature::verify_all(&[new, old], &request);
    assert!(judge.snippet_takes(new, &request).await, "the present one is where the documents look");

    // The last but one is forgotten, whatever its time was.
    let third = rotate(&server, &first, 3600).await;
    let (newest, newest_standard) = both_forms(&third);
    let request = next(&server, &receiver).await;
    signature::verify_all(&[newest, new], &request);
    judge.assert_taken(newest_standard, &request).await;
    judge.assert_taken(new_standard, &request).await;
    judge.assert_refused(old_standard, &request).await;
    server.finish().await;
}

#[tokio::test]
async fn without_grace_the_old_secret_is_worthless_at_once() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let judge = Judge::get();
    let first = subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    judge.assert_taken(both_forms(&first).1, &next(&server, &receiver).await).await;
    let second = rotate(&server, &first, 0).await;
    assert_eq!(second["previousSecretExpiresAt"], Value::Null, "{second}");
    let request = next(&server, &receiver).await;
    judge.assert_taken(both_forms(&second).1, &request).await;
    judge.assert_refused(both_forms(&first).1, &request).await;
    signature::verify_all(&[both_forms(&second).0], &request);
    let revealed = server.rpc().query("subscriptions.getSecret", json!({ "id": first["id"] })).await;
    assert_eq!(revealed["secret"], second["secret"]);
    server.finish().await;
}

#[tokio::test]
async fn a_retry_after_a_rotation_is_signed_with_what_counts_then() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    receiver.script([patchbay_tests::Reply::status(503)]);
    let settings = json!({ "retryDelays": [86_400] });
    let first = subscribe(&server, &receiver.url("/hook"), &["lead.created"], settings).await;
    let failed = next(&server, &receiver).await;
    signature::verify_all(&[both_forms(&first).0], &failed);
    let listed = super::deliveries(&server, &first).await;
    server.delivery_in(&listed[0]["id"], &["retrying"]).await;
    let second = rotate(&server, &first, 0).await;
    super::hasten(&server).await;
    let request = receiver.next().await;
    assert_eq!((request.header("webhook-id"), &request.body), (failed.header("webhook-id"), &failed.body));
    signature::verify_all(&[both_forms(&second).0], &request);
    server.finish().await;
}
