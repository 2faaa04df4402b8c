//! An address takes something again: what waited for it is due.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::breaker::Breaker;
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{EventId, JobId, OrganizationId, TargetId};
use patchbay_domain::job::{JobPriority, JobWork, Lease, NewJob};
use patchbay_domain::target::Target;
use patchbay_storage::{StorageError, Tx};
use serde_json::json;

use super::announce::timestamp;
use super::attempt_delivery::show;
use super::emit_events::emit_events;
use super::named_webhook::named_webhook;
use super::purge_webhook::PURGED;
use super::send_message::attempt_job;
use super::{ActionError, Services};

/// Deliveries that one transaction makes due.
const AT_ONCE: u64 = 200;

/// The job that makes due what waits for an address.
pub(super) fn release_job(id: JobId, of: OrganizationId, target_id: TargetId, now: DateTime<Utc>) -> NewJob {
    NewJob {
        id,
        organization_id: Some(of),
        work: JobWork::ReleaseHeld { target_id },
        lane: Some(format!("release:{target_id}")),
        target_id: None,
        priority: JobPriority::Normal,
        run_at: now,
    }
}

/// Makes due what waits for an address, a part at a time; should it take nothing again meanwhile, the rest goes on waiting.
///
/// # Errors
/// The database's own, or a lost lease.
pub async fn release_held(
    services: &Services,
    organization_id: OrganizationId,
    target_id: TargetId,
    lease: Lease,
) -> Result<(), ActionError> {
    let now = services.now();
    let services_inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let services = services_inside.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let target = scope.lock_target(target_id).await?;
                let standing = Standing::of(tx, target.as_ref()).await?;
                let held = match standing {
                    Standing::Takes | Standing::Deleted => scope.held_deliveries(target_id, AT_ONCE).await?,
                    Standing::Purged => scope.open_deliveries(target_id, AT_ONCE).await?,
                    Standing::TakesNothing => Vec::new(),
                };
                let reason = standing.reason();
                let mut jobs = Vec::with_capacity(held.len());
                // A microsecond apart: what waits for one another keeps its order.
                for (seen, place) in held.iter().zip(0..) {
                    let mut delivery = seen.clone();
                    let moved = match reason {
                        Some(reason) => delivery.progress.cancel(reason, now),
                        None => delivery.progress.release(now),
                    };
                    moved.map_err(|error| StorageError::Corrupt(error.to_string()))?;
                    scope.update_delivery(seen, &delivery).await?;
                    if reason.is_none() {
                        let id = JobId::new(now + TimeDelta::microseconds(place), &*services.entropy);
                        jobs.push(attempt_job(id, &delivery, now));
                    }
                    show(tx, &delivery).await?;
                }
                tx.enqueue(&jobs, now).await?;
                if held.len() as u64 == AT_ONCE {
                    let next = JobId::new(now, &*services.entropy);
                    return tx
                        .follow_job(lease, &release_job(next, organization_id, target_id, now), now)
                        .await;
                }
                tx.finish_job(lease).await
            })
        })
        .await?;
    Ok(())
}

/// What becomes of what waits for an address.
#[derive(Clone, Copy)]
enum Standing {
    /// It is due.
    Takes,
    /// It waits on.
    TakesNothing,
    /// It is called off.
    Deleted,
    /// It is called off, and so is what does not wait but is to be tried: the address is gone with its webhook.
    Purged,
}

impl Standing {
    async fn of(tx: &Tx, target: Option<&Target>) -> Result<Self, StorageError> {
        let Some(target) = target else { return Ok(Self::Purged) };
        let subscription = tx.scope(target.organization_id).subscription(target.webhook_id).await?;
        Ok(match subscription {
            Some(subscription) if subscription.deleted_at.is_some() => Self::Deleted,
            Some(subscription) if !subscription.is_active => Self::TakesNothing,
            _ if target.breaker.is_open() => Self::TakesNothing,
            _ => Self::Takes,
        })
    }

    /// Why it is called off.
    const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Takes | Self::TakesNothing => None,
            Self::Deleted => Some("its subscription was deleted"),
            Self::Purged => Some(PURGED),
        }
    }
}

/// Tells that an address works again, with how many deliveries waited for it.
pub(super) async fn recovered(
    services: &Services,
    tx: &Tx,
    target: &Target,
    before: &Breaker,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let scope = tx.scope(target.organization_id);
    let Some(webhook) = named_webhook(tx, target.organization_id, target.webhook_id).await? else {
        return Ok(());
    };
    let data = json!({
        "webhookId": target.webhook_id,
        "webhookNumber": webhook.number,
        "name": webhook.name,
        "url": webhook.url,
        "heldDeliveries": scope.count_held(target.id).await?,
        "failingSince": before.failing_since.map(timestamp),
    });
    let id = EventId::new(now, &*services.entropy);
    let event = Event::own(id, target.organization_id, EventType::WebhookRecovered, data, now)
        .at(Some(target.webhook_id), None);
    emit_events(services, tx, &[event]).await
}
