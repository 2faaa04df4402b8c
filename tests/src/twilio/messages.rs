//! What the Messages API says: messages, lists of them, errors.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ACCOUNT_SID, TWILIO_NUMBER};
use crate::Reply;

/// The length past which a text is refused.
const MAX_BODY: usize = 1600;

/// Where messages are sent and listed.
pub(super) fn path() -> String {
    format!("/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json")
}

pub(super) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

pub(super) fn json_reply(status: u16, body: &Value) -> Reply {
    Reply::status(status).header("content-type", "application/json;charset=utf-8").body(body.to_string())
}

/// An error as Twilio tells it.
pub(super) fn error(status: u16, code: u32, message: &str) -> Reply {
    let more_info = format!("https://www.twilio.com/docs/errors/{code}");
    json_reply(status, &json!({ "code": code, "message": message, "more_info": more_info, "status": status }))
}

/// A new message of this form, or why Twilio does not take it.
pub(super) fn new(form: &[(String, String)], now: DateTime<Utc>) -> Result<Value, Reply> {
    let (to, from) = (value(form, "To"), value(form, "From"));
    let service = value(form, "MessagingServiceSid");
    let body = value(form, "Body").unwrap_or_default();
    let media = form.iter().filter(|(name, _)| name == "MediaUrl").count();
    if to.is_none_or(str::is_empty) {
        return Err(error(400, 21604, "A 'To' phone number is required."));
    }
    if from.or(service).is_none_or(str::is_empty) {
        return Err(error(400, 21603, "A 'From' phone number is required."));
    }
    if body.is_empty() && media == 0 {
        return Err(error(400, 21602, "Message body is required."));
    }
    if body.chars().count() > MAX_BODY {
        return Err(error(400, 21617, "The concatenated message body exceeds the 1600 character limit."));
    }
    let sid = format!("SM{}", Uuid::new_v4().simple());
    let uri = format!("/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/{sid}");
    Ok(json!({
        "account_sid": ACCOUNT_SID,
        "api_version": "2010-04-01",
        "body": body,
        "date_created": now.to_rfc2822(),
        "date_sent": null,
        "date_updated": now.to_rfc2822(),
        "direction": "outbound-api",
        "error_code": null,
        "error_message": null,
        "from": from,
        "messaging_service_sid": service,
        "num_media": media.to_string(),
        "num_segments": "1",
        "price": null,
        "price_unit": "USD",
        "sid": sid,
        "status": if service.is_some() { "accepted" } else { "queued" },
        "subresource_uris": { "media": format!("{uri}/Media.json") },
        "to": to,
        "uri": format!("{uri}.json"),
    }))
}

/// The messages that a query asks for, newest first, a page at a time.
pub(super) fn list(all: &[Value], query: &[(String, String)]) -> Reply {
    let number = |name, default| value(query, name).map_or(default, |text| text.parse::<usize>().unwrap());
    let (size, page) = (number("PageSize", 50).clamp(1, 1000), number("Page", 0));
    let found: Vec<_> = all.iter().rev().filter(|message| is_wanted(message, query)).collect();
    let start = page * size;
    let shown: Vec<_> = found.iter().skip(start).take(size).map(|message| sent(message)).collect();
    let uri = |page: usize| {
        let filters = query.iter().filter(|(name, _)| !name.starts_with("Page"));
        let filters = serde_urlencoded::to_string(filters.collect::<Vec<_>>()).unwrap();
        let page = format!("{}?{filters}&PageSize={size}&Page={page}", path()).replace("?&", "?");
        if page.ends_with("&Page=0") { page } else { format!("{page}&PageToken=PA{start}") }
    };
    let next = (start + size < found.len()).then(|| uri(page + 1));
    let body = json!({
        "first_page_uri": uri(0),
        "next_page_uri": next,
        "previous_page_uri": page.checked_sub(1).map(uri),
        "uri": uri(page),
        "page": page,
        "page_size": size,
        "start": start,
        "end": start + shown.len().saturating_sub(1),
        "messages": shown,
    });
    json_reply(200, &body)
}

/// A message as it looks later: sent, and from a number of the pool. One whose status was set keeps it.
fn sent(message: &Value) -> Value {
    let mut sent = message.clone();
    if matches!(sent["status"].as_str(), Some("queued" | "accepted")) {
        sent["status"] = json!("sent");
    }
    sent["date_sent"] = sent["date_created"].clone();
    if sent["from"].is_null() {
        sent["from"] = json!(TWILIO_NUMBER);
    }
    sent
}

/// Whether a message passes the filters `To`, `From`, `DateSent`, `DateSent<` and `DateSent>` (both include their end).
fn is_wanted(message: &Value, query: &[(String, String)]) -> bool {
    let message = sent(message);
    let at = DateTime::parse_from_rfc2822(message["date_sent"].as_str().unwrap()).unwrap();
    let at = at.with_timezone(&Utc).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    query.iter().all(|(name, wanted)| {
        // A day, or a moment: as much of the time as the filter gives is compared.
        let at = &at[..wanted.len().min(at.len())];
        match name.as_str() {
            "To" => message["to"] == *wanted,
            "From" => message["from"] == *wanted,
            "DateSent" => at == wanted,
            "DateSent<" => at <= wanted.as_str(),
            "DateSent>" => at >= wanted.as_str(),
            _ => true,
        }
    })
}
