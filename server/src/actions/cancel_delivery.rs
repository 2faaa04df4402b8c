//! A member calls a delivery off that has not arrived yet.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::delivery::Delivery;
use patchbay_domain::ids::DeliveryId;
use patchbay_storage::StorageError;

use super::attempt_delivery::show;
use super::{ActionError, Missing, Services};

/// Calls it off: no further try is made. One that is being tried at this moment may still arrive.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown one, [`ActionError::Conflict`] for one that is at its end.
pub async fn cancel_delivery(
    services: &Services,
    actor: &Actor,
    id: DeliveryId,
) -> Result<Delivery, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let audit = AuditEntry::by(actor, "delivery.cancelled", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let seen = scope.delivery(id).await?.ok_or(ActionError::NotFound(Missing::Delivery))?;
                let mut delivery = seen.clone();
                delivery
                    .progress
                    .cancel("a member called it off", now)
                    .map_err(|_| ActionError::Conflict("it is at its end already".to_owned()))?;
                scope.update_delivery(&seen, &delivery).await.map_err(|error| match error {
                    StorageError::Duplicate(_) => {
                        ActionError::Conflict("it was tried at the same moment; look again".to_owned())
                    }
                    error => error.into(),
                })?;
                // Its job finds it at its end, and ends too.
                scope.record(&audit).await?;
                show(tx, &delivery).await?;
                Ok(delivery)
            })
        })
        .await
}
