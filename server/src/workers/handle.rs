//! Which action does which job, and what becomes of a job that fails.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt;
use patchbay_domain::job::{JobWork, LeasedJob};
use patchbay_storage::StorageError;

use crate::actions::ask_member::ask_member;
use crate::actions::attempt_delivery::{attempt_delivery, attempt_known};
use crate::actions::expire_raw_bodies::expire_raw_bodies;
use crate::actions::probe_target::probe_target;
use crate::actions::put_back_job::{kills_its_worker, put_back_job};
use crate::actions::release_held::release_held;
use crate::actions::remind_of_task::remind_of_task;
use crate::actions::run_recovery::run_recovery;
use crate::actions::take_turn::take_turn;
use crate::actions::tell_task_ended::tell_task_ended;
use crate::actions::{ActionError, Services};
use crate::delivery::dispatch::Handed;

/// After waiting for so long at its address, a delivery is looked at anew: its breaker may have opened.
const WAITED_LONG: TimeDelta = TimeDelta::seconds(1);

/// Why a job is not done.
enum NotDone {
    /// Somebody else has it by now.
    Lost,
    /// It is to be put back.
    Failed { error: String },
}

/// Does a job, or puts it back. A panic inside is an error like any other.
pub(super) async fn handle(services: Services, job: LeasedJob) {
    let outcome = AssertUnwindSafe(run(&services, &job)).catch_unwind().await;
    conclude(&services, &job, outcome).await;
}

/// The same for a delivery of which everything was known at `since`.
pub(super) async fn handle_known(services: Services, handed: Handed, since: DateTime<Utc>) {
    let Handed { job, delivery, subscription, mut place } = handed;
    let attempt = async {
        place.enter().await;
        let waited = services.now() - since;
        let tried = if waited > WAITED_LONG {
            let (organization, id) = (delivery.organization_id, delivery.id);
            attempt_delivery(&services, organization, id, false, &job).await
        } else {
            let answered = |after| place.answered(after);
            attempt_known(&services, delivery, subscription, &job, answered).await
        };
        tried.map_err(NotDone::from)
    };
    let outcome = AssertUnwindSafe(attempt).catch_unwind().await;
    drop(place);
    conclude(&services, &job, outcome).await;
}

async fn conclude(
    services: &Services,
    job: &LeasedJob,
    outcome: Result<Result<(), NotDone>, Box<dyn Any + Send>>,
) {
    let not_done = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(not_done)) => not_done,
        Err(_) => {
            NotDone::Failed { error: "the work ended abruptly, by a panic; stderr says where".to_owned() }
        }
    };
    let (kind, id) = (job.work.kind().name(), job.lease.job_id);
    match not_done {
        NotDone::Lost => tracing::debug!(kind, %id, "the lease of a job was lost"),
        NotDone::Failed { error } => {
            tracing::warn!(kind, %id, attempt = job.lease.attempt, error, "a job failed");
            if let Err(error) = put_back_job(services, job, &error).await {
                // Its lease runs out and it comes back by itself.
                tracing::warn!(kind, %id, %error, "a job could not be put back");
            }
        }
    }
}

async fn run(services: &Services, job: &LeasedJob) -> Result<(), NotDone> {
    if kills_its_worker(job) {
        let error = "its worker ended again and again while doing it".to_owned();
        return Err(NotDone::Failed { error });
    }
    let outcome = match (&job.work, job.organization_id) {
        (JobWork::TakeTurn { message_id }, Some(organization)) => {
            take_turn(services, organization, *message_id, job.lease).await
        }
        (JobWork::AttemptDelivery { delivery_id, is_probe }, Some(organization)) => {
            let (id, is_probe) = (*delivery_id, *is_probe);
            attempt_delivery(services, organization, id, is_probe, job).await
        }
        (JobWork::ProbeTarget { target_id }, Some(organization)) => {
            probe_target(services, organization, *target_id, job.lease).await
        }
        (JobWork::ReleaseHeld { target_id }, Some(organization)) => {
            release_held(services, organization, *target_id, job.lease).await
        }
        (JobWork::RunRecovery { recovery_id }, Some(organization)) => {
            run_recovery(services, organization, *recovery_id, job.lease).await
        }
        (JobWork::TellTaskEnded { task_id, ended_at }, Some(organization)) => {
            let ended = (*task_id, *ended_at);
            tell_task_ended(services, organization, ended, job.lease).await
        }
        (JobWork::RemindOfTask { task_id, deadline, event_id }, Some(organization)) => {
            let due = (*task_id, *deadline, *event_id);
            remind_of_task(services, organization, due, job.lease).await
        }
        (JobWork::AskMember { confirmation_id, event_id }, Some(organization)) => {
            ask_member(services, organization, (*confirmation_id, *event_id), job.lease).await
        }
        (JobWork::ExpireRawBodies, _) => expire_raw_bodies(services, job.lease).await,
        (
            JobWork::TakeTurn { .. }
            | JobWork::AttemptDelivery { .. }
            | JobWork::TellTaskEnded { .. }
            | JobWork::RemindOfTask { .. }
            | JobWork::AskMember { .. }
            | JobWork::ProbeTarget { .. }
            | JobWork::ReleaseHeld { .. }
            | JobWork::RunRecovery { .. },
            None,
        ) => Err(ActionError::Storage(StorageError::Corrupt("the job names no organization".to_owned()))),
    };
    outcome.map_err(NotDone::from)
}

impl From<ActionError> for NotDone {
    fn from(error: ActionError) -> Self {
        match error {
            ActionError::Storage(StorageError::LeaseLost) => Self::Lost,
            error => Self::Failed { error: error.to_string() },
        }
    }
}
