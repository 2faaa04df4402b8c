//! The schedule of tries and look-ups, to its end.

use std::time::Duration;

use patchbay::actions::retry_delivery::retry_delivery;
use patchbay_domain::delivery::{AttemptOutcome, Delivery, DeliveryState};
use patchbay_domain::message::MessageStatus;
use patchbay_tests::{Reply, TwilioAnswer};
use serde_json::json;

use super::Office;
use crate::app::MILLISECOND;

/// The default list, in seconds, as the decision has it.
const STEPS: [u64; 9] = [1, 2, 4, 8, 16, 60, 300, 1800, 7200];

/// Goes through the steps: each request is made when it is due and not a millisecond before. The delivery after it.
async fn go_through(office: &Office, steps: &[u64], method: &str) -> Delivery {
    for step in steps {
        let step = Duration::from_secs(*step);
        office.quiet().await;
        let (_, waiting) = office.last_sent().await;
        assert_eq!(waiting.state(), DeliveryState::Retrying);
        assert_eq!(waiting.progress.next_attempt_at, Some(office.app.now() + step));
        office.app.advance(step - MILLISECOND);
        office.silence().await;
        office.app.advance(MILLISECOND);
        match method {
            "POST" => office.twilio.next().await,
            _ => office.twilio.next_lookup().await,
        };
    }
    office.quiet().await;
    office.last_sent().await.1
}

#[tokio::test]
async fn twilio_that_has_no_time_is_asked_by_the_list_and_then_no_more() {
    let office = Office::open().await;
    let busy = || TwilioAnswer::error(429, 20429, "Too Many Requests");
    office.twilio.script((0..=STEPS.len()).map(|_| busy()));
    office.text("Please call Acme").await;
    office.twilio.next().await;
    let failed = go_through(&office, &STEPS, "POST").await;
    assert_eq!((failed.state(), failed.progress.attempt_count), (DeliveryState::Failed, 10));
    assert_eq!(failed.progress.last_error.as_deref(), Some("Twilio got too many requests at once (20429)."));
    let (message, _) = office.last_sent().await;
    assert_eq!(message.status, MessageStatus::Failed);
    office.app.advance(Duration::from_secs(24 * 60 * 60));
    office.silence().await;
    assert!(office.app.jobs("attempt_delivery").await.is_empty(), "given up is given up");
    assert!(office.twilio.messages().is_empty());
    office.finish().await;
}

#[tokio::test]
async fn twilio_that_asks_for_more_time_gets_it() {
    let office = Office::open().await;
    let later = |status: u16, seconds: &str| {
        TwilioAnswer::other(Reply::status(status).header("retry-after", seconds).body("{\"code\":20429}"))
    };
    // Longer than the first step; shorter than the second.
    office.twilio.script([later(429, "90"), later(429, "1")]);
    office.text("Please call Acme").await;
    office.twilio.next().await;
    let delivered = go_through(&office, &[90, 2], "POST").await;
    assert_eq!(delivered.state(), DeliveryState::Success);
    office.finish().await;
}

#[tokio::test]
async fn a_text_that_cannot_be_looked_up_is_never_sent_on_the_off_chance() {
    let office = Office::open().await;
    office.twilio.script([TwilioAnswer::cut_after_taking()]);
    office.twilio.script_lookups((0..STEPS.len()).map(|_| Reply::status(503)));
    office.text("Please call Acme").await;
    office.twilio.next().await;
    let failed = go_through(&office, &STEPS, "GET").await;
    assert_eq!((failed.state(), failed.progress.attempt_count), (DeliveryState::Failed, 10));
    let error = failed.progress.last_error.unwrap();
    assert!(error.contains("Whether Twilio sent the text is not known: it answered 503"), "{error}");
    assert_eq!(office.twilio.messages().len(), 1);

    // By hand: looked up first as well, listed as of the test's own time.
    let mut taken = office.twilio.messages()[0].clone();
    taken["date_created"] = json!((office.app.now() - Duration::from_secs(9391)).to_rfc2822());
    let list = json!({ "messages": [taken], "next_page_uri": null }).to_string();
    office.twilio.script_lookups([Reply::status(200).body(list)]);
    retry_delivery(office.app.services(), &office.app.owner, failed.id, false).await.unwrap();
    office.twilio.next_lookup().await;
    office.quiet().await;
    let (message, delivered) = office.last_sent().await;
    assert_eq!((delivered.state(), message.status), (DeliveryState::Success, MessageStatus::Delivered));
    assert_eq!(message.external_id.as_deref(), taken["sid"].as_str());
    let attempts = office.app.attempts(delivered.id).await;
    assert_eq!(attempts.last().unwrap().outcome, AttemptOutcome::Success);
    assert!(attempts[..10].iter().all(|attempt| attempt.outcome == AttemptOutcome::Unknown));
    office.silence().await;
    office.finish().await;
}
