//! Several processes on one PostgreSQL share every quota; an embedded database has one process only.

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use patchbay_tests::{Setup, SmsForm, runs_on_sqlite};
use serde_json::json;

use super::{hello, inbound_messages, let_waiting_turns_be_taken, over_quota, start, text_channel, update};

#[tokio::test]
async fn of_60_requests_at_two_processes_exactly_30_are_taken() {
    let server = start().await;
    if runs_on_sqlite() {
        return server.finish().await;
    }
    let second = server.another_instance().await;
    let channel = server.create_channel(json!({})).await;
    let posts = (0..60).map(|number| match number % 2 {
        0 => server.inbound(&channel),
        _ => second.inbound(&channel),
    });
    let answers = join_all(posts.map(|post| hello(post).send())).await;
    let (taken, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!((taken.len(), refused.len()), (30, 30));
    for answer in refused {
        over_quota(answer, "RATE_LIMIT_MINUTE");
    }
    for post in [server.inbound(&channel), second.inbound(&channel)] {
        over_quota(&hello(post).send().await, "RATE_LIMIT_MINUTE");
    }
    assert_eq!(inbound_messages(&server, &channel).await.len(), 30);

    // What one of them is told, the other one knows.
    update(&server, &channel, json!({ "rateLimitPerMinute": 31 })).await;
    assert_eq!(hello(second.inbound(&channel)).send().await.status, 200);
    over_quota(&hello(server.inbound(&channel)).send().await, "RATE_LIMIT_MINUTE");
    server.idle().await;
    second.stop().await;
    server.finish().await;
}

#[tokio::test]
async fn turns_that_two_processes_put_off_never_share_a_place() {
    // One name for both, which texts are signed for.
    let server =
        Setup::default().with_limits().set("PATCHBAY_PUBLIC_URL", "https://patchbay.example").start().await;
    if runs_on_sqlite() {
        return server.finish().await;
    }
    let second = server.another_instance().await;
    let channel = text_channel(&server, 2).await;
    let mut texts = Vec::new();
    for number in 0..10 {
        let form = SmsForm::new(&format!("+1500555000{number}"), "Please call Acme");
        let post = if number % 2 == 0 { server.inbound(&channel) } else { second.inbound(&channel) };
        texts.push(form.sign(&server.public_inbound_url(&channel)).await.to(post));
    }
    for answer in join_all(texts.into_iter().map(|text| text.send())).await {
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let messages = inbound_messages(&server, &channel).await;
    assert_eq!(messages.len(), 10);
    let mut places: Vec<DateTime<Utc>> = messages
        .iter()
        .filter_map(|message| message["deferredUntil"].as_str())
        .map(|at| at.parse().unwrap())
        .collect();
    places.sort_unstable();
    assert_eq!(places.len(), 8, "two go at once");
    for (earlier, later) in places.iter().zip(&places[2..]) {
        assert_eq!(*later - *earlier, TimeDelta::minutes(1), "{places:?}");
    }
    let_waiting_turns_be_taken(&server).await;
    second.stop().await;
    server.finish().await;
}
