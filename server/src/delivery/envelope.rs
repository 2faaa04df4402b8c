//! The body of an event's delivery: 002 A.3's members and Standard Webhooks' in one (C30).

use chrono::SecondsFormat;
use patchbay_domain::event::Event;
use serde_json::{Value, json};

use super::javascript_json;

/// `{"id","type","event","timestamp","webhookId","data"}`: exactly the bytes to sign and to send. `webhook_number` is
/// the number of the webhook the event happened on (C8); the time has milliseconds.
#[must_use]
pub fn body(event: &Event, webhook_number: Option<u32>) -> String {
    let name = event.event_type.name();
    let members = [
        ("id", json!(event.id)),
        ("type", json!(name)),
        ("event", json!(name)),
        ("timestamp", json!(event.occurred_at.to_rfc3339_opts(SecondsFormat::Millis, true))),
        ("webhookId", json!(webhook_number)),
    ];
    let mut text = String::from("{");
    for (member, value) in &members {
        text.push_str(&format!("\"{member}\":{value},"));
    }
    text.push_str("\"data\":");
    text.push_str(&data(&event.data));
    text.push('}');
    text
}

fn data(data: &Value) -> String {
    javascript_json::to_string(data)
}

#[cfg(test)]
mod tests {
    use patchbay_domain::event::EventType;
    use patchbay_domain::ids::{EventId, OrganizationId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_event_is_written_in_the_order_and_form_of_the_documents() {
        let event = Event {
            id: EventId::from(Uuid::from_u128(1)),
            organization_id: OrganizationId::from(Uuid::from_u128(2)),
            event_type: EventType::TaskCreated,
            webhook_id: None,
            conversation_id: None,
            data: json!({ "title": "Call Acme", "10": 1.0, "9": true }),
            occurred_at: "2026-01-11T09:00:00.123456Z".parse().unwrap(),
        };
        assert_eq!(
            body(&event, Some(1)),
            r#"{"id":"00000000-0000-0000-0000-000000000001","type":"task.created","event":"task.created","timestamp":"2026-01-11T09:00:00.123Z","webhookId":1,"data":{"9":true,"10":1,"title":"Call Acme"}}"#
        );
        assert!(body(&event, None).contains(r#""webhookId":null,"#));
    }
}
