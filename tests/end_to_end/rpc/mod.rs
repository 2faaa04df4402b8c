//! The procedures: one file a namespace, and what holds for all of them.

mod adapter;
mod cards_in_new_places;
mod channel_limit;
mod contact_search;
mod contacts;
mod conversation_pauses;
mod conversation_steps;
mod conversations;
mod deliveries;
mod kit_errors;
mod known_senders;
mod messages;
mod organizations;
mod pages;
mod primary_channel;
mod purge;
mod soft_delete;
mod task_states;
mod tasks;
mod webhook_secrets;
mod webhook_settings;
mod webhook_url;
mod webhooks;

use patchbay_tests::{Instance, Rpc, TestServer};
use serde_json::{Value, json};

/// An id that nothing has.
const UNKNOWN: &str = "01890000-0000-7000-8000-000000000000";

/// What a custom channel is made of.
fn new_channel() -> Value {
    json!({ "channelType": "custom_webhook", "channelName": "Front desk" })
}

/// The owner at both processes, where there are two.
fn owner_at_both(server: &TestServer, second: Option<&Instance>) -> [Rpc; 2] {
    [server.rpc(), second.map_or_else(|| server.rpc(), Instance::rpc)]
}

/// The one entry of the audit trail on this action with the thing of this id.
async fn audited(rpc: &Rpc, action: &str, id: &str) -> Value {
    let mut entries = rpc.every("audit.list", json!({ "action": action, "subject": id }), 100).await;
    assert_eq!(entries.len(), 1, "{entries:#?}");
    entries.remove(0)
}

/// The data of every event of this kind, oldest first.
async fn events(server: &TestServer, event_type: &str) -> Vec<Value> {
    let sql = format!(
        "SELECT CAST(data AS TEXT) FROM events WHERE event_type IN ('{event_type}') ORDER BY occurred_at, id"
    );
    let events = server.database_texts(&sql).await;
    events.iter().map(|data| serde_json::from_str(data).unwrap()).collect()
}
