//! The audit trail.

use patchbay_domain::audit::AuditEntry;
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel};

use crate::entities::audit_entries;
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::word;

impl Scope<'_, DatabaseTransaction> {
    /// Writes one entry, in the transaction of what it tells of.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn record(&self, entry: &AuditEntry) -> Result<(), StorageError> {
        self.record_all(std::slice::from_ref(entry)).await
    }

    /// Writes entries, in one statement, in the transaction of what they tell of.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn record_all(&self, entries: &[AuditEntry]) -> Result<(), StorageError> {
        if entries.is_empty() {
            return Ok(());
        }
        let rows = entries.iter().map(|entry| audit_entries::Model {
            id: entry.id.uuid(),
            organization_id: self.tenant(),
            actor: word(&entry.actor),
            user_id: entry.user_id.map(Into::into),
            action: entry.action.to_owned(),
            subject: entry.subject.clone(),
            before: entry.before.clone(),
            after: entry.after.clone(),
            at: entry.at,
        });
        audit_entries::Entity::insert_many(rows.map(IntoActiveModel::into_active_model))
            .exec_without_returning(self.connection)
            .await?;
        Ok(())
    }
}
