//! Who cannot prove who they are never uses up the owner's quota (C17).

use std::net::IpAddr;

use patchbay_tests::{Post, SmsForm, TestServer};
use serde_json::json;

use super::{
    hello, inbound_messages, no_word_of_a_quota, over_quota, start, text_channel, told, too_many_failures,
};

/// Failures of one address that are told apart from each other; then they are told to wait.
const FAILURES: usize = 60;

fn address(last: u8) -> IpAddr {
    IpAddr::from([127, 0, 0, last])
}

/// Sends these; each must be refused for what it is.
async fn refused(posts: impl IntoIterator<Item = Post>, code: &str) {
    for post in posts {
        let answer = post.send().await;
        answer.problem(401, code);
        no_word_of_a_quota(&answer);
    }
}

/// Sends good requests until one is refused: the quota was untouched.
async fn all_30_pass(good: Post) {
    for left in (0..30).rev() {
        let answer = good.clone().send().await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(told(&answer).remaining, left);
    }
    over_quota(&good.send().await, "RATE_LIMIT_MINUTE");
}

#[tokio::test]
async fn a_hundred_forged_requests_leave_the_quota_untouched() {
    let server = start().await;
    let hmac = server.create_channel(json!({ "providerConfig": { "authType": "hmac" } })).await;
    let forged = |number: usize, post: Post| match number % 3 {
        0 => hello(post),
        1 => hello(post).signed("a guess"),
        _ => hello(post).header("x-webhook-signature", "sha256=00"),
    };
    refused((0..FAILURES).map(|number| forged(number, server.inbound(&hmac))), "INVALID_SIGNATURE").await;
    for number in FAILURES..100 {
        too_many_failures(&forged(number, server.inbound(&hmac)).send().await);
    }
    // Elsewhere nobody has failed.
    let elsewhere = server.inbound_from(address(9), &hmac);
    refused([hello(elsewhere)], "INVALID_SIGNATURE").await;
    // From the same address: others may share it.
    all_30_pass(hello(server.inbound(&hmac)).signed(&hmac.secret_key)).await;
    too_many_failures(&forged(0, server.inbound(&hmac)).send().await);
    assert_eq!(inbound_messages(&server, &hmac).await.len(), 30);

    let config = json!({ "authType": "bearer", "authToken": "tok-12345678" });
    let bearer = server.create_channel(json!({ "providerConfig": config })).await;
    // Failures count by address, whatever the channel.
    too_many_failures(&hello(server.inbound(&bearer)).send().await);
    let attacker = server.inbound_from(address(2), &bearer);
    let guesses = (0..30).map(|number| match number % 2 {
        0 => hello(attacker.clone()),
        _ => hello(attacker.clone()).header("authorization", &format!("Bearer tok-{number}")),
    });
    refused(guesses, "INVALID_AUTH").await;
    let good = hello(server.inbound_from(address(3), &bearer)).header("authorization", "Bearer tok-12345678");
    all_30_pass(good).await;
    server.finish().await;
}

#[tokio::test]
async fn thirty_forged_texts_leave_the_quota_untouched() {
    let server = start().await;
    let channel = text_channel(&server, 30).await;
    let signed =
        SmsForm::new("+15005550006", "Please call Acme").sign(&server.public_inbound_url(&channel)).await;
    let unsigned = || {
        server
            .inbound(&channel)
            .bytes("application/x-www-form-urlencoded; charset=UTF-8", signed.body.clone())
    };
    let forged = (0..30).map(|number| match number % 3 {
        0 => signed.clone().changed().to(server.inbound(&channel)),
        1 => unsigned(),
        _ => unsigned().header("x-twilio-signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
    });
    refused(forged, "INVALID_SIGNATURE").await;
    let taken = signed.to(server.inbound(&channel)).send().await;
    assert_eq!(taken.status, 200, "{}", taken.text);
    assert_eq!(told(&taken).remaining, 29);
    assert_eq!(shown_error(&server, &channel.id).await, json!(null), "the owner sees that it is well again");
    server.finish().await;
}

/// Why the channel's requests are refused, as its owner sees it.
async fn shown_error(server: &TestServer, id: &str) -> serde_json::Value {
    server.rpc().query("webhooks.get", json!({ "id": id })).await["inboundError"].clone()
}
