//! A try is written down, with everything that follows from it, in one transaction.

use patchbay_domain::consent::{Consent, ConsentState};
use patchbay_domain::delivery::{DeliveryKind, DeliveryState};
use patchbay_domain::webhook::ChannelStats;
use patchbay_storage::{StorageError, Tx};

use super::super::Services;
use super::{Record, follow_up, show};

/// Twilio's code for a recipient who opted out.
const REFUSED_BY_OPT_OUT: &str = "21610";

pub(super) async fn store(services: &Services, tx: &Tx, record: &Record) -> Result<(), StorageError> {
    let Record { seen, delivery, attempts, now, .. } = record;
    match &record.next {
        Some(next) => tx.follow_job(record.lease, next, *now).await?,
        None => tx.finish_job(record.lease).await?,
    }
    let scope = tx.scope(delivery.organization_id);
    scope.update_delivery(seen, delivery).await?;
    for attempt in attempts {
        scope.insert_attempt(attempt).await?;
    }
    if let (Some(id), Some(message)) = (&record.provider_id, delivery.message_id) {
        scope.set_external_id(message, id).await?;
    }
    if let (true, Some(address)) = (record.opted_out, &delivery.recipient) {
        let consent = Consent {
            webhook_id: delivery.webhook_id,
            address: address.clone(),
            state: ConsentState::OptedOut,
            keyword: REFUSED_BY_OPT_OUT.to_owned(),
            changed_at: *now,
        };
        scope.record_consent(delivery.id.uuid(), &consent).await?;
    }
    if !attempts.is_empty() {
        let error = delivery.progress.last_error.as_deref();
        let error = error.filter(|_| delivery.state() != DeliveryState::Success);
        scope.note_outbound(delivery.webhook_id, error, *now).await?;
    }
    if delivery.state() == DeliveryState::Failed && delivery.kind == DeliveryKind::Reply {
        let more = ChannelStats { deliveries_failed: 1, ..ChannelStats::default() };
        scope.count_on_channel(delivery.webhook_id, &more).await?;
    }
    show(tx, delivery).await?;
    follow_up::on_target(services, tx, record).await?;
    follow_up::events(services, tx, record).await
}
