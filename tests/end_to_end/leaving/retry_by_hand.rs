//! A delivery that was given up, and the button that tries again.

use patchbay_tests::{Reply, TestServer};
use serde_json::json;

#[tokio::test]
async fn a_delivery_that_was_given_up_can_be_tried_again() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(404).body("no such hook")]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let first = receiver.next().await;
    let reply = server.only_reply(&message).await;
    // The receiver understood and refused: another try would not change that (C10).
    let failed = server.delivery_in(&reply["delivery"]["id"], &["failed"]).await;
    assert_eq!(failed["attemptCount"], 1, "{failed}");
    assert!(failed["lastError"].as_str().unwrap().contains("404"), "{failed}");
    assert_eq!(server.only_reply(&message).await["status"], "failed");
    let stats = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await["stats"].clone();
    assert_eq!(stats["deliveriesFailed"], 1, "{stats}");
    let listed = server.rpc().query("deliveries.list", json!({ "status": "failed" })).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);

    let again = server.rpc().mutate("deliveries.retry", json!({ "id": failed["id"] })).await;
    assert_eq!(again["id"], failed["id"]);
    assert_eq!(receiver.next().await.header("webhook-id"), first.header("webhook-id"));
    let delivered = server.delivery_in(&failed["id"], &["success"]).await;
    assert_eq!(delivered["attemptCount"], 2, "{delivered}");
    assert_eq!(server.only_reply(&message).await["status"], "delivered");

    let refused = server.rpc().try_mutate("deliveries.retry", json!({ "id": failed["id"] })).await;
    let _ = refused.refusal(409, "CONFLICT");
    server.finish().await;
}
