use std::slice::from_ref;

use patchbay_domain::delivery::AttemptOutcome;
use patchbay_domain::sms::SmsSettings;
use serde_json::{Value, json};

use super::super::tests::{FakeTwilio, Scripted, TO, TOKEN, account, noon, service_settings, settings};
use super::{Found, Lookup, find, next_page};
use crate::delivery::outcome::Outcome;
use crate::delivery::sent::Sent;
use crate::egress::DEFAULT_TIMEOUT;

const BODY: &str = "The task is done.";

fn lookup<'a>(settings: &'a SmsSettings, twilio: &'a FakeTwilio, known: &'a [String]) -> Lookup<'a> {
    Lookup {
        settings,
        base_url: &twilio.base_url,
        to: TO,
        body: BODY,
        since: noon(),
        known,
        timeout: DEFAULT_TIMEOUT,
    }
}

/// A text that is the one that is looked for, with some members changed.
fn listed(changes: &Value) -> Value {
    let mut text = json!({
        "sid": "SM1", "direction": "outbound-api", "to": TO, "from": "+15005550006", "body": BODY,
        "status": "delivered", "date_created": "Sun, 11 Jan 2026 12:00:01 +0000", "error_code": null,
    });
    for (name, value) in changes.as_object().unwrap() {
        text[name] = value.clone();
    }
    text
}

fn page(texts: &[Value], next: Option<&str>) -> Scripted {
    Some((200, "", json!({ "messages": texts, "next_page_uri": next, "page_size": 10 }).to_string()))
}

fn next_uri(number: u32) -> String {
    format!(
        "/2010-04-01/Accounts/{}/Messages.json?To=%2B15005550001&PageSize=10&Page={number}&PageToken=PASM{number}",
        account()
    )
}

async fn found(answers: Vec<Scripted>) -> (Found, Vec<String>) {
    let twilio = FakeTwilio::answering(answers).await;
    let (settings, known) = (settings(), ["SM0".to_owned()]);
    let found = find(&twilio.egress, &twilio.clock, lookup(&settings, &twilio, &known)).await;
    (found, twilio.requests())
}

/// The try that is written down where Twilio did not say.
fn unsure(found: Found) -> Sent {
    let Found::Unsure(sent) = found else { panic!("{found:?}") };
    assert_eq!(sent.attempt_outcome, AttemptOutcome::Unknown);
    assert!(matches!(sent.outcome, Outcome::Retry { .. }));
    assert!(!format!("{sent:?}").contains(TOKEN));
    sent
}

#[tokio::test]
async fn a_text_that_was_taken_is_found() {
    let (found, requests) = found(vec![page(&[listed(&json!({}))], None)]).await;
    let Found::Sent(sid, sent) = found else { panic!("{found:?}") };
    assert_eq!((sid.as_str(), sent.provider_id.as_deref()), ("SM1", Some("SM1")));
    assert_eq!((sent.outcome, sent.attempt_outcome), (Outcome::Delivered, AttemptOutcome::Success));
    assert_eq!((sent.status, sent.error, sent.started_at, sent.duration_ms), (Some(200), None, noon(), 250));
    let start = format!(
        "GET /twilio/2010-04-01/Accounts/{}/Messages.json?To=%2B15005550001&From=%2B15005550006&PageSize=10 HTTP/1.1\r\n",
        account()
    );
    assert!(requests[0].starts_with(&start), "{}", requests[0]);
    assert!(requests[0].contains("\r\nauthorization: Basic "));
}

#[tokio::test]
async fn what_the_same_text_may_look_like_is_known() {
    for changes in [
        json!({ "date_created": null }),
        json!({ "date_created": "Sun, 11 Jan 2026 11:58:00 +0000" }),
        json!({ "date_created": "Sun, 11 Jan 2026 07:00:00 -0500" }),
        json!({ "direction": "outbound-reply", "status": "queued" }),
        json!({ "body": format!("Sent from your Twilio trial account - {BODY}") }),
    ] {
        let (found, _) = found(vec![page(&[listed(&json!({ "sid": "SM0" })), listed(&changes)], None)]).await;
        assert!(matches!(&found, Found::Sent(sid, _) if sid == "SM1"), "{changes}: {found:?}");
    }
}

#[tokio::test]
async fn other_texts_are_not_taken_for_it() {
    for changes in [
        json!({ "sid": "SM0" }),
        json!({ "direction": "inbound" }),
        json!({ "direction": null }),
        json!({ "to": "+15005550002" }),
        json!({ "body": "The task is done!" }),
        json!({ "body": null }),
        json!({ "status": "failed" }),
        json!({ "status": "undelivered" }),
        json!({ "status": "canceled" }),
        json!({ "date_created": "Sun, 11 Jan 2026 11:57:59 +0000" }),
    ] {
        let (found, _) = found(vec![page(&[listed(&changes)], None)]).await;
        assert_eq!(found, Found::NotSent, "{changes}");
    }
    assert_eq!(found(vec![page(&[], None)]).await.0, Found::NotSent);
}

#[tokio::test]
async fn pages_are_followed_as_far_back_as_the_try() {
    let other = listed(&json!({ "body": "Another." }));
    let older = listed(&json!({ "body": "Old.", "date_created": "Sun, 11 Jan 2026 11:00:00 +0000" }));
    let (first, second) = (next_uri(1), next_uri(2));
    let answers = vec![
        page(from_ref(&other), Some(&first)),
        page(from_ref(&other), Some(&second)),
        page(&[listed(&json!({}))], None),
    ];
    let (result, requests) = found(answers).await;
    assert!(matches!(result, Found::Sent(..)), "{result:?}");
    assert!(requests[2].starts_with(&format!("GET /twilio{second} HTTP/1.1\r\n")), "{}", requests[2]);

    let (result, requests) = found(vec![page(&[other.clone(), older], Some(&first))]).await;
    assert_eq!((result, requests.len()), (Found::NotSent, 1), "older ones are of no use");

    let endless = vec![page(&[other], Some(&first)); 10];
    let (result, requests) = found(endless).await;
    assert!(unsure(result).error.unwrap().contains("too many texts"));
    assert_eq!(requests.len(), 10);
}

#[tokio::test]
async fn long_texts_are_asked_for_one_by_one() {
    let long = listed(&json!({ "body": "x".repeat(20_000) }));
    let (result, requests) =
        found(vec![page(from_ref(&long), None), page(&[listed(&json!({}))], None)]).await;
    assert!(matches!(result, Found::Sent(..)), "{result:?}");
    assert!(requests[1].contains("&PageSize=1 "), "{}", requests[1]);
    let (result, _) = found(vec![page(from_ref(&long), None), page(&[long], None)]).await;
    assert!(unsure(result).error.unwrap().contains("its answer was cut"));
}

#[tokio::test]
async fn an_answer_that_says_nothing_leaves_it_open() {
    for (scripted, why) in [
        (None, "could not be reached"),
        (Some((200, "", "<html>".to_owned())), "cannot be read"),
        (Some((200, "", "{}".to_owned())), "cannot be read"),
        (Some((200, "", r#"{"messages":[{"to":"x"}]}"#.to_owned())), "cannot be read"),
        (Some((404, "", r#"{"code":20404}"#.to_owned())), "answered 404"),
        (Some((401, "", r#"{"code":20003}"#.to_owned())), "auth token (401)"),
        (page(&[], Some("https://evil.example/x?y=1")), "leads elsewhere"),
    ] {
        let sent = unsure(found(vec![scripted]).await.0);
        assert!(sent.error.as_deref().unwrap().contains(why), "{why}: {sent:?}");
    }
    let busy = unsure(found(vec![Some((429, "Retry-After: 9\r\n", String::new()))]).await.0);
    assert_eq!(busy.outcome, Outcome::Retry { after_hint: Some(std::time::Duration::from_secs(9)) });
}

#[tokio::test]
async fn the_next_page_is_where_the_first_one_was() {
    let twilio = FakeTwilio::answering(Vec::new()).await;
    let settings = service_settings();
    let lookup = lookup(&settings, &twilio, &[]);
    let path = format!("/2010-04-01/Accounts/{}/Messages.json", account());
    for uri in [format!("{path}?Page=1"), format!("/twilio{path}?Page=1")] {
        let expected = format!("{}{path}?Page=1", twilio.base_url);
        assert_eq!(next_page(&lookup, &uri).unwrap().as_str(), expected);
    }
    for uri in [
        "",
        "/",
        &path,
        "//evil.example/x?y",
        "https://evil.example/?x",
        "/2010-04-01/Accounts.json?x",
        "?Page=1",
    ] {
        assert_eq!(next_page(&lookup, uri), None, "{uri}");
    }
    assert!(!super::first_page(&lookup, 10).as_str().contains("From="), "a service has many numbers");
}
