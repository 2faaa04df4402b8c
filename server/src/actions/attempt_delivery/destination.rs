//! Where a delivery goes: to a subscription, or out by a channel; or nowhere at present.

use std::sync::Arc;

use patchbay_domain::delivery::{Delivery, DeliveryKind};
use patchbay_domain::retry_policy::RetrySchedule;
use patchbay_domain::subscription::Subscription;
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::StorageError;

use super::super::Services;

/// Where a delivery goes.
pub(super) enum Destination {
    /// To whoever subscribed.
    Subscription(Arc<Subscription>),
    /// Out by a channel.
    Channel(Box<Channel>),
    /// Nowhere at present: it waits.
    Closed,
    /// Nowhere any more, and nobody wants it; why, in words.
    Unwanted(&'static str),
    /// Nowhere any more, unless somebody changes that; why, in words.
    Gone(&'static str),
}

impl Destination {
    /// Where this delivery goes now. A probe goes past an open breaker, as does what a member waits for.
    pub(super) async fn of(
        services: &Services,
        delivery: &Delivery,
        is_probe: bool,
    ) -> Result<Self, StorageError> {
        let scope = services.storage.scope(delivery.organization_id);
        let waits = delivery.kind.is_retried();
        if let Some(subscription) = scope.subscription(delivery.webhook_id).await? {
            if subscription.deleted_at.is_some() {
                return Ok(Self::Unwanted("its subscription was deleted"));
            }
            if !subscription.is_active && waits {
                return Ok(Self::Closed);
            }
            if waits && !is_probe && is_open(services, delivery).await? {
                return Ok(Self::Closed);
            }
            return Ok(Self::Subscription(Arc::new(subscription)));
        }
        let Some(channel) = scope.channel(delivery.webhook_id).await? else {
            return Ok(Self::Unwanted("its webhook was removed for good"));
        };
        if channel.deleted_at.is_some() {
            return Ok(Self::Gone("its channel was deleted"));
        }
        if !channel.outbound_enabled {
            return Ok(Self::Gone("outbound is switched off for its channel; switch it on and retry"));
        }
        let has_breaker = matches!(channel.settings, ChannelSettings::Custom(_));
        if has_breaker && waits && !is_probe && is_open(services, delivery).await? {
            return Ok(Self::Closed);
        }
        Ok(Self::Channel(Box::new(channel)))
    }

    /// When its tries are due.
    pub(super) fn retry(&self) -> RetrySchedule {
        match self {
            Self::Subscription(subscription) => subscription.retry.clone(),
            Self::Channel(_) | Self::Closed | Self::Unwanted(_) | Self::Gone(_) => RetrySchedule::default(),
        }
    }
}

async fn is_open(services: &Services, delivery: &Delivery) -> Result<bool, StorageError> {
    debug_assert!(delivery.kind != DeliveryKind::Test, "a test waits for nothing");
    let Some(id) = delivery.target_id else { return Ok(false) };
    let target = services.storage.scope(delivery.organization_id).target(id).await?;
    Ok(target.is_some_and(|target| target.breaker.is_open()))
}
