//! Nobody knows whether Twilio took the text: it is looked up, and never sent twice. Its Messages API knows no idempotency
//! key.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::join_all;
use patchbay_tests::{
    Channel, FakeTwilio, PATIENCE_AFTER_KILL, Reply, SmsForm, TestServer, TwilioAnswer, eventually_within,
};
use serde_json::{Value, json};

use super::{office, outcomes, reply_in, text_and_wait};

/// A text whose reply Twilio answers like this first; its message, once the request was there.
async fn answered_with(
    (twilio, server, channel): (&FakeTwilio, &TestServer, &Channel),
    from: &str,
    answer: TwilioAnswer,
) -> Value {
    twilio.script([answer]);
    let message = text_and_wait(server, channel, &SmsForm::new(from, "Please call Acme")).await;
    twilio.next().await;
    message
}

/// That a reply was delivered, under Twilio's id of the text to its sender.
async fn assert_delivered(twilio: &FakeTwilio, server: &TestServer, message: &Value, expected: &[&str]) {
    let delivery = reply_in(server, message, "success").await;
    assert_eq!(outcomes(&delivery), expected, "{delivery}");
    let sent = twilio.messages();
    let sent: Vec<_> = sent.iter().filter(|text| text["to"] == message["senderIdentifier"]).collect();
    assert_eq!(sent.len(), 1, "{sent:#?}");
    let reply = server.only_reply(message).await;
    assert_eq!((&reply["status"], &reply["externalMessageId"]), (&json!("delivered"), &sent[0]["sid"]));
}

#[tokio::test]
async fn a_text_that_twilio_took_is_found_and_one_that_it_did_not_take_is_sent() {
    let (twilio, server, channel) = office().await;
    let all = (&twilio, &server, &channel);
    let taken = answered_with(all, "+15005550101", TwilioAnswer::cut_after_taking()).await;
    let lookup = twilio.next_lookup().await;
    let to = ("To".to_owned(), "+15005550101".to_owned());
    assert!(lookup.query().contains(&to), "{lookup:?}");
    assert_eq!(
        lookup.basic_auth(),
        Some((patchbay_tests::ACCOUNT_SID.into(), patchbay_tests::AUTH_TOKEN.into()))
    );
    assert_delivered(&twilio, &server, &taken, &["unknown", "success"]).await;
    let reply = reply_in(&server, &taken, "success").await;
    let error = reply["attempts"][0]["error"].as_str().unwrap();
    assert!(error.contains("Twilio could not be reached"), "{error}");

    let not_taken = answered_with(all, "+15005550102", TwilioAnswer::cut_before_taking()).await;
    twilio.next_lookup().await;
    twilio.next().await;
    assert_delivered(&twilio, &server, &not_taken, &["unknown", "success"]).await;

    // An answer that names no text says nothing either.
    let nameless = TwilioAnswer::other(Reply::status(200).body("<html>maintenance</html>"));
    let nameless = answered_with(all, "+15005550103", nameless).await;
    twilio.next_lookup().await;
    twilio.next().await;
    assert_delivered(&twilio, &server, &nameless, &["unknown", "success"]).await;
    server.finish().await;
}

#[tokio::test]
async fn nothing_is_sent_until_the_look_up_succeeds() {
    let (twilio, server, channel) = office().await;
    twilio.script_lookups([Reply::status(503), Reply::cut()]);
    twilio.script([TwilioAnswer::cut_before_taking()]);
    let form = SmsForm::new("+15005550101", "Please call Acme");
    let message = text_and_wait(&server, &channel, &form).await;
    let delivery = reply_in(&server, &message, "success").await;
    assert_eq!(outcomes(&delivery), ["unknown", "unknown", "unknown", "success"], "{delivery}");
    for (place, why) in [(1, "it answered 503"), (2, "it could not be reached")] {
        let error = delivery["attempts"][place]["error"].as_str().unwrap();
        assert!(error.contains(why) && error.contains("asked again first"), "{error}");
    }
    let order: Vec<_> = twilio.untaken().iter().map(|request| request.method.to_string()).collect();
    assert_eq!(order, ["POST", "GET", "GET", "GET", "POST"]);
    twilio.next().await;
    twilio.next().await;
    assert_eq!(twilio.take_lookups().len(), 3);
    assert_eq!(twilio.messages().len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn an_earlier_text_of_the_same_words_is_another() {
    let (twilio, server, channel) = office().await;
    let text = async || text_and_wait(&server, &channel, &SmsForm::new("+15005550101", "Good morning")).await;
    text().await;
    let first = twilio.next().await;
    server.idle().await;
    twilio.script([TwilioAnswer::cut_before_taking()]);
    let message = text().await;
    assert_eq!(twilio.next().await.form(), first.form(), "or this test says nothing");
    twilio.next_lookup().await;
    assert_eq!(twilio.next().await.form(), first.form());
    server.idle().await;
    let sids: Vec<_> = twilio.messages().iter().map(|sent| sent["sid"].clone()).collect();
    let thread = server.thread(&message["conversationId"]).await;
    let replies = thread.iter().filter(|one| one["direction"] == "outbound");
    assert_eq!(replies.map(|reply| reply["externalMessageId"].clone()).collect::<Vec<_>>(), sids);
    assert_eq!(sids.len(), 2);
    server.finish().await;
}

#[tokio::test]
async fn two_texts_of_the_same_words_at_once_are_two() {
    let (twilio, server, channel) = office().await;
    let message = text_and_wait(&server, &channel, &SmsForm::new("+15005550101", "Please call Acme")).await;
    twilio.next().await;
    server.idle().await;
    twilio.script([TwilioAnswer::cut_after_taking(), TwilioAnswer::cut_before_taking()]);
    let rpc = server.rpc();
    let reply = json!({ "id": message["conversationId"], "content": "We are on it" });
    let replies =
        [rpc.mutate("conversations.reply", reply.clone()), rpc.mutate("conversations.reply", reply)];
    for reply in join_all(replies).await {
        server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    }
    for _ in 0..3 {
        assert_eq!(twilio.next().await.form()[2].1, "We are on it");
    }
    assert!(twilio.take_lookups().len() >= 2, "each is looked up for itself");
    let thread = server.thread(&message["conversationId"]).await;
    let replies = thread.iter().filter(|one| one["direction"] == "outbound");
    let known: BTreeSet<_> = replies.map(|reply| reply["externalMessageId"].to_string()).collect();
    let sent: BTreeSet<_> = twilio.messages().iter().map(|sent| sent["sid"].to_string()).collect();
    assert_eq!((&known, sent.len()), (&sent, 3));
    server.finish().await;
}

#[tokio::test]
async fn after_kill_9_during_the_request_there_is_one_text() {
    let (twilio, mut server, channel) = office().await;
    let hangs = Duration::from_secs(300);
    let all = (&twilio, &server, &channel);
    let taken = answered_with(all, "+15005550101", TwilioAnswer::taken_after(hangs)).await;
    let never = TwilioAnswer::other(Reply::status(503).after(hangs));
    let not_taken = answered_with(all, "+15005550102", never).await;
    server.kill9().await;
    assert_eq!(twilio.messages().len(), 1);

    server.start_again().await;
    eventually_within(PATIENCE_AFTER_KILL, "both to be looked up", async || {
        let came = twilio.untaken();
        (came.iter().filter(|request| request.method == "GET").count() == 2).then_some(())
    })
    .await;
    assert_delivered(&twilio, &server, &taken, &["unknown", "success"]).await;
    assert_delivered(&twilio, &server, &not_taken, &["unknown", "success"]).await;
    let sent = twilio.next().await;
    assert_eq!(sent.form()[0], ("To".to_owned(), "+15005550102".to_owned()));
    assert_eq!(twilio.take_lookups().len(), 2);
    server.finish().await;
}
