//! STOP, START and HELP in their exact forms are noted and never answered; after STOP nothing is sent.

use patchbay_tests::{Channel, FakeTwilio, SmsForm, TestServer};
use serde_json::{Value, json};

use super::{messages, office, tasks, text_and_wait};

/// What is known of whoever said anything about being texted.
async fn consents(server: &TestServer) -> Vec<String> {
    let query = "SELECT address || ' ' || state || ' ' || keyword FROM consents ORDER BY address";
    server.database_texts(query).await
}

/// That a text is kept, and nothing follows from it.
async fn only_kept(server: &TestServer, channel: &Channel, form: &SmsForm, unanswered: &str) {
    let message = text_and_wait(server, channel, form).await;
    assert_eq!(message["unanswered"], unanswered, "{message}");
    assert_eq!((&message["tasks"], &message["intent"]), (&json!([]), &Value::Null), "{message}");
    assert_eq!(message["content"], form.field("Body"));
    let thread = server.thread(&message["conversationId"]).await;
    assert_eq!(thread.last().unwrap()["id"], message["id"], "{thread:#?}");
}

/// That nothing was asked of Twilio.
async fn silence(twilio: &FakeTwilio, server: &TestServer) {
    server.idle().await;
    assert!(twilio.untaken().is_empty(), "{:#?}", twilio.untaken());
}

#[tokio::test]
async fn the_words_are_noted_and_never_answered() {
    let (twilio, server, channel) = office().await;
    let mut expected = Vec::new();
    for (number, (body, opt_out_type, unanswered, noted)) in [
        ("STOP", None, "opt_out", "opted_out STOP"),
        ("stop ", None, "opt_out", "opted_out STOP"),
        ("StopAll", None, "opt_out", "opted_out STOPALL"),
        ("UNSUBSCRIBE", None, "opt_out", "opted_out UNSUBSCRIBE"),
        ("Cancel", None, "opt_out", "opted_out CANCEL"),
        ("\nEND\n", None, "opt_out", "opted_out END"),
        ("quit", None, "opt_out", "opted_out QUIT"),
        ("Arrêt", Some("STOP"), "opt_out", "opted_out ARRÊT"),
        ("please no more of this, I beg you", Some("STOP"), "opt_out", "opted_out STOP"),
        ("START", None, "opt_in", "opted_in START"),
        ("Yes", None, "opt_in", "opted_in YES"),
        ("unstop", None, "opt_in", "opted_in UNSTOP"),
        ("Ja", Some("START"), "opt_in", "opted_in JA"),
        ("HELP", None, "help", ""),
        ("info", None, "help", ""),
        ("Hilfe", Some("HELP"), "help", ""),
    ]
    .into_iter()
    .enumerate()
    {
        let from = format!("+150055503{number:02}");
        let mut form = SmsForm::new(&from, body);
        if let Some(opt_out_type) = opt_out_type {
            form = form.with("OptOutType", opt_out_type);
        }
        only_kept(&server, &channel, &form, unanswered).await;
        if !noted.is_empty() {
            expected.push(format!("{from} {noted}"));
        }
    }
    assert_eq!(consents(&server).await, expected);
    assert!(tasks(&server).await.is_empty());
    silence(&twilio, &server).await;
    server.finish().await;
}

#[tokio::test]
async fn a_word_among_others_is_an_ordinary_text() {
    let (twilio, server, channel) = office().await;
    for (number, (body, is_answered)) in [
        ("STOP PLEASE", true),
        ("Stop the newspaper for Acme", true),
        // The assistant itself has nothing to say to this one.
        ("stop.", false),
        ("Cancel the flight", true),
        ("yes please", true),
        ("HELP me", true),
    ]
    .into_iter()
    .enumerate()
    {
        let form = SmsForm::new(&format!("+1500555040{number}"), body);
        let message = text_and_wait(&server, &channel, &form).await;
        assert_eq!(message["unanswered"], Value::Null, "{body}");
        assert!(message["intent"].is_string(), "{message}");
        if is_answered {
            twilio.next().await;
            super::reply_in(&server, &message, "success").await;
        }
    }
    assert_eq!(consents(&server).await, Vec::<String>::new());
    server.finish().await;
}

/// That the last message of a conversation was not sent, and says why.
async fn assert_withheld(server: &TestServer, conversation: &Value, author: &str, word: &str) {
    let thread = server.thread(conversation).await;
    let last = thread.last().unwrap();
    assert_eq!((&last["direction"], &last["author"]), (&json!("outbound"), &json!(author)), "{last}");
    assert_eq!(last["status"], "failed", "{last}");
    let why = last["error"].as_str().unwrap();
    assert!(why.starts_with("Not sent: +15005550006 texted "), "{why}");
    assert!(why.contains(word) && why.ends_with("They get them again once they text START."), "{why}");
    let delivery = server.rpc().query("deliveries.get", json!({ "id": last["delivery"]["id"] })).await;
    assert_eq!((&delivery["status"], &delivery["lastError"]), (&json!("cancelled"), &json!(why)));
    assert_eq!((&delivery["attempts"], &delivery["targetUrl"]), (&json!([]), &json!("sms:+15005550006")));
    // It was not given up: it must not be sent, also not by hand.
    let retried = server.rpc().try_mutate("deliveries.retry", json!({ "id": delivery["id"] })).await;
    let _ = retried.refusal(409, "CONFLICT");
}

#[tokio::test]
async fn after_stop_nothing_is_sent_and_the_thread_says_why() {
    let (twilio, server, channel) = office().await;
    let from = "+15005550006";
    let rpc = server.rpc();
    let stop = SmsForm::new(from, "Stop");
    only_kept(&server, &channel, &stop, "opt_out").await;

    // A task that they ask for is still made.
    let message = text_and_wait(&server, &channel, &SmsForm::new(from, "Please call Acme")).await;
    let conversation = &message["conversationId"];
    assert_eq!(message["tasks"].as_array().unwrap().len(), 1, "{message}");
    assert_withheld(&server, conversation, "assistant", "STOP on ").await;
    let reply = json!({ "id": conversation, "content": "We will call you" });
    let written = rpc.mutate("conversations.reply", reply.clone()).await;
    assert_eq!(written["status"], "failed", "{written}");
    assert_withheld(&server, conversation, "member", "STOP on ").await;
    assert_eq!(
        server.rpc().query("webhooks.get", json!({ "id": channel.id })).await["outboundError"],
        Value::Null
    );

    // The newest word is the one that is named.
    only_kept(&server, &channel, &SmsForm::new(from, "HELP"), "help").await;
    only_kept(&server, &channel, &SmsForm::new(from, "QUIT"), "opt_out").await;
    rpc.mutate("conversations.reply", reply.clone()).await;
    assert_withheld(&server, conversation, "member", "QUIT on ").await;
    silence(&twilio, &server).await;

    // It is about them and this channel alone.
    let somebody = text_and_wait(&server, &channel, &SmsForm::new("+15005550007", "Please call Bob")).await;
    twilio.next().await;
    super::reply_in(&server, &somebody, "success").await;
    let other = server.create_sms_channel(json!({ "twilioPhoneNumber": "+15005550002" })).await;
    text_and_wait(&server, &other, &SmsForm::new(from, "Please call Cleo")).await;
    twilio.next().await;
    server.idle().await;

    only_kept(&server, &channel, &SmsForm::new(from, "Start"), "opt_in").await;
    silence(&twilio, &server).await;
    let sent = rpc.mutate("conversations.reply", reply).await;
    assert_eq!(twilio.next().await.form()[2].1, "We will call you");
    server.delivery_in(&sent["delivery"]["id"], &["success"]).await;
    text_and_wait(&server, &channel, &SmsForm::new(from, "Please call Dora")).await;
    twilio.next().await;

    // Twilio sends the STOP of before again: it is known, and the START came after it.
    super::assert_taken(&server.text(&channel, &stop).await);
    rpc.mutate("conversations.reply", json!({ "id": conversation, "content": "Still here" })).await;
    assert_eq!(twilio.next().await.form()[2].1, "Still here");
    let stops = messages(&server, &channel).await;
    assert_eq!(stops.iter().filter(|message| message["content"] == "Stop").count(), 1);
    server.finish().await;
}
