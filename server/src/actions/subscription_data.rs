//! A subscription as the audit trail shows it: secrets masked, so that a change of one shows and nobody learns it.

use patchbay_domain::secret::Secret;
use patchbay_domain::subscription::{OutboundAuth, Subscription};
use serde_json::{Map, Value, json};

pub(super) fn subscription_data(subscription: &Subscription) -> Value {
    let settings = &subscription.settings;
    let (auth, secret) = match &settings.auth {
        OutboundAuth::None => ("none", None),
        OutboundAuth::Bearer { token } => ("bearer", Some(token)),
        OutboundAuth::ApiKey { key, .. } => ("api_key", Some(key)),
        OutboundAuth::Basic { password, .. } => ("basic", Some(password)),
        OutboundAuth::Hmac { secret } => ("hmac", secret.as_ref()),
    };
    let masked = |(name, value): (&String, &Secret)| (name.clone(), Value::from(value.masked()));
    json!({
        "name": subscription.name,
        "description": subscription.description,
        // Of many services the URL is itself the secret.
        "host": settings.url.host_str(),
        "url": Secret::new(settings.url.as_str()).masked(),
        "method": settings.method,
        "headers": settings.headers.iter().map(masked).collect::<Map<_, _>>(),
        "authType": auth,
        "authSecret": secret.map(Secret::masked),
        "signatureHeaders": settings.signing.header_names,
        "ed25519": settings.signing.ed25519_seed.is_some(),
        "events": subscription.events,
        "pinnedVersions": subscription.pinned_versions,
        "channels": subscription.labels,
        "payloadFormat": subscription.format,
        "timeoutSeconds": subscription.timeout_seconds,
        "retryDelays": subscription.retry.delays(),
        "rateLimitPerSecond": subscription.rate_limit_per_second,
        "ordering": subscription.ordering,
        "metadata": subscription.metadata,
        "isActive": subscription.is_active,
        "disabledReason": subscription.disabled_reason,
    })
}
