//! Deliveries and their attempts.

use patchbay_domain::delivery::{Attempt, AttemptOutcome, Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::webhook::{Channel, ChannelSettings};
use url::Url;

use super::{same_variants, text};
use crate::rpc::wire::delivery as wire;

same_variants!(DeliveryState => wire::DeliveryStatus {
    Pending, Delivering, Success, Retrying, Held, Failed, Cancelled,
});
same_variants!(wire::DeliveryStatus => DeliveryState {
    Pending, Delivering, Success, Retrying, Held, Failed, Cancelled,
});
same_variants!(DeliveryKind => wire::DeliveryKind { Reply, Test, Verification, PasswordReset });
same_variants!(AttemptOutcome => wire::AttemptOutcome { Success, Failed, Unknown });

impl wire::Delivery {
    /// A delivery, and where it goes.
    pub(in crate::rpc) fn of(delivery: &Delivery, target_url: Option<String>) -> Self {
        Self {
            id: delivery.id.to_string(),
            status: delivery.state.into(),
            kind: delivery.kind.into(),
            webhook_id: delivery.webhook_id.to_string(),
            message_id: text(delivery.message_id),
            conversation_id: text(delivery.conversation_id),
            target_url,
            attempt_count: delivery.attempt_count,
            next_attempt_at: delivery.next_attempt_at.map(Into::into),
            last_error: delivery.last_error.clone(),
            created_at: delivery.created_at.into(),
            finished_at: delivery.finished_at.map(Into::into),
        }
    }
}

impl From<Attempt> for wire::Attempt {
    fn from(attempt: Attempt) -> Self {
        Self {
            number: attempt.number,
            outcome: attempt.outcome.into(),
            status: attempt.status,
            response_body: attempt.response_body,
            error: attempt.error,
            duration_ms: attempt.duration_ms,
            started_at: attempt.started_at.into(),
        }
    }
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

fn without_secrets(mut url: Url) -> String {
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
