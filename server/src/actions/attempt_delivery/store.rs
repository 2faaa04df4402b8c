//! A try is written down, with everything that follows from it, in one transaction.

use std::sync::Arc;

use chrono::TimeDelta;
use patchbay_domain::consent::{Consent, ConsentState};
use patchbay_domain::delivery::{DeliveryKind, DeliveryState};
use patchbay_domain::webhook::ChannelStats;
use patchbay_storage::{StorageError, Tx};

use super::super::{ActionError, Services};
use super::{Record, follow_up, show};
use crate::delivery::outcome::Outcome;

/// Twilio's code for a recipient who opted out.
const REFUSED_BY_OPT_OUT: &str = "21610";

/// Writes a try down: together with others where it is a usual one, else in a transaction of its own.
pub(super) async fn store(services: &Services, record: Record) -> Result<(), ActionError> {
    if let Some(plain) = record.plain(services.disable_after)
        && services.storage.writer().record(plain).await?
    {
        return Ok(());
    }
    let (record, inner) = (Arc::new(record), services.clone());
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, record) = (inner.clone(), Arc::clone(&record));
            Box::pin(async move { store_whole(&services, tx, &record).await })
        })
        .await?;
    Ok(())
}

impl Record {
    /// The usual cases, which are recorded together with others: an event that arrived, or that is tried again, and nothing
    /// else follows.
    fn plain(&self, patience: TimeDelta) -> Option<patchbay_storage::Record> {
        let [attempt] = self.attempts.as_slice() else { return None };
        let is_usual = match self.outcome? {
            Outcome::Delivered => self.delivery.state() == DeliveryState::Success,
            Outcome::Retry { .. } => self.delivery.state() == DeliveryState::Retrying && self.next.is_some(),
            Outcome::GiveUp | Outcome::Gone => false,
        };
        let is_event = self.delivery.kind == DeliveryKind::Event && self.delivery.message_id.is_none();
        let is_plain = is_usual && is_event && self.delivery.lane.is_none() && self.provider_id.is_none();
        Some(patchbay_storage::Record {
            lease: self.lease,
            seen: self.seen.clone(),
            delivery: self.delivery.clone(),
            attempt: attempt.clone(),
            target_id: self.delivery.target_id.filter(|_| is_plain)?,
            next: self.next.clone(),
            patience,
            now: self.now,
        })
    }
}

async fn store_whole(services: &Services, tx: &Tx, record: &Record) -> Result<(), StorageError> {
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
