//! A job went wrong: it is put back for later, or given up with everything that waits for it.

use std::sync::Arc;

use chrono::TimeDelta;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::delivery::progress::Verdict;
use patchbay_domain::entropy::Entropy;
use patchbay_domain::ids::{JobId, OrganizationId, TargetId};
use patchbay_domain::job::{JobWork, LeasedJob};
use patchbay_domain::message::MessageStatus;
use patchbay_storage::{StorageError, Tx};

use super::announce::change;
use super::attempt_delivery::show;
use super::probe_target::probe_at;
use super::{ActionError, Services};

/// Leases that may end without a word before a job counts as one that kills its worker.
const SILENT_ENDS: u32 = 5;

/// When an address is probed again whose probe could not be made.
const PROBE_AGAIN: TimeDelta = TimeDelta::minutes(1);

/// Puts a job back after `error`, for as long as its kind's list of delays says; past its end it is failed.
///
/// # Errors
/// The database's own, or a lost lease: somebody else has it by now.
pub async fn put_back_job(services: &Services, job: &LeasedJob, error: &str) -> Result<(), ActionError> {
    let (now, lease, work, organization_id) =
        (services.now(), job.lease, job.work.clone(), job.organization_id);
    let delays = work.kind().retry_delays();
    let place = usize::try_from(job.failures).unwrap_or(usize::MAX);
    let last = delays.last().filter(|_| work.kind().goes_on_for_ever());
    let delay = delays.get(place).or(last).filter(|_| !kills_its_worker(job));
    let delay = delay.map(|delay| TimeDelta::seconds(delay.as_secs().cast_signed()));
    let (error, entropy, target_id) = (error.to_owned(), Arc::clone(&services.entropy), job.target_id);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (work, error, entropy) = (work.clone(), error.clone(), Arc::clone(&entropy));
            Box::pin(async move {
                match delay {
                    Some(delay) => tx.retry_job(lease, now + delay, &error).await?,
                    None => {
                        tx.fail_job(lease, &error).await?;
                        let what = (&work, target_id);
                        tell(tx, organization_id, what, &error, (now, &*entropy)).await?;
                    }
                }
                Ok::<_, StorageError>(())
            })
        })
        .await?;
    Ok(())
}

/// Whether a job's leases ended without a word so often that the job itself must be the reason.
#[must_use]
pub const fn kills_its_worker(job: &LeasedJob) -> bool {
    job.lease.attempt > job.failures + SILENT_ENDS
}

/// What waited for a job that is given up must not look as if it still would come.
async fn tell(
    tx: &Tx,
    organization_id: Option<OrganizationId>,
    (work, target_id): (&JobWork, Option<TargetId>),
    error: &str,
    (now, entropy): (chrono::DateTime<chrono::Utc>, &dyn Entropy),
) -> Result<(), StorageError> {
    let Some(organization_id) = organization_id else { return Ok(()) };
    let scope = tx.scope(organization_id);
    match work {
        JobWork::TakeTurn { message_id } => {
            scope.set_message_status(*message_id, MessageStatus::Failed, Some(error), Some(now)).await?;
            tx.changed(change(organization_id, ChangeKind::Message, message_id.uuid(), None, None));
        }
        JobWork::AttemptDelivery { delivery_id, is_probe } => {
            if let (true, Some(target)) = (*is_probe, target_id) {
                // Without another one its address would stay closed.
                let id = JobId::new(now, entropy);
                tx.enqueue(&[probe_at(id, organization_id, target, now + PROBE_AGAIN)], now).await?;
            }
            let Some(seen) = scope.delivery(*delivery_id).await? else { return Ok(()) };
            let mut delivery = seen.clone();
            let given_up = Verdict::GivenUp { error: error.to_owned() };
            if delivery.progress.judge(given_up, false, now).is_err() {
                return Ok(());
            }
            scope.update_delivery(&seen, &delivery).await?;
            show(tx, &delivery).await?;
        }
        JobWork::TellTaskEnded { .. }
        | JobWork::RemindOfTask { .. }
        | JobWork::AskMember { .. }
        | JobWork::ProbeTarget { .. }
        | JobWork::ReleaseHeld { .. }
        | JobWork::RunRecovery { .. }
        | JobWork::ExpireRawBodies => {}
    }
    Ok(())
}
