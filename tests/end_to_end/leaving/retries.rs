//! A receiver that does not take it the first time.

use patchbay_tests::{ClosedReceiver, PATIENCE, Reply, TestServer, eventually_within};
use serde_json::{Value, json};

#[tokio::test]
async fn a_receiver_that_fails_twice_gets_it_in_the_end_and_once() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(500).body("out of order"), Reply::status(503)]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let reply = server.only_reply(&message).await;

    let requests = [receiver.next().await, receiver.next().await, receiver.next().await];
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    for (attempt, (request, status)) in
        delivery["attempts"].as_array().unwrap().iter().zip(requests.iter().zip([500, 503, 200]))
    {
        assert_eq!(attempt["status"], status, "{attempt}");
        assert_eq!(attempt["outcome"], if status == 200 { "success" } else { "failed" }, "{attempt}");
        assert!(attempt["durationMs"].is_u64(), "{attempt}");
        // The same event to the same bytes, signed anew each time.
        assert_eq!(request.header("webhook-id"), requests[0].header("webhook-id"));
        assert_eq!(request.body, requests[0].body);
        patchbay_tests::signature::verify_both(&channel.secret_key, request);
    }
    assert_eq!(delivery["attemptCount"], 3);
    assert_eq!(delivery["attempts"][0]["responseBody"], "out of order");
    assert_eq!(delivery["nextAttemptAt"], Value::Null);
    assert_eq!(server.only_reply(&message).await["status"], "delivered");
    server.finish().await;
}

#[tokio::test]
async fn a_receiver_that_is_not_there_gets_it_when_it_comes() {
    let mut server = TestServer::start().await;
    let closed = ClosedReceiver::new();
    let channel = server.create_channel_to(&closed.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let reply = server.only_reply(&message).await;
    let waiting = server.delivery_in(&reply["delivery"]["id"], &["retrying"]).await;
    assert_eq!(waiting["attempts"][0]["status"], Value::Null);
    assert!(waiting["attempts"][0]["error"].as_str().is_some_and(|error| !error.is_empty()), "{waiting}");
    assert!(waiting["nextAttemptAt"].is_string(), "{waiting}");
    assert!(waiting["lastError"].is_string(), "{waiting}");
    let status = server.only_reply(&message).await["status"].clone();
    assert!(["retrying", "delivering", "delivered"].contains(&status.as_str().unwrap()), "{status}");

    let receiver = server.open(closed);
    eventually_within(2 * PATIENCE, "the receiver to be called", async || {
        (!receiver.untaken().is_empty()).then_some(())
    })
    .await;
    receiver.next().await;
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    assert!(delivery["attemptCount"].as_u64().unwrap() >= 2, "{delivery}");
    server.finish().await;
}

#[tokio::test]
async fn a_retry_outlives_a_restart() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(500)]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let reply = server.only_reply(&message).await;
    let first = receiver.next().await;
    server.delivery_in(&reply["delivery"]["id"], &["retrying", "success"]).await;
    server.restart().await;
    let second = receiver.next().await;
    assert_eq!(second.header("webhook-id"), first.header("webhook-id"));
    server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    server.finish().await;
}

#[tokio::test]
async fn a_long_answer_is_cut() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(200).body("ü".repeat(100_000))]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    receiver.next().await;
    let reply = server.only_reply(&message).await;
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    let body = delivery["attempts"][0]["responseBody"].as_str().unwrap();
    assert!(body.len() > 16_000 && body.len() <= 16 * 1024, "{} bytes", body.len());
    assert!(body.starts_with("üü"), "{}", &body[..20]);
    server.finish().await;
}

#[tokio::test]
async fn an_answer_with_nul_and_other_bytes_is_no_obstacle() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(200).header("x-odd", "ok").body("a\u{0}b")]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    receiver.next().await;
    let reply = server.only_reply(&message).await;
    server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    server.finish().await;
}

#[tokio::test]
async fn a_test_is_tried_once_and_answered_at_once() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([
        Reply::status(200).header("x-seen", "yes").body("fine"),
        Reply::status(500).body("not fine"),
    ]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;

    let good = server
        .rpc()
        .mutate("webhooks.test", json!({ "id": channel.id, "payload": { "hello": [1, "world"] } }))
        .await;
    assert_eq!(good["success"], true, "{good}");
    assert_eq!(good["status"], 200);
    assert_eq!(good["headers"]["x-seen"], "yes");
    assert_eq!(good["body"], "fine");
    assert_eq!(good["error"], Value::Null);
    assert!(good["durationMs"].is_u64(), "{good}");
    let request = receiver.next().await;
    assert!(request.json()["data"].to_string().contains("world"), "{}", request.json());
    patchbay_tests::signature::verify_both(&channel.secret_key, &request);

    let bad = server.rpc().mutate("webhooks.test", json!({ "id": channel.id })).await;
    assert_eq!(bad["success"], false, "{bad}");
    assert_eq!(bad["status"], 500);
    assert_eq!(bad["body"], "not fine");
    assert_eq!(bad["code"], "DELIVERY_FAILED");
    assert!(bad["error"].is_string(), "{bad}");
    receiver.next().await;
    let listed = server.rpc().query("deliveries.list", json!({ "webhookId": channel.id })).await;
    let kinds: Vec<_> = listed["items"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["test", "test"]);
    server.finish().await;
}
