//! Audiences: who may be told of an organization's events. Its version changes, in the same transaction, with whatever
//! that depends on: subscriptions, event types, breakers that open or close. What was decided by a remembered audience is
//! stored only where its version is still the stored one.

use patchbay_domain::event_types::EventTypeDefinition;
use patchbay_domain::ids::TargetId;
use patchbay_domain::subscription::Subscription;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait};

use crate::entities::audiences::{self, Column, Entity};
use crate::error::StorageError;
use crate::scope::Scope;

/// Which state of an audience something was decided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AudienceVersion(pub(crate) i64);

impl AudienceVersion {
    /// Whether there is a row of it: what is held by a version keeps that row from changing until it is stored.
    #[must_use]
    pub const fn is_stored(self) -> bool {
        self.0 > 0
    }
}

/// Who may be told, as it is stored.
#[derive(Debug)]
pub struct StoredAudience {
    /// Its version.
    pub version: AudienceVersion,
    /// Every subscription that is not deleted.
    pub subscriptions: Vec<Subscription>,
    /// Addresses among theirs that take nothing at present.
    pub closed: Vec<TargetId>,
    /// The organization's own event types, their newest versions and the ones before.
    pub event_types: Vec<EventTypeDefinition>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Who may be told.
    ///
    /// # Errors
    /// The database's own, or a row that does not open.
    pub async fn audience(&self) -> Result<StoredAudience, StorageError> {
        // First: what is read after it is never older than it says.
        let version = self.audience_version().await?;
        let subscriptions = self.all_subscriptions().await?;
        let targets = self.targets(subscriptions.iter().map(|one| one.target_id).collect()).await?;
        let closed =
            targets.iter().filter(|target| target.breaker.is_open()).map(|target| target.id).collect();
        Ok(StoredAudience { version, subscriptions, closed, event_types: self.event_types().await? })
    }

    /// The audience's version. Read before what it stands for, it is never newer than that.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn audience_version(&self) -> Result<AudienceVersion, StorageError> {
        let row = Entity::find_by_id(self.tenant()).one(self.connection).await?;
        Ok(AudienceVersion(row.map_or(0, |row| row.version)))
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Says that the audience is another one. The last thing that a change does: from here to the commit others wait for it.
    pub(crate) async fn audience_changed(&self) -> Result<(), StorageError> {
        let row = audiences::ActiveModel { organization_id: Set(self.tenant()), version: Set(1) };
        let next = Expr::col((Entity, Column::Version)).add(1);
        Entity::insert(row)
            .on_conflict(OnConflict::column(Column::OrganizationId).value(Column::Version, next).to_owned())
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }
}
