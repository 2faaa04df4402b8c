//! An organization registers an event type of its own, or a further version of one (EV-1 to EV-3).

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::schema::CompiledSchema;
use patchbay_domain::event_types::{EventTypeDefinition, alias_of, compatibility, find_built_in};
use patchbay_domain::ids::EventTypeId;
use patchbay_storage::StorageError;
use serde_json::{Value, json};

use super::create_task::redacted;
use super::publish_events::holds_nul;
use super::{ActionError, FieldError, Missing, Services};

/// Types of an organization's own, versions counted.
const MAX_TYPES: usize = 1000;

/// A type as it is registered.
#[derive(Debug, Clone)]
pub struct NewEventType {
    /// Its name.
    pub name: String,
    /// What it says, up to 1000 characters.
    pub description: String,
    /// The group it is shown in; the first part of its name where none is given.
    pub group: Option<String>,
    /// The JSON Schema of its data.
    pub schema: Value,
    /// Data as it might be; must fit the schema.
    pub sample: Value,
}

/// Registers the type, or the next version of it. A new version must accept what those before accepted.
///
/// # Errors
/// [`ActionError::Invalid`] with the path of what will not do, [`ActionError::Conflict`] for a built-in name.
pub async fn register_event_type(
    services: &Services,
    actor: &Actor,
    new: NewEventType,
) -> Result<EventTypeDefinition, ActionError> {
    let definition = check(new)?;
    let now = services.now();
    let id = EventTypeId::new(now, &*services.entropy);
    let subject = definition.name.as_str().to_owned();
    let audit =
        AuditEntry::by(actor, "event_type.registered", &subject, &*services.clock, &*services.entropy);
    let organization_id = actor.organization_id;
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (mut definition, audit) = (definition.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.lock_organization().await?;
                if scope.event_types().await?.len() >= MAX_TYPES {
                    let full = format!("there are {MAX_TYPES} event types already; archive some first");
                    return Err(ActionError::Conflict(full));
                }
                let versions = scope.event_type_versions(&definition.name).await?;
                // Every one of them: what two steps change may break those who are on the first.
                for (earlier, _) in &versions {
                    fits(earlier, &definition)?;
                }
                if let Some((last, _)) = versions.last() {
                    definition.version = last.version + 1;
                    // A type that comes back comes back whole.
                    scope.archive_event_type(&definition.name, None).await?;
                }
                scope.insert_event_type(id, &definition, now).await.map_err(|error| match error {
                    StorageError::Duplicate(_) => {
                        ActionError::Conflict("another version was registered at the same moment".to_owned())
                    }
                    error => error.into(),
                })?;
                let told = json!({ "name": definition.name, "version": definition.version });
                scope.record(&audit.change(None, Some(told))).await?;
                Ok(definition)
            })
        })
        .await
}

/// Whether the new version accepts what an earlier one accepted.
fn fits(earlier: &EventTypeDefinition, new: &EventTypeDefinition) -> Result<(), ActionError> {
    compatibility::check(&earlier.schema, &new.schema).map_err(|error| {
        let message = format!("must accept what version {} accepts: {}", earlier.version, error.reason);
        ActionError::Invalid(vec![FieldError::within("schema", &error.path, message)])
    })
}

fn check(new: NewEventType) -> Result<EventTypeDefinition, ActionError> {
    let name =
        EventName::parse(new.name.trim()).map_err(|error| ActionError::field("name", error.to_string()))?;
    if find_built_in(&name).is_some() || alias_of(&name).is_some() {
        return Err(ActionError::Conflict(format!("{name} is built in; choose another name")));
    }
    let group = new.group.map(|group| group.trim().to_owned()).filter(|group| !group.is_empty());
    let group = group.unwrap_or_else(|| name.as_str().split('.').next().unwrap_or_default().to_owned());
    for (path, text, most) in [("description", &new.description, 1000), ("group", &group, 100)] {
        if text.chars().count() > most || text.contains('\0') {
            let message = format!("must be at most {most} characters long, without NUL");
            return Err(ActionError::field(path, message));
        }
    }
    let schema = CompiledSchema::compile(&new.schema).map_err(|error| {
        ActionError::Invalid(vec![FieldError::within("schema", &error.path, error.message)])
    })?;
    if holds_nul(&new.sample) || holds_nul(&new.schema) {
        return Err(ActionError::field("sample", "must not contain NUL (\\u0000)"));
    }
    schema.validate(&new.sample).map_err(|violations| {
        let field = |violation: patchbay_domain::event_types::schema::Violation| {
            FieldError::within("sample", &violation.path, violation.message)
        };
        ActionError::Invalid(violations.into_iter().map(field).collect())
    })?;
    Ok(EventTypeDefinition {
        name,
        version: 1,
        group: redacted(group),
        description: redacted(new.description),
        schema: new.schema,
        sample: new.sample,
        is_built_in: false,
    })
}

/// Archives a type of the organization's own: nothing of it is taken any more, what was stays.
///
/// # Errors
/// [`ActionError::NotFound`] where there is none of that name.
pub async fn archive_event_type(
    services: &Services,
    actor: &Actor,
    name: &EventName,
    is_archived: bool,
) -> Result<(), ActionError> {
    if find_built_in(name).is_some() {
        return Err(ActionError::Conflict(format!("{name} is built in and cannot be archived")));
    }
    let (organization_id, now, name) = (actor.organization_id, services.now(), name.clone());
    let action = if is_archived { "event_type.archived" } else { "event_type.restored" };
    let audit = AuditEntry::by(actor, action, name.as_str(), &*services.clock, &*services.entropy);
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (name, audit) = (name.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                if !scope.archive_event_type(&name, is_archived.then_some(now)).await? {
                    return Err(ActionError::NotFound(Missing::EventType));
                }
                Ok(scope.record(&audit).await?)
            })
        })
        .await
}
