//! What was understood of messages: how it is kept, corrected, tried out, and in which language it is answered.

mod corrections;
mod feedback;
mod kept;
mod languages;
mod preview;
mod refused_corrections;

use patchbay_tests::{Rpc, TestServer};
use serde_json::{Value, json};

/// What has happened in the audit trail to something, newest first.
async fn actions(rpc: &Rpc, subject: &Value) -> Vec<String> {
    let entries = rpc.every("audit.list", json!({ "subject": subject }), 100).await;
    entries.iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

/// A task by its number.
async fn task(server: &TestServer, number: u32) -> Value {
    server.rpc().query("tasks.get", json!({ "id": number.to_string() })).await
}
