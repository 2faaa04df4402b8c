//! Webhooks: channels as they are shown, and what members want of them.

use std::collections::BTreeMap;

use patchbay_domain::assistant::{AssistantSettings, Personality};
use patchbay_domain::delivery::AttemptOutcome;
use patchbay_domain::webhook::{
    Channel, ChannelAuth, ChannelSettings, ChannelStats, ChannelType, CustomSettings, OutboundMethod,
};
use serde_json::{Map, Value};

use super::same_variants;
use crate::actions::test_webhook::TestOutcome;
use crate::channels::custom::settings::{RawCustomSettings, shown};
use crate::rpc::kit::ErrorCode;
use crate::rpc::wire::value::{Json, JsonObject};
use crate::rpc::wire::webhook as wire;

same_variants!(ChannelType => wire::ChannelType { CustomWebhook, Sms, Email });
same_variants!(OutboundMethod => wire::OutboundMethod { Post, Put });
same_variants!(Personality => wire::Personality { Professional, Friendly, Concise });
same_variants!(wire::Personality => Personality { Professional, Friendly, Concise });

impl wire::Webhook {
    /// A channel, and the URL to post to.
    pub(in crate::rpc) fn of(channel: Channel, webhook_url: String) -> Self {
        let ChannelSettings::Custom(custom) = &channel.settings;
        Self {
            id: channel.id.to_string(),
            number: channel.number,
            kind: wire::WebhookKind::Channel,
            channel_type: channel.settings.channel_type().into(),
            provider_config: custom.into(),
            channel_name: channel.name,
            webhook_token: channel.token.to_string(),
            webhook_url,
            is_primary: channel.is_primary,
            is_active: channel.is_active,
            is_verified: channel.verified_at.is_some(),
            outbound_enabled: channel.outbound_enabled,
            rate_limit_per_minute: channel.rate_limit_per_minute,
            rate_limit_per_hour: channel.rate_limit_per_hour,
            assistant: wire::AssistantSettings {
                personality: channel.assistant.personality.into(),
                auto_create_tasks: channel.assistant.auto_create_tasks,
            },
            tags: channel.tags,
            metadata: channel.metadata.into_iter().map(|(name, value)| (name, Json(value))).collect(),
            stats: channel.stats.into(),
            created_at: channel.created_at.into(),
            updated_at: channel.updated_at.into(),
            deleted_at: channel.deleted_at.map(Into::into),
        }
    }
}

impl From<&CustomSettings> for wire::ProviderConfig {
    fn from(settings: &CustomSettings) -> Self {
        let shown = shown(settings);
        Self {
            auth_type: match settings.auth {
                ChannelAuth::None => wire::AuthType::None,
                ChannelAuth::Bearer { .. } => wire::AuthType::Bearer,
                ChannelAuth::ApiKey { .. } => wire::AuthType::ApiKey,
                ChannelAuth::Hmac { .. } => wire::AuthType::Hmac,
            },
            auth_token: shown.auth_token,
            auth_header: shown.auth_header,
            hmac_secret: shown.hmac_secret,
            outbound_webhook_url: shown.outbound_webhook_url,
            outbound_headers: shown.outbound_headers,
            outbound_method: shown.outbound_method.into(),
        }
    }
}

impl From<ChannelStats> for wire::ChannelStats {
    fn from(stats: ChannelStats) -> Self {
        Self {
            messages_received: stats.messages_received,
            messages_sent: stats.messages_sent,
            tasks_created: stats.tasks_created,
            deliveries_failed: stats.deliveries_failed,
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

impl From<wire::ProviderConfigInput> for RawCustomSettings {
    fn from(input: wire::ProviderConfigInput) -> Self {
        let auth_type = input.auth_type.map(|auth_type| match auth_type {
            wire::AuthType::None => "none",
            wire::AuthType::Bearer => "bearer",
            wire::AuthType::ApiKey => "api_key",
            wire::AuthType::Hmac => "hmac",
        });
        let outbound_method = input.outbound_method.map(|method| match method {
            wire::OutboundMethod::Post => "POST",
            wire::OutboundMethod::Put => "PUT",
        });
        Self {
            auth_type: auth_type.map(|word| Some(word.to_owned())),
            auth_token: input.auth_token,
            auth_header: input.auth_header,
            hmac_secret: input.hmac_secret,
            outbound_webhook_url: input.outbound_webhook_url,
            outbound_headers: input.outbound_headers,
            outbound_method: outbound_method.map(|word| Some(word.to_owned())),
        }
    }
}

/// The provider's settings, where what `outbound` gives wins.
pub(in crate::rpc) fn merged(
    provider: Option<wire::ProviderConfigInput>,
    outbound: Option<wire::OutboundConfigInput>,
) -> wire::ProviderConfigInput {
    let (mut provider, outbound) = (provider.unwrap_or_default(), outbound.unwrap_or_default());
    provider.outbound_webhook_url = outbound.outbound_webhook_url.map(Some).or(provider.outbound_webhook_url);
    provider.outbound_headers = outbound.outbound_headers.map(Some).or(provider.outbound_headers);
    provider.outbound_method = outbound.outbound_method.or(provider.outbound_method);
    provider
}

/// How the assistant is to behave: what is missing stays as it is in `current`.
pub(in crate::rpc) fn assistant(
    current: &AssistantSettings,
    input: &wire::AssistantSettingsInput,
) -> AssistantSettings {
    AssistantSettings {
        personality: input.personality.map_or(current.personality, Into::into),
        auto_create_tasks: input.auto_create_tasks.unwrap_or(current.auto_create_tasks),
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

    #[test]
    fn the_outbound_half_wins_where_it_says_something() {
        let provider = wire::ProviderConfigInput {
            auth_token: Some(Some("token".to_owned())),
            outbound_webhook_url: Some(Some("https://one.example".to_owned())),
            outbound_method: Some(wire::OutboundMethod::Put),
            ..Default::default()
        };
        let outbound = wire::OutboundConfigInput {
            outbound_webhook_url: Some("https://two.example".to_owned()),
            ..Default::default()
        };
        let raw = RawCustomSettings::from(merged(Some(provider), Some(outbound)));
        assert_eq!(raw.outbound_webhook_url, Some(Some("https://two.example".to_owned())));
        assert_eq!(raw.outbound_method, Some(Some("PUT".to_owned())));
        assert_eq!(raw.auth_token, Some(Some("token".to_owned())));
        assert_eq!((raw.auth_type, raw.outbound_headers), (None, None));
    }
}
