//! Deliveries and their attempts.

use patchbay_domain::delivery::{Attempt, AttemptOutcome, Delivery, DeliveryKind, DeliveryState, ErrorClass};
use patchbay_domain::webhook::{Channel, ChannelSettings};
use url::Url;

use super::{same_variants, text};
use crate::rpc::wire::delivery as wire;
use crate::rpc::wire::rest::LogEntry;
use crate::rpc::wire::value::Json;

same_variants!(DeliveryState => wire::DeliveryStatus {
    Pending, Delivering, Success, Retrying, Held, Failed, Cancelled,
});
same_variants!(wire::DeliveryStatus => DeliveryState {
    Pending, Delivering, Success, Retrying, Held, Failed, Cancelled,
});
same_variants!(DeliveryKind => wire::DeliveryKind {
    Reply, Test, Verification, PasswordReset, Notice, Event,
});
same_variants!(wire::DeliveryKind => DeliveryKind {
    Reply, Test, Verification, PasswordReset, Notice, Event,
});
same_variants!(ErrorClass => wire::DeliveryErrorClass {
    Dns, Connect, Tls, Timeout, Status, RefusedByGuard, Protocol, NotSent,
});
same_variants!(AttemptOutcome => wire::AttemptOutcome { Success, Failed, Unknown });

impl wire::Delivery {
    /// A delivery, and where it goes.
    pub(in crate::rpc) fn of(delivery: &Delivery, target_url: Option<String>) -> Self {
        Self {
            id: delivery.id.to_string(),
            status: delivery.state().into(),
            kind: delivery.kind.into(),
            webhook_id: delivery.webhook_id.to_string(),
            event_id: delivery.event_id.to_string(),
            event_type: delivery.event_type.clone(),
            webhook_message_id: delivery.webhook_message_id().to_string(),
            message_id: text(delivery.message_id),
            conversation_id: text(delivery.conversation_id),
            target_url,
            attempt_count: delivery.progress.attempt_count,
            next_attempt_at: delivery.progress.next_attempt_at.map(Into::into),
            last_error: delivery.progress.last_error.clone(),
            created_at: delivery.created_at.into(),
            finished_at: delivery.progress.finished_at.map(Into::into),
        }
    }
}

impl LogEntry {
    /// A delivery and its latest try.
    pub(in crate::rpc) fn of(delivery: Delivery, latest: Option<Attempt>) -> Self {
        let is_success = delivery.state() == DeliveryState::Success;
        let payload =
            serde_json::from_str(&delivery.body).unwrap_or(serde_json::Value::String(delivery.body));
        let latest = latest.as_ref();
        Self {
            id: delivery.id.to_string(),
            webhook_id: delivery.webhook_id.to_string(),
            event_type: delivery.event_type,
            payload: Json(payload),
            response_status: latest.and_then(|attempt| attempt.status),
            response_body: latest.and_then(|attempt| attempt.response_body.clone()),
            response_time_ms: latest.map(|attempt| attempt.duration_ms),
            error_message: latest
                .and_then(|attempt| attempt.error.clone())
                .or(delivery.progress.last_error)
                .filter(|_| !is_success),
            attempt_count: delivery.progress.attempt_count,
            is_success,
            created_at: delivery.created_at.into(),
        }
    }
}

impl From<Attempt> for wire::Attempt {
    fn from(attempt: Attempt) -> Self {
        Self {
            number: attempt.number,
            outcome: attempt.outcome.into(),
            status: attempt.status,
            request_headers: lines(attempt.request_headers),
            remote_address: attempt.remote_address,
            response_headers: lines(attempt.response_headers),
            response_body: attempt.response_body,
            error: attempt.error,
            error_class: attempt.error_class.map(Into::into),
            duration_ms: attempt.duration_ms,
            started_at: attempt.started_at.into(),
        }
    }
}

fn lines(headers: Vec<(String, String)>) -> Vec<wire::HeaderLine> {
    headers.into_iter().map(|(name, value)| wire::HeaderLine { name, value }).collect()
}

/// Where a channel's deliveries go, without what may be secret in it.
pub(in crate::rpc) fn target_url(channel: &Channel, recipient: Option<&str>) -> Option<String> {
    match &channel.settings {
        ChannelSettings::Custom(custom) => {
            custom.outbound.as_ref().map(|outbound| without_secrets(outbound.url.clone()))
        }
        ChannelSettings::Sms(_) => recipient.map(|number| format!("sms:{number}")),
        ChannelSettings::Email(_) => recipient.map(|address| format!("mailto:{address}")),
    }
}

pub(in crate::rpc) fn without_secrets(mut url: Url) -> String {
    // These fail for URLs without a host, which can have neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_shown_without_query_and_credentials() -> Result<(), url::ParseError> {
        let shown = without_secrets("https://ann:secret@hooks.example:8443/in/7?key=secret#secret".parse()?);
        assert_eq!(shown, "https://hooks.example:8443/in/7");
        Ok(())
    }
}
