//! A delivery is tried once: sent outside any transaction, then one transaction records the try and says what comes next.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::change::ChangeKind;
use patchbay_domain::delivery::progress::Verdict;
use patchbay_domain::delivery::{Attempt, AttemptOutcome, Delivery, DeliveryState};
use patchbay_domain::ids::{AttemptId, DeliveryId, JobId, OrganizationId};
use patchbay_domain::job::{Lease, LeasedJob, NewJob};
use patchbay_domain::message::MessageStatus;
use patchbay_domain::retry_policy::RetrySchedule;
use patchbay_domain::subscription::Subscription;
use patchbay_storage::{StorageError, Tx};

use self::destination::Destination;
use super::announce::change;
use super::open_target::opened_meanwhile;
use super::probe_target::probe_at;
use super::send_message::attempt_job;
use super::{ActionError, Services};
use crate::delivery::outcome::Outcome;
use crate::delivery::sent::Sent;

mod destination;
mod follow_up;
mod send;
mod store;

/// Tries a delivery. One that needs no try any more ends the job. `is_probe`: it is tried although its address takes nothing
/// at present.
///
/// # Errors
/// The database's own, or a lost lease: the job is to be put back or left to whoever has it.
pub async fn attempt_delivery(
    services: &Services,
    organization_id: OrganizationId,
    delivery_id: DeliveryId,
    is_probe: bool,
    job: &LeasedJob,
) -> Result<(), ActionError> {
    let scope = services.storage.scope(organization_id);
    let delivery = scope.delivery(delivery_id).await?.filter(|delivery| delivery.progress.may_be_tried());
    let Some(delivery) = delivery else { return finish(services, job, organization_id, is_probe).await };
    let destination = Destination::of(services, &delivery, is_probe).await?;
    if let Destination::Closed = destination {
        return hold(services, delivery, job.lease).await;
    }
    attempt(services, delivery, &destination, job, |_| {}).await
}

/// Tries a delivery that was handed over, or was read with others: it is to be tried, and its address takes it. `answered` is
/// told how long that took to answer.
///
/// # Errors
/// As of [`attempt_delivery`].
pub async fn attempt_known(
    services: &Services,
    delivery: Delivery,
    subscription: Arc<Subscription>,
    job: &LeasedJob,
    answered: impl FnOnce(TimeDelta) + Send,
) -> Result<(), ActionError> {
    attempt(services, delivery, &Destination::Subscription(subscription), job, answered).await
}

async fn attempt(
    services: &Services,
    delivery: Delivery,
    destination: &Destination,
    job: &LeasedJob,
    answered: impl FnOnce(TimeDelta) + Send,
) -> Result<(), ActionError> {
    let retry = destination.retry();
    let begun = services.now();
    let tried = send::send(services, &delivery, destination, job).await?;
    answered(services.now() - begun);
    let record = judge(services, delivery, &retry, job, tried)?;
    store::store(services, record).await
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
    /// What the try says about the address, where one was made.
    outcome: Option<Outcome>,
    /// The next try.
    next: Option<NewJob>,
    /// What the provider calls what it took.
    provider_id: Option<String>,
    /// Whether the recipient wants nothing any more, as the provider says.
    opted_out: bool,
    lease: Lease,
    now: DateTime<Utc>,
}

fn judge(
    services: &Services,
    seen: Delivery,
    retry: &RetrySchedule,
    job: &LeasedJob,
    tried: Tried,
) -> Result<Record, ActionError> {
    let now = services.now();
    let mut delivery = seen.clone();
    let mut attempts = Vec::new();
    if job.was_interrupted() {
        // The process ended during that try: whether it arrived, nobody knows. It is sent again under the same id, or
        // looked up first where the receiver knows no ids.
        delivery.progress.count_unknown();
        attempts.push(unknown(services, &delivery, now));
    }
    let (mut provider_id, mut opted_out, mut judged) = (None, false, None);
    let (verdict, sent) = match tried {
        Tried::NotAtAll(error) => (Verdict::GivenUp { error }, None),
        Tried::Withheld(error) => (Verdict::NotWanted { error }, None),
        Tried::Sent(mut sent) => {
            (provider_id, opted_out) = (sent.provider_id.take(), sent.recipient_opted_out);
            judged = Some(sent.outcome);
            (verdict(services, &delivery, retry, &sent, now), Some(sent))
        }
    };
    let is_sent = sent.is_some();
    delivery
        .progress
        .judge(verdict, is_sent, now)
        .map_err(|error| StorageError::Corrupt(error.to_string()))?;
    attempts.extend(sent.map(|sent| {
        let id = AttemptId::new(sent.started_at, &*services.entropy);
        sent.attempt(id, delivery.id, delivery.progress.attempt_count)
    }));
    let next = delivery
        .progress
        .next_attempt_at
        .map(|at| attempt_job(JobId::new(now, &*services.entropy), &delivery, at));
    Ok(Record {
        seen,
        delivery,
        attempts,
        outcome: judged,
        next,
        provider_id,
        opted_out,
        lease: job.lease,
        now,
    })
}

fn verdict(
    services: &Services,
    delivery: &Delivery,
    retry: &RetrySchedule,
    sent: &Sent,
    now: DateTime<Utc>,
) -> Verdict {
    let error = sent.error.clone().unwrap_or_default();
    match sent.outcome {
        Outcome::Delivered => Verdict::Arrived,
        Outcome::Retry { after_hint } if delivery.kind.is_retried() => {
            let made = delivery.progress.attempts_in_run.saturating_add(1);
            let Some(delay) = retry.next_delay(made, after_hint) else { return Verdict::GivenUp { error } };
            let delay = retry.with_jitter(delay, &*services.entropy);
            Verdict::TryAgain { at: now + TimeDelta::from_std(delay).unwrap_or(TimeDelta::MAX), error }
        }
        Outcome::Retry { .. } | Outcome::GiveUp | Outcome::Gone => Verdict::GivenUp { error },
    }
}

fn unknown(services: &Services, delivery: &Delivery, now: DateTime<Utc>) -> Attempt {
    Attempt {
        id: AttemptId::new(now, &*services.entropy),
        delivery_id: delivery.id,
        number: delivery.progress.attempt_count,
        outcome: AttemptOutcome::Unknown,
        status: None,
        request_headers: Vec::new(),
        remote_address: None,
        response_headers: Vec::new(),
        response_body: None,
        error: Some("Patchbay stopped during this try, so nobody knows whether it arrived".to_owned()),
        error_class: None,
        duration_ms: 0,
        started_at: now,
    }
}

/// Its address takes nothing at present: it waits there, without a job, until the address does. Should it do so by now, it
/// is tried at once.
async fn hold(services: &Services, seen: Delivery, lease: Lease) -> Result<(), ActionError> {
    let mut delivery = seen.clone();
    delivery.progress.hold().map_err(|error| StorageError::Corrupt(error.to_string()))?;
    let now = services.now();
    let again = attempt_job(JobId::new(now, &*services.entropy), &seen, now);
    let pair = Arc::new((seen, delivery));
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (pair, again) = (Arc::clone(&pair), again.clone());
            Box::pin(async move {
                let (seen, delivery) = &*pair;
                if let Some(target) = seen.target_id
                    && opened_meanwhile(tx, seen.organization_id, target).await?
                {
                    return tx.follow_job(lease, &again, now).await;
                }
                tx.finish_job(lease).await?;
                tx.scope(delivery.organization_id).update_delivery(seen, delivery).await?;
                show(tx, delivery).await
            })
        })
        .await?;
    Ok(())
}

/// There is nothing to try. A probe that came too late leaves its place to another one.
async fn finish(
    services: &Services,
    job: &LeasedJob,
    organization_id: OrganizationId,
    is_probe: bool,
) -> Result<(), ActionError> {
    let (lease, now) = (job.lease, services.now());
    let next = job
        .target_id
        .filter(|_| is_probe)
        .map(|target| probe_at(JobId::new(now, &*services.entropy), organization_id, target, now));
    services
        .storage
        .writer()
        .transact(move |tx| {
            let next = next.clone();
            Box::pin(async move {
                tx.finish_job(lease).await?;
                tx.enqueue(next.as_slice(), now).await
            })
        })
        .await?;
    Ok(())
}

/// A message stands where its delivery stands; whoever looks at either sees it.
pub(super) async fn show(tx: &Tx, delivery: &Delivery) -> Result<(), StorageError> {
    let (organization, thread) = (delivery.organization_id, delivery.conversation_id);
    let webhook = Some(delivery.webhook_id);
    tx.changed(change(organization, ChangeKind::Delivery, delivery.id.uuid(), thread, webhook));
    let Some(message) = delivery.message_id else { return Ok(()) };
    let status = match delivery.state() {
        DeliveryState::Pending | DeliveryState::Delivering | DeliveryState::Held => MessageStatus::Pending,
        DeliveryState::Retrying => MessageStatus::Retrying,
        DeliveryState::Success => MessageStatus::Delivered,
        DeliveryState::Failed | DeliveryState::Cancelled => MessageStatus::Failed,
    };
    let (error, finished_at) = (delivery.progress.last_error.as_deref(), delivery.progress.finished_at);
    tx.scope(organization).set_message_status(message, status, error, finished_at).await?;
    tx.changed(change(organization, ChangeKind::Message, message.uuid(), thread, webhook));
    Ok(())
}
