//! A member ends sessions of their own: a browser that was left signed in, or all others.

use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::ids::SessionId;
use serde_json::json;

use super::announce::change;
use super::{ActionError, Missing, Services};

/// Ends one.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown session, or another member's.
pub async fn end_session(services: &Services, actor: &Actor, id: SessionId) -> Result<(), ActionError> {
    let (organization_id, user) = (actor.organization_id, actor.user_id);
    let audit = AuditEntry::by(actor, "session.ended", id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                if !scope.delete_session(user, id).await? {
                    return Err(ActionError::NotFound(Missing::Session));
                }
                scope.record(&audit).await?;
                tx.changed(change(organization_id, ChangeKind::Member, user.uuid(), None, None));
                Ok(())
            })
        })
        .await
}

/// Ends every one but the one that asks; says how many.
///
/// # Errors
/// Only the database's own.
pub async fn end_other_sessions(services: &Services, actor: &Actor) -> Result<u64, ActionError> {
    let (organization_id, user) = (actor.organization_id, actor.user_id);
    let keep = match actor.credential {
        Credential::Session(id) => Some(id),
        Credential::ApiToken(_) => None,
    };
    let audit = AuditEntry::by(actor, "session.others_ended", user, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let ended = scope.delete_sessions(user, keep).await?;
                if ended > 0 {
                    scope.record(&audit.change(None, Some(json!({ "ended": ended })))).await?;
                    tx.changed(change(organization_id, ChangeKind::Member, user.uuid(), None, None));
                }
                Ok(ended)
            })
        })
        .await
}
