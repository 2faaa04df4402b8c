//! A question on one channel is answered with what was said on another, and never with what somebody else said.

use patchbay_tests::{
    Channel, FakeModel, FakeTwilio, INBOUND_ADDRESS, Mail, Received, Setup, SmsForm, TestServer,
};
use serde_json::{Value, json};

use super::{answer_to, contact_of, mail};
use crate::sms::text_and_wait;

const ANN: &str = "+15550100123";
const BEN: &str = "+15550100124";

async fn mail_channel(server: &TestServer) -> Channel {
    let config = json!({ "inboundEmailAddress": INBOUND_ADDRESS });
    let settings = json!({ "channelType": "email", "channelName": "Mail", "providerConfig": config });
    server.create_channel(settings).await
}

async fn enter(server: &TestServer, name: &str, number: &str, address: &str) {
    let identifiers = json!([{ "kind": "phone", "value": number }, { "kind": "email", "value": address }]);
    server.rpc().mutate("contacts.create", json!({ "name": name, "identifiers": identifiers })).await;
}

/// Takes the answer that leaves by text, and the word that it takes longer, should the machine be busy.
async fn answer_by(twilio: &FakeTwilio) {
    while twilio.next().await.form()[2].1 == "On it." {}
}

/// What a request shows of earlier messages: channel, and text.
fn history(request: &Received) -> Vec<(Value, Value)> {
    let turn = FakeModel::turn_of(request);
    let past = turn["history"].as_array().unwrap().iter();
    past.map(|message| (message["channel"].clone(), message["text"].clone())).collect()
}

#[tokio::test]
async fn a_text_is_answered_with_what_was_said_by_mail_and_nobody_sees_another_ones() {
    let (model, twilio) = (FakeModel::start(), FakeTwilio::start());
    let server = Setup::default().with_model(&model).with_twilio(&twilio).start().await;
    let (texts, mails) = (server.create_sms_channel(json!({})).await, mail_channel(&server).await);
    enter(&server, "Ann", ANN, "ann@client.example").await;
    enter(&server, "Ben", BEN, "ben@client.example").await;

    let said = "The walrus logo has to be blue";
    let by_mail = mail(&server, &mails, Mail::new("ann@client.example", "Logo", said)).await;
    model.next().await;
    let other = "The marmot brochure has to be green";
    let bens = mail(&server, &mails, Mail::new("ben@client.example", "Brochure", other)).await;
    let body = String::from_utf8(model.next().await.body.to_vec()).unwrap();
    assert!(body.contains("marmot") && !body.contains("walrus"), "{body}");
    for (message, text) in [(&by_mail, "Likes walruses best"), (&bens, "Likes marmots best")] {
        let contact = contact_of(&server, message).await;
        let new = json!({ "contactId": contact, "kind": "note", "text": text });
        server.rpc().mutate("facts.create", new).await;
    }

    text_and_wait(&server, &texts, &SmsForm::new(ANN, "Which colour?")).await;
    answer_by(&twilio).await;
    let request = model.next().await;
    let shown = history(&request);
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert_eq!(shown[0].0, "email");
    assert!(shown[0].1.as_str().unwrap().contains(said), "{shown:?}");
    assert_eq!(shown[1].0, "email", "the answer by mail");
    let body = String::from_utf8(request.body.to_vec()).unwrap();
    assert!(body.contains("Likes walruses best"), "{body}");
    for word in ["marmot", "ben@client", "Ben", BEN] {
        assert!(!body.contains(word), "{word} is in what the model is asked of Ann: {body}");
    }

    text_and_wait(&server, &texts, &SmsForm::new(BEN, "What was it again?")).await;
    answer_by(&twilio).await;
    let body = String::from_utf8(model.next().await.body.to_vec()).unwrap();
    assert!(body.contains("marmot") && !body.contains("walrus") && !body.contains("ann@"), "{body}");

    // Here comes before elsewhere, and later before earlier, as they are read.
    text_and_wait(&server, &texts, &SmsForm::new(ANN, "Thanks")).await;
    answer_by(&twilio).await;
    let shown = history(&model.next().await);
    let channels: Vec<_> = shown.iter().map(|(channel, _)| channel.clone()).collect();
    assert_eq!(channels, [json!("email"), json!("email"), Value::Null, Value::Null]);
    assert_eq!(shown[2].1, "Which colour?");

    // Whoever nobody knows sees nothing of either.
    text_and_wait(&server, &texts, &SmsForm::new("+15550100125", "Hello")).await;
    answer_by(&twilio).await;
    let request = model.next().await;
    assert_eq!(history(&request), []);
    let body = String::from_utf8(request.body.to_vec()).unwrap();
    assert!(!body.contains("marmot") && !body.contains("walrus"), "{body}");
    server.finish().await;
}

#[tokio::test]
async fn the_built_in_assistant_knows_how_a_task_by_mail_ended() {
    let twilio = FakeTwilio::start();
    let server = Setup::default().with_twilio(&twilio).start().await;
    let (texts, mails) = (server.create_sms_channel(json!({})).await, mail_channel(&server).await);
    enter(&server, "Ann", ANN, "ann@client.example").await;
    let mail = mail(&server, &mails, Mail::new("ann@client.example", "Acme", "Please call Acme")).await;
    let task = &mail["tasks"][0];
    server.rpc().mutate("tasks.complete", json!({ "id": task["id"] })).await;
    let question = format!("What about task {}?", task["number"]);
    let message = text_and_wait(&server, &texts, &SmsForm::new(ANN, &question)).await;
    answer_by(&twilio).await;
    let answer = answer_to(&server, &message).await;
    assert!(answer.contains("is done"), "{answer}");
    let message = text_and_wait(&server, &texts, &SmsForm::new(BEN, &question)).await;
    answer_by(&twilio).await;
    let answer = answer_to(&server, &message).await;
    assert!(!answer.contains("is done"), "{answer}");
    server.finish().await;
}
