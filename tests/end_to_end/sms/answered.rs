//! A text becomes a task, and its answer leaves as Twilio's official package would send it.

use patchbay_tests::{Judge, MESSAGING_SERVICE_SID, Received, SmsForm, TWILIO_NUMBER};
use serde_json::{Value, json};

use super::{office, reply_in, start, tasks, text_and_wait};

/// That a request is what the official package sends for `params`.
async fn assert_official(came: &Received, params: Value) {
    let official = Judge::get().twilio_request(params).await;
    assert_eq!(came.method.as_str(), official.method);
    assert_eq!(came.path, official.path);
    assert_eq!(came.form(), official.form);
    for header in ["authorization", "content-type"] {
        assert_eq!(came.header(header), official.header(header), "{header}");
    }
    assert_eq!(came.header("accept"), "application/json");
    assert!(came.header("user-agent").starts_with("Patchbay"), "{:?}", came.headers);
}

/// What would double the price of a text leaves in its plain form.
fn plain(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace(['–', '—'], "-").replace('…', "...")
}

#[tokio::test]
async fn from_a_number() {
    let (twilio, server, channel) = office().await;
    let form = SmsForm::new("+15005550006", "Please call Söhne & Co + 50% “Acme” tomorrow")
        .media(&[("https://api.twilio.com/2010-04-01/Media/ME1", "image/jpeg")]);
    let message = text_and_wait(&server, &channel, &form).await;
    assert_eq!(message["senderIdentifier"], "+15005550006");
    assert_eq!(message["content"], form.field("Body"));
    assert_eq!(message["externalMessageId"], form.field("MessageSid"));
    let attachment =
        json!({ "type": "image/jpeg", "url": "https://api.twilio.com/2010-04-01/Media/ME1", "name": null });
    assert_eq!(message["attachments"], json!([attachment]));
    assert_eq!(message["unanswered"], Value::Null);

    let tasks = tasks(&server).await;
    assert_eq!(tasks.len(), 1, "{tasks:#?}");
    assert_eq!(tasks[0]["sourceMessageId"], message["id"]);
    assert!(tasks[0]["title"].as_str().unwrap().contains("Söhne & Co + 50%"), "{}", tasks[0]);

    let came = twilio.next().await;
    let delivery = reply_in(&server, &message, "success").await;
    let reply = server.only_reply(&message).await;
    let body = plain(reply["content"].as_str().unwrap());
    assert!(body.contains("Söhne & Co + 50%"), "{body}");
    assert_official(&came, json!({ "to": "+15005550006", "from": TWILIO_NUMBER, "body": body })).await;

    assert_eq!((&reply["status"], &reply["author"]), (&json!("delivered"), &json!("assistant")));
    assert_eq!(reply["externalMessageId"], twilio.messages()[0]["sid"]);
    assert_eq!(delivery["targetUrl"], "sms:+15005550006");
    assert_eq!(delivery["attempts"][0]["status"], 201, "{delivery}");
    server.finish().await;
}

#[tokio::test]
async fn through_a_messaging_service() {
    let (twilio, server) = start().await;
    let channel =
        server.create_sms_channel(json!({ "twilioMessagingServiceSid": MESSAGING_SERVICE_SID })).await;
    let form = SmsForm::new("+15005550006", "Please call Acme").through_service();
    let message = text_and_wait(&server, &channel, &form).await;
    let came = twilio.next().await;
    reply_in(&server, &message, "success").await;
    let body = server.only_reply(&message).await["content"].clone();
    let params = json!({ "to": "+15005550006", "messagingServiceSid": MESSAGING_SERVICE_SID, "body": body });
    assert_official(&came, params).await;
    server.finish().await;
}

#[tokio::test]
async fn by_whatsapp_who_writes_by_whatsapp() {
    let (twilio, server, channel) = office().await;
    let form = SmsForm::new("whatsapp:+15005550006", "Please call Acme")
        .with("To", &format!("whatsapp:{TWILIO_NUMBER}"))
        .with("ProfileName", "Ann Lee");
    let message = text_and_wait(&server, &channel, &form).await;
    assert_eq!(message["senderName"], "Ann Lee");
    let came = twilio.next().await;
    reply_in(&server, &message, "success").await;
    let body = server.only_reply(&message).await["content"].clone();
    let from = format!("whatsapp:{TWILIO_NUMBER}");
    assert_official(&came, json!({ "to": "whatsapp:+15005550006", "from": from, "body": body })).await;
    server.finish().await;
}

#[tokio::test]
async fn a_member_answers_by_text_too_and_is_told_where_it_is_too_long() {
    let (twilio, server, channel) = office().await;
    let message = text_and_wait(&server, &channel, &SmsForm::new("+15005550006", "Hi there!")).await;
    twilio.next().await;
    let reply = async |content: &str| {
        let input = json!({ "id": message["conversationId"], "content": content });
        server.rpc().try_mutate("conversations.reply", input).await
    };
    assert_eq!(reply(&"a".repeat(1601)).await.refused_fields(), ["content"]);
    for content in ["a".repeat(1600), "“It’s done” – see you…\n+ 100% & 日本 😀".to_owned()] {
        let sent = reply(&content).await.data();
        assert_eq!((&sent["content"], &sent["author"]), (&json!(content), &json!("member")));
        let came = twilio.next().await;
        let params = json!({ "to": "+15005550006", "from": TWILIO_NUMBER, "body": plain(&content) });
        assert_official(&came, params).await;
        server.delivery_in(&sent["delivery"]["id"], &["success"]).await;
    }
    server.finish().await;
}

#[tokio::test]
async fn nothing_leaves_a_channel_whose_outbound_is_off() {
    let (_twilio, server, channel) = office().await;
    let rpc = server.rpc();
    rpc.mutate("webhooks.update", json!({ "id": channel.id, "outboundEnabled": false })).await;
    let message = text_and_wait(&server, &channel, &SmsForm::new("+15005550006", "Please call Acme")).await;
    assert_eq!(message["tasks"].as_array().unwrap().len(), 1);
    // It stays in the conversation.
    assert_eq!(server.only_reply(&message).await["status"], "delivered");
    server.finish().await;
}
