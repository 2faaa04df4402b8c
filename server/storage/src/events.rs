//! Events.

use patchbay_domain::event::Event;
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel};

use crate::entities::events;
use crate::error::StorageError;
use crate::scope::Scope;

impl Scope<'_, DatabaseTransaction> {
    /// Writes what happened, in the transaction in which it happened.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn emit(&self, happened: &[Event]) -> Result<(), StorageError> {
        if happened.is_empty() {
            return Ok(());
        }
        let rows = happened.iter().map(|event| {
            events::Model {
                id: event.id.uuid(),
                organization_id: self.tenant(),
                event_type: event.event_type.name().to_owned(),
                webhook_id: event.webhook_id.map(Into::into),
                conversation_id: event.conversation_id.map(Into::into),
                data: event.data.clone(),
                occurred_at: event.occurred_at,
            }
            .into_active_model()
        });
        events::Entity::insert_many(rows).exec_without_returning(self.connection).await?;
        Ok(())
    }
}
