//! What is looked at before the quota, and what counts against it (C17, C18).

use serde_json::json;

use super::{hello, inbound_messages, no_word_of_a_quota, over_quota, start, take, told, update, use_up};

const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn what_cannot_be_read_counts_and_what_was_sent_before_too() {
    let server = start().await;
    let channel = server.create_channel(json!({ "rateLimitPerMinute": 6 })).await;
    let post = || server.inbound(&channel);

    let malformed = post().bytes("application/json", "{").send().await;
    malformed.problem(400, "INVALID_PAYLOAD");
    assert_eq!(told(&malformed).remaining, 5);
    let nothing_said = post().json(&json!({})).send().await;
    nothing_said.problem(400, "INVALID_PAYLOAD");
    assert_eq!(told(&nothing_said).remaining, 4);
    let other_type = post().bytes("application/xml", "<a/>").send().await;
    other_type.problem(415, "UNSUPPORTED_MEDIA_TYPE");
    assert_eq!(told(&other_type).remaining, 3);

    let keyed = || post().header("idempotency-key", "k-1").json(&json!({ "content": "Please call Acme" }));
    let first = keyed().send().await;
    assert_eq!((first.status, told(&first).remaining), (200, 2), "{}", first.text);
    let again = keyed().send().await;
    assert_eq!((again.status, told(&again).remaining), (200, 1), "{}", again.text);
    assert_eq!(
        (&again.body["duplicate"], &again.body["messageId"]),
        (&json!(true), &first.body["messageId"])
    );

    // None of these is a request of the channel's.
    for uncounted in [
        hello(server.inbound_at(UNKNOWN)).send().await,
        post().bytes("text/plain", vec![b'a'; 1024 * 1024 + 1]).send().await,
        server.rpc().get(&format!("../api/webhooks/inbound/{}", channel.token)).await,
    ] {
        assert!([404, 413, 405].contains(&uncounted.status), "{}", uncounted.text);
        no_word_of_a_quota(&uncounted);
    }
    assert_eq!(take(post()).await.remaining, 0);
    for refused in [keyed().send().await, post().bytes("application/json", "{").send().await] {
        over_quota(&refused, "RATE_LIMIT_MINUTE");
    }
    assert_eq!(inbound_messages(&server, &channel).await.len(), 2);
    server.finish().await;
}

#[tokio::test]
async fn a_quota_that_is_used_up_hides_nothing_that_is_looked_at_before() {
    let server = start().await;
    let config = json!({ "authType": "bearer", "authToken": "tok-12345678" });
    let settings = json!({ "rateLimitPerMinute": 1, "providerConfig": config });
    let channel = server.create_channel(settings).await;
    let good = || server.inbound(&channel).header("authorization", "Bearer tok-12345678");
    use_up(&good(), 1).await;
    let used_up = over_quota(&hello(good()).send().await, "RATE_LIMIT_MINUTE");

    let too_large = vec![b'a'; 1024 * 1024 + 1];
    let answer = good().bytes("text/plain", too_large.clone()).send().await;
    answer.problem(413, "PAYLOAD_TOO_LARGE");
    no_word_of_a_quota(&answer);
    let answer = hello(server.inbound(&channel)).send().await;
    answer.problem(401, "INVALID_AUTH");
    no_word_of_a_quota(&answer);
    let answer = server.inbound_at(UNKNOWN).bytes("text/plain", too_large).send().await;
    answer.problem(404, "WEBHOOK_NOT_FOUND");
    no_word_of_a_quota(&answer);

    update(&server, &channel, json!({ "isActive": false })).await;
    let answer = hello(good()).send().await;
    answer.problem(403, "WEBHOOK_INACTIVE");
    no_word_of_a_quota(&answer);
    update(&server, &channel, json!({ "isActive": true })).await;
    // None of these moved it, nor did switching it off and on.
    assert_eq!(over_quota(&hello(good()).send().await, "RATE_LIMIT_MINUTE").reset, used_up.reset);
    server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
    let answer = hello(good()).send().await;
    answer.problem(404, "WEBHOOK_NOT_FOUND");
    no_word_of_a_quota(&answer);
    server.finish().await;
}
