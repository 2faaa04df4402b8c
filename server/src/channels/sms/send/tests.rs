use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use patchbay_domain::delivery::AttemptOutcome;
use patchbay_domain::sms::SmsSettings;

use super::super::tests::{FakeTwilio, Scripted, TO, TOKEN, account, noon, service_settings, settings};
use super::{Outgoing, request, send};
use crate::delivery::headers::USER_AGENT;
use crate::delivery::outcome::Outcome;
use crate::delivery::sent::Sent;
use crate::egress::DEFAULT_TIMEOUT;

const RETRY: Outcome = Outcome::Retry { after_hint: None };

fn outgoing<'a>(settings: &'a SmsSettings, twilio: &'a FakeTwilio) -> Outgoing<'a> {
    Outgoing {
        settings,
        base_url: &twilio.base_url,
        to: TO,
        body: "Done & dusted: 4 + 5 = 9 é",
        timeout: DEFAULT_TIMEOUT,
    }
}

async fn sent(answer: Scripted) -> Sent {
    let twilio = FakeTwilio::answering(vec![answer]).await;
    send(&twilio.egress, &twilio.clock, outgoing(&settings(), &twilio)).await
}

fn answer(status: u16, body: &str) -> Scripted {
    Some((status, "", body.to_owned()))
}

/// The names and values of a form, decoded, in order.
fn pairs(form: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(form).into_owned().collect()
}

#[tokio::test]
async fn a_text_leaves_as_the_twilio_package_sends_it() {
    let twilio =
        FakeTwilio::answering(vec![answer(201, r#"{"sid":"SM1","status":"queued","error_code":null}"#)])
            .await;
    let settings = settings();
    let sent = send(&twilio.egress, &twilio.clock, outgoing(&settings, &twilio)).await;
    assert_eq!((sent.outcome, sent.attempt_outcome), (Outcome::Delivered, AttemptOutcome::Success));
    assert_eq!((sent.status, sent.provider_id.as_deref()), (Some(201), Some("SM1")));
    assert_eq!((sent.error, sent.recipient_opted_out), (None, false));
    assert_eq!((sent.started_at, sent.duration_ms), (noon(), 250));
    assert!(sent.response_body.unwrap().contains("queued"));

    let requests = twilio.requests();
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    let path = format!("POST /twilio/2010-04-01/Accounts/{}/Messages.json HTTP/1.1\r\n", account());
    assert!(head.starts_with(&path), "{head}");
    let basic = STANDARD.encode(format!("{}:{TOKEN}", account()));
    for line in [
        format!("authorization: Basic {basic}"),
        "accept: application/json".to_owned(),
        "content-type: application/x-www-form-urlencoded".to_owned(),
        format!("user-agent: {USER_AGENT}"),
    ] {
        assert!(head.lines().any(|given| given == line), "{line} in {head}");
    }
    let expected = [("To", TO), ("From", "+15005550006"), ("Body", "Done & dusted: 4 + 5 = 9 é")];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(pairs(body.as_bytes()), expected);
}

#[tokio::test]
async fn a_service_sends_in_place_of_a_number() {
    let twilio = FakeTwilio::answering(Vec::new()).await;
    let settings = service_settings();
    let request = request(&outgoing(&settings, &twilio));
    let names: Vec<_> = pairs(&request.body).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["To", "MessagingServiceSid", "Body"]);
    assert!(!format!("{request:?} {settings:?}").contains(TOKEN));
}

#[tokio::test]
async fn refusals_are_judged_by_their_code() {
    let wrong = sent(answer(400, r#"{"code":21211,"message":"Invalid 'To'","status":400}"#)).await;
    assert_eq!((wrong.outcome, wrong.attempt_outcome), (Outcome::GiveUp, AttemptOutcome::Failed));
    assert_eq!(
        wrong.error.as_deref(),
        Some("Twilio refused the number +15005550001 (21211). Check the number.")
    );
    assert!(!wrong.recipient_opted_out);

    let stopped = sent(answer(400, r#"{"code":21610,"message":"unsubscribed"}"#)).await;
    assert_eq!((stopped.outcome, stopped.recipient_opted_out), (Outcome::GiveUp, true));

    let busy =
        sent(Some((429, "Retry-After: 7\r\nTwilio-Request-Id: RQ1\r\n", r#"{"code":20429}"#.into()))).await;
    assert_eq!(busy.outcome, Outcome::Retry { after_hint: Some(Duration::from_secs(7)) });
    assert_eq!(busy.attempt_outcome, AttemptOutcome::Failed);
    let headers = [("retry-after", "7"), ("twilio-request-id", "RQ1")];
    assert_eq!(busy.response_headers, headers.map(|(name, value)| (name.to_owned(), value.to_owned())));

    let unknown = sent(answer(422, r#"{"code":"29999","message":"about 4111 1111 1111 1111"}"#)).await;
    assert_eq!(unknown.outcome, Outcome::GiveUp);
    assert!(unknown.error.unwrap().contains("(29999): about [card ending 1111]"));
    assert!(unknown.response_body.unwrap().contains("[card ending 1111]"));

    let elsewhere = sent(Some((302, "Location: http://a.example\r\n", String::new()))).await;
    assert_eq!(elsewhere.outcome, Outcome::GiveUp);
    assert!(elsewhere.error.unwrap().contains("PATCHBAY_TWILIO_BASE_URL"));
}

#[tokio::test]
async fn a_text_that_failed_at_once_is_judged_by_its_code() {
    for (code, outcome) in [("30007", Outcome::GiveUp), ("30003", RETRY), ("null", RETRY)] {
        let body = format!(r#"{{"sid":"SM1","status":"failed","error_code":{code},"error_message":null}}"#);
        let sent = sent(answer(201, &body)).await;
        assert_eq!((sent.outcome, sent.attempt_outcome), (outcome, AttemptOutcome::Failed), "{code}");
        assert_eq!(sent.provider_id.as_deref(), Some("SM1"));
        assert!(sent.error.is_some());
    }
}

#[tokio::test]
async fn what_may_have_been_taken_is_of_unknown_outcome() {
    for scripted in [None, answer(502, "<html>"), answer(200, "<html>"), answer(201, r#"{"sid":""}"#)] {
        let sent = sent(scripted.clone()).await;
        assert_eq!((sent.outcome, sent.attempt_outcome), (RETRY, AttemptOutcome::Unknown), "{scripted:?}");
        assert!(sent.error.is_some() && sent.provider_id.is_none());
    }
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let twilio = FakeTwilio::answering(Vec::new()).await;
    let settings = settings();
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url::Url::parse(&format!("http://{}", closed.local_addr().unwrap())).unwrap();
    drop(closed);
    let sent =
        send(&twilio.egress, &twilio.clock, Outgoing { base_url: &url, ..outgoing(&settings, &twilio) })
            .await;
    assert_eq!((sent.outcome, sent.attempt_outcome), (RETRY, AttemptOutcome::Failed));
    assert!(sent.error.unwrap().starts_with("Twilio could not be reached: "));
}
