//! Events and their types as they are shown.

use patchbay_domain::event::Event;
use patchbay_domain::event_types::{ALIASES, EventTypeDefinition};

use super::text;
use crate::rpc::wire::event as wire;
use crate::rpc::wire::value::Json;

impl From<Event> for wire::Event {
    fn from(event: Event) -> Self {
        Self {
            id: event.id.to_string(),
            event_type: event.event_type.to_string(),
            version: event.version,
            webhook_id: text(event.webhook_id),
            conversation_id: text(event.conversation_id),
            channels: event.labels,
            key: event.key,
            data: Json(event.data),
            replay_of: text(event.replay_of),
            replay_count: event.replay_count,
            occurred_at: event.occurred_at.into(),
        }
    }
}

impl From<EventTypeDefinition> for wire::EventType {
    fn from(definition: EventTypeDefinition) -> Self {
        let name = definition.name.to_string();
        let aliases = ALIASES.iter().filter(|(_, real)| *real == name);
        Self {
            version: definition.version,
            group: definition.group,
            description: definition.description,
            schema: Json(definition.schema),
            sample: Json(definition.sample),
            is_built_in: definition.is_built_in,
            aliases: aliases.map(|(alias, _)| (*alias).to_owned()).collect(),
            // What is archived is shown where somebody asks for it, and said so there.
            is_archived: false,
            name,
        }
    }
}
