//! What a try says about its address, and the events that follow from its end.

use patchbay_domain::breaker::BreakerChange;
use patchbay_domain::delivery::{Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::event::{Event, EventType, is_operational};
use patchbay_domain::event_name::EventName;
use patchbay_domain::ids::{EventId, JobId};
use patchbay_domain::subscription::DisabledReason;
use patchbay_domain::target::{Target, TargetStats};
use patchbay_storage::{StorageError, Tx};
use serde_json::json;

use super::super::Services;
use super::super::disable_webhook::disable_webhook;
use super::super::emit_events::emit_events;
use super::super::probe_target::probe_at;
use super::super::release_held::{recovered, release_job};
use super::Record;
use crate::delivery::outcome::Outcome;

/// Counts the try on its address, and does what its breaker asks for. What a member tests says that an address works, not
/// that it does not.
pub(super) async fn on_target(services: &Services, tx: &Tx, record: &Record) -> Result<(), StorageError> {
    let (Some(id), Some(outcome)) = (record.delivery.target_id, record.outcome) else { return Ok(()) };
    let scope = tx.scope(record.delivery.organization_id);
    let Some(mut target) = scope.lock_target(id).await? else { return Ok(()) };
    let is_test = !record.delivery.kind.is_retried();
    if is_test && outcome != Outcome::Delivered {
        return Ok(());
    }
    if !is_test {
        count(&mut target.stats, record);
    }
    let before = target.breaker;
    let change = match outcome {
        Outcome::Delivered => target.breaker.succeeded(),
        _ if target.kind.has_breaker() => target.breaker.failed(record.now),
        _ => {
            target.breaker.consecutive_failures = target.breaker.consecutive_failures.saturating_add(1);
            BreakerChange::None
        }
    };
    scope.update_target(&target).await?;
    let new_job = || JobId::new(record.now, &*services.entropy);
    match change {
        BreakerChange::None => {}
        BreakerChange::ProbeAt(at) => {
            let probe = probe_at(new_job(), target.organization_id, target.id, at);
            tx.enqueue(&[probe], record.now).await?;
        }
        BreakerChange::Closed => {
            let release = release_job(new_job(), target.organization_id, target.id, record.now);
            tx.enqueue(&[release], record.now).await?;
            recovered(services, tx, &target, &before, record.now).await?;
        }
    }
    if let Some(reason) = to_disable(services, &target, outcome, record) {
        disable_webhook(services, tx, &target, reason, record.now).await?;
    }
    Ok(())
}

fn to_disable(
    services: &Services,
    target: &Target,
    outcome: Outcome,
    record: &Record,
) -> Option<DisabledReason> {
    match outcome {
        Outcome::Gone => Some(DisabledReason::Gone),
        Outcome::Delivered => None,
        _ if !target.kind.has_breaker() => None,
        _ if target.breaker.has_failed_for(services.disable_after, record.now) => {
            Some(DisabledReason::Failing)
        }
        _ => None,
    }
}

fn count(stats: &mut TargetStats, record: &Record) {
    let (delivery, now) = (&record.delivery, record.now);
    for attempt in &record.attempts {
        stats.count_try(attempt, now);
    }
    stats.count_state(delivery.state(), delivery.progress.last_error.as_deref(), now);
}

/// The events that a delivery's end is.
pub(super) async fn events(services: &Services, tx: &Tx, record: &Record) -> Result<(), StorageError> {
    let delivery = &record.delivery;
    let mut happened = Vec::new();
    let event = |event_type, data| {
        let id = EventId::new(record.now, &*services.entropy);
        Event::own(id, delivery.organization_id, event_type, data, record.now)
            .at(Some(delivery.webhook_id), delivery.conversation_id)
    };
    if let (DeliveryKind::Reply, Some(message)) = (delivery.kind, delivery.message_id) {
        let of_message = json!({
            "messageId": message,
            "conversationId": delivery.conversation_id,
            "deliveryId": delivery.id,
            "attempts": delivery.progress.attempt_count,
            "error": delivery.progress.last_error,
        });
        match delivery.state() {
            DeliveryState::Success => happened.push(event(EventType::MessageDelivered, of_message)),
            DeliveryState::Failed => happened.push(event(EventType::MessageFailed, of_message)),
            _ => {}
        }
    }
    if delivery.state() == DeliveryState::Failed && is_told(delivery) {
        let last = record.attempts.last();
        let data = json!({
            "deliveryId": delivery.id,
            "webhookId": delivery.webhook_id,
            "eventId": delivery.event_id,
            "eventType": delivery.event_type,
            "attempts": delivery.progress.attempt_count,
            "lastStatus": last.and_then(|attempt| attempt.status),
            "lastError": delivery.progress.last_error,
        });
        happened.push(event(EventType::DeliveryExhausted, data));
    }
    emit_events(services, tx, &happened).await
}

/// That an event about deliveries could not be delivered is told to nobody: it would be told for ever.
fn is_told(delivery: &Delivery) -> bool {
    let name = EventName::parse(&delivery.event_type);
    delivery.kind.is_retried() && name.is_ok_and(|name| !is_operational(&name))
}
