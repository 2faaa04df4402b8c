//! An owner changes the organization: its name and time zone.

use chrono_tz::Tz;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::organization::Organization;
use patchbay_storage::StorageError;
use serde_json::{Value, json};

use super::announce::change;
use super::create_task::redacted;
use super::{ActionError, Services};

/// Changes the organization; what is none stays.
///
/// # Errors
/// Only the database's own.
pub async fn update_organization(
    services: &Services,
    actor: &Actor,
    name: Option<String>,
    time_zone: Option<Tz>,
) -> Result<Organization, ActionError> {
    let organization_id = actor.organization_id;
    let name = name.map(redacted);
    let action = "organization.updated";
    let audit = AuditEntry::by(actor, action, organization_id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (name, audit) = (name.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let gone = || StorageError::Corrupt("the organization of a member is gone".to_owned());
                let seen = scope.organization().await?.ok_or_else(gone)?;
                let organization = Organization {
                    name: name.unwrap_or_else(|| seen.name.clone()),
                    time_zone: time_zone.unwrap_or(seen.time_zone),
                    ..seen.clone()
                };
                if organization == seen {
                    return Ok(seen);
                }
                scope.update_organization(&organization).await?;
                let (before, after) = (organization_data(&seen), organization_data(&organization));
                scope.record(&audit.change(Some(before), Some(after))).await?;
                let (kind, id) = (ChangeKind::Organization, organization_id.uuid());
                tx.changed(change(organization_id, kind, id, None, None));
                Ok(organization)
            })
        })
        .await
}

fn organization_data(organization: &Organization) -> Value {
    json!({ "name": organization.name, "timeZone": organization.time_zone.name() })
}
