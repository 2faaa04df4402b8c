//! `deliveries.list`: by webhook, state, type, kind, time and text, page by page.

use patchbay_tests::{Receiver, Reply, TestServer};
use serde_json::{Value, json};

use super::{ended, once, publish, subscribe};

/// Three leads and two deals at one receiver, the same leads at one that fails.
struct Some {
    server: TestServer,
    receiver: Receiver,
    well: Value,
    failing: Value,
}

impl Some {
    async fn start() -> Self {
        let mut server = TestServer::start().await;
        let receiver = server.watch(Receiver::of_events_answering(|request| {
            Reply::status(if request.path == "/well" { 200 } else { 500 })
        }));
        let own = json!({ "name": "deal.won", "schema": { "type": "object" }, "sample": {} });
        server.rpc().mutate("eventTypes.register", own).await;
        let well = subscribe(&server, &receiver.url("/well"), &["lead.*", "deal.*"], json!({})).await;
        let failing = subscribe(&server, &receiver.url("/failing"), &["lead.*"], once()).await;
        for (name, note) in [
            ("lead.created", "100% sure"),
            ("lead.created", "100 per cent"),
            ("lead.enriched", r"a_b \ c"),
            ("deal.won", "aXb"),
            ("deal.won", "Gr\u{fc}\u{df}e \u{1F98A} 'quoted' \"twice\""),
        ] {
            publish(&server, json!({ "type": name, "data": { "leadId": "l", "name": note } })).await;
        }
        ended(&server, &well, 5).await;
        ended(&server, &failing, 3).await;
        Self { server, receiver, well, failing }
    }

    async fn finish(self) {
        self.server.idle().await;
        self.receiver.take_all();
        self.server.finish().await;
    }

    async fn list(&self, filters: Value) -> Vec<Value> {
        self.server.rpc().every("deliveries.list", filters, 100).await
    }

    async fn count(&self, filters: Value) -> usize {
        self.list(filters).await.len()
    }
}

#[tokio::test]
async fn every_filter_narrows_the_list_and_they_go_together() {
    let some = Some::start().await;
    let (well, failing) = (&some.well["id"], &some.failing["id"]);
    for (filters, count) in [
        (json!({}), 8),
        (json!({ "webhookId": well }), 5),
        (json!({ "webhookId": failing }), 3),
        (json!({ "status": "success" }), 5),
        (json!({ "status": "failed" }), 3),
        (json!({ "status": "held" }), 0),
        (json!({ "statuses": ["failed", "success"] }), 8),
        (json!({ "statuses": ["failed", "cancelled"] }), 3),
        (json!({ "statuses": ["held"], "status": "failed" }), 3),
        (json!({ "eventType": "lead.created" }), 4),
        (json!({ "eventType": "deal.won" }), 2),
        (json!({ "eventType": "deal" }), 0),
        (json!({ "kind": "event" }), 8),
        (json!({ "kind": "reply" }), 0),
        (json!({ "webhookId": well, "eventType": "lead.created", "status": "success" }), 2),
        (json!({ "webhookId": failing, "status": "success" }), 0),
    ] {
        let found = some.list(filters.clone()).await;
        assert_eq!(found.len(), count, "{filters}: {found:#?}");
    }
    let all = some.list(json!({})).await;
    let event = some.list(json!({ "eventId": all[7]["eventId"] })).await;
    assert_eq!(event.len(), 2, "to both of its subscribers");
    let mut newest_first = all.clone();
    newest_first.sort_by_key(|one| std::cmp::Reverse(one["createdAt"].as_str().unwrap().to_owned()));
    let times = |list: &[Value]| list.iter().map(|one| one["createdAt"].clone()).collect::<Vec<_>>();
    assert_eq!(times(&all), times(&newest_first));
    some.finish().await;
}

#[tokio::test]
async fn since_counts_and_until_does_not() {
    let some = Some::start().await;
    // Times are shown to the millisecond and kept to the microsecond: whole seconds apart, they are exact.
    let spread = "UPDATE deliveries SET created_at = events.occurred_at FROM events \
        WHERE events.id = deliveries.event_id RETURNING kind";
    let date = |day: usize| format!("2026-01-{:02}T09:00:00Z", day + 1);
    for day in 0..5 {
        let data = json!({ "leadId": format!("day {day}") });
        publish(&some.server, json!({ "type": "lead.created", "data": data, "occurredAt": date(day) })).await;
    }
    ended(&some.server, &some.well, 10).await;
    some.server.database_texts(spread).await;
    let days = async |filters: Value| {
        let mut filters = filters;
        filters["webhookId"] = some.well["id"].clone();
        filters["search"] = json!("day ");
        some.count(filters).await
    };
    assert_eq!(days(json!({})).await, 5);
    assert_eq!(days(json!({ "since": date(1) })).await, 4);
    assert_eq!(days(json!({ "until": date(1) })).await, 1);
    assert_eq!(days(json!({ "since": date(1), "until": date(3) })).await, 2);
    assert_eq!(
        days(json!({ "since": "2026-01-02T10:00:00+01:00", "until": "2026-01-02T09:00:00.001Z" })).await,
        1
    );
    assert_eq!(days(json!({ "since": date(4), "until": date(4) })).await, 0);
    some.finish().await;
}

#[tokio::test]
async fn a_text_is_found_in_bodies_and_means_nothing_but_itself() {
    let some = Some::start().await;
    for (text, count) in [
        ("100%", 2),
        ("100", 4),
        ("100 PER cent", 2),
        ("a_b", 2),
        ("aXb", 1),
        (r"\\ c", 2),
        ("%", 2),
        ("_b", 2),
        ("Gr\u{fc}\u{df}e", 1),
        ("\u{1F98A}", 1),
        ("'quoted'", 1),
        (r#"\"twice\""#, 1),
        ("leadId", 8),
        ("nowhere", 0),
        ("'; DROP TABLE deliveries; --", 0),
    ] {
        let found = some.count(json!({ "search": text })).await;
        assert_eq!(found, count, "{text}");
    }
    let together = json!({ "search": "100", "webhookId": some.failing["id"], "eventType": "lead.created" });
    assert_eq!(some.count(together).await, 2);
    assert_eq!(some.count(json!({ "search": "  " })).await, 8, "a text that says nothing is none");
    some.finish().await;
}

#[tokio::test]
async fn letters_outside_ascii_are_found_as_they_are_written() {
    let some = Some::start().await;
    publish(&some.server, json!({ "type": "deal.won", "data": { "name": "\u{dc}BERGABE \u{3a9}" } })).await;
    for text in ["\u{dc}BERGABE", "\u{dc}bergabe", "\u{3a9}"] {
        assert_eq!(some.count(json!({ "search": text })).await, 1, "{text}");
    }
    some.finish().await;
}

#[tokio::test]
async fn pages_hold_every_delivery_once_while_more_are_made() {
    let some = Some::start().await;
    let rpc = some.server.rpc();
    for filters in [json!({}), json!({ "webhookId": some.well["id"] }), json!({ "search": "leadId" })] {
        let whole: Vec<_> = some.list(filters.clone()).await.iter().map(|one| one["id"].clone()).collect();
        for limit in [1, 2, 3, whole.len()] {
            let paged: Vec<_> = rpc.every("deliveries.list", filters.clone(), limit).await;
            let ids: Vec<_> = paged.iter().map(|one| one["id"].clone()).collect();
            assert_eq!(ids, whole, "{limit} a page of {filters}");
        }
    }
    // What is made after the first page was read moves nothing.
    let first = rpc.query("deliveries.list", json!({ "limit": 3 })).await;
    publish(&some.server, json!({ "type": "deal.won", "data": {} })).await;
    ended(&some.server, &some.well, 6).await;
    let rest = rpc.query("deliveries.list", json!({ "cursor": first["nextCursor"] })).await;
    let ids = |page: &Value| -> Vec<Value> {
        page["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect()
    };
    assert_eq!(ids(&first).len() + ids(&rest).len(), 8);
    assert!(ids(&rest).iter().all(|id| !ids(&first).contains(id)));
    assert_eq!((&rest["nextCursor"], &rest["searchedUntil"]), (&Value::Null, &Value::Null));
    for wrong in [
        json!({ "limit": 0 }),
        json!({ "limit": 101 }),
        json!({ "cursor": "first" }),
        json!({ "webhookId": "twelve" }),
        json!({ "eventId": "x" }),
        json!({ "statuses": ["lost"] }),
        json!({ "since": "yesterday" }),
    ] {
        let refused = rpc.try_query("deliveries.list", wrong.clone()).await.refused_fields();
        let name = wrong.as_object().unwrap().keys().next().unwrap();
        assert!(refused.len() == 1 && refused[0].starts_with(name.as_str()), "{wrong}: {refused:?}");
    }
    some.finish().await;
}
