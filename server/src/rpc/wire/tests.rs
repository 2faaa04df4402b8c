//! What the wire types accept, refuse and look like.

use std::error::Error;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::conversation::{ConversationList, ConversationReply};
use super::page::{ById, Page};
use super::task::{TaskCreate, TaskUpdate};
use super::value::Timestamp;
use super::webhook::{ChannelType, EmailProvider, Overflow, WebhookCreate, WebhookUpdate};
use crate::rpc::kit::{ProcedureInput, decode};

type Outcome = Result<(), Box<dyn Error>>;

/// What `input` is refused for, as `path message`.
fn refused<T: ProcedureInput>(input: Value) -> Vec<String> {
    let fields = decode::<T>(input).err().map(|error| error.fields).unwrap_or_default();
    fields.into_iter().map(|field| format!("{} {}", field.path, field.message)).collect()
}

fn webhook(changes: Value) -> Value {
    let mut input = json!({ "channelType": "custom_webhook", "channelName": "Website" });
    if let (Some(input), Value::Object(changes)) = (input.as_object_mut(), changes) {
        input.extend(changes);
    }
    input
}

#[test]
fn times_leave_with_milliseconds_and_come_in_as_any_rfc_3339() -> Outcome {
    let time: Timestamp = serde_json::from_value(json!("2026-11-24T12:00:00.5+02:00"))?;
    assert_eq!(serde_json::to_value(time)?, "2026-11-24T10:00:00.500Z");
    assert_eq!(serde_json::to_value(Timestamp(DateTime::<Utc>::UNIX_EPOCH))?, "1970-01-01T00:00:00.000Z");
    let wrong = json!({ "title": "Milk", "deadline": "tomorrow" });
    let message = "deadline must be a time with an offset, such as 2026-11-24T10:00:00Z";
    assert_eq!(refused::<TaskCreate>(wrong), [message]);
    Ok(())
}

#[test]
fn missing_keeps_and_null_clears() -> Outcome {
    let keeps: TaskUpdate = decode(json!({ "id": "1" }))?;
    assert_eq!((keeps.description, keeps.deadline), (None, None));
    let clears: TaskUpdate = decode(json!({ "id": "1", "description": null, "deadline": null }))?;
    assert_eq!((clears.description, clears.deadline), (Some(None), Some(None)));
    let sets: TaskUpdate = decode(json!({ "id": "1", "description": "Two litres" }))?;
    assert_eq!(sets.description, Some(Some("Two litres".to_owned())));
    let long = json!({ "id": "1", "description": "x".repeat(10_001) });
    assert_eq!(refused::<TaskUpdate>(long), ["description must be at most 10000 characters"]);
    Ok(())
}

#[test]
fn the_smallest_webhook_is_a_type_and_a_name() -> Outcome {
    let created: WebhookCreate = decode(webhook(json!({})))?;
    assert_eq!(created.channel_type, ChannelType::CustomWebhook);
    assert!(created.provider_config.is_none() && created.outbound_enabled.is_none());
    assert_eq!(refused::<WebhookCreate>(json!({})), ["channelType is required"]);
    let sms: WebhookCreate = decode(webhook(json!({ "channelType": "sms", "overflow": "reject" })))?;
    assert_eq!((sms.channel_type, sms.overflow), (ChannelType::Sms, Some(Overflow::Reject)));
    let fax = refused::<WebhookCreate>(webhook(json!({ "channelType": "fax" })));
    assert_eq!(fax, ["channelType must be custom_webhook, sms or email"]);
    Ok(())
}

#[test]
fn an_unknown_mail_provider_is_another_one() -> Outcome {
    for (name, provider) in [("cloudflare", EmailProvider::Cloudflare), ("sendgrid", EmailProvider::Other)] {
        let input = webhook(json!({ "channelType": "email", "providerConfig": { "emailProvider": name } }));
        let created: WebhookCreate = decode(input)?;
        assert_eq!(created.provider_config.and_then(|config| config.email_provider), Some(Some(provider)));
    }
    Ok(())
}

#[test]
fn every_limit_of_a_webhook_is_named() {
    let input = webhook(json!({
        "channelName": "   ",
        "rateLimitPerMinute": 0,
        "rateLimitPerHour": 1001,
        "tags": ["fine", " "],
        "metadata": { "text": "x".repeat(17_000) },
        "providerConfig": { "authHeader": "no spaces", "authToken": "a\r\nb", "outboundWebhookUrl": "ftp://x.example" },
        "outboundConfig": { "outboundWebhookUrl": "/relative", "outboundHeaders": { "X-Team": "a\nb" } },
    }));
    let expected = [
        "channelName must not be blank",
        "metadata must be at most 16 KiB of JSON",
        "outboundConfig.outboundHeaders.X-Team must not contain line breaks or control characters",
        "outboundConfig.outboundWebhookUrl must be an http or https URL",
        "providerConfig.authHeader must be a valid header name",
        "providerConfig.authToken must not contain line breaks or control characters",
        "providerConfig.outboundWebhookUrl must be an http or https URL",
        "rateLimitPerHour must be 1 to 1000",
        "rateLimitPerMinute must be 1 to 100",
        "tags[1] must be 1 to 50 characters, and not blank",
    ];
    assert_eq!(refused::<WebhookCreate>(input), expected);
}

#[test]
fn masked_secrets_come_back_as_they_are() -> Outcome {
    let input = json!({
        "id": "1",
        "providerConfig": {
            "authToken": "••••1234", "hmacSecret": null, "outboundHeaders": { "X-Key": "••••5678" },
        },
    });
    let update: WebhookUpdate = decode(input)?;
    let config = update.provider_config.ok_or("no provider configuration")?;
    assert_eq!(config.auth_token, Some(Some("••••1234".to_owned())));
    assert_eq!(config.hmac_secret, Some(None));
    assert_eq!(config.outbound_webhook_url, None);
    assert!(config.outbound_headers.is_some_and(|headers| headers.is_some()));
    Ok(())
}

#[test]
fn lists_need_no_input_and_pages_have_limits() -> Outcome {
    let list: ConversationList = decode(Value::Null)?;
    assert!(list.limit.is_none() && list.cursor.is_none());
    assert_eq!(refused::<ConversationList>(json!({ "limit": 101 })), ["limit must be 1 to 100"]);
    assert_eq!(refused::<ConversationList>(json!({ "limit": 0 })), ["limit must be 1 to 100"]);
    assert_eq!(refused::<ById>(json!({ "id": "" })), ["id must be 1 to 64 characters"]);
    let page = Page { items: vec![1], next_cursor: None };
    assert_eq!(serde_json::to_value(page)?, json!({ "items": [1], "nextCursor": null }));
    Ok(())
}

#[test]
fn a_reply_says_something() {
    let empty = refused::<ConversationReply>(json!({ "id": "1", "content": "" }));
    assert_eq!(empty, ["content must be 1 to 10000 characters"]);
    let blank = refused::<ConversationReply>(json!({ "id": "1", "content": " \n" }));
    assert_eq!(blank, ["content must not be blank"]);
}
