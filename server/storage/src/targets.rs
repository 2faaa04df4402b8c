//! Targets: their breakers and what was counted of them.

use patchbay_domain::breaker::{Breaker, OpenBreaker};
use patchbay_domain::ids::{OrganizationId, TargetId, WebhookId};
use patchbay_domain::target::{Durations, Target, TargetKind, TargetStats};
use sea_orm::ActiveModelTrait as _;
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
};

use crate::entities::targets::{self, Column, Entity};
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{column, count, from_word, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One target.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn target(&self, id: TargetId) -> Result<Option<Target>, StorageError> {
        Entity::find_by_id(id.uuid())
            .filter(Column::OrganizationId.eq(self.tenant()))
            .one(self.connection)
            .await?
            .map(to_target)
            .transpose()
    }

    /// These targets, in no order.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn targets(&self, ids: Vec<TargetId>) -> Result<Vec<Target>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = Entity::find()
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.is_in(ids.into_iter().map(TargetId::uuid)))
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_target).collect()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores a target, unless it is known.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_target(
        &self,
        id: TargetId,
        webhook_id: WebhookId,
        kind: TargetKind,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), StorageError> {
        let target = Target {
            id,
            organization_id: self.organization_id,
            webhook_id,
            kind,
            breaker: Breaker::default(),
            stats: TargetStats::default(),
        };
        let mut row = to_row(&target);
        row.created_at = now;
        Entity::insert(row.into_active_model())
            .on_conflict_do_nothing_on([Column::Id])
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }

    /// A target, held until the end of the transaction: what is counted on it is counted once.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn lock_target(&self, id: TargetId) -> Result<Option<Target>, StorageError> {
        let query = Entity::find_by_id(id.uuid()).filter(Column::OrganizationId.eq(self.tenant()));
        // Left out on SQLite, which has one writer.
        query.lock_exclusive().one(self.connection).await?.map(to_target).transpose()
    }

    /// Stores a target's breaker and figures.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn update_target(&self, target: &Target) -> Result<(), StorageError> {
        let toggles = match target.breaker.open {
            Some(_) => Column::OpenedAt.is_null(),
            None => Column::OpenedAt.is_not_null(),
        };
        let toggled = Entity::find_by_id(target.id.uuid())
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(toggles)
            .select_only()
            .column(Column::Id)
            .into_tuple::<uuid::Uuid>()
            .one(self.connection)
            .await?;
        let mut row = to_row(target).into_active_model().reset_all();
        (row.created_at, row.next_slot_at, row.rate_limit_per_second) = (NotSet, NotSet, NotSet);
        Entity::update_many()
            .set(row)
            .filter(Column::OrganizationId.eq(self.tenant()))
            .filter(Column::Id.eq(target.id.uuid()))
            .exec(self.connection)
            .await?;
        match toggled {
            Some(_) => self.audience_changed().await,
            None => Ok(()),
        }
    }
}

pub(crate) fn to_row(target: &Target) -> targets::Model {
    let (breaker, stats) = (&target.breaker, &target.stats);
    targets::Model {
        id: target.id.uuid(),
        organization_id: target.organization_id.uuid(),
        webhook_id: target.webhook_id.uuid(),
        kind: word(&target.kind),
        consecutive_failures: column(breaker.consecutive_failures),
        failing_since: breaker.failing_since,
        opened_at: breaker.open.map(|open| open.opened_at),
        next_probe_at: breaker.open.map(|open| open.next_probe_at),
        probes: column(breaker.open.map_or(0, |open| open.probes)),
        rate_limit_per_second: None,
        next_slot_at: None,
        delivered: big(stats.delivered),
        failed: big(stats.failed),
        attempts_succeeded: big(stats.attempts_succeeded),
        attempts_failed: big(stats.attempts_failed),
        duration_total_ms: big(stats.duration_total_ms),
        durations: stats.durations.to_text(),
        last_triggered_at: stats.last_triggered_at,
        last_success_at: stats.last_success_at,
        last_error: stats.last_error.clone(),
        last_error_at: stats.last_error_at.max(breaker.last_failed_at),
        last_status: stats.last_status.and_then(|status| i16::try_from(status).ok()),
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}

pub(crate) fn to_target(row: targets::Model) -> Result<Target, StorageError> {
    let open = row.opened_at.zip(row.next_probe_at).map(|(opened_at, next_probe_at)| OpenBreaker {
        opened_at,
        next_probe_at,
        probes: count(row.probes),
    });
    Ok(Target {
        id: row.id.into(),
        organization_id: OrganizationId::from(row.organization_id),
        webhook_id: row.webhook_id.into(),
        kind: from_word::<TargetKind>(&row.kind)?,
        breaker: Breaker {
            consecutive_failures: count(row.consecutive_failures),
            failing_since: row.failing_since,
            last_failed_at: row.last_error_at,
            open,
        },
        stats: TargetStats {
            delivered: small(row.delivered),
            failed: small(row.failed),
            attempts_succeeded: small(row.attempts_succeeded),
            attempts_failed: small(row.attempts_failed),
            duration_total_ms: small(row.duration_total_ms),
            durations: Durations::from_text(&row.durations),
            last_triggered_at: row.last_triggered_at,
            last_success_at: row.last_success_at,
            last_error: row.last_error,
            last_error_at: row.last_error_at,
            last_status: row.last_status.and_then(|status| u16::try_from(status).ok()),
        },
    })
}

fn big(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn small(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
