//! A member signs out.

use patchbay_domain::actor::{Actor, Credential};

use super::{ActionError, Services};

/// Ends the session that asks; an API token has none to end.
///
/// # Errors
/// Only the database's own.
pub async fn sign_out(services: &Services, actor: &Actor) -> Result<(), ActionError> {
    let Credential::Session(session) = actor.credential else { return Ok(()) };
    let organization_id = actor.organization_id;
    services
        .storage
        .writer()
        .transact(move |tx| {
            Box::pin(async move { Ok(tx.scope(organization_id).delete_session(session).await?) })
        })
        .await
}
