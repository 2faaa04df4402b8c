//! A delivery leaves, to a subscription or by a custom channel, as their settings say.

use std::time::Duration;

use patchbay_domain::clock::Clock;
use patchbay_domain::delivery::Delivery;
use patchbay_domain::retry_policy::RetrySchedule;
use patchbay_domain::subscription::{OutboundAuth, Signing, Subscription};
use patchbay_domain::webhook::{Channel, ChannelAuth, OutboundEndpoint};

use super::http::{Outgoing, send};
use super::sent::Sent;
use crate::egress::EgressClient;

/// How long one try of a channel's may take (FR-13).
const TIMEOUT: Duration = Duration::from_secs(30);

/// Tries a delivery to a subscription once.
pub async fn to_subscription(
    egress: &EgressClient,
    clock: &dyn Clock,
    subscription: &Subscription,
    delivery: &Delivery,
) -> Sent {
    let settings = &subscription.settings;
    let outgoing = Outgoing {
        url: &settings.url,
        method: settings.method,
        headers: &settings.headers,
        auth: &settings.auth,
        secrets: &subscription.secret_keys(clock.now()),
        signing: &settings.signing,
        format: delivery.format,
        webhook_message_id: delivery.webhook_message_id(),
        event_type: &delivery.event_type,
        delivery_id: delivery.id,
        body: &delivery.body,
        retries_refusals: subscription.retry.retries_refusals(),
        timeout: Duration::from_secs(u64::from(subscription.timeout_seconds)),
    };
    send(egress, clock, outgoing).await
}

/// Tries a delivery to a custom channel's outbound URL once; `auth` is the channel's own, and `body` what is sent: the
/// delivery's, or that with something put in as it leaves.
pub async fn by_custom_channel(
    egress: &EgressClient,
    clock: &dyn Clock,
    channel: &Channel,
    (auth, endpoint): (&ChannelAuth, &OutboundEndpoint),
    (delivery, body): (&Delivery, &str),
) -> Sent {
    let keys = channel.secret_keys(clock.now());
    let (auth, secrets) = match auth.clone() {
        ChannelAuth::None | ChannelAuth::Hmac { secret: None } => (OutboundAuth::None, keys),
        ChannelAuth::Bearer { token } => (OutboundAuth::Bearer { token }, keys),
        ChannelAuth::ApiKey { header, key } => (OutboundAuth::ApiKey { header, key }, keys),
        ChannelAuth::Hmac { secret: Some(secret) } => (OutboundAuth::None, vec![secret]),
    };
    let outgoing = Outgoing {
        url: &endpoint.url,
        method: endpoint.method,
        headers: &endpoint.headers,
        auth: &auth,
        secrets: &secrets,
        signing: &Signing::default(),
        format: delivery.format,
        webhook_message_id: delivery.webhook_message_id(),
        event_type: &delivery.event_type,
        delivery_id: delivery.id,
        body,
        retries_refusals: RetrySchedule::default().retries_refusals(),
        timeout: TIMEOUT,
    };
    send(egress, clock, outgoing).await
}
