//! Webhooks: channels as they are shown, and what members want of them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use patchbay_domain::delivery::AttemptOutcome;
use patchbay_domain::webhook::{Channel, ChannelError, ChannelStats, ChannelType, Overflow, WebhookKind};
use serde_json::{Map, Value};

use super::same_variants;
use crate::actions::test_webhook::TestOutcome;
use crate::actions::update_webhook::channel_version;
use crate::rpc::kit::ErrorCode;
use crate::rpc::wire::value::{Json, JsonObject};
use crate::rpc::wire::webhook as wire;

same_variants!(WebhookKind => wire::WebhookKind { Channel, Trigger, Subscription });
same_variants!(ChannelType => wire::ChannelType { CustomWebhook, Sms, Email });
same_variants!(wire::ChannelType => ChannelType { CustomWebhook, Sms, Email });
same_variants!(Overflow => wire::Overflow { Defer, Reject });
same_variants!(wire::Overflow => Overflow { Defer, Reject });

impl wire::Webhook {
    /// A channel, the URL to post to, and what its owner is called, as it stands at `now`.
    pub(in crate::rpc) fn of(
        channel: Channel,
        webhook_url: String,
        owner_name: String,
        now: DateTime<Utc>,
    ) -> Self {
        let previous = channel.previous_secret_key.as_ref().filter(|previous| previous.expires_at > now);
        Self {
            id: channel.id.to_string(),
            number: channel.number,
            version: channel_version(&channel),
            kind: wire::WebhookKind::Channel,
            owner_id: channel.owner_id.to_string(),
            owner_name,
            channel_type: channel.settings.channel_type().into(),
            provider_config: (&channel.settings).into(),
            channel_name: channel.name,
            webhook_token: channel.token.to_string(),
            webhook_url,
            is_primary: channel.is_primary,
            is_active: channel.is_active,
            is_verified: channel.verified_at.is_some(),
            outbound_enabled: channel.outbound_enabled,
            rate_limit_per_minute: channel.rate_limit_per_minute,
            rate_limit_per_hour: channel.rate_limit_per_hour,
            overflow: channel.overflow.into(),
            outbound_error: channel.outbound_error.map(Into::into),
            inbound_error: channel.inbound_error.map(Into::into),
            assistant: channel.assistant.into(),
            tags: channel.tags,
            metadata: channel.metadata.into_iter().map(|(name, value)| (name, Json(value))).collect(),
            stats: channel.stats.into(),
            previous_secret_key_expires_at: previous.map(|previous| previous.expires_at.into()),
            created_at: channel.created_at.into(),
            updated_at: channel.updated_at.into(),
            deleted_at: channel.deleted_at.map(Into::into),
        }
    }
}

impl From<ChannelError> for wire::ChannelError {
    fn from(error: ChannelError) -> Self {
        Self { message: error.message, at: error.at.into() }
    }
}

impl From<ChannelStats> for wire::ChannelStats {
    fn from(stats: ChannelStats) -> Self {
        Self {
            messages_received: stats.messages_received,
            messages_sent: stats.messages_sent,
            tasks_created: stats.tasks_created,
            deliveries_failed: stats.deliveries_failed,
            messages_deferred: stats.messages_deferred,
            last_message_at: stats.last_message_at.map(Into::into),
        }
    }
}

impl From<TestOutcome> for wire::WebhookTestResult {
    fn from(outcome: TestOutcome) -> Self {
        let attempt = outcome.attempt;
        let success = attempt.as_ref().is_some_and(|attempt| attempt.outcome == AttemptOutcome::Success);
        let mut result = Self {
            success,
            status: None,
            headers: BTreeMap::new(),
            body: None,
            duration_ms: None,
            error: outcome.error.filter(|_| !success),
            code: (!success).then_some(ErrorCode::DeliveryFailed),
            delivery_id: super::text(outcome.delivery_id),
        };
        if let Some(attempt) = attempt {
            result.status = attempt.status;
            for (name, value) in attempt.response_headers {
                // A header may come more than once; the list of its values is what HTTP says they mean.
                let values: &mut String = result.headers.entry(name).or_default();
                if !values.is_empty() {
                    values.push_str(", ");
                }
                values.push_str(&value);
            }
            result.body = attempt.response_body;
            result.duration_ms = Some(attempt.duration_ms);
            result.error = attempt.error.filter(|_| !success).or(result.error);
        }
        result
    }
}

/// The owner's own data.
pub(in crate::rpc) fn metadata(object: JsonObject) -> Map<String, Value> {
    object.into_iter().map(|(name, Json(value))| (name, value)).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use patchbay_domain::delivery::Attempt;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn outcome(attempt: AttemptOutcome, status: u16, error: Option<&str>) -> TestOutcome {
        let attempt = Attempt {
            request_headers: Vec::new(),
            remote_address: None,
            error_class: None,
            id: Uuid::nil().into(),
            delivery_id: Uuid::nil().into(),
            number: 1,
            outcome: attempt,
            status: Some(status),
            response_headers: [("via", "a"), ("via", "b"), ("server", "x")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            response_body: Some("body".to_owned()),
            error: error.map(str::to_owned),
            duration_ms: 12,
            started_at: DateTime::UNIX_EPOCH,
        };
        TestOutcome {
            delivery_id: Some(Uuid::nil().into()),
            attempt: Some(attempt),
            error: error.map(str::to_owned),
        }
    }

    #[test]
    fn a_test_shows_what_the_other_side_said() {
        let fine = wire::WebhookTestResult::from(outcome(AttemptOutcome::Success, 204, None));
        assert!(fine.success && fine.code.is_none() && fine.error.is_none());
        assert_eq!(
            (fine.status, fine.duration_ms, fine.body.as_deref()),
            (Some(204), Some(12), Some("body"))
        );
        assert_eq!(json!(fine.headers), json!({ "via": "a, b", "server": "x" }));

        let refused =
            wire::WebhookTestResult::from(outcome(AttemptOutcome::Failed, 500, Some("it said 500")));
        assert!(!refused.success);
        assert_eq!(
            (refused.code, refused.error.as_deref()),
            (Some(ErrorCode::DeliveryFailed), Some("it said 500"))
        );

        let nowhere = TestOutcome { delivery_id: None, attempt: None, error: Some("no URL".to_owned()) };
        let nowhere = wire::WebhookTestResult::from(nowhere);
        assert!(!nowhere.success && nowhere.status.is_none() && nowhere.delivery_id.is_none());
        assert_eq!(
            (nowhere.code, nowhere.error.as_deref()),
            (Some(ErrorCode::DeliveryFailed), Some("no URL"))
        );
    }
}
