//! An owner changes the organization: its name, time zone, hours, and what it tells its assistant.

use chrono_tz::Tz;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::hours::{Hours, QuietHours, WorkingHours};
use patchbay_domain::organization::Organization;
use patchbay_storage::StorageError;
use serde_json::{Value, json};

use super::announce::change;
use super::create_task::redacted;
use super::{ActionError, Services};

/// Changes to the organization; what is none stays.
#[derive(Debug, Clone, Default)]
pub struct OrganizationChanges {
    /// Another name.
    pub name: Option<String>,
    /// Another zone.
    pub time_zone: Option<Tz>,
    /// Other working hours.
    pub working_hours: Option<WorkingHours>,
    /// Other quiet hours, or none any more.
    pub quiet_hours: Option<Option<QuietHours>>,
    /// Other instructions for the assistant, or none any more.
    pub instructions: Option<Option<String>>,
}

/// Changes the organization.
///
/// # Errors
/// Only the database's own.
pub async fn update_organization(
    services: &Services,
    actor: &Actor,
    changes: OrganizationChanges,
) -> Result<Organization, ActionError> {
    let organization_id = actor.organization_id;
    let changes = OrganizationChanges {
        name: changes.name.map(redacted),
        instructions: changes.instructions.map(|words| words.map(redacted)),
        ..changes
    };
    let action = "organization.updated";
    let audit = AuditEntry::by(actor, action, organization_id, &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (changes, audit) = (changes.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let gone = || StorageError::Corrupt("the organization of a member is gone".to_owned());
                let seen = scope.organization().await?.ok_or_else(gone)?;
                let organization = changes.apply(seen.clone());
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

impl OrganizationChanges {
    fn apply(self, seen: Organization) -> Organization {
        Organization {
            name: self.name.unwrap_or(seen.name),
            time_zone: self.time_zone.unwrap_or(seen.time_zone),
            hours: Hours {
                working: self.working_hours.unwrap_or(seen.hours.working),
                quiet: self.quiet_hours.unwrap_or(seen.hours.quiet),
            },
            instructions: self.instructions.unwrap_or(seen.instructions),
            ..seen
        }
    }
}

fn organization_data(organization: &Organization) -> Value {
    json!({
        "name": organization.name,
        "timeZone": organization.time_zone.name(),
        "workingHours": organization.hours.working,
        "quietHours": organization.hours.quiet,
        "instructions": organization.instructions,
    })
}
