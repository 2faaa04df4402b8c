//! A member revokes an API token: it works no more, at once.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::identity::ApiToken;
use patchbay_domain::ids::ApiTokenId;
use patchbay_domain::organization::Role;

use super::announce::change;
use super::create_api_token::token_data;
use super::{ActionError, Missing, Services};

/// Revokes a token: one's own, or as an owner or admin anybody's. Again changes nothing.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown token, or another member's.
pub async fn revoke_api_token(
    services: &Services,
    actor: &Actor,
    id: ApiTokenId,
) -> Result<ApiToken, ActionError> {
    let (organization_id, now) = (actor.organization_id, services.now());
    let audit = AuditEntry::by(actor, "api_token.revoked", id, &*services.clock, &*services.entropy);
    let actor = actor.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (actor, audit) = (actor.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let is_theirs =
                    |token: &ApiToken| token.user_id == actor.user_id || actor.role.includes(Role::Admin);
                let token = scope.api_token(id).await?.filter(is_theirs);
                let token = token.ok_or(ActionError::NotFound(Missing::ApiToken))?;
                if scope.revoke_api_tokens(token.user_id, Some(id), now).await? > 0 {
                    scope.record(&audit.change(Some(token_data(&token)), None)).await?;
                    let user = token.user_id.uuid();
                    tx.changed(change(organization_id, ChangeKind::Member, user, None, None));
                }
                scope.api_token(id).await?.ok_or(ActionError::NotFound(Missing::ApiToken))
            })
        })
        .await
}
