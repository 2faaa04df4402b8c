//! The `webhooks` of the document: what a subscriber is sent of each event type, in the `native` format.

use patchbay_domain::event_types::{EventTypeDefinition, built_in};
use serde_json::{Map, Value, json};

pub(super) fn webhooks() -> Map<String, Value> {
    let told = built_in().iter().map(|definition| (definition.name.to_string(), one(definition)));
    told.collect()
}

fn one(definition: &EventTypeDefinition) -> Value {
    let name = definition.name.as_str();
    let schema = json!({
        "type": "object",
        "required": ["id", "type", "event", "timestamp", "webhookId", "data"],
        "properties": {
            "id": { "type": "string", "format": "uuid", "description": "The event, as in the header `webhook-id`." },
            "type": { "const": name },
            "event": { "const": name, "description": "`type` by the word of 002." },
            "timestamp": { "type": "string", "format": "date-time", "description": "When it happened." },
            "webhookId": { "type": ["integer", "null"], "description": "The number of the webhook it happened on." },
            "data": definition.schema,
        },
    });
    let example = json!({
        "id": "0190a0b0-1111-7000-8000-000000000002",
        "type": name,
        "event": name,
        "timestamp": "2026-01-11T09:00:00.000Z",
        "webhookId": 1,
        "data": definition.sample,
    });
    json!({ "post": {
        "operationId": format!("on {name}"),
        "summary": definition.description,
        "tags": [definition.group],
        "parameters": headers(),
        "requestBody": {
            "required": true,
            "content": { "application/json": { "schema": schema, "example": example } },
        },
        "responses": {
            "2XX": { "description": "It was taken. Anything else is tried again, as the subscription says." },
            "410": { "description": "The receiver wants no more: the subscription is switched off." },
        },
    } })
}

fn headers() -> Value {
    let header = |name: &str, description: &str| {
        json!({ "name": name, "in": "header", "required": false, "description": description,
            "schema": { "type": "string" } })
    };
    json!([
        header("webhook-id", "The event: the same on every try."),
        header("webhook-timestamp", "When this try was made, in seconds since 1970."),
        header(
            "webhook-signature",
            "Standard Webhooks: `v1,` and the Base64 HMAC-SHA256 of id, timestamp and body."
        ),
        header("X-Webhook-Signature", "`sha256=` and the HMAC-SHA256 of the body in hex."),
        header("X-Webhook-Event", "The type."),
        header("X-Webhook-Delivery", "The delivery."),
    ])
}
