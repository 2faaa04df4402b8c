//! The quota of a channel, to the request.

use std::collections::BTreeSet;

use futures::future::join_all;
use serde_json::json;

use super::{DEFAULT_POLICY, Told, hello, inbound_messages, over_quota, start, take, told};

#[tokio::test]
async fn the_31st_request_of_a_minute_is_refused_and_not_stored() {
    let server = start().await;
    let channel = server.create_channel(json!({})).await;
    let first = take(server.inbound(&channel)).await;
    assert_eq!(
        first,
        Told {
            window: "permin".to_owned(),
            limit: 30,
            remaining: 29,
            reset: first.reset,
            seconds: first.seconds,
            policy: DEFAULT_POLICY.to_owned(),
        }
    );
    for left in (0..29).rev() {
        let next = take(server.inbound(&channel)).await;
        // The minute has more left once the first request leaves it, whenever that is asked.
        assert_eq!((next.remaining, next.limit, next.reset), (left, 30, first.reset));
        assert_eq!((next.window.as_str(), next.policy.as_str()), ("permin", DEFAULT_POLICY));
    }

    let words = "unmistakable";
    let refused = server.inbound(&channel).json(&json!({ "content": words })).send().await;
    let refusal = over_quota(&refused, "RATE_LIMIT_MINUTE");
    assert_eq!((refusal.limit, refusal.reset), (30, first.reset));
    assert!(refused.body["detail"].as_str().unwrap().contains("this minute"), "{}", refused.text);
    server.idle().await;
    assert_eq!(inbound_messages(&server, &channel).await.len(), 30);
    assert_eq!(server.places_of(&[words.to_owned()]).await, Vec::<String>::new());

    // Another channel has its own.
    let other = server.create_channel(json!({})).await;
    assert_eq!(take(server.inbound(&other)).await.remaining, 29);
    over_quota(&hello(server.inbound(&channel)).send().await, "RATE_LIMIT_MINUTE");
    server.finish().await;
}

#[tokio::test]
async fn of_60_at_the_same_time_exactly_30_are_taken() {
    let server = start().await;
    let channel = server.create_channel(json!({})).await;
    let answers = join_all((0..60).map(|_| hello(server.inbound(&channel)).send())).await;
    let (taken, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!((taken.len(), refused.len()), (30, 30));
    let left: BTreeSet<u32> = taken.iter().map(|answer| told(answer).remaining).collect();
    assert_eq!(left, (0..30).collect(), "each was told another number");
    for answer in refused {
        over_quota(answer, "RATE_LIMIT_MINUTE");
    }
    assert_eq!(inbound_messages(&server, &channel).await.len(), 30);
    server.finish().await;
}
