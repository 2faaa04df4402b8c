//! A member has the deliveries of a stretch of time tried again (PE-7): counted first, then made due a part at a time.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::delivery::DeliveryState;
use patchbay_domain::ids::{JobId, OrganizationId, RecoveryId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use patchbay_domain::recovery::{Recovery, RecoveryFilter, RecoveryState};
use serde_json::json;

use super::announce::timestamp;
use super::{ActionError, Missing, Services};

/// How many deliveries it would be.
///
/// # Errors
/// [`ActionError::Invalid`] for a filter that will not do.
pub async fn preview_recovery(
    services: &Services,
    actor: &Actor,
    filter: &RecoveryFilter,
) -> Result<u64, ActionError> {
    check(filter)?;
    Ok(services.storage.scope(actor.organization_id).count_recoverable(filter).await?)
}

/// Begins it.
///
/// # Errors
/// [`ActionError::Invalid`] for a filter that will not do.
pub async fn start_recovery(
    services: &Services,
    actor: &Actor,
    filter: RecoveryFilter,
) -> Result<Recovery, ActionError> {
    check(&filter)?;
    let (now, entropy) = (services.now(), &*services.entropy);
    let recovery = Recovery {
        id: RecoveryId::new(now, entropy),
        organization_id: actor.organization_id,
        created_by: actor.user_id,
        filter,
        state: RecoveryState::Running,
        total: 0,
        done: 0,
        created_at: now,
        finished_at: None,
    };
    let job = recovery_job(JobId::new(now, entropy), recovery.organization_id, recovery.id, now);
    let audit = AuditEntry::by(actor, "deliveries.recovered", recovery.id, &*services.clock, entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (mut recovery, job, audit) = (recovery.clone(), job.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(recovery.organization_id);
                let total = scope.count_recoverable(&recovery.filter).await?;
                recovery.total = u32::try_from(total).unwrap_or(u32::MAX);
                scope.insert_recovery(&recovery).await?;
                tx.enqueue(&[job], now).await?;
                let told = json!({
                    "webhookId": recovery.filter.webhook_id,
                    "eventType": recovery.filter.event_type,
                    "states": recovery.filter.states,
                    "since": timestamp(recovery.filter.since),
                    "until": timestamp(recovery.filter.until),
                    "deliveries": recovery.total,
                });
                scope.record(&audit.change(None, Some(told))).await?;
                Ok(recovery)
            })
        })
        .await
}

/// Ends one that is under way; what is due again stays so.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown one, [`ActionError::Conflict`] for one that is over.
pub async fn cancel_recovery(
    services: &Services,
    actor: &Actor,
    id: RecoveryId,
) -> Result<Recovery, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let action = "deliveries.recovery_cancelled";
    let audit = AuditEntry::by(actor, action, id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let found = scope.recovery(id).await?.ok_or(ActionError::NotFound(Missing::Recovery))?;
                let (mut recovery, position) = found;
                (recovery.state, recovery.finished_at) = (RecoveryState::Cancelled, Some(now));
                if !scope.update_recovery(&recovery, position).await? {
                    return Err(ActionError::Conflict("it is over already".to_owned()));
                }
                scope.record(&audit).await?;
                Ok(recovery)
            })
        })
        .await
}

/// The job that goes on with a recovery.
pub(super) fn recovery_job(
    id: JobId,
    of: OrganizationId,
    recovery_id: RecoveryId,
    now: chrono::DateTime<chrono::Utc>,
) -> NewJob {
    NewJob {
        id,
        organization_id: Some(of),
        work: JobWork::RunRecovery { recovery_id },
        lane: Some(format!("recovery:{recovery_id}")),
        target_id: None,
        priority: JobPriority::Low,
        run_at: now,
    }
}

fn check(filter: &RecoveryFilter) -> Result<(), ActionError> {
    if filter.until <= filter.since {
        return Err(ActionError::field("until", "must be later than since"));
    }
    let wanted = [DeliveryState::Failed, DeliveryState::Cancelled, DeliveryState::Success];
    if filter.states.is_empty() || !filter.states.iter().all(|state| wanted.contains(state)) {
        return Err(ActionError::field("states", "must be one or more of failed, cancelled and success"));
    }
    Ok(())
}
