//! Limits on what comes in (C17 to C21): exact, the same for everybody who shares a database, and never eaten up by
//! those who cannot prove who they are.

mod configuration;
mod exact;
mod forged;
mod order;
mod overflow;
mod proxies;
mod quota_settings;
mod several_processes;
mod stop_while_waiting;

use patchbay_tests::{Answer, Channel, Post, Setup, TestServer};
use serde_json::{Value, json};

/// What a channel allows where its owner says nothing.
const DEFAULT_POLICY: &str = r#""permin";q=30;w=60,"perhr";q=200;w=3600"#;

/// Every header that tells of a quota.
const HEADERS: [&str; 5] =
    ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit", "ratelimit-policy"];

/// What an answer says of the quota (C21).
#[derive(Debug, PartialEq, Eq)]
struct Told {
    /// `permin` or `perhr`: the window that it speaks of.
    window: String,
    limit: u32,
    remaining: u32,
    /// Seconds since 1970.
    reset: i64,
    /// Seconds from when it was said.
    seconds: i64,
    policy: String,
}

/// What an answer says of the quota; both forms of it must say the same.
#[track_caller]
fn told(answer: &Answer) -> Told {
    for name in HEADERS {
        assert_eq!(answer.headers.get_all(name).iter().count(), 1, "{name}: {:?}", answer.headers);
    }
    let number = |name: &str| answer.header(name).parse().unwrap();
    // "permin";r=12;t=33
    let draft: Vec<&str> = answer.header("ratelimit").split(';').collect();
    let [window, remaining, seconds] = draft.try_into().unwrap();
    let told = Told {
        window: window.trim_matches('"').to_owned(),
        limit: number("x-ratelimit-limit"),
        remaining: number("x-ratelimit-remaining"),
        reset: answer.header("x-ratelimit-reset").parse().unwrap(),
        seconds: seconds.strip_prefix("t=").unwrap().parse().unwrap(),
        policy: answer.header("ratelimit-policy").to_owned(),
    };
    assert_eq!(remaining, format!("r={}", told.remaining));
    let lengths = [("permin", 60), ("perhr", 3600)];
    let (_, length) = lengths.into_iter().find(|(name, _)| *name == told.window).unwrap();
    let limit = format!("\"{}\";q={};w={length}", told.window, told.limit);
    assert!(told.policy.split(',').any(|one| one == limit), "{told:?}");
    assert!(told.seconds >= 0, "{told:?}");
    // The answer's date is whole seconds and may be one of them old.
    let date = chrono::DateTime::parse_from_rfc2822(answer.header("date")).unwrap().timestamp();
    assert!((0..=told.seconds + 2).contains(&(told.reset - date)), "said at {date}: {told:?}");
    told
}

/// Checks that an answer says nothing of a quota: the request never came that far.
#[track_caller]
fn no_word_of_a_quota(answer: &Answer) {
    for name in HEADERS {
        assert!(!answer.headers.contains_key(name), "{name}: {:?}", answer.headers);
    }
}

/// Checks that an answer is a refusal by the channel's quota, and gives what it says.
#[track_caller]
fn over_quota(answer: &Answer, code: &str) -> Told {
    answer.problem(429, code);
    let told = told(answer);
    assert_eq!(told.remaining, 0);
    let retry_after: i64 = answer.header("retry-after").parse().unwrap();
    assert_eq!(retry_after, told.seconds.max(1), "{told:?}");
    told
}

/// Checks that an answer is a refusal by the limit of failures of an address: no quota is told to who proved nothing.
#[track_caller]
fn too_many_failures(answer: &Answer) {
    answer.problem(429, "RATE_LIMIT_MINUTE");
    no_word_of_a_quota(answer);
    let retry_after: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&retry_after), "{retry_after}");
}

/// A good message.
fn hello(post: Post) -> Post {
    post.json(&json!({ "content": "Please call Acme" }))
}

/// Sends a good message, and gives what the answer says of the quota; it must be taken.
async fn take(post: Post) -> Told {
    let answer = hello(post).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let told = told(&answer);
    let length = if told.window == "permin" { 60 } else { 3600 };
    assert!((1..=length).contains(&told.seconds), "{told:?}");
    told
}

/// Sends good messages; each of them must be taken, and the last one tells that nothing is left.
async fn use_up(post: &Post, quota: u32) {
    for left in (0..quota).rev() {
        assert_eq!(take(post.clone()).await.remaining, left);
    }
}

/// The messages that came in on a channel, in their order.
async fn inbound_messages(server: &TestServer, channel: &Channel) -> Vec<Value> {
    let mut messages =
        server.rpc().every("webhooks.getMessages", json!({ "webhookId": channel.id }), 100).await;
    messages.retain(|message| message["direction"] == "inbound");
    messages.reverse();
    messages
}

/// Changes a channel.
async fn update(server: &TestServer, channel: &Channel, changes: Value) -> Value {
    let mut input = changes;
    input["id"] = json!(channel.id);
    server.rpc().mutate("webhooks.update", input).await
}

/// A server with limits.
async fn start() -> TestServer {
    Setup::default().with_limits().start().await
}

/// A text channel with a quota, whose answers stay in the inbox.
async fn text_channel(server: &TestServer, per_minute: u32) -> Channel {
    let channel = server.create_sms_channel(json!({})).await;
    update(server, &channel, json!({ "rateLimitPerMinute": per_minute, "outboundEnabled": false })).await;
    channel
}

/// How many messages of a channel wait for their turn, as its owner sees it.
async fn waiting(server: &TestServer, channel: &Channel) -> u64 {
    let seen = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await;
    seen["stats"]["messagesDeferred"].as_u64().unwrap()
}

/// Lets the turns that were put off be taken now, so that no test waits for a minute to pass.
async fn let_waiting_turns_be_taken(server: &TestServer) {
    let now =
        "UPDATE jobs SET run_at = created_at WHERE kind = 'take_turn' AND run_at > created_at RETURNING kind";
    assert!(!server.database_texts(now).await.is_empty(), "no turn was put off");
    server.idle().await;
}
