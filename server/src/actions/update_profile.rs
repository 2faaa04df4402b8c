//! A member changes their own account: name, address, time zone.

use chrono_tz::Tz;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::email::EmailAddress;
use patchbay_domain::organization::User;
use patchbay_domain::secret::Secret;
use patchbay_storage::StorageError;
use serde_json::{Value, json};

use super::announce::change;
use super::change_password::check_current_password;
use super::create_task::redacted;
use super::{ActionError, Missing, Services};

/// Changes to one's account; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct ProfileChanges {
    /// Another name.
    pub name: Option<String>,
    /// Another address to sign in with.
    pub email: Option<EmailAddress>,
    /// Another zone, or none any more.
    pub time_zone: Option<Option<Tz>>,
    /// The password there is; needed for another address where there is one.
    pub current_password: Option<Secret>,
}

/// Changes one's account.
///
/// # Errors
/// [`ActionError::Invalid`] for a password that is missing or wrong, [`ActionError::Conflict`] where the address belongs to
/// somebody else.
pub async fn update_profile(
    services: &Services,
    actor: &Actor,
    changes: ProfileChanges,
) -> Result<User, ActionError> {
    let scope = services.storage.scope(actor.organization_id);
    let found = scope.user_with_password(actor.user_id).await?;
    let (seen, hash) = found.ok_or(ActionError::NotFound(Missing::User))?;
    let email = changes.email.map_or_else(|| seen.email.clone(), |email| email.as_str().to_owned());
    if email != seen.email {
        check_current_password(services, actor, &seen.email, hash, changes.current_password).await?;
    }
    let user = User {
        email,
        name: changes.name.map_or_else(|| seen.name.clone(), redacted),
        time_zone: changes.time_zone.unwrap_or(seen.time_zone),
        ..seen.clone()
    };
    if user == seen {
        return Ok(seen);
    }
    let audit = AuditEntry::by(actor, "member.updated", user.id, &*services.clock, &*services.entropy)
        .change(Some(user_data(&seen)), Some(user_data(&user)));
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (user, audit) = (user.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(user.organization_id);
                scope.update_user(&user).await.map_err(|error| match error {
                    StorageError::Duplicate(_) => taken(&user.email),
                    error => error.into(),
                })?;
                scope.record(&audit).await?;
                let of = user.organization_id;
                tx.changed(change(of, ChangeKind::Member, user.id.uuid(), None, None));
                Ok(user)
            })
        })
        .await
}

/// An address can sign in to one place only.
pub(super) fn taken(email: &str) -> ActionError {
    ActionError::Conflict(format!("the address {email} signs in to Patchbay already; use another address"))
}

/// A member as the audit trail shows them.
pub(super) fn user_data(user: &User) -> Value {
    json!({
        "email": user.email,
        "name": user.name,
        "role": user.role,
        "timeZone": user.time_zone.map(|zone| zone.name()),
    })
}
