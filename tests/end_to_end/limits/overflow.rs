//! Texts and mails over the quota are put off, not refused: their senders do not try again (C19).

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_tests::{Channel, INBOUND_ADDRESS, Mail, SmsForm, TestServer};
use serde_json::{Value, json};

use super::{
    inbound_messages, let_waiting_turns_be_taken, over_quota, start, text_channel, told, update, waiting,
};

/// Checks that of these messages the first `at_once` were not put off and the others were, one after another, a minute
/// after those before them.
#[track_caller]
fn put_off_after(messages: &[Value], at_once: usize) {
    let instant = |value: &Value| value.as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    for message in &messages[..at_once] {
        assert_eq!(message["deferredUntil"], Value::Null, "{message}");
        assert!(["received", "processed"].contains(&message["status"].as_str().unwrap()), "{message}");
    }
    let put_off: Vec<_> =
        messages[at_once..].iter().map(|message| instant(&message["deferredUntil"])).collect();
    assert!(put_off.is_sorted(), "{put_off:?}");
    for (number, (message, until)) in messages[at_once..].iter().zip(&put_off).enumerate() {
        assert_eq!(message["status"], "deferred", "{message}");
        let (wait, rounds) =
            (*until - instant(&message["createdAt"]), i32::try_from(number / at_once).unwrap());
        let rounds = TimeDelta::minutes(1) * rounds;
        assert!(wait > rounds && wait <= rounds + TimeDelta::minutes(1), "{wait}: {message}");
    }
}

/// That the messages that wait become what the others are; none is lost.
async fn drained(server: &TestServer, channel: &Channel, count: usize) {
    let_waiting_turns_be_taken(server).await;
    assert_eq!(waiting(server, channel).await, 0);
    let messages = inbound_messages(server, channel).await;
    assert_eq!(messages.len(), count);
    for message in messages {
        assert_eq!(message["status"], "processed", "{message}");
        assert_eq!(message["tasks"].as_array().unwrap().len(), 1, "{message}");
    }
}

#[tokio::test]
async fn texts_over_the_quota_wait_for_their_turn() {
    let server = start().await;
    let channel = text_channel(&server, 2).await;
    let mut waited_for = 0;
    for (number, company) in ["Acme", "Initech", "Globex", "Umbrella", "Hooli"].into_iter().enumerate() {
        let form = SmsForm::new("+15005550006", &format!("Please call {company}"));
        let answer = server.text(&channel, &form).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(answer.text.ends_with("<Response></Response>"), "{}", answer.text);
        assert_eq!(told(&answer).remaining, [1, 0, 0, 0, 0][number]);
        waited_for += u64::from(number >= 2);
        assert_eq!(waiting(&server, &channel).await, waited_for);
    }
    let listed = server.rpc().query("webhooks.list", json!({})).await;
    assert_eq!(listed["items"][0]["stats"]["messagesDeferred"], 3);
    put_off_after(&inbound_messages(&server, &channel).await, 2);
    drained(&server, &channel, 5).await;
    server.finish().await;
}

#[tokio::test]
async fn mails_over_the_quota_wait_for_their_turn() {
    let server = start().await;
    let channel = server
        .create_channel(json!({
            "channelType": "email",
            "channelName": "Office mail",
            "rateLimitPerMinute": 1,
            "providerConfig": { "inboundEmailAddress": INBOUND_ADDRESS },
        }))
        .await;
    assert_eq!(channel.created["overflow"], "defer");
    for company in ["Acme", "Initech", "Globex"] {
        let mail = Mail::new("ann@client.example", "A call", &format!("Please call {company}"));
        let answer = server.mail(&channel, mail.raw().await).send().await;
        assert_eq!((answer.status, &answer.body["accepted"]), (200, &json!(true)), "{}", answer.text);
        assert_eq!(told(&answer).remaining, 0);
    }
    assert_eq!(waiting(&server, &channel).await, 2);
    put_off_after(&inbound_messages(&server, &channel).await, 1);
    drained(&server, &channel, 3).await;
    server.finish().await;
}

#[tokio::test]
async fn a_text_channel_may_refuse_instead() {
    let server = start().await;
    let channel = text_channel(&server, 1).await;
    update(&server, &channel, json!({ "overflow": "reject" })).await;
    let text = |words: &str| SmsForm::new("+15005550006", words);
    assert_eq!(server.text(&channel, &text("Please call Acme")).await.status, 200);
    let refused = server.text(&channel, &text("Please call Initech")).await;
    over_quota(&refused, "RATE_LIMIT_MINUTE");
    assert_eq!(waiting(&server, &channel).await, 0);
    assert_eq!(inbound_messages(&server, &channel).await.len(), 1);

    update(&server, &channel, json!({ "overflow": "defer" })).await;
    assert_eq!(server.text(&channel, &text("Please call Globex")).await.status, 200);
    put_off_after(&inbound_messages(&server, &channel).await, 1);
    // Nobody overtakes the one that waits, whatever the quota is by then.
    update(&server, &channel, json!({ "overflow": "reject", "rateLimitPerMinute": 100 })).await;
    over_quota(&server.text(&channel, &text("Please call Umbrella")).await, "RATE_LIMIT_MINUTE");
    drained(&server, &channel, 2).await;
    server.finish().await;
}
