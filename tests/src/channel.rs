//! A channel that a test made.

use serde_json::Value;

/// A channel, as `webhooks.create` answered.
#[derive(Debug, Clone)]
pub struct Channel {
    /// Its id.
    pub id: String,
    /// The token in its inbound URL.
    pub token: String,
    /// Its secret key: 64 hex characters.
    pub secret_key: String,
    /// The whole answer.
    pub created: Value,
}

impl Channel {
    pub(crate) fn new(created: Value) -> Self {
        let text = |name: &str| created[name].as_str().unwrap().to_owned();
        Self { id: text("id"), token: text("webhookToken"), secret_key: text("secretKey"), created }
    }
}
