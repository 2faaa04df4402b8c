//! Those who are to join.

use chrono::{DateTime, Utc};
use patchbay_domain::identity::Invitation;
use patchbay_domain::ids::{InvitationId, UserId};
use patchbay_domain::organization::Role;
use patchbay_domain::page::{Cursor, Page, PageRequest};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Select,
};

use crate::entities::invitations;
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::storage::Storage;
use crate::words::{from_word, word};
use crate::writer::Tx;

impl Storage {
    /// The invitation of a link, in whichever organization: the token is what leads there. One that is over is gone.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn invitation_by_token(
        &self,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Invitation>, StorageError> {
        let query = invitations::Entity::find().filter(invitations::Column::TokenHash.eq(hash));
        open_at(query, now).one(self.reader()).await?.map(to_invitation).transpose()
    }
}

impl Tx {
    /// Takes up an invitation; nothing where it is unknown, over, or was taken up at the same moment.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn use_invitation(
        &self,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Invitation>, StorageError> {
        let query = invitations::Entity::find().filter(invitations::Column::TokenHash.eq(hash));
        let Some(row) = open_at(query, now).one(self.connection()).await? else { return Ok(None) };
        let invitation = to_invitation(row)?;
        let is_ended = self.scope(invitation.organization_id).end_invitation(invitation.id, now).await?;
        Ok(is_ended.then_some(invitation))
    }
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Invitations that can still be taken up, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn invitations(
        &self,
        now: DateTime<Utc>,
        page: PageRequest,
    ) -> Result<Page<Invitation>, StorageError> {
        use invitations::Column;
        let query = invitations::Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        let query = newest_first(open_at(query, now), Column::CreatedAt, Column::Id, page);
        let rows = query.all(self.connection).await?;
        let found = rows.into_iter().map(to_invitation).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |one| Cursor { at: one.created_at, id: one.id.uuid() }))
    }

    /// One invitation that can still be taken up.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn invitation(
        &self,
        id: InvitationId,
        now: DateTime<Utc>,
    ) -> Result<Option<Invitation>, StorageError> {
        let query = invitations::Entity::find_by_id(id.uuid())
            .filter(invitations::Column::OrganizationId.eq(self.tenant()));
        open_at(query, now).one(self.connection).await?.map(to_invitation).transpose()
    }

    /// The invitation of this address that can still be taken up.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn invitation_of_email(
        &self,
        email: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Invitation>, StorageError> {
        let query = invitations::Entity::find()
            .filter(invitations::Column::OrganizationId.eq(self.tenant()))
            .filter(invitations::Column::Email.eq(email));
        open_at(query, now).one(self.connection).await?.map(to_invitation).transpose()
    }
}

impl Scope<'_, DatabaseTransaction> {
    /// Stores an invitation; those of before to the same address end.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_invitation(&self, invitation: &Invitation) -> Result<(), StorageError> {
        invitations::Entity::update_many()
            .col_expr(invitations::Column::EndedAt, Expr::value(invitation.created_at))
            .filter(invitations::Column::OrganizationId.eq(self.tenant()))
            .filter(invitations::Column::Email.eq(&invitation.email))
            .filter(invitations::Column::EndedAt.is_null())
            .exec(self.connection)
            .await?;
        let row = invitations::Model {
            id: invitation.id.uuid(),
            organization_id: self.tenant(),
            email: invitation.email.clone(),
            role: word(&invitation.role),
            token_hash: invitation.token_hash.clone(),
            invited_by: invitation.invited_by.uuid(),
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
            ended_at: None,
        };
        invitations::Entity::insert(row.into_active_model()).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Ends every open invitation to one of these roles that a member made.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn end_invitations_by(
        &self,
        inviter: UserId,
        roles: &[Role],
        now: DateTime<Utc>,
    ) -> Result<(), StorageError> {
        invitations::Entity::update_many()
            .col_expr(invitations::Column::EndedAt, Expr::value(now))
            .filter(invitations::Column::OrganizationId.eq(self.tenant()))
            .filter(invitations::Column::InvitedBy.eq(inviter.uuid()))
            .filter(invitations::Column::Role.is_in(roles.iter().map(word)))
            .filter(invitations::Column::EndedAt.is_null())
            .exec(self.connection)
            .await?;
        Ok(())
    }

    /// Ends an invitation; says whether it was open.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn end_invitation(&self, id: InvitationId, now: DateTime<Utc>) -> Result<bool, StorageError> {
        let ended = invitations::Entity::update_many()
            .col_expr(invitations::Column::EndedAt, Expr::value(now))
            .filter(invitations::Column::OrganizationId.eq(self.tenant()))
            .filter(invitations::Column::Id.eq(id.uuid()))
            .filter(invitations::Column::EndedAt.is_null())
            .filter(invitations::Column::ExpiresAt.gt(now))
            .exec(self.connection)
            .await?;
        Ok(ended.rows_affected > 0)
    }
}

fn open_at(query: Select<invitations::Entity>, now: DateTime<Utc>) -> Select<invitations::Entity> {
    query.filter(invitations::Column::EndedAt.is_null()).filter(invitations::Column::ExpiresAt.gt(now))
}

fn to_invitation(row: invitations::Model) -> Result<Invitation, StorageError> {
    Ok(Invitation {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        email: row.email,
        role: from_word(&row.role)?,
        token_hash: row.token_hash,
        invited_by: row.invited_by.into(),
        created_at: row.created_at,
        expires_at: row.expires_at,
    })
}
