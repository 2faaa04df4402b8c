//! The REST API.

mod bad_input;
mod golden;
mod idempotency;
mod lists;
mod openapi;
mod replace_and_merge;
mod rights;
mod versioned;
mod versions;

use patchbay_tests::{Receiver, Rpc};
use serde_json::{Value, json};

/// An id that nothing has.
const UNKNOWN: &str = "01890000-0000-7000-8000-000000000000";

/// Subscribes a receiver to leads.
async fn subscribe(owner: &Rpc, receiver: &Receiver) -> Value {
    let body = json!({ "url": receiver.url("/hook"), "events": ["lead.created"] });
    owner.rest("POST", "/api/v1/webhooks").json(&body).expect(201).await
}

/// Makes a custom channel.
async fn channel(owner: &Rpc) -> Value {
    let body = json!({ "channelType": "custom_webhook", "channelName": "Desk" });
    owner.rest("POST", "/api/v1/webhooks").json(&body).expect(201).await
}

/// A lead as it may be published.
fn lead(id: &str) -> Value {
    json!({ "type": "lead.created", "data": { "leadId": id } })
}

fn id(of: &Value) -> &str {
    of["id"].as_str().unwrap()
}
