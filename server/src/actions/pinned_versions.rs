//! Pinned versions (EV-3): a subscription that understands a type up to some version gets the events that fit that version.
//! Not a verb of its own: part of `emit_events`.

use std::collections::HashMap;

use patchbay_domain::event::Event;
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::schema::CompiledSchema;
use patchbay_domain::event_types::{EventTypeDefinition, built_in};
use patchbay_domain::subscription::Subscription;
use patchbay_storage::{StorageError, Tx};

/// The schemas of the versions that are pinned.
#[derive(Default)]
pub(super) struct Pins {
    schemas: HashMap<(EventName, u32), CompiledSchema>,
}

impl Pins {
    pub(super) async fn read(tx: &Tx, subscriptions: &[Subscription]) -> Result<Self, StorageError> {
        let mut pins = Self::default();
        let Some(organization_id) = subscriptions
            .iter()
            .find(|subscription| !subscription.pinned_versions.is_empty())
            .map(|subscription| subscription.organization_id)
        else {
            return Ok(pins);
        };
        let own = tx.scope(organization_id).event_types().await?;
        let find = |name: &EventName, version: u32| -> Option<&EventTypeDefinition> {
            own.iter().chain(built_in()).find(|one| one.name == *name && one.version == version)
        };
        for (name, version) in subscriptions.iter().flat_map(|subscription| &subscription.pinned_versions) {
            let Some(definition) = find(name, *version) else { continue };
            // It was compiled when it was registered.
            if let Ok(schema) = CompiledSchema::compile(&definition.schema) {
                pins.schemas.insert((name.clone(), *version), schema);
            }
        }
        Ok(pins)
    }

    /// Whether the subscription understands the event: it pins nothing of its type, or the event is no newer, or it fits
    /// the version that is pinned.
    pub(super) fn accept(&self, subscription: &Subscription, event: &Event) -> bool {
        let Some(version) = subscription.pinned_versions.get(&event.event_type) else { return true };
        if event.version <= *version {
            return true;
        }
        let schema = self.schemas.get(&(event.event_type.clone(), *version));
        schema.is_none_or(|schema| schema.validate(&event.data).is_ok())
    }
}
