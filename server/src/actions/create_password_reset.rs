//! An owner or admin makes a link that sets a member's password, to be handed over by hand.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use patchbay_domain::access::Denied;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::identity::LinkPurpose;
use patchbay_domain::ids::UserId;
use patchbay_domain::organization::Role;
use serde_json::json;

use super::create_sign_in_link::NewLink;
use super::{ActionError, Missing, Services};

/// Makes the link, and says when it ends.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown member; [`ActionError::Forbidden`] for an owner or admin, where an admin asks:
/// the link would make them one.
pub async fn create_password_reset(
    services: &Services,
    actor: &Actor,
    id: UserId,
) -> Result<(String, DateTime<Utc>), ActionError> {
    let organization_id = actor.organization_id;
    let user = services.storage.scope(organization_id).user(id).await?;
    let user = user.ok_or(ActionError::NotFound(Missing::User))?;
    if !actor.role.manages(user.role) {
        return Err(Denied::Role { needed: Role::Owner, has: actor.role }.into());
    }
    let link = Arc::new(NewLink::new(services, &user, LinkPurpose::ResetPassword));
    let (url, expires_at) = (link.url(services), link.link.expires_at);
    let action = "member.password_reset_created";
    let audit = AuditEntry::by(actor, action, id, &*services.clock, &*services.entropy)
        .change(None, Some(json!({ "email": user.email, "name": user.name })));
    let done: Result<(), ActionError> = services
        .storage
        .writer()
        .transact(move |tx| {
            let (link, audit) = (Arc::clone(&link), audit.clone());
            Box::pin(async move {
                link.store(tx).await?;
                Ok(tx.scope(organization_id).record(&audit).await?)
            })
        })
        .await;
    done?;
    Ok((url, expires_at))
}
