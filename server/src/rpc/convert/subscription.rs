//! Subscriptions as they are shown.

use chrono::{DateTime, Utc};
use patchbay_domain::retry_policy::RetryPolicy;
use patchbay_domain::secret::Secret;
use patchbay_domain::subscription::{
    DisabledReason, Health, Ordering, OutboundAuth, PayloadFormat, Subscription,
};
use patchbay_domain::target::Target;
use patchbay_domain::webhook::OutboundMethod;

use super::same_variants;
use crate::actions::update_subscription::version;
use crate::delivery::signatures;
use crate::rpc::wire::subscription as wire;
use crate::rpc::wire::value::Json;
use crate::rpc::wire::webhook::WebhookKind;

same_variants!(OutboundMethod => wire::DeliveryMethod { Post, Put });
same_variants!(PayloadFormat => wire::PayloadFormat { Native, Standard, Cloudevents, Thin });
same_variants!(Ordering => wire::DeliveryOrdering { None, Conversation, Key });
same_variants!(RetryPolicy => wire::RetryPolicyName { Blend, Prd07, Prd029, Crm, Queue, Durable });
same_variants!(Health => wire::SubscriptionStatus { Active, Failing, Open, Disabled });
same_variants!(DisabledReason => wire::DisabledReason { Manual, Failing, Gone });

/// A count as it is shown: past what fits, the most that does.
fn shown_count(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl wire::SubscriptionStats {
    pub(in crate::rpc) fn of(target: &Target, held: u64) -> Self {
        let (stats, breaker) = (&target.stats, &target.breaker);
        Self {
            total_deliveries: shown_count(stats.delivered + stats.failed),
            successful_deliveries: shown_count(stats.delivered),
            failed_deliveries: shown_count(stats.failed),
            held_deliveries: shown_count(held),
            attempts: shown_count(stats.attempts_succeeded + stats.attempts_failed),
            success_rate: stats.success_rate(),
            average_duration_ms: stats.average_duration_ms(),
            p95_duration_ms: stats.durations.percentile(95),
            last_triggered_at: stats.last_triggered_at.map(Into::into),
            last_success_at: stats.last_success_at.map(Into::into),
            last_status: stats.last_status,
            last_error: stats.last_error.clone(),
            last_error_at: stats.last_error_at.map(Into::into),
            failing_since: breaker.failing_since.map(Into::into),
            next_probe_at: breaker.open.map(|open| open.next_probe_at.into()),
        }
    }
}

impl wire::Subscription {
    pub(in crate::rpc) fn of(one: &Subscription, target: &Target, held: u64, now: DateTime<Utc>) -> Self {
        let settings = &one.settings;
        let auth = Auth::of(&settings.auth);
        let seed = settings.signing.ed25519_seed.as_ref();
        let previous = one.previous_secret_key.as_ref().filter(|previous| previous.expires_at > now);
        let policy = match &one.retry.delays {
            Some(_) => wire::RetryPolicyName::Custom,
            None => one.retry.policy.into(),
        };
        Self {
            id: one.id.to_string(),
            number: one.number,
            version: version(one),
            kind: WebhookKind::Subscription,
            owner_id: one.owner_id.to_string(),
            name: one.name.clone(),
            description: one.description.clone(),
            url: settings.url.to_string(),
            method: settings.method.into(),
            headers: settings.headers.iter().map(|(name, value)| (name.clone(), value.masked())).collect(),
            auth_type: auth.auth_type,
            auth_token: auth.token,
            auth_header: auth.header,
            auth_username: auth.username,
            auth_password: auth.password,
            hmac_secret: auth.hmac_secret,
            events: one.events.iter().map(ToString::to_string).collect(),
            pinned_versions: one
                .pinned_versions
                .iter()
                .map(|(name, version)| (name.to_string(), *version))
                .collect(),
            channels: one.labels.clone(),
            payload_format: one.format.into(),
            timeout_seconds: one.timeout_seconds,
            retry_policy: policy,
            retry_delays: one.retry.delays().to_vec(),
            retry_count: one.retry.retry_count,
            rate_limit_per_second: one.rate_limit_per_second,
            ordering: one.ordering.into(),
            signature_headers: settings.signing.header_names.clone(),
            ed25519_public_key: seed.and_then(signatures::public_key),
            metadata: one.metadata.iter().map(|(name, value)| (name.clone(), Json(value.clone()))).collect(),
            is_active: one.is_active,
            status: one.health(&target.breaker).into(),
            disabled_reason: one.disabled_reason.map(Into::into),
            warnings: warnings(one),
            previous_secret_expires_at: previous.map(|previous| previous.expires_at.into()),
            stats: wire::SubscriptionStats::of(target, held),
            created_at: one.created_at.into(),
            updated_at: one.updated_at.into(),
            deleted_at: one.deleted_at.map(Into::into),
        }
    }
}

fn warnings(one: &Subscription) -> Vec<String> {
    let mut warnings = Vec::new();
    if one.settings.url.scheme() == "http" {
        warnings.push(
            "The URL is http: whoever is on the way can read what is sent. Use https where you can."
                .to_owned(),
        );
    }
    if one.secret_keys(one.updated_at).iter().any(|key| signatures::standard_form(key).is_none()) {
        let short = "The secret has fewer than 24 bytes, so deliveries carry no Standard Webhooks signature.";
        warnings.push(short.to_owned());
    }
    warnings
}

/// Authentication as it is shown: secrets masked.
struct Auth {
    auth_type: wire::DeliveryAuthType,
    token: Option<String>,
    header: Option<String>,
    username: Option<String>,
    password: Option<String>,
    hmac_secret: Option<String>,
}

impl Auth {
    fn of(auth: &OutboundAuth) -> Self {
        let mut shown = Self {
            auth_type: wire::DeliveryAuthType::None,
            token: None,
            header: None,
            username: None,
            password: None,
            hmac_secret: None,
        };
        match auth {
            OutboundAuth::None => {}
            OutboundAuth::Bearer { token } => {
                shown.auth_type = wire::DeliveryAuthType::Bearer;
                shown.token = Some(token.masked());
            }
            OutboundAuth::ApiKey { header, key } => {
                shown.auth_type = wire::DeliveryAuthType::ApiKey;
                (shown.header, shown.token) = (Some(header.clone()), Some(key.masked()));
            }
            OutboundAuth::Basic { username, password } => {
                shown.auth_type = wire::DeliveryAuthType::Basic;
                (shown.username, shown.password) = (Some(username.clone()), Some(password.masked()));
            }
            OutboundAuth::Hmac { secret } => {
                shown.auth_type = wire::DeliveryAuthType::Hmac;
                shown.hmac_secret = secret.as_ref().map(Secret::masked);
            }
        }
        shown
    }
}
