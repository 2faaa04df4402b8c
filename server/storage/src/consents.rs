//! Consent: what people said about being texted.

use patchbay_domain::consent::{Consent, ConsentState};
use patchbay_domain::ids::WebhookId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
};
use uuid::Uuid;

use crate::entities::consents;
use crate::error::StorageError;
use crate::scope::Scope;
use crate::words::{from_word, word};

impl<C: ConnectionTrait> Scope<'_, C> {
    /// The last word of the one at `address` on this channel, if there was one.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn consent(&self, channel: WebhookId, address: &str) -> Result<Option<Consent>, StorageError> {
        let row = consents::Entity::find()
            .filter(consents::Column::OrganizationId.eq(self.tenant()))
            .filter(consents::Column::WebhookId.eq(channel.uuid()))
            .filter(consents::Column::Address.eq(address))
            .one(self.connection)
            .await?;
        row.map(to_consent).transpose()
    }

    /// Their opt-out, if that is their last word.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn opt_out(&self, channel: WebhookId, address: &str) -> Result<Option<Consent>, StorageError> {
        let consent = self.consent(channel, address).await?;
        Ok(consent.filter(|consent| consent.state == ConsentState::OptedOut))
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Notes a word, unless a later one is known. `id`: the row's, should it be the first of theirs.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn record_consent(&self, id: Uuid, consent: &Consent) -> Result<(), StorageError> {
        use consents::Column;
        let row = to_row(id, self.tenant(), consent).into_active_model();
        let mut known = OnConflict::columns([Column::WebhookId, Column::Address]);
        known.update_columns([Column::State, Column::Keyword, Column::ChangedAt]);
        known.action_and_where(Expr::col((consents::Entity, Column::ChangedAt)).lte(consent.changed_at));
        consents::Entity::insert(row).on_conflict(known).exec_without_returning(self.connection).await?;
        Ok(())
    }
}

pub(crate) fn to_row(id: Uuid, organization_id: Uuid, consent: &Consent) -> consents::Model {
    consents::Model {
        id,
        organization_id,
        webhook_id: consent.webhook_id.uuid(),
        address: consent.address.clone(),
        state: word(&consent.state),
        keyword: consent.keyword.clone(),
        changed_at: consent.changed_at,
    }
}

fn to_consent(row: consents::Model) -> Result<Consent, StorageError> {
    Ok(Consent {
        webhook_id: row.webhook_id.into(),
        address: row.address,
        state: from_word(&row.state)?,
        keyword: row.keyword,
        changed_at: row.changed_at,
    })
}
