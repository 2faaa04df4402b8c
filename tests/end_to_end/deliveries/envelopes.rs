//! What a body says in each of its forms (C30), and by which name (C29).

use patchbay_tests::{Receiver, Setup, TestServer, now};
use serde_json::{Value, json};

use super::{deliveries, publish, publish_lead, subscribe};

async fn start() -> (TestServer, Receiver) {
    let mut server =
        Setup::default().set("PATCHBAY_PUBLIC_URL", "https://patchbay.example/base").start().await;
    let receiver = server.watch(Receiver::of_events());
    (server, receiver)
}

#[tokio::test]
async fn every_format_has_the_members_of_its_specification_and_no_others() {
    let (server, receiver) = start().await;
    for format in ["native", "standard", "cloudevents", "thin"] {
        let settings = json!({ "payloadFormat": format });
        let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], settings).await;
        let event = publish_lead(&server, 7).await;
        let request = receiver.next().await;
        let (id, at, data) = (&event["id"], &event["occurredAt"], &event["data"]);
        assert_eq!(at.as_str().unwrap().len(), "2026-01-11T09:00:00.000Z".len(), "{event}");
        let (expected, content_type) = match format {
            "native" => (
                json!({
                    "id": id, "type": "lead.created", "event": "lead.created", "timestamp": at,
                    "webhookId": null, "data": data,
                }),
                "application/json",
            ),
            "standard" => {
                (json!({ "type": "lead.created", "timestamp": at, "data": data }), "application/json")
            }
            "cloudevents" => (
                json!({
                    "specversion": "1.0", "id": id, "source": "https://patchbay.example/base/events",
                    "type": "lead.created", "time": at, "datacontenttype": "application/json", "data": data,
                }),
                "application/cloudevents+json; charset=utf-8",
            ),
            _ => {
                let url = format!("https://patchbay.example/base/api/v1/events/{}", id.as_str().unwrap());
                let thin = json!({ "id": id, "type": "lead.created", "timestamp": at, "url": url });
                (thin, "application/json")
            }
        };
        assert_eq!(request.json(), expected, "{format}");
        assert_eq!(request.header("content-type"), content_type, "{format}");
        assert_eq!(request.header("x-webhook-event"), "lead.created");
        assert_eq!(request.header("webhook-id"), *id);
        assert_eq!(request.header("x-webhook-timestamp"), request.header("webhook-timestamp"));
        assert!(request.header("user-agent").starts_with("Patchbay/"), "{request:?}");
        let delivery = deliveries(&server, &made).await.remove(0);
        assert_eq!(request.header("x-webhook-delivery"), delivery["id"]);
        assert_eq!((&delivery["eventId"], &delivery["webhookMessageId"]), (id, id));
        server.rpc().mutate("subscriptions.delete", json!({ "id": made["id"] })).await;
    }
    server.finish().await;
}

#[tokio::test]
async fn what_happens_on_a_channel_carries_its_number() {
    let (server, receiver) = start().await;
    for (format, path) in [("native", "/native"), ("cloudevents", "/cloud")] {
        let settings = json!({ "payloadFormat": format });
        subscribe(&server, &receiver.url(path), &["channel.created"], settings).await;
    }
    let channel = server.create_channel(json!({})).await;
    for _ in 0..2 {
        let request = receiver.next().await;
        let body = request.json();
        let number = &channel.created["number"];
        match request.path.as_str() {
            "/native" => assert_eq!(body["webhookId"], *number, "{body}"),
            _ => {
                let source = format!("https://patchbay.example/base/webhooks/{number}");
                assert_eq!(body["source"], source, "{body}");
            }
        }
    }
    server.finish().await;
}

#[tokio::test]
async fn the_time_is_when_it_happened_not_when_it_left() {
    let (server, receiver) = start().await;
    subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    let event = json!({
        "type": "lead.created", "data": { "leadId": "l" }, "occurredAt": "2026-01-11T10:00:00.5+01:00",
    });
    publish(&server, event).await;
    let request = receiver.next().await;
    assert_eq!(request.json()["timestamp"], "2026-01-11T09:00:00.500Z");
    let sent: i64 = request.header("webhook-timestamp").parse().unwrap();
    assert!((now().timestamp() - sent).abs() < 300, "{sent}");
    server.finish().await;
}

#[tokio::test]
async fn an_alias_is_delivered_by_the_name_that_was_asked_for() {
    let (server, receiver) = start().await;
    for (path, events) in [
        ("/alias", &["message.new"][..]),
        ("/name", &["message.received"]),
        ("/both", &["message.new", "message.received"]),
        ("/group", &["message.*", "message.new"]),
        ("/all", &["*"]),
    ] {
        subscribe(&server, &receiver.url(path), events, json!({})).await;
    }
    let sample = server.rpc().query("eventTypes.get", json!({ "name": "message.received" })).await;
    assert_eq!(sample["aliases"], json!(["message.new"]));
    // Posted under the alias it is the event itself.
    for posted in ["message.received", "message.new"] {
        let event = publish(&server, json!({ "type": posted, "data": sample["sample"] })).await;
        assert_eq!(event["type"], "message.received");
        let mut told = Vec::new();
        for _ in 0..5 {
            let request = receiver.next().await;
            let body = request.json();
            assert_eq!((&body["type"], &body["event"]), (&body["event"], &body["type"]));
            assert_eq!(body["type"], request.header("x-webhook-event"));
            told.push((request.path.clone(), body["type"].as_str().unwrap().to_owned()));
        }
        told.sort();
        let expected = [
            ("/alias", "message.new"),
            ("/all", "message.received"),
            ("/both", "message.received"),
            ("/group", "message.received"),
            ("/name", "message.received"),
        ];
        assert_eq!(told, expected.map(|(path, name)| (path.to_owned(), name.to_owned())));
    }
    server.finish().await;
}

#[tokio::test]
async fn a_replay_says_what_it_repeats_and_keeps_its_id_where_asked_to() {
    let (server, receiver) = start().await;
    subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    let event = publish_lead(&server, 1).await;
    let first = receiver.next().await;
    assert_eq!(first.json().get("replayOf"), None);
    for (preserve_id, data) in [(false, Value::Null), (true, json!({ "leadId": "other" }))] {
        let input = json!({ "id": event["id"], "preserveId": preserve_id, "data": data });
        let replayed = server.rpc().mutate("events.replay", input).await;
        assert_eq!(replayed["replayOf"], event["id"]);
        let request = receiver.next().await;
        let body = request.json();
        assert_eq!(body["replayOf"], event["id"], "{body}");
        let known_by = if preserve_id { &event["id"] } else { &replayed["id"] };
        assert_eq!(request.header("webhook-id"), *known_by);
        assert_eq!(body["id"], *known_by);
        let expected = if data.is_null() { &event["data"] } else { &data };
        assert_eq!(body["data"], *expected);
    }
    server.finish().await;
}
