//! What is under `/api/v1` alone: events, their types, deliveries, recoveries, messages.

use patchbay_tests::{Reply, Rpc, TestServer};
use serde_json::{Value, json};

use super::{UNKNOWN, id, lead, subscribe};

#[tokio::test]
async fn events_are_published_read_and_replayed() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let owner = server.rpc();
    subscribe(&owner, &receiver).await;
    let published = owner.rest("POST", "/api/v1/events").json(&lead("l-1")).send().await;
    assert_eq!(published.status, 201, "{}", published.text);
    let at = published.header("location");
    let read = owner.rest("GET", at).expect(200).await;
    assert_eq!(read, published.body);
    assert_eq!(receiver.next().await.json()["data"], json!({ "leadId": "l-1" }));
    let again = owner.rest("POST", &format!("{at}/replay")).expect(201).await;
    assert_eq!((&again["replayOf"], &again["replayCount"]), (&published.body["id"], &json!(1)));
    let _ = receiver.next().await;
    let batch = json!({ "events": [lead("l-2"), lead("l-3")] });
    let published = owner.rest("POST", "/api/v1/events/batch").json(&batch).expect(201).await;
    assert_eq!(published["events"].as_array().unwrap().len(), 2);
    let (_, _) = (receiver.next().await, receiver.next().await);
    let page = owner.rest("GET", "/api/v1/events?type=lead.created&limit=3").expect(200).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 3);
    let rest = format!("/api/v1/events?type=lead.created&cursor={}", page["nextCursor"].as_str().unwrap());
    assert_eq!(owner.rest("GET", &rest).expect(200).await["items"].as_array().unwrap().len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn a_batch_may_be_large_and_other_bodies_not() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let large = json!({ "type": "lead.created", "data": { "leadId": "l", "note": "x".repeat(200_000) } });
    let batch = json!({ "events": vec![large.clone(); 12] });
    let published = owner.rest("POST", "/api/v1/events/batch").json(&batch).expect(201).await;
    assert_eq!(published["events"].as_array().unwrap().len(), 12);
    let batch = json!({ "events": vec![large; 45] });
    let refused = owner.rest("POST", "/api/v1/events/batch").json(&batch).send().await;
    refused.problem(413, "PAYLOAD_TOO_LARGE");
    let body = format!("{{\"type\":\"{}\"}}", "x".repeat(1024 * 1024));
    let refused = owner.rest("POST", "/api/v1/events").body("application/json", &body).send().await;
    refused.problem(413, "PAYLOAD_TOO_LARGE");
    server.finish().await;
}

#[tokio::test]
async fn event_types_are_registered_and_archived() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let schema =
        json!({ "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } });
    let body = json!({ "name": "order.shipped", "schema": schema, "sample": { "id": "o-1" } });
    let made = owner.rest("POST", "/api/v1/event-types").json(&body).send().await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.header("location"), "/api/v1/event-types/order.shipped");
    let read = owner.rest("GET", "/api/v1/event-types/order.shipped").expect(200).await;
    assert_eq!((&read["version"], &read["isArchived"]), (&json!(1), &json!(false)));
    let available = owner.rest("GET", "/webhooks/events").expect(200).await;
    let names: Vec<_> =
        available["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(
        ["*", "message.new", "message.received", "order.shipped"].iter().all(|name| names.contains(name))
    );
    let unfit = json!({ "type": "order.shipped", "data": { "id": 7 } });
    let refused = owner.rest("POST", "/api/v1/events").json(&unfit).send().await;
    refused.problem(422, "INVALID_PAYLOAD");
    assert_eq!(refused.pointers(), ["/data/id"]);
    owner.rest("DELETE", "/api/v1/event-types/order.shipped").expect(204).await;
    assert_eq!(owner.rest("GET", "/api/v1/event-types/order.shipped").expect(200).await["isArchived"], true);
    owner.rest("GET", "/api/v1/event-types/order.lost").send().await.problem(404, "NOT_FOUND");
    server.finish().await;
}

/// The types that a list shows by this query, with whether each is archived; built-in ones left out.
async fn own_types(owner: &Rpc, query: &str) -> Vec<(String, bool)> {
    let listed = owner.rest("GET", &format!("/api/v1/event-types{query}")).expect(200).await;
    let own = listed["items"].as_array().unwrap().iter().filter(|one| one["isBuiltIn"] == false);
    own.map(|one| (one["name"].as_str().unwrap().to_owned(), one["isArchived"].as_bool().unwrap())).collect()
}

#[tokio::test]
async fn an_archived_type_is_found_again_and_restored() {
    let server = TestServer::start().await;
    let member = server.join("mel@example.com", "member").await.rpc;
    let owner = server.rpc();
    for name in ["order.placed", "order.shipped"] {
        let own = json!({ "name": name, "schema": {}, "sample": {} });
        owner.rest("POST", "/api/v1/event-types").json(&own).expect(201).await;
    }
    // A second version, so that one type is seen to be one.
    owner.mutate("eventTypes.register", json!({ "name": "order.placed", "schema": {}, "sample": {} })).await;
    owner.rest("DELETE", "/api/v1/event-types/order.placed").expect(204).await;

    let shipped = ("order.shipped".to_owned(), false);
    for query in ["", "?includeArchived=false"] {
        assert_eq!(own_types(&owner, query).await, std::slice::from_ref(&shipped), "{query}");
    }
    let both = [("order.placed".to_owned(), true), shipped.clone()];
    assert_eq!(own_types(&member, "?includeArchived=true").await, both);
    let listed = owner.query("eventTypes.list", json!({ "includeArchived": true })).await;
    let placed =
        listed["items"].as_array().unwrap().iter().find(|one| one["name"] == "order.placed").unwrap();
    assert_eq!((&placed["isArchived"], &placed["version"]), (&json!(true), &json!(2)));
    for input in [Value::Null, json!({}), json!({ "includeArchived": false })] {
        let listed = owner.query("eventTypes.list", input).await;
        assert!(listed["items"].as_array().unwrap().iter().all(|one| one["isArchived"] == false));
    }
    // What nobody can subscribe to with any effect is not offered.
    let available = owner.rest("GET", "/webhooks/events").expect(200).await;
    assert!(!available.to_string().contains("order.placed"), "{available}");
    for query in ["?includeArchived=maybe", "?includeArchive=true"] {
        let refused = owner.rest("GET", &format!("/api/v1/event-types{query}")).send().await;
        refused.problem(400, "INVALID_PAYLOAD");
    }

    let path = "/api/v1/event-types/order.placed/restore";
    member.rest("POST", path).send().await.problem(403, "FORBIDDEN");
    owner.rest("POST", path).json(&json!({ "name": "x" })).send().await.problem(400, "INVALID_PAYLOAD");
    let restored = owner.rest("POST", path).expect(200).await;
    assert_eq!((&restored["isArchived"], &restored["versions"][1]["version"]), (&json!(false), &json!(1)));
    assert_eq!(own_types(&owner, "").await, [("order.placed".to_owned(), false), shipped]);
    let event = json!({ "type": "order.placed", "data": {} });
    owner.rest("POST", "/api/v1/events").json(&event).expect(201).await;
    for (name, status, code) in [("order.lost", 404, "NOT_FOUND"), ("lead.created", 409, "CONFLICT")] {
        let path = format!("/api/v1/event-types/{name}/restore");
        owner.rest("POST", &path).send().await.problem(status, code);
    }
    let audit = owner.query("audit.list", json!({ "action": "event_type.restored" })).await;
    assert_eq!(audit["items"].as_array().unwrap().len(), 1, "{audit}");
    server.finish().await;
}

#[tokio::test]
async fn deliveries_are_retried_cancelled_and_recovered() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let owner = server.rpc();
    let body = json!({ "url": receiver.url("/hook"), "events": ["lead.created"], "retryDelays": [] });
    owner.rest("POST", "/webhooks").json(&body).expect(201).await;
    receiver.script([Reply::status(500), Reply::status(500)]);
    owner.rest("POST", "/api/v1/events").json(&lead("l-1")).expect(201).await;
    let _ = receiver.next().await;
    server.idle().await;
    let failed = owner.rest("GET", "/api/v1/deliveries?status=failed").expect(200).await;
    let delivery = id(&failed["items"][0]).to_owned();
    let detail = owner.rest("GET", &format!("/api/v1/deliveries/{delivery}")).expect(200).await;
    assert_eq!(detail["attempts"][0]["status"], 500);
    owner.rest("POST", &format!("/api/v1/deliveries/{delivery}/retry")).expect(200).await;
    let _ = receiver.next().await;
    server.idle().await;
    let cancelled = owner.rest("POST", &format!("/api/v1/deliveries/{delivery}/cancel")).send().await;
    cancelled.problem(409, "CONFLICT");
    let since = "since=2020-01-01T00:00:00Z&statuses=failed,cancelled";
    let preview = owner.rest("GET", &format!("/api/v1/recoveries/preview?{since}")).expect(200).await;
    assert_eq!(preview["deliveries"], 1);
    let body = json!({ "since": "2020-01-01T00:00:00Z", "webhookId": "1" });
    let started = owner.rest("POST", "/api/v1/recoveries").json(&body).send().await;
    assert_eq!(started.status, 202, "{}", started.text);
    let _ = receiver.next().await;
    server.idle().await;
    let recovery = owner.rest("GET", started.header("location")).expect(200).await;
    assert_eq!((&recovery["status"], &recovery["done"]), (&json!("completed"), &json!(1)));
    for webhook in [UNKNOWN, "99"] {
        let body = json!({ "since": "2020-01-01T00:00:00Z", "webhookId": webhook });
        let refused = owner.rest("POST", "/api/v1/recoveries").json(&body).send().await;
        refused.problem(404, "WEBHOOK_NOT_FOUND");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_message_is_read_whole() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let sent = server.send_and_wait(&channel, "ann", "Please call Acme tomorrow").await;
    let read = owner.rest("GET", &format!("/api/v1/messages/{}", id(&sent))).expect(200).await;
    assert_eq!(read, sent);
    owner.rest("GET", &format!("/api/v1/messages/{UNKNOWN}")).send().await.problem(404, "NOT_FOUND");
    server.finish().await;
}
