//! A reply becomes a text: one request to Twilio's Messages API, and what its answer means.

#[cfg(test)]
mod tests;

use std::time::Duration;

use http::{HeaderValue, Method, header};
use hyper::body::Bytes;
use patchbay_domain::clock::Clock;
use patchbay_domain::delivery::AttemptOutcome;
use patchbay_domain::sms::{SmsSender, SmsSettings};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::Serializer;

use super::errors::{self, Class, Judgement, Refused};
use super::messages_api::{self, Answer, Verdict};
use crate::delivery::outcome::{self, Outcome};
use crate::delivery::sent::Sent;
use crate::egress::{EgressClient, EgressError, OutboundRequest, OutboundResponse, retry_after};

/// One text, ready to be tried.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Whose account, and from whom.
    pub settings: &'a SmsSettings,
    /// Where Twilio is; the operator set it, and it may have a path.
    pub base_url: &'a Url,
    /// Whom it is for: E.164, a short code, or either after `whatsapp:`.
    pub to: &'a str,
    /// What it says, as [`super::compose::text`] made it: at most 1600 characters.
    pub body: &'a str,
    /// How long the try may take.
    pub timeout: Duration,
}

/// Tries to send the text once. Whatever happens is a [`Sent`]; its provider id is the text's SID.
///
/// Twilio knows no idempotency key here. A try of unknown outcome is to be looked up with [`super::find`] before the
/// next one: one without an answer, with an answer that names no text, or with a 5xx, which may come from a gateway that
/// lost patience.
pub async fn send(egress: &EgressClient, clock: &dyn Clock, outgoing: Outgoing<'_>) -> Sent {
    let answer = messages_api::ask(egress, clock, request(&outgoing)).await;
    verdict(&outgoing, &answer).sent(outgoing.settings, answer.started_at, &answer)
}

/// What the official `twilio` package sends for `messages.create({ to, from | messagingServiceSid, body })`.
fn request(outgoing: &Outgoing<'_>) -> OutboundRequest {
    let settings = outgoing.settings;
    let (name, sender) = sender(outgoing);
    let mut form = Serializer::new(String::new());
    form.append_pair("To", outgoing.to).append_pair(name, &sender).append_pair("Body", outgoing.body);
    let mut headers = messages_api::request_headers(settings);
    let content_type = HeaderValue::from_static("application/x-www-form-urlencoded");
    headers.insert(header::CONTENT_TYPE, content_type);
    OutboundRequest {
        method: Method::POST,
        url: messages_api::messages_url(outgoing.base_url, &settings.account_sid),
        headers,
        body: Bytes::from(form.finish()),
        timeout: outgoing.timeout,
    }
}

/// The parameter that names the sender, and the sender.
fn sender(outgoing: &Outgoing<'_>) -> (&'static str, String) {
    match &outgoing.settings.sender {
        SmsSender::Service { sid, .. } => ("MessagingServiceSid", sid.to_string()),
        number @ SmsSender::Number(_) => {
            ("From", messages_api::from_number(number, outgoing.to).unwrap_or_default())
        }
    }
}

fn verdict(outgoing: &Outgoing<'_>, answer: &Answer) -> Verdict {
    match &answer.result {
        Ok(response) => judged(outgoing, response, answer),
        Err(error) => Verdict {
            outcome: if matches!(error, EgressError::Refused(_)) {
                Outcome::GiveUp
            } else {
                Outcome::Retry { after_hint: None }
            },
            attempt_outcome: outcome::attempt_outcome(&answer.result),
            error: Some(format!("Twilio could not be reached: {error}")),
            provider_id: None,
            recipient_opted_out: false,
        },
    }
}

fn judged(outgoing: &Outgoing<'_>, response: &OutboundResponse, answer: &Answer) -> Verdict {
    let json: Value = serde_json::from_str(&response.body).unwrap_or_default();
    if !(200..300).contains(&response.status) {
        let judgement = judgement(outgoing, response.status, &json["code"], &json["message"]);
        let is_unknown = response.status >= 500;
        return refused(judgement, answer, response, None, is_unknown);
    }
    let Some(sid) = json["sid"].as_str().filter(|sid| !sid.is_empty()) else {
        return Verdict {
            outcome: Outcome::Retry { after_hint: None },
            attempt_outcome: AttemptOutcome::Unknown,
            error: Some(format!(
                "Twilio answered {} without naming the text. Check PATCHBAY_TWILIO_BASE_URL if this goes on.",
                response.status
            )),
            provider_id: None,
            recipient_opted_out: false,
        };
    };
    let sid = Some(sid.to_owned());
    if matches!(json["status"].as_str(), Some("failed" | "undelivered")) {
        // Without a code it is as unknown as 30008.
        let code = if json["error_code"].is_null() { &Value::from(30008) } else { &json["error_code"] };
        let judgement = judgement(outgoing, response.status, code, &json["error_message"]);
        return refused(judgement, answer, response, sid, false);
    }
    Verdict {
        outcome: Outcome::Delivered,
        attempt_outcome: AttemptOutcome::Success,
        error: None,
        provider_id: sid,
        recipient_opted_out: false,
    }
}

fn judgement(outgoing: &Outgoing<'_>, status: u16, code: &Value, message: &Value) -> Judgement {
    let code = code.as_u64().or_else(|| code.as_str().and_then(|code| code.parse().ok()));
    let (_, from) = sender(outgoing);
    errors::judge(Refused { status, code, message: message.as_str(), to: outgoing.to, from: &from })
}

fn refused(
    judgement: Judgement,
    answer: &Answer,
    response: &OutboundResponse,
    provider_id: Option<String>,
    is_unknown: bool,
) -> Verdict {
    let after_hint = retry_after(&response.headers, answer.finished_at);
    Verdict {
        outcome: match judgement.class {
            Class::Retry => Outcome::Retry { after_hint },
            Class::Permanent | Class::OptedOut => Outcome::GiveUp,
        },
        attempt_outcome: if is_unknown { AttemptOutcome::Unknown } else { AttemptOutcome::Failed },
        error: Some(judgement.sentence),
        provider_id,
        recipient_opted_out: judgement.class == Class::OptedOut,
    }
}
