//! Deliveries that were claimed together are read together, with where they go.

use std::collections::HashMap;
use std::sync::Arc;

use patchbay_domain::delivery::Delivery;
use patchbay_domain::ids::{DeliveryId, OrganizationId};
use patchbay_domain::job::{JobWork, LeasedJob};
use patchbay_domain::subscription::Subscription;
use patchbay_storage::StorageError;

use super::Services;

/// What a try of a delivery needs.
pub type Known = (Delivery, Arc<Subscription>);

/// Those of the claimed deliveries that go to a subscription which takes them at present. Any other one is looked at by
/// itself, as is each of them where this fails.
///
/// # Errors
/// Only the database's own.
pub async fn read_claimed(
    services: &Services,
    jobs: &[LeasedJob],
) -> Result<HashMap<DeliveryId, Known>, StorageError> {
    let mut wanted: HashMap<OrganizationId, Vec<DeliveryId>> = HashMap::new();
    for job in jobs {
        if let (JobWork::AttemptDelivery { delivery_id, is_probe: false }, Some(of)) =
            (&job.work, job.organization_id)
        {
            wanted.entry(of).or_default().push(*delivery_id);
        }
    }
    let mut known = HashMap::new();
    for (of, ids) in wanted {
        // First: an audience that closes while the deliveries are read is seen by nobody sooner.
        let audience = services.audiences.current(services, of).await?;
        let deliveries = services.storage.scope(of).deliveries_by_ids(ids).await?;
        for delivery in deliveries.into_iter().filter(|delivery| delivery.progress.may_be_tried()) {
            if let Some(subscription) = audience.open_subscription(delivery.webhook_id) {
                known.insert(delivery.id, (delivery, Arc::clone(subscription)));
            }
        }
    }
    Ok(known)
}
