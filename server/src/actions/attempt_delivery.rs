//! A delivery is tried once: sent outside any transaction, then one transaction records the try and says what comes next.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::change::ChangeKind;
use patchbay_domain::consent::{Consent, ConsentState};
use patchbay_domain::delivery::{Attempt, AttemptOutcome, Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::ids::{AttemptId, DeliveryId, JobId, OrganizationId};
use patchbay_domain::job::{Lease, LeasedJob, NewJob};
use patchbay_domain::message::MessageStatus;
use patchbay_domain::webhook::ChannelStats;
use patchbay_storage::{StorageError, Tx};

use super::announce::change;
use super::send_message::attempt_job;
use super::{ActionError, Services};
use crate::delivery::outcome::Outcome;
use crate::delivery::retry_policy::{self, RetryPolicy};
use crate::delivery::sent::Sent;

mod send;

/// Twilio's code for a recipient who opted out.
const REFUSED_BY_OPT_OUT: &str = "21610";

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
    let tried = send::send(services, &delivery, job).await?;
    record(services, delivery, job, tried).await
}

/// What a try came to.
enum Tried {
    /// It was tried.
    Sent(Sent),
    /// There is nowhere to send it; why, in words. It can be tried again by hand.
    NotAtAll(String),
    /// It must not be sent; why, in words.
    Withheld(String),
}

/// What is stored of a try, made before the transaction so that it can run twice.
struct Record {
    seen: Delivery,
    delivery: Delivery,
    attempts: Vec<Attempt>,
    /// The next try.
    next: Option<NewJob>,
    /// What the provider calls what it took.
    provider_id: Option<String>,
    /// Whether the recipient wants nothing any more, as the provider says.
    opted_out: bool,
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
        // The process ended during that try: whether it arrived, nobody knows. It is sent again under the same id, or
        // looked up first where the receiver knows no ids.
        attempts.push(unknown(services, &mut delivery, now));
    }
    let mut withheld = false;
    let (mut provider_id, mut opted_out) = (None, false);
    let (outcome, error) = match tried {
        Tried::NotAtAll(reason) => (Outcome::GiveUp, Some(reason)),
        Tried::Withheld(reason) => {
            withheld = true;
            (Outcome::GiveUp, Some(reason))
        }
        Tried::Sent(mut sent) => {
            let (outcome, error) = (sent.outcome, sent.error.clone());
            (provider_id, opted_out) = (sent.provider_id.take(), sent.recipient_opted_out);
            attempts.push(written(services, &mut delivery, sent));
            (outcome, error)
        }
    };
    let policy = RetryPolicy::default();
    let delay = match outcome {
        Outcome::Retry { after_hint }
            if matches!(delivery.kind, DeliveryKind::Reply | DeliveryKind::PasswordReset) =>
        {
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
        (_, None) if withheld => DeliveryState::Cancelled,
        (_, None) => DeliveryState::Failed,
    };
    delivery.next_attempt_at = next_at;
    delivery.last_error = error;
    delivery.finished_at = delivery.state.is_final().then_some(now);
    let next = next_at.map(|at| attempt_job(JobId::new(now, &*services.entropy), &delivery, at));
    Record { seen, delivery, attempts, next, provider_id, opted_out, lease: job.lease, now }
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
        let error = delivery.last_error.as_deref().filter(|_| delivery.state != DeliveryState::Success);
        scope.note_outbound(delivery.webhook_id, error, *now).await?;
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
