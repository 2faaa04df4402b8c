//! What is built in, read from `catalogue/*.json`: one file a group, for anybody to edit. A type's `schema` is a schema
//! or the name of one of the file's `schemas`; its `documents` are those that name it, none for Patchbay's own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::EventTypeDefinition;
use crate::event_name::EventName;

/// The files, in the order in which people read them.
const FILES: [&str; 18] = [
    include_str!("catalogue/message.json"),
    include_str!("catalogue/conversation.json"),
    include_str!("catalogue/task.json"),
    include_str!("catalogue/contact.json"),
    include_str!("catalogue/lead.json"),
    include_str!("catalogue/email.json"),
    include_str!("catalogue/channel.json"),
    include_str!("catalogue/webhook.json"),
    include_str!("catalogue/delivery.json"),
    include_str!("catalogue/member.json"),
    include_str!("catalogue/campaign.json"),
    include_str!("catalogue/flow.json"),
    include_str!("catalogue/automation.json"),
    include_str!("catalogue/template.json"),
    include_str!("catalogue/workflow.json"),
    include_str!("catalogue/execution.json"),
    include_str!("catalogue/step.json"),
    include_str!("catalogue/agent.json"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    group: String,
    #[serde(default)]
    schemas: BTreeMap<String, Value>,
    types: Vec<TypeEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeEntry {
    name: EventName,
    version: u32,
    documents: Vec<String>,
    description: String,
    schema: Value,
    sample: Value,
}

struct Catalogue {
    definitions: Vec<EventTypeDefinition>,
    documents: Vec<Vec<String>>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(read);

pub(super) fn definitions() -> &'static [EventTypeDefinition] {
    &CATALOGUE.definitions
}

pub(super) fn documents_naming(name: &EventName) -> &'static [String] {
    let Catalogue { definitions, documents } = &*CATALOGUE;
    let place = definitions.iter().position(|definition| definition.name == *name);
    place.and_then(|place| documents.get(place)).map_or(&[], Vec::as_slice)
}

#[expect(clippy::expect_used, reason = "the files are part of the program, and a test reads them all")]
fn read() -> Catalogue {
    let mut catalogue = Catalogue { definitions: Vec::new(), documents: Vec::new() };
    for file in FILES {
        let file: GroupFile = serde_json::from_str(file).expect("a catalogue file that can be read");
        for entry in file.types {
            let schema = match entry.schema {
                Value::String(shared) => {
                    file.schemas.get(&shared).cloned().expect("a schema of the same catalogue file")
                }
                schema => schema,
            };
            catalogue.documents.push(entry.documents);
            catalogue.definitions.push(EventTypeDefinition {
                name: entry.name,
                version: entry.version,
                group: file.group.clone(),
                description: entry.description,
                schema,
                sample: entry.sample,
                is_built_in: true,
            });
        }
    }
    catalogue
}
