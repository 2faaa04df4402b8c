//! The same message again: the first result, and nothing twice.

use futures::future::join_all;
use patchbay_tests::{Answer, Channel, Post, TestServer};
use serde_json::json;

const TEXT: &str = "Please call Acme tomorrow at 3pm";

/// That all these answers name one message, and exactly one of them as new.
fn one_new(answers: &[Answer]) -> String {
    let id = answers[0].body["messageId"].as_str().unwrap().to_owned();
    let mut new = 0;
    for answer in answers {
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.body["accepted"], true, "{}", answer.text);
        assert_eq!(answer.body["messageId"], id, "{}", answer.text);
        new += usize::from(answer.body.get("duplicate").is_none());
    }
    assert_eq!(new, 1, "{answers:#?}");
    id
}

/// One message, one turn, one task, one reply.
async fn happened_once(server: &TestServer, channel: &Channel, id: &str) {
    let message = server.processed(channel, id).await;
    server.idle().await;
    let messages = server.rpc().every("webhooks.getMessages", json!({ "webhookId": channel.id }), 100).await;
    assert_eq!(messages.len(), 2, "{messages:#?}");
    let tasks = server.rpc().every("tasks.list", json!({ "sourceWebhookId": channel.id }), 100).await;
    assert_eq!(tasks.len(), 1, "{tasks:#?}");
    assert_eq!(tasks[0]["sourceMessageId"], id);
    server.only_reply(&message).await;
}

#[tokio::test]
async fn an_external_id_that_was_seen_before() {
    let mut server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let post = |server: &TestServer| {
        server.inbound(&channel).json(&json!({ "content": TEXT, "externalMessageId": "ext-1" }))
    };
    let first = post(&server).send().await;
    let again = post(&server).send().await;
    assert_eq!(again.body["duplicate"], true, "{}", again.text);
    // The text may differ: it is the id that says that it is the same message.
    let other_text =
        server.inbound(&channel).json(&json!({ "content": "Another text", "externalMessageId": "ext-1" }));
    let id = one_new(&[first, again, other_text.send().await]);
    happened_once(&server, &channel, &id).await;

    server.restart().await;
    let after_restart = post(&server).send().await;
    assert_eq!(after_restart.body, json!({ "accepted": true, "messageId": id, "duplicate": true }));
    happened_once(&server, &channel, &id).await;
    server.finish().await;
}

#[tokio::test]
async fn twenty_at_the_same_time() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    for (name, with_key) in [("externalMessageId", false), ("Idempotency-Key", true)] {
        let channel = server.create_channel_to(&receiver.url("/hook")).await;
        let post = || -> Post {
            let mut body = json!({ "content": TEXT });
            if with_key {
                return server.inbound(&channel).json(&body).header(name, "the-same");
            }
            body[name] = json!("the-same");
            server.inbound(&channel).json(&body)
        };
        let answers = join_all((0..20).map(|_| post().send())).await;
        let id = one_new(&answers);
        receiver.next().await;
        happened_once(&server, &channel, &id).await;
    }
    server.finish().await;
}

#[tokio::test]
async fn the_key_in_the_header_and_the_id_in_the_body_are_one_thing() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let body = json!({ "content": TEXT });
    for content_type in ["text/plain", "application/x-www-form-urlencoded"] {
        let text = if content_type == "text/plain" { "Hello" } else { "content=Hello" };
        let post =
            || server.inbound(&channel).bytes(content_type, text).header("idempotency-key", content_type);
        one_new(&[post().send().await, post().send().await]);
    }
    let by_header = server.inbound(&channel).json(&body).header("idempotency-key", "same").send().await;
    let mut with_id = body;
    with_id["externalMessageId"] = json!("same");
    one_new(&[by_header, server.inbound(&channel).json(&with_id).send().await]);
    server.finish().await;
}

#[tokio::test]
async fn channels_do_not_share_ids_and_no_id_means_no_duplicate() {
    let server = TestServer::start().await;
    let channels = [server.create_channel(json!({})).await, server.create_channel(json!({})).await];
    let body = json!({ "content": "Hello", "externalMessageId": "ext-1" });
    let ids = [
        server.inbound(&channels[0]).json(&body).accepted().await,
        server.inbound(&channels[1]).json(&body).accepted().await,
        server.inbound(&channels[1]).json(&json!({ "content": "Hello" })).accepted().await,
        server.inbound(&channels[1]).json(&json!({ "content": "Hello" })).accepted().await,
    ];
    let mut distinct = ids.to_vec();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    server.finish().await;
}
