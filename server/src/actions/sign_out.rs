//! A member signs out.

use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::audit::AuditEntry;

use super::{ActionError, Services};

/// Ends the session that asks; an API token has none to end.
///
/// # Errors
/// Only the database's own.
pub async fn sign_out(services: &Services, actor: &Actor) -> Result<(), ActionError> {
    let Credential::Session(session) = actor.credential else { return Ok(()) };
    let (organization_id, user_id) = (actor.organization_id, actor.user_id);
    let audit = AuditEntry::by(actor, "member.signed_out", session, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                if scope.delete_session(user_id, session).await? {
                    scope.record(&audit).await?;
                }
                Ok(())
            })
        })
        .await
}
