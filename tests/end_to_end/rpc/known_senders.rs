//! Whose a message is: the contact's who is known by its sender, entered by hand or not.

use chrono::{Days, FixedOffset, NaiveTime, Utc};
use patchbay_tests::{Channel, INBOUND_ADDRESS, Mail, SmsForm, TestServer, now};
use serde_json::{Value, json};

use super::UNKNOWN;
use crate::sms::{office, text_and_wait};

const ANN: &str = "+15550100123";

async fn enter(server: &TestServer, identifier: Value) -> Value {
    let input = json!({ "name": "Ann", "timeZone": "Asia/Tokyo", "identifiers": [identifier] });
    server.rpc().mutate("contacts.create", input).await["id"].clone()
}

async fn ids(server: &TestServer, list: &str, contact: &Value) -> Vec<Value> {
    let items = server.rpc().every(list, json!({ "contactId": contact }), 1).await;
    items.iter().map(|item| item["id"].clone()).collect()
}

async fn conversation(server: &TestServer, message: &Value) -> Value {
    server.rpc().query("conversations.get", json!({ "id": message["conversationId"] })).await
}

/// 9 o'clock of the next day, where it is nine hours later than here all year.
fn nine_tomorrow_in_tokyo() -> String {
    let tokyo = FixedOffset::east_opt(9 * 3600).unwrap();
    let tomorrow = now().with_timezone(&tokyo).date_naive() + Days::new(1);
    let nine = tomorrow.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap());
    let nine = nine.and_local_timezone(tokyo).unwrap().with_timezone(&Utc);
    nine.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

#[tokio::test]
async fn a_text_of_a_known_number_is_its_contacts_and_read_in_their_zone() {
    let (twilio, server, channel) = office().await;
    let ann = enter(&server, json!({ "kind": "phone", "value": "+1 (555) 0100-123" })).await;
    let before = nine_tomorrow_in_tokyo();
    let form = SmsForm::new(ANN, "Please call Acme tomorrow at 9am");
    let message = text_and_wait(&server, &channel, &form).await;
    twilio.next().await;
    let shown = conversation(&server, &message).await;
    assert_eq!((&shown["contactId"], &shown["senderIdentifier"]), (&ann, &json!(ANN)));

    let task = server.rpc().query("tasks.get", json!({ "id": message["tasks"][0]["id"] })).await;
    assert_eq!(task["contactId"], ann);
    // The day may end between the two looks at the clock.
    let deadline = task["deadline"].as_str().unwrap().to_owned();
    assert!([before, nine_tomorrow_in_tokyo()].contains(&deadline), "{task}");
    assert_eq!(ids(&server, "tasks.list", &ann).await, [task["id"].clone()]);
    assert_eq!(ids(&server, "conversations.list", &ann).await, [shown["id"].clone()]);

    // Somebody else, whom nobody entered.
    let form = SmsForm::new("+15550100124", "Please call Globex");
    let other = text_and_wait(&server, &channel, &form).await;
    twilio.next().await;
    let stranger = conversation(&server, &other).await["contactId"].clone();
    assert_ne!(stranger, ann);
    assert_eq!(ids(&server, "tasks.list", &stranger).await, [other["tasks"][0]["id"].clone()]);
    let contact = server.rpc().query("contacts.get", json!({ "id": stranger })).await;
    let known_by = json!([{ "kind": "phone", "value": "+15550100124", "webhookId": null }]);
    assert_eq!((&contact["name"], &contact["identifiers"]), (&Value::Null, &known_by));
    for list in ["tasks.list", "conversations.list"] {
        assert_eq!(ids(&server, list, &json!(UNKNOWN)).await, Vec::<Value>::new());
        let answer = server.rpc().try_query(list, json!({ "contactId": "nonsense" })).await;
        assert_eq!(answer.refused_fields(), ["contactId"], "{list}");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_mail_of_a_known_address_and_a_post_of_a_known_name_are_too() {
    let server = TestServer::start().await;
    let config = json!({ "inboundEmailAddress": INBOUND_ADDRESS });
    let settings = json!({ "channelType": "email", "channelName": "Mail", "providerConfig": config });
    let mails = server.create_channel(settings).await;
    let (one, two) = (server.create_channel(json!({})).await, server.create_channel(json!({})).await);
    let by_mail = enter(&server, json!({ "kind": "email", "value": "ANN@client.example" })).await;
    let by_name = enter(&server, json!({ "kind": "custom", "value": "ann", "webhookId": one.id })).await;

    let mail = Mail::new("Ann <Ann@Client.example>", "Acme", "Please call Acme").raw().await;
    let id = server.mail(&mails, mail).accepted().await;
    let message = server.processed(&mails, &id).await;
    assert_eq!(conversation(&server, &message).await["contactId"], by_mail);
    let message = server.send_and_wait(&one, "ann", "Please call Acme").await;
    assert_eq!(conversation(&server, &message).await["contactId"], by_name);
    // On another channel the name means somebody else.
    let message = server.send_and_wait(&two, "ann", "Please call Acme").await;
    assert_ne!(conversation(&server, &message).await["contactId"], by_name);
    server.finish().await;
}

#[tokio::test]
async fn blanks_around_a_name_mean_nothing() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let ann = enter(&server, json!({ "kind": "custom", "value": " ann ", "webhookId": channel.id })).await;
    for sender in ["ann", "  ann"] {
        let message = server.send_and_wait(&channel, sender, "Please call Acme").await;
        assert_eq!(conversation(&server, &message).await["contactId"], ann);
    }
    server.finish().await;
}

#[tokio::test]
async fn a_task_is_for_the_contact_of_its_conversation() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let ann = enter(&server, json!({ "kind": "custom", "value": "ann", "webhookId": channel.id })).await;
    let bob = enter(&server, json!({ "kind": "custom", "value": "bob", "webhookId": channel.id })).await;
    let message = server.send_and_wait(&channel, "ann", "Hello").await;
    let create = async |more: Value| {
        let mut input = json!({ "title": "Water the plants" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        rpc.try_mutate("tasks.create", input).await
    };
    let thread = &message["conversationId"];
    for more in [json!({ "conversationId": thread }), json!({ "conversationId": thread, "contactId": ann })] {
        assert_eq!(create(more).await.data()["contactId"], ann);
    }
    let other = create(json!({ "conversationId": thread, "contactId": bob })).await;
    assert_eq!(other.refused_fields(), ["contactId"]);
    assert_eq!(create(json!({ "contactId": bob })).await.data()["contactId"], bob);
    assert_eq!(create(json!({})).await.data()["contactId"], Value::Null);
    for nobody in [UNKNOWN, "nonsense"] {
        let _ = create(json!({ "contactId": nobody })).await.refusal(404, "NOT_FOUND");
    }
    assert_eq!(ids(&server, "tasks.list", &bob).await.len(), 1);
    server.finish().await;
}

/// Has [`ANN`] text; the conversation and the task then.
async fn text(server: &TestServer, channel: &Channel) -> (Value, Value) {
    let message = text_and_wait(server, channel, &SmsForm::new(ANN, "Please call Acme")).await;
    (conversation(server, &message).await, message["tasks"][0]["id"].clone())
}

#[tokio::test]
async fn after_a_contact_was_deleted_its_number_is_somebody_new() {
    let (twilio, server, channel) = office().await;
    let rpc = server.rpc();
    let ann = enter(&server, json!({ "kind": "phone", "value": ANN })).await;
    let (before, task) = text(&server, &channel).await;
    twilio.next().await;
    rpc.mutate("contacts.delete", json!({ "id": ann })).await;
    let _ = rpc.try_query("contacts.get", json!({ "id": ann })).await.refusal(404, "NOT_FOUND");
    assert_eq!(rpc.query("conversations.get", json!({ "id": before["id"] })).await, before);
    assert_eq!(server.thread(&before["id"]).await.len(), 2);
    assert_eq!(rpc.query("tasks.get", json!({ "id": task })).await["contactId"], ann);
    assert_eq!(ids(&server, "tasks.list", &ann).await, std::slice::from_ref(&task));
    assert_eq!(ids(&server, "conversations.list", &ann).await, [before["id"].clone()]);

    let (after, other_task) = text(&server, &channel).await;
    twilio.next().await;
    assert_ne!((&after["id"], &after["contactId"]), (&before["id"], &ann));
    assert_ne!(after["contactId"], ann);
    assert_eq!(ids(&server, "tasks.list", &after["contactId"]).await, [other_task]);
    let contact = rpc.query("contacts.get", json!({ "id": after["contactId"] })).await;
    assert_eq!((&contact["name"], &contact["timeZone"]), (&Value::Null, &Value::Null));
    server.finish().await;
}
