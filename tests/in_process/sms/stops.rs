//! STOP comes while a text is on its way: it is not tried again.

use std::time::Duration;

use patchbay::actions::reply_to_conversation::reply_to_conversation;
use patchbay_domain::delivery::{AttemptOutcome, DeliveryState};
use patchbay_domain::message::{Message, MessageStatus};
use patchbay_tests::{Reply, TwilioAnswer};
use serde_json::json;

use super::{Office, body_of};

const SECOND: Duration = Duration::from_secs(1);

/// A member's text whose first try Twilio answers like this; who gets it then texts STOP.
async fn stopped_after(office: &Office, answer: TwilioAnswer) -> Message {
    let task = office.ask("Please call Acme").await;
    // Later than the assistant's answer.
    office.app.advance(SECOND);
    office.twilio.script([answer]);
    let (services, owner) = (office.app.services(), &office.app.owner);
    let conversation = task.conversation_id.unwrap();
    let sent = reply_to_conversation(services, owner, conversation, "We are on it").await.unwrap();
    assert_eq!(body_of(&office.twilio.next().await), "We are on it");
    office.quiet().await;
    assert_eq!(office.last_sent().await.1.state(), DeliveryState::Retrying);
    office.text("STOP").await;
    sent
}

/// How the tries of the newest text ended.
async fn outcomes(office: &Office) -> Vec<AttemptOutcome> {
    let (_, delivery) = office.last_sent().await;
    office.app.attempts(delivery.id).await.iter().map(|attempt| attempt.outcome).collect()
}

#[tokio::test]
async fn what_was_to_be_tried_again_is_not() {
    let office = Office::open().await;
    stopped_after(&office, TwilioAnswer::error(429, 20429, "Too Many Requests")).await;
    office.app.advance(SECOND);
    office.withheld("We are on it", "STOP").await;
    assert_eq!(outcomes(&office).await, [AttemptOutcome::Failed]);
    // START does not send it after all: it was said at another time.
    office.text("START").await;
    office.app.advance(3600 * SECOND);
    office.silence().await;
    assert_eq!(office.last_sent().await.1.state(), DeliveryState::Cancelled);
    office.finish().await;
}

#[tokio::test]
async fn what_twilio_did_not_take_is_looked_up_and_not_sent() {
    let office = Office::open().await;
    stopped_after(&office, TwilioAnswer::cut_before_taking()).await;
    office.app.advance(SECOND);
    office.twilio.next_lookup().await;
    office.withheld("We are on it", "STOP").await;
    assert_eq!(outcomes(&office).await, [AttemptOutcome::Unknown]);
    office.finish().await;
}

#[tokio::test]
async fn what_twilio_took_before_it_was_delivered() {
    let office = Office::open().await;
    let sent = stopped_after(&office, TwilioAnswer::cut_after_taking()).await;
    // Listed as of the test's own time.
    let mut taken = office.twilio.messages()[1].clone();
    taken["date_created"] = json!(office.app.now().to_rfc2822());
    let list = json!({ "messages": [taken], "next_page_uri": null }).to_string();
    office.twilio.script_lookups([Reply::status(200).header("content-type", "application/json").body(list)]);
    office.app.advance(SECOND);
    office.twilio.next_lookup().await;
    office.silence().await;
    let (message, delivery) = office.last_sent().await;
    assert_eq!((message.id, message.status), (sent.id, MessageStatus::Delivered));
    assert_eq!(delivery.state(), DeliveryState::Success);
    assert_eq!(message.external_id.as_deref(), taken["sid"].as_str());
    assert_eq!(outcomes(&office).await, [AttemptOutcome::Unknown, AttemptOutcome::Success]);
    office.finish().await;
}
