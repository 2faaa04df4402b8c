//! The body of an event's delivery (C30): 002 A.3's members and Standard Webhooks' in one, or in one of the other forms
//! that a subscription may ask for. Exactly the bytes to sign and to send.

use chrono::SecondsFormat;
use patchbay_domain::event::Event;
use patchbay_domain::event_name::EventName;
use patchbay_domain::subscription::PayloadFormat;
use serde_json::{Value, json};
use url::Url;

use super::javascript_json;

/// The longest body, in bytes: what is longer is cut before it becomes an event (see [`super::excerpt`]).
pub const MAX_BODY_BYTES: usize = 256 * 1024;

/// What an envelope says besides the event.
#[derive(Debug, Clone, Copy)]
pub struct Enveloped<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its type by the name that the receiver subscribed to (C29).
    pub name: &'a EventName,
    /// The number of the webhook it happened on (C8).
    pub webhook_number: Option<u32>,
    /// The base of every URL that is handed out.
    pub public_url: &'a Url,
}

impl Enveloped<'_> {
    /// The body in this form. Times have milliseconds.
    #[must_use]
    pub fn body(&self, format: PayloadFormat) -> String {
        let event = self.event;
        let (id, name) = (json!(event.webhook_message_id()), json!(self.name.as_str()));
        let at = json!(event.occurred_at.to_rfc3339_opts(SecondsFormat::Millis, true));
        let replay_of = event.replay_of.map(|original| ("replayOf", json!(original)));
        let (members, has_data): (Vec<(&str, Value)>, bool) = match format {
            PayloadFormat::Native => {
                let number = json!(self.webhook_number);
                let members = [("id", id), ("type", name.clone()), ("event", name), ("timestamp", at)];
                (members.into_iter().chain([("webhookId", number)]).chain(replay_of).collect(), true)
            }
            PayloadFormat::Standard => (vec![("type", name), ("timestamp", at)], true),
            PayloadFormat::Cloudevents => {
                let source = match self.webhook_number {
                    Some(number) => self.url(&format!("webhooks/{number}")),
                    None => self.url("events"),
                };
                let members = [
                    ("specversion", json!("1.0")),
                    ("id", id),
                    ("source", json!(source)),
                    ("type", name),
                    ("time", at),
                    ("datacontenttype", json!("application/json")),
                ];
                (members.into(), true)
            }
            PayloadFormat::Thin => {
                let url = json!(self.url(&format!("api/v1/events/{}", event.id)));
                (vec![("id", id), ("type", name), ("timestamp", at), ("url", url)], false)
            }
        };
        let mut text = String::from("{");
        for (place, (member, value)) in members.iter().enumerate() {
            let comma = if place > 0 { "," } else { "" };
            text.push_str(&format!("{comma}\"{member}\":{value}"));
        }
        if has_data {
            text.push_str(",\"data\":");
            text.push_str(&javascript_json::to_string(&event.data));
        }
        text.push('}');
        text
    }

    fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}

/// The bytes that an event's data takes in a body.
#[must_use]
pub fn data_bytes(data: &Value) -> usize {
    javascript_json::to_string(data).len()
}

#[cfg(test)]
mod tests {
    use patchbay_domain::event::EventType;
    use patchbay_domain::ids::{EventId, OrganizationId};
    use uuid::Uuid;

    use super::*;

    fn body(format: PayloadFormat, number: Option<u32>) -> String {
        let event = Event::own(
            EventId::from(Uuid::from_u128(1)),
            OrganizationId::from(Uuid::from_u128(2)),
            EventType::TaskCreated,
            json!({ "title": "Call Acme", "10": 1.0, "9": true }),
            "2026-01-11T09:00:00.123456Z".parse().unwrap(),
        );
        let public_url = Url::parse("https://patchbay.example/base").unwrap();
        let name = &event.event_type;
        Enveloped { event: &event, name, webhook_number: number, public_url: &public_url }.body(format)
    }

    #[test]
    fn an_event_is_written_in_the_order_and_form_of_the_documents() {
        assert_eq!(
            body(PayloadFormat::Native, Some(1)),
            r#"{"id":"00000000-0000-0000-0000-000000000001","type":"task.created","event":"task.created","timestamp":"2026-01-11T09:00:00.123Z","webhookId":1,"data":{"9":true,"10":1,"title":"Call Acme"}}"#
        );
        assert!(body(PayloadFormat::Native, None).contains(r#""webhookId":null,"#));
    }

    #[test]
    fn the_other_forms_are_those_of_their_specifications() {
        assert_eq!(
            body(PayloadFormat::Standard, Some(1)),
            r#"{"type":"task.created","timestamp":"2026-01-11T09:00:00.123Z","data":{"9":true,"10":1,"title":"Call Acme"}}"#
        );
        assert_eq!(
            body(PayloadFormat::Cloudevents, Some(7)),
            r#"{"specversion":"1.0","id":"00000000-0000-0000-0000-000000000001","source":"https://patchbay.example/base/webhooks/7","type":"task.created","time":"2026-01-11T09:00:00.123Z","datacontenttype":"application/json","data":{"9":true,"10":1,"title":"Call Acme"}}"#
        );
        assert_eq!(
            body(PayloadFormat::Thin, Some(7)),
            r#"{"id":"00000000-0000-0000-0000-000000000001","type":"task.created","timestamp":"2026-01-11T09:00:00.123Z","url":"https://patchbay.example/base/api/v1/events/00000000-0000-0000-0000-000000000001"}"#
        );
    }
}
