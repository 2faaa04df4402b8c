//! Lists that fit what they leave by, and "more".

use patchbay_tests::SmsForm;
use serde_json::json;

use super::{office, say, say_if_heard};
use crate::authority::texts::{OWNER, proved};
use crate::sms::text_and_wait;

fn listed(words: &str) -> Vec<u32> {
    let numbers =
        words.lines().filter_map(|line| line.strip_prefix("Task ")?.split_once(':')?.0.parse().ok());
    numbers.collect()
}

#[tokio::test]
async fn ten_at_a_time_and_more() {
    let titles: Vec<String> = (1..=12).map(|number| format!("Order part {number}00")).collect();
    let (server, channel) = office(&titles.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let first = say(&server, &channel, "what is open?").await;
    assert_eq!(listed(&first).len(), 10, "{first}");
    assert!(first.ends_with("\n\u{2026} and 2 more: write MORE"), "{first}");
    let more = say(&server, &channel, "more").await;
    assert_eq!(listed(&more).len(), 2, "{more}");
    let mut all: Vec<u32> = listed(&first).into_iter().chain(listed(&more)).collect();
    all.sort_unstable();
    assert_eq!(all, (1..=12).collect::<Vec<_>>());
    // There is no more, and something else was said since.
    let after = say_if_heard(&server, &channel, "more").await;
    assert_eq!(listed(&after), [0; 0], "{after}");
    say(&server, &channel, "what is open?").await;
    say(&server, &channel, "Thanks!").await;
    assert_eq!(listed(&say_if_heard(&server, &channel, "more").await), [0; 0]);
    server.finish().await;
}

#[tokio::test]
async fn what_was_finished_meanwhile_is_left_out() {
    let titles: Vec<String> = (1..=13).map(|number| format!("Order part {number}00")).collect();
    let (server, channel) = office(&titles.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let first = listed(&say(&server, &channel, "what is open?").await);
    let left: Vec<u32> = (1..=13).filter(|number| !first.contains(number)).collect();
    server.rpc().mutate("tasks.complete", json!({ "id": left[0].to_string() })).await;
    assert_eq!(listed(&say(&server, &channel, "more").await), left[1..]);
    server.finish().await;
}

#[tokio::test]
async fn a_list_by_text_is_three_texts_at_most() {
    let (twilio, server, channel) = proved(json!({})).await;
    for number in 1..=14 {
        let title = format!("Send the renewal offer with the new prices to customer {number}");
        server.rpc().mutate("tasks.create", json!({ "title": title })).await;
    }
    let mut all = Vec::new();
    let mut texts = 0;
    let mut ask = "what is open?";
    while all.len() < 14 && texts < 6 {
        let message = text_and_wait(&server, &channel, &SmsForm::new(OWNER, ask)).await;
        let came = twilio.next().await;
        let body = came.form().iter().find(|(name, _)| name == "Body").unwrap().1.clone();
        // All of it is in the alphabet of texts: 153 letters in each of three.
        assert!(body.is_ascii() && body.len() <= 3 * 153, "{} letters: {body}", body.len());
        all.extend(listed(&body));
        let left = 14 - all.len();
        assert_eq!(body.ends_with(&format!("... and {left} more: write MORE")), left > 0, "{body}");
        server.idle().await;
        assert!(message["conversationId"].is_string());
        (ask, texts) = ("MORE", texts + 1);
    }
    all.sort_unstable();
    assert_eq!(all, (1..=14).collect::<Vec<_>>());
    assert!(texts >= 2, "the list was long");
    server.finish().await;
}
