//! Ask a channel's quota for one request (FR-04, C17 to C20). The log is kept in memory where one process has the
//! database to itself, and in the database where several share it.

mod memory;

use patchbay_domain::address_limits::AddressLimits;
use patchbay_domain::quota::{Admission, Quota, Window};
use patchbay_domain::webhook::Channel;
use patchbay_storage::StorageError;

use super::limit_tries::TryLimits;
use super::{ActionError, Services};
use memory::MemoryLogs;

/// What this process counts of requests.
#[derive(Debug)]
pub struct Limits {
    enabled: bool,
    logs: MemoryLogs,
    /// Requests and failed authentications by address.
    pub addresses: AddressLimits,
    /// Tries to sign in, and resets asked for.
    pub tries: TryLimits,
}

impl Limits {
    /// Quotas that hold, or none at all (`PATCHBAY_RATE_LIMITS`).
    #[must_use]
    pub fn new(enabled: bool) -> Self {
        Self {
            enabled,
            logs: MemoryLogs::default(),
            addresses: AddressLimits::new(enabled),
            tries: TryLimits::new(enabled),
        }
    }

    /// Whether they hold.
    #[must_use]
    pub const fn enabled(&self) -> bool {
        self.enabled
    }
}

/// Counts one request, once its sender has proved who they are; what a request over the quota becomes is the channel's
/// choice. None: limits are off.
///
/// # Errors
/// Only the database's own.
pub async fn spend_quota(services: &Services, channel: &Channel) -> Result<Option<Admission>, ActionError> {
    if !services.limits.enabled() {
        return Ok(None);
    }
    let now = services.now();
    let (organization, webhook) = (channel.organization_id, channel.id);
    let (quota, overflow) = (Quota::of(channel), channel.overflow);
    let admission = if services.storage.is_embedded() {
        let scope = services.storage.scope(organization);
        let hits = scope.quota_hits(webhook, now - Window::Hour.length());
        services.limits.logs.spend(webhook, quota, now, overflow, hits).await?
    } else {
        let work = services.storage.writer().transact(move |tx| {
            Box::pin(async move {
                let scope = tx.scope(organization);
                scope.spend_quota(webhook, quota, now, overflow).await
            })
        });
        let spent: Result<Admission, StorageError> = work.await;
        spent?
    };
    Ok(Some(admission))
}
