//! What `events.publish` and `events.publishMany` take and what they refuse, and where it says the fault is.

use chrono::{SecondsFormat, TimeDelta};
use patchbay_tests::{Answer, Receiver, TestServer, now};
use serde_json::{Value, json};

use super::{publish, publish_text, subscribe};

async fn try_publish(server: &TestServer, event: Value) -> Answer {
    server.rpc().try_mutate("events.publish", event).await
}

fn lead(data: Value) -> Value {
    json!({ "type": "lead.created", "data": data })
}

/// Nothing was kept of what was refused.
async fn nothing_is_kept(server: &TestServer) {
    let events = server.rpc().query("events.list", json!({})).await;
    assert_eq!(events["items"], json!([]), "{events}");
}

#[tokio::test]
async fn an_event_that_will_not_do_is_refused_with_the_path_of_what_is_wrong() {
    let server = TestServer::start().await;
    let good = json!({ "leadId": "l" });
    let typed = |name: &str| json!({ "type": name, "data": good });
    let with = |name: &str, value: Value| {
        let mut event = lead(good.clone());
        event[name] = value;
        event
    };
    let soon = (now() + TimeDelta::minutes(10)).to_rfc3339_opts(SecondsFormat::Millis, true);
    for (event, paths) in [
        (typed("lead.unknown"), &["type"][..]),
        (typed("no name"), &["type"]),
        (typed("delivery.exhausted"), &["type"]),
        (typed("webhook.test"), &["type"]),
        (typed("member.password_reset"), &["type"]),
        (with("version", json!(2)), &["type"]),
        (lead(json!({})), &["data"]),
        (lead(json!({ "leadId": 7, "score": "high" })), &["data.leadId", "data.score"]),
        (lead(json!("a text")), &["data"]),
        (lead(json!({ "leadId": "x".repeat(256 * 1024) })), &["data"]),
        (with("occurredAt", json!(soon)), &["occurredAt"]),
        (with("occurredAt", json!("1969-12-31T23:59:59Z")), &["occurredAt"]),
        (with("occurredAt", json!("yesterday")), &["occurredAt"]),
        (with("channels", json!(["fine", ""])), &["channels[1]"]),
        (with("channels", json!(vec!["x"; 21])), &["channels"]),
        (with("key", json!("k".repeat(129))), &["key"]),
        (with("more", json!(1)), &["more"]),
    ] {
        let answer = try_publish(&server, event.clone()).await;
        let shown: String = event.to_string().chars().take(200).collect();
        assert_eq!(answer.status, 400, "{shown}: {}", answer.text);
        let mut found = answer.refused_fields();
        found.sort();
        assert_eq!(found, paths, "{shown}: {}", answer.text);
    }
    nothing_is_kept(&server).await;
    server.finish().await;
}

#[tokio::test]
async fn text_that_is_no_text_everywhere_is_refused() {
    let server = TestServer::start().await;
    for data in [
        r#"{"leadId":"a\u0000b"}"#,
        r#"{"leadId":"l","a\u0000b":1}"#,
        r#"{"leadId":"l","list":[{"deep":"\u0000"}]}"#,
        r#"{"leadId":"\ud800"}"#,
        r#"{"leadId":"\udc00 alone"}"#,
        r#"{"leadId":"\ud800\ud800"}"#,
        r#"{"leadId":"l","\ud800":1}"#,
        r#"{"leadId":"l","number":1e400}"#,
        r#"{"leadId":"l","number":NaN}"#,
        r#"{"leadId":"l","number":01}"#,
    ] {
        let event = format!(r#"{{"type":"lead.created","data":{data}}}"#);
        let answer = publish_text(&server, &event).await;
        let _ = answer.refusal(400, "INVALID_PAYLOAD");
    }
    let latin = server.rpc().post("events.publish", "application/json; charset=latin-1", "{}").await;
    assert!([400, 415].contains(&latin.status), "{}", latin.text);
    nothing_is_kept(&server).await;
    server.finish().await;
}

#[tokio::test]
async fn data_too_deep_to_be_read_everywhere_is_refused() {
    let server = TestServer::start().await;
    for depth in [64, 100, 127, 5000] {
        let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let event = format!(r#"{{"type":"lead.created","data":{{"leadId":"l","deep":{nested}}}}}"#);
        let _ = publish_text(&server, &event).await.refusal(400, "INVALID_PAYLOAD");
    }
    nothing_is_kept(&server).await;
    server.finish().await;
}

#[tokio::test]
async fn of_a_batch_all_or_none_is_taken() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    subscribe(&server, &receiver.url("/hook"), &["lead.*"], json!({})).await;
    let rpc = server.rpc();
    let good = lead(json!({ "leadId": "l" }));
    let events = json!([
        good,
        lead(json!({ "leadId": 7 })),
        good,
        lead(json!({})),
        json!({ "type": "x.y", "data": {} })
    ]);
    let answer = rpc.try_mutate("events.publishMany", json!({ "events": events })).await;
    let mut paths = answer.refused_fields();
    paths.sort();
    assert_eq!(paths, ["events[1].data.leadId", "events[3].data", "events[4].type"], "{}", answer.text);
    for events in [json!([]), json!(vec![good.clone(); 101])] {
        let answer = rpc.try_mutate("events.publishMany", json!({ "events": events })).await;
        assert_eq!(answer.refused_fields(), ["events"], "{}", answer.text);
    }
    let shape = json!({ "events": [good, { "type": "lead.created" }] });
    let answer = rpc.try_mutate("events.publishMany", shape).await;
    assert_eq!(answer.refused_fields(), ["events[1].data"], "{}", answer.text);
    nothing_is_kept(&server).await;
    server.idle().await;
    assert!(receiver.untaken().is_empty());

    // A whole batch, in the order in which it came.
    let events: Vec<_> = (0..100).map(|number| lead(json!({ "leadId": number.to_string() }))).collect();
    let taken = rpc.mutate("events.publishMany", json!({ "events": events })).await;
    let ids = |list: &Value| -> Vec<Value> {
        list.as_array().unwrap().iter().map(|event| event["id"].clone()).collect()
    };
    let mut kept: Vec<_> =
        rpc.every("events.list", json!({}), 100).await.iter().map(|event| event["id"].clone()).collect();
    kept.reverse();
    assert_eq!(kept, ids(&taken["events"]));
    server.idle().await;
    assert_eq!(receiver.take_all().len(), 100);
    server.finish().await;
}

#[tokio::test]
async fn a_card_number_is_not_passed_on() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    let data =
        json!({ "leadId": "l", "name": "Ann, 4111 1111 1111 1111", "card": 4_111_111_111_111_111_u64 });
    publish(&server, lead(data)).await;
    let body = receiver.next().await.json();
    assert_eq!(body["data"]["name"], "Ann, [card ending 1111]");
    assert_eq!(body["data"]["card"], "[card ending 1111]");
    assert_eq!(server.places_of(&["4111111111111111".to_owned()]).await, Vec::<String>::new());
    server.finish().await;
}

#[tokio::test]
async fn an_own_type_is_held_to_its_schema_and_an_archived_one_takes_nothing() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let schema = json!({
        "type": "object", "required": ["items"],
        "properties": { "items": { "type": "array", "items": {
            "type": "object", "required": ["sku"], "properties": { "sku": { "type": "string", "minLength": 2 } },
        } } },
    });
    let sample = json!({ "items": [{ "sku": "ab" }] });
    let input = json!({ "name": "order.placed", "schema": schema, "sample": sample });
    rpc.mutate("eventTypes.register", input).await;
    let event = |data: Value| json!({ "type": "order.placed", "data": data });
    publish(&server, event(sample.clone())).await;
    let wrong = event(json!({ "items": [{ "sku": "ab" }, { "sku": "a" }, {}] }));
    let mut paths = try_publish(&server, wrong).await.refused_fields();
    paths.sort();
    assert_eq!(paths, ["data.items[1].sku", "data.items[2]"]);
    rpc.mutate("eventTypes.archive", json!({ "name": "order.placed" })).await;
    assert_eq!(try_publish(&server, event(sample.clone())).await.refused_fields(), ["type"]);
    rpc.mutate("eventTypes.restore", json!({ "name": "order.placed" })).await;
    publish(&server, event(sample)).await;
    server.finish().await;
}
