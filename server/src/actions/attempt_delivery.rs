//! A delivery is tried once: sent outside any transaction, then one transaction records the try and says what comes next.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::change::ChangeKind;
use patchbay_domain::delivery::{Attempt, AttemptOutcome, Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::ids::{AttemptId, DeliveryId, JobId, OrganizationId};
use patchbay_domain::job::{Lease, LeasedJob, NewJob};
use patchbay_domain::message::MessageStatus;
use patchbay_domain::webhook::{Channel, ChannelSettings, ChannelStats, OutboundEndpoint};
use patchbay_storage::{StorageError, Tx};

use super::announce::change;
use super::send_message::attempt_job;
use super::{ActionError, Services};
use crate::channels::custom::send::{self, Outgoing, Sent};
use crate::delivery::outcome::Outcome;
use crate::delivery::retry_policy::{self, RetryPolicy};

/// How long one try may take (FR-13).
const TIMEOUT: Duration = Duration::from_secs(30);

/// Tries a delivery. One that needs no try any more ends the job.
///
/// # Errors
/// The database's own, or a lost lease: the job is to be put back or left to whoever has it.
pub async fn attempt_delivery(
    services: &Services,
    organization_id: OrganizationId,
    delivery_id: DeliveryId,
    job: &LeasedJob,
) -> Result<(), ActionError> {
    let scope = services.storage.scope(organization_id);
    let delivery = scope.delivery(delivery_id).await?.filter(|delivery| !delivery.state.is_final());
    let Some(delivery) = delivery else { return finish(services, job.lease).await };
    let channel = scope.channel(delivery.webhook_id).await?;
    let tried = match channel.as_ref().map_or(Err("its channel is gone"), outbound) {
        Ok((channel, endpoint)) => Tried::Sent(send_to(services, channel, endpoint, &delivery).await),
        Err(reason) => Tried::NotAtAll(reason),
    };
    record(services, delivery, job, tried).await
}

/// What a try came to.
enum Tried {
    /// A request was sent.
    Sent(Sent),
    /// There is nowhere to send it; why, in words.
    NotAtAll(&'static str),
}

fn outbound(channel: &Channel) -> Result<(&Channel, &OutboundEndpoint), &'static str> {
    if channel.deleted_at.is_some() {
        return Err("its channel was deleted");
    }
    if !channel.outbound_enabled {
        return Err("outbound is switched off for its channel; switch it on and retry");
    }
    let ChannelSettings::Custom(custom) = &channel.settings;
    let endpoint = custom.outbound.as_ref();
    endpoint
        .map(|endpoint| (channel, endpoint))
        .ok_or("its channel has no outbound URL any more; set one and retry")
}

async fn send_to(
    services: &Services,
    channel: &Channel,
    endpoint: &OutboundEndpoint,
    delivery: &Delivery,
) -> Sent {
    let ChannelSettings::Custom(custom) = &channel.settings;
    let outgoing = Outgoing {
        endpoint,
        auth: &custom.auth,
        channel_secret: &channel.secret_key,
        event_id: delivery.event_id,
        event_type: &delivery.event_type,
        delivery_id: delivery.id,
        body: &delivery.body,
        policy: RetryPolicy::default(),
        timeout: TIMEOUT,
    };
    send::send(&services.egress, &*services.clock, outgoing).await
}

/// What is stored of a try, made before the transaction so that it can run twice.
struct Record {
    seen: Delivery,
    delivery: Delivery,
    attempts: Vec<Attempt>,
    /// The next try.
    next: Option<NewJob>,
    lease: Lease,
    now: DateTime<Utc>,
}

async fn record(
    services: &Services,
    seen: Delivery,
    job: &LeasedJob,
    tried: Tried,
) -> Result<(), ActionError> {
    let record = Arc::new(judge(services, seen, job, tried));
    services
        .storage
        .writer()
        .transact(move |tx| {
            let record = Arc::clone(&record);
            Box::pin(async move { store(tx, &record).await })
        })
        .await?;
    Ok(())
}

fn judge(services: &Services, seen: Delivery, job: &LeasedJob, tried: Tried) -> Record {
    let now = services.now();
    let mut delivery = seen.clone();
    let mut attempts = Vec::new();
    if job.was_interrupted() {
        // The process ended during that try: whether it arrived, nobody knows; it is sent again under the same id.
        attempts.push(unknown(services, &mut delivery, now));
    }
    let (outcome, error) = match tried {
        Tried::NotAtAll(reason) => (Outcome::GiveUp, Some(reason.to_owned())),
        Tried::Sent(sent) => {
            let (outcome, error) = (sent.outcome, sent.error.clone());
            attempts.push(written(services, &mut delivery, sent));
            (outcome, error)
        }
    };
    let policy = RetryPolicy::default();
    let delay = match outcome {
        Outcome::Retry { after_hint } if delivery.kind != DeliveryKind::Test => {
            retry_policy::next_delay(policy, delivery.attempts_in_run, after_hint)
        }
        _ => None,
    };
    let next_at = delay
        .map(|delay| policy.with_jitter(delay, &*services.entropy))
        .map(|delay| now + TimeDelta::from_std(delay).unwrap_or(TimeDelta::MAX));
    delivery.state = match (outcome, next_at) {
        (Outcome::Delivered, _) => DeliveryState::Success,
        (_, Some(_)) => DeliveryState::Retrying,
        (_, None) => DeliveryState::Failed,
    };
    delivery.next_attempt_at = next_at;
    delivery.last_error = error;
    delivery.finished_at = delivery.state.is_final().then_some(now);
    let next = next_at.map(|at| attempt_job(JobId::new(now, &*services.entropy), &delivery, at));
    Record { seen, delivery, attempts, next, lease: job.lease, now }
}

fn unknown(services: &Services, delivery: &mut Delivery, now: DateTime<Utc>) -> Attempt {
    delivery.attempt_count += 1;
    Attempt {
        id: AttemptId::new(now, &*services.entropy),
        delivery_id: delivery.id,
        number: delivery.attempt_count,
        outcome: AttemptOutcome::Unknown,
        status: None,
        response_headers: Vec::new(),
        response_body: None,
        error: Some("Patchbay stopped during this try, so nobody knows whether it arrived".to_owned()),
        duration_ms: 0,
        started_at: now,
    }
}

fn written(services: &Services, delivery: &mut Delivery, sent: Sent) -> Attempt {
    delivery.attempt_count += 1;
    delivery.attempts_in_run += 1;
    Attempt {
        id: AttemptId::new(sent.started_at, &*services.entropy),
        delivery_id: delivery.id,
        number: delivery.attempt_count,
        outcome: sent.attempt_outcome,
        status: sent.status,
        response_headers: sent.response_headers,
        response_body: sent.response_body,
        error: sent.error,
        duration_ms: sent.duration_ms,
        started_at: sent.started_at,
    }
}

async fn store(tx: &Tx, record: &Record) -> Result<(), StorageError> {
    let Record { seen, delivery, attempts, now, .. } = record;
    tx.finish_job(record.lease).await?;
    let scope = tx.scope(delivery.organization_id);
    scope.update_delivery(seen, delivery).await?;
    for attempt in attempts {
        scope.insert_attempt(attempt).await?;
    }
    if let (Some(target), false) = (delivery.target_id, attempts.is_empty()) {
        scope.count_on_target(target, delivery.state == DeliveryState::Success).await?;
    }
    if let Some(next) = &record.next {
        tx.enqueue(std::slice::from_ref(next), *now).await?;
    }
    if delivery.state == DeliveryState::Failed && delivery.kind == DeliveryKind::Reply {
        let more = ChannelStats { deliveries_failed: 1, ..ChannelStats::default() };
        scope.count_on_channel(delivery.webhook_id, &more).await?;
    }
    show(tx, delivery).await
}

/// A message stands where its delivery stands; whoever looks at either sees it.
pub(super) async fn show(tx: &Tx, delivery: &Delivery) -> Result<(), StorageError> {
    let (organization, thread) = (delivery.organization_id, delivery.conversation_id);
    let webhook = Some(delivery.webhook_id);
    tx.changed(change(organization, ChangeKind::Delivery, delivery.id.uuid(), thread, webhook));
    let Some(message) = delivery.message_id else { return Ok(()) };
    let status = match delivery.state {
        DeliveryState::Pending | DeliveryState::Delivering | DeliveryState::Held => MessageStatus::Pending,
        DeliveryState::Retrying => MessageStatus::Retrying,
        DeliveryState::Success => MessageStatus::Delivered,
        DeliveryState::Failed | DeliveryState::Cancelled => MessageStatus::Failed,
    };
    let error = delivery.last_error.as_deref();
    tx.scope(organization).set_message_status(message, status, error, delivery.finished_at).await?;
    tx.changed(change(organization, ChangeKind::Message, message.uuid(), thread, webhook));
    Ok(())
}

async fn finish(services: &Services, lease: Lease) -> Result<(), ActionError> {
    let done =
        services.storage.writer().transact(move |tx| Box::pin(async move { tx.finish_job(lease).await }));
    Ok(done.await?)
}
