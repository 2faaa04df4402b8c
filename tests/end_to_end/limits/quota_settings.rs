//! The quota as its owner sets it (FR-04): within its ranges, at once, and for one channel only.

use serde_json::{Value, json};

use super::{hello, over_quota, start, take, update, use_up};

#[tokio::test]
async fn a_changed_quota_holds_at_once_and_for_its_channel_only() {
    let server = start().await;
    let channel = server.create_channel(json!({ "rateLimitPerMinute": 3 })).await;
    let other = server.create_channel(json!({ "rateLimitPerMinute": 1 })).await;
    let post = || server.inbound(&channel);
    use_up(&post(), 3).await;
    let refusal = over_quota(&hello(post()).send().await, "RATE_LIMIT_MINUTE");
    assert_eq!((refusal.limit, refusal.policy.as_str()), (3, r#""permin";q=3;w=60,"perhr";q=200;w=3600"#));
    use_up(&server.inbound(&other), 1).await;

    update(&server, &channel, json!({ "rateLimitPerMinute": 5 })).await;
    use_up(&post(), 2).await;
    over_quota(&hello(post()).send().await, "RATE_LIMIT_MINUTE");
    over_quota(&hello(server.inbound(&other)).send().await, "RATE_LIMIT_MINUTE");
    update(&server, &channel, json!({ "rateLimitPerMinute": 2 })).await;
    assert_eq!(over_quota(&hello(post()).send().await, "RATE_LIMIT_MINUTE").limit, 2);

    // The hour: 5 of 7 are used.
    update(&server, &channel, json!({ "rateLimitPerMinute": 100, "rateLimitPerHour": 7 })).await;
    let next = take(post()).await;
    assert_eq!((next.window.as_str(), next.limit, next.remaining), ("perhr", 7, 1));
    take(post()).await;
    let answer = hello(post()).send().await;
    let refusal = over_quota(&answer, "RATE_LIMIT_HOUR");
    assert_eq!((refusal.window.as_str(), refusal.limit), ("perhr", 7));
    assert_eq!(refusal.policy, r#""permin";q=100;w=60,"perhr";q=7;w=3600"#);
    assert!(refusal.seconds > 3000, "an hour after the first, not a minute: {refusal:?}");
    assert!(answer.body["detail"].as_str().unwrap().contains("this hour"), "{}", answer.text);
    update(&server, &channel, json!({ "rateLimitPerHour": 1000 })).await;
    assert_eq!(take(post()).await.remaining, 100 - 8);
    server.finish().await;
}

#[tokio::test]
async fn quotas_have_ranges_and_custom_channels_put_nothing_off() {
    let server = start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let seen = rpc.query("webhooks.get", json!({ "id": channel.id })).await;
    assert_eq!((&seen["rateLimitPerMinute"], &seen["rateLimitPerHour"]), (&json!(30), &json!(200)));
    assert_eq!(seen["overflow"], "reject");

    let with = |mut input: Value, name: &str, value: &Value| {
        input[name] = value.clone();
        input
    };
    for (name, value) in [
        ("rateLimitPerMinute", json!(0)),
        ("rateLimitPerMinute", json!(101)),
        ("rateLimitPerHour", json!(0)),
        ("rateLimitPerHour", json!(1001)),
        ("overflow", json!("defer")),
        ("overflow", json!("drop")),
    ] {
        let new = json!({ "channelType": "custom_webhook", "channelName": "Front desk" });
        let created = rpc.try_mutate("webhooks.create", with(new, name, &value)).await;
        let updated =
            rpc.try_mutate("webhooks.update", with(json!({ "id": channel.id }), name, &value)).await;
        for answer in [created, updated] {
            assert_eq!(answer.refused_fields(), [name], "{value}");
        }
    }
    assert_eq!(rpc.query("webhooks.get", json!({ "id": channel.id })).await, seen);
    for name in ["rateLimitPerMinute", "rateLimitPerHour"] {
        update(&server, &channel, json!({ name: 1 })).await;
    }
    use_up(&server.inbound(&channel), 1).await;
    let refusal = over_quota(&hello(server.inbound(&channel)).send().await, "RATE_LIMIT_HOUR");
    assert_eq!(refusal.limit, 1, "the one that lasts longer is told");
    server.finish().await;
}
