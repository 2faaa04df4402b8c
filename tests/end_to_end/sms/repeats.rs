//! Twilio tries again where it got no answer: the same text is one message, one task and one reply.

use futures::future::join_all;
use patchbay_tests::{FakeTwilio, SignedForm, SmsForm, TestServer};

use super::{assert_taken, messages, office, tasks};

/// What came of everything: one message in, one out, one task, one text.
async fn once(twilio: &FakeTwilio, server: &TestServer, channel: &patchbay_tests::Channel) {
    twilio.next().await;
    server.idle().await;
    let messages = messages(server, channel).await;
    let directions: Vec<_> = messages.iter().map(|message| message["direction"].as_str().unwrap()).collect();
    assert_eq!(directions, ["outbound", "inbound"], "{messages:#?}");
    assert_eq!(tasks(server).await.len(), 1);
    assert_eq!(twilio.messages().len(), 1);
}

#[tokio::test]
async fn the_same_text_again_is_answered_the_same() {
    let (twilio, server, channel) = office().await;
    let url = server.public_inbound_url(&channel);
    let form = SmsForm::new("+15005550006", "Please call Acme");
    let signed = form.sign(&url).await;
    assert_taken(&signed.to(server.inbound(&channel)).send().await);
    assert_taken(&signed.to(server.inbound(&channel)).send().await);
    super::turn_on(&server, &channel, &form).await;
    // After its turn as well; with another key of the request; with no key at all.
    assert_taken(&signed.to(server.inbound(&channel)).send().await);
    let another_key = SignedForm { idempotency_token: "another".into(), ..signed.clone() };
    assert_taken(&another_key.to(server.inbound(&channel)).send().await);
    let no_key = SignedForm { idempotency_token: String::new(), ..signed.clone() };
    assert_taken(&no_key.to(server.inbound(&channel)).send().await);
    // The same key, and another id of the message.
    let other_sid = SmsForm::new("+15005550006", "Please call Acme").sign(&url).await;
    let same_key = SignedForm { idempotency_token: signed.idempotency_token, ..other_sid };
    assert_taken(&same_key.to(server.inbound(&channel)).send().await);
    once(&twilio, &server, &channel).await;
    server.finish().await;
}

#[tokio::test]
async fn twenty_at_once_are_one() {
    let (twilio, server, channel) = office().await;
    let signed =
        SmsForm::new("+15005550006", "Please call Acme").sign(&server.public_inbound_url(&channel)).await;
    let posts = (0..20).map(|_| signed.to(server.inbound(&channel)).send());
    for answer in join_all(posts).await {
        assert_taken(&answer);
    }
    once(&twilio, &server, &channel).await;
    server.finish().await;
}

#[tokio::test]
async fn twenty_at_once_with_one_key_are_one() {
    let (twilio, server, channel) = office().await;
    let url = server.public_inbound_url(&channel);
    let mut posts = Vec::new();
    for _ in 0..20 {
        let signed = SmsForm::new("+15005550006", "Please call Acme").sign(&url).await;
        let signed = SignedForm { idempotency_token: "one-key".into(), ..signed };
        posts.push(signed.to(server.inbound(&channel)).send());
    }
    for answer in join_all(posts).await {
        assert_taken(&answer);
    }
    once(&twilio, &server, &channel).await;
    server.finish().await;
}

#[tokio::test]
async fn the_same_text_on_another_channel_is_another() {
    let (twilio, server, channel) = office().await;
    let other = server.create_sms_channel(serde_json::json!({})).await;
    let form = SmsForm::new("+15005550006", "Please call Acme");
    for channel in [&channel, &other] {
        super::text_and_wait(&server, channel, &form).await;
        twilio.next().await;
    }
    server.idle().await;
    assert_eq!(tasks(&server).await.len(), 2);
    server.finish().await;
}
