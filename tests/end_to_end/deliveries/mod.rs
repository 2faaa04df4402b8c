//! Events on their way to whoever subscribes to them, by the real binary; schedules, breakers and orders are held to a clock
//! of the test's own in `in_process/deliveries`.

mod channel_url;
mod documented;
mod emitted;
mod envelopes;
mod fairness;
mod guard;
mod javascript;
mod kill_nine;
mod lists;
mod loops;
mod misbehaving;
mod plans;
mod publishing;
mod rotation;
mod routing;
mod rude;
mod signatures;

use patchbay_tests::{Answer, TestServer, eventually};
use serde_json::{Value, json};

/// A subscription of `url` to these events; `settings` go into the input of `subscriptions.create`.
async fn subscribe(server: &TestServer, url: &str, events: &[&str], settings: Value) -> Value {
    let mut input = settings;
    input["url"] = json!(url);
    input["events"] = json!(events);
    server.rpc().mutate("subscriptions.create", input).await
}

/// Tries once and never again.
fn once() -> Value {
    json!({ "retryCount": 0 })
}

/// Publishes that a lead was created; the event.
async fn publish_lead(server: &TestServer, number: usize) -> Value {
    let data = json!({ "leadId": format!("lead-{number}"), "name": "Ann" });
    publish(server, json!({ "type": "lead.created", "data": data })).await
}

/// Publishes an event; the event.
async fn publish(server: &TestServer, event: Value) -> Value {
    server.rpc().mutate("events.publish", event).await
}

/// What publishing this JSON text answers, to the byte: `json!` would write numbers and escapes in its own way.
async fn publish_text(server: &TestServer, text: &str) -> Answer {
    server.rpc().post("events.publish", "application/json", text).await
}

/// The deliveries by a subscription or a channel, oldest first.
async fn deliveries(server: &TestServer, webhook: &Value) -> Vec<Value> {
    let input = json!({ "webhookId": webhook["id"] });
    let mut found = server.rpc().every("deliveries.list", input, 100).await;
    found.reverse();
    found
}

/// Waits until every delivery by a webhook is at its end, of which there are `count`.
async fn ended(server: &TestServer, webhook: &Value, count: usize) -> Vec<Value> {
    eventually(&format!("{count} deliveries to end"), async || {
        let found = deliveries(server, webhook).await;
        let ended = found.iter().filter(|delivery| delivery["finishedAt"].is_string()).count();
        (found.len() == count && ended == count).then_some(found)
    })
    .await
}

/// Has what is scheduled for later done now: a test about something else has no time for tries and probes to come.
async fn hasten(server: &TestServer) {
    let now = "UPDATE jobs SET run_at = created_at WHERE run_at > created_at AND kind <> 'expire_raw_bodies' \
        RETURNING kind";
    server.database_texts(now).await;
}
