//! The Messages API refuses a text: for now, for good, or because its recipient wants none.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_tests::{AUTH_TOKEN, Reply, SmsForm, TwilioAnswer};
use serde_json::{Value, json};

use super::{office, outcomes, reply_in, shown, tasks, text_and_wait};

fn time(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_passes_is_tried_again_and_arrives_once() {
    let (twilio, server, channel) = office().await;
    let too_many = json!({ "code": 20429, "message": "Too Many Requests", "status": 429 }).to_string();
    let asks_for_time = Reply::status(429).header("retry-after", "2").body(too_many);
    let mut senders = 0;
    for (answer, status, outcome, lookups, at_least) in [
        (TwilioAnswer::other(asks_for_time), 429, "failed", 0, 2),
        // A gateway may say so when the text is on its way already: looked up first.
        (TwilioAnswer::other(Reply::status(503).body("upstream")), 503, "unknown", 1, 1),
        (TwilioAnswer::error(400, 30001, "Queue overflow"), 400, "failed", 0, 1),
    ] {
        senders += 1;
        twilio.script([answer]);
        let form = SmsForm::new(&format!("+1500555010{senders}"), "Please call Acme");
        let message = text_and_wait(&server, &channel, &form).await;
        let (first, second) = (twilio.next().await, twilio.next().await);
        assert_eq!(first.form(), second.form());
        let delivery = reply_in(&server, &message, "success").await;
        assert_eq!(outcomes(&delivery), [outcome, "success"], "{delivery}");
        let attempts = &delivery["attempts"];
        assert_eq!((&attempts[0]["status"], &attempts[1]["status"]), (&json!(status), &json!(201)));
        let sentence = attempts[0]["error"].as_str().unwrap();
        assert!(sentence.contains("Twilio"), "{sentence}");
        let between = time(&attempts[1]["startedAt"]) - time(&attempts[0]["startedAt"]);
        assert!(between >= TimeDelta::seconds(at_least), "{between}");
        assert_eq!(twilio.take_lookups().len(), lookups, "after {status}");
        assert_eq!(twilio.messages().len(), senders);
    }
    assert_eq!(shown(&server, &channel).await["outboundError"], Value::Null);
    server.finish().await;
}

#[tokio::test]
async fn what_stays_is_said_at_once_and_can_be_tried_again_by_hand() {
    let (twilio, server, channel) = office().await;
    let rpc = server.rpc();
    let mut senders = 0;
    for (answer, status, sentence) in [
        (
            TwilioAnswer::error(400, 21211, "Invalid 'To' Phone Number"),
            400,
            "Twilio refused the number {to} (21211). Check the number.",
        ),
        (
            TwilioAnswer::error(400, 21614, "'To' number is not a valid mobile number"),
            400,
            "{to} is not a mobile number (21614). Use another number.",
        ),
        (
            TwilioAnswer::error(401, 20003, "Authenticate"),
            401,
            "Twilio refused the account SID or auth token (20003). Check them in the channel's settings.",
        ),
        (
            TwilioAnswer::error(400, 21999, "Something that is new"),
            400,
            "Twilio refused the text to {to} (21999): Something that is new. Look the code up in Twilio's error \
             dictionary.",
        ),
    ] {
        senders += 1;
        let to = format!("+1500555020{senders}");
        let sentence = sentence.replace("{to}", &to);
        twilio.script([answer]);
        let message = text_and_wait(&server, &channel, &SmsForm::new(&to, "Please call Acme")).await;
        twilio.next().await;
        let failed = reply_in(&server, &message, "failed").await;
        assert_eq!((&failed["lastError"], &failed["nextAttemptAt"]), (&json!(sentence), &Value::Null));
        assert_eq!((outcomes(&failed), &failed["attempts"][0]["status"]), (vec!["failed"], &json!(status)));
        assert!(!failed.to_string().contains(AUTH_TOKEN), "{failed}");
        let reply = server.only_reply(&message).await;
        assert_eq!((&reply["status"], &reply["error"]), (&json!("failed"), &json!(sentence)), "{reply}");
        let listed = rpc.query("deliveries.list", json!({ "status": "failed" })).await;
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "{listed}");
        assert_eq!(listed["items"][0]["lastError"], json!(sentence));
        let error = shown(&server, &channel).await["outboundError"].clone();
        assert_eq!(error["message"], json!(sentence), "{error}");

        rpc.mutate("deliveries.retry", json!({ "id": failed["id"] })).await;
        twilio.next().await;
        let delivered = server.delivery_in(&failed["id"], &["success"]).await;
        assert_eq!(outcomes(&delivered), ["failed", "success"]);
        let reply = server.only_reply(&message).await;
        assert_eq!((&reply["status"], &reply["error"]), (&json!("delivered"), &Value::Null));
        assert_eq!(reply["externalMessageId"], twilio.messages().last().unwrap()["sid"]);
        assert_eq!(shown(&server, &channel).await["outboundError"], Value::Null);
    }
    assert!(twilio.take_lookups().is_empty(), "nothing was unclear");
    let stats = shown(&server, &channel).await["stats"].clone();
    assert_eq!(stats["deliveriesFailed"], senders, "{stats}");
    server.finish().await;
}

#[tokio::test]
async fn who_opted_out_at_twilio_gets_nothing_more() {
    let (twilio, server, channel) = office().await;
    let to = "+15005550006";
    twilio.script([TwilioAnswer::error(400, 21610, "Attempt to send to unsubscribed recipient")]);
    let first = text_and_wait(&server, &channel, &SmsForm::new(to, "Please call Acme")).await;
    twilio.next().await;
    let failed = reply_in(&server, &first, "failed").await;
    let sentence = failed["lastError"].as_str().unwrap();
    assert!(sentence.contains("21610") && sentence.contains("does not want texts"), "{sentence}");

    // The next one has its task, and nothing is asked of Twilio.
    let second = text_and_wait(&server, &channel, &SmsForm::new(to, "Please call Bob")).await;
    server.idle().await;
    assert!(twilio.untaken().is_empty());
    assert_eq!(tasks(&server).await.len(), 2);
    let thread = server.thread(&second["conversationId"]).await;
    let reply = thread.last().unwrap();
    assert_eq!((&reply["direction"], &reply["status"]), (&json!("outbound"), &json!("failed")));
    let why = reply["error"].as_str().unwrap();
    assert!(why.contains("21610") && why.contains("START"), "{why}");
    // By hand it is not sent either, and says the same.
    server.rpc().mutate("deliveries.retry", json!({ "id": failed["id"] })).await;
    let cancelled = server.delivery_in(&failed["id"], &["cancelled"]).await;
    assert_eq!(cancelled["attempts"].as_array().unwrap().len(), 1, "{cancelled}");
    assert!(cancelled["lastError"].as_str().unwrap().starts_with("Not sent: "), "{cancelled}");

    text_and_wait(&server, &channel, &SmsForm::new(to, "START")).await;
    text_and_wait(&server, &channel, &SmsForm::new(to, "Please call Cleo")).await;
    assert!(twilio.next().await.form().iter().any(|(_, value)| value.contains("Cleo")));
    server.finish().await;
}
