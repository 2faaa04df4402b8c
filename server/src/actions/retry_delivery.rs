//! A member tries a failed delivery again: the same delivery, under the same id, with the whole list of delays anew
//! (C31).

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::delivery::{Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::ids::{DeliveryId, JobId};
use patchbay_domain::job::{JobWork, NewJob};
use patchbay_storage::StorageError;

use super::attempt_delivery::show;
use super::send_message::attempt_job;
use super::{ActionError, Missing, Services};

/// Tries a delivery again that was given up; `even_if_arrived`: also one that arrived.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown delivery, [`ActionError::Conflict`] for one that has
/// not failed.
pub async fn retry_delivery(
    services: &Services,
    actor: &Actor,
    id: DeliveryId,
    even_if_arrived: bool,
) -> Result<Delivery, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let job_id = JobId::new(now, &*services.entropy);
    let audit = AuditEntry::by(actor, "delivery.retried", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let seen = scope.delivery(id).await?.ok_or(ActionError::NotFound(Missing::Delivery))?;
                let mut delivery = seen.clone();
                let retried = delivery.progress.retry(even_if_arrived, now);
                if retried.is_err() || !may_be_retried(&seen) {
                    return Err(ActionError::Conflict(not_failed()));
                }
                scope.update_delivery(&seen, &delivery).await.map_err(|error| match error {
                    StorageError::Duplicate(_) => {
                        ActionError::Conflict("it is being retried already".to_owned())
                    }
                    error => error.into(),
                })?;
                // Whoever retries by hand wants to see what comes of it: it does not wait for its address.
                let work = JobWork::AttemptDelivery { delivery_id: id, is_probe: true };
                let job = NewJob { work, ..attempt_job(job_id, &delivery, now) };
                tx.enqueue(&[job], now).await?;
                scope.record(&audit).await?;
                show(tx, &delivery).await?;
                Ok(delivery)
            })
        })
        .await
}

fn not_failed() -> String {
    "only a failed delivery can be retried; this one has not failed".to_owned()
}

/// What must not be sent to a person stays unsent; what a member called off of a system's may be tried again.
pub(super) fn may_be_retried(delivery: &Delivery) -> bool {
    delivery.state() != DeliveryState::Cancelled || delivery.kind == DeliveryKind::Event
}
