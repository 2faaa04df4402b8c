//! The registry of event types: what may happen, what it is called, what its data looks like, in which version (C29,
//! 003 section 1). What is built in is written in `event_types/catalogue`; organizations add their own.

mod catalogue;
pub mod compatibility;
mod keywords;
mod pointer;
pub mod schema;

#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::event_name::EventName;

/// Other names that subscribers may use: the alias, then the event that it stands for.
pub const ALIASES: [(&str, &str); 1] = [("message.new", "message.received")];

/// One version of one kind of event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventTypeDefinition {
    /// Its name.
    pub name: EventName,
    /// Its version, from 1; a new one accepts whatever the last one did.
    pub version: u32,
    /// What it is about, for whoever looks through the list: "Task".
    pub group: String,
    /// When it happens, in a sentence.
    pub description: String,
    /// The JSON Schema (2020-12) of its `data`.
    pub schema: Value,
    /// Data as it may come.
    pub sample: Value,
    /// Whether it comes with Patchbay.
    pub is_built_in: bool,
}

/// Every type that comes with Patchbay: those of the documents and its own. Their schemas leave room for members that
/// are not named; they require those that every event of the type has. Aliases are not among them.
#[must_use]
pub fn built_in() -> &'static [EventTypeDefinition] {
    catalogue::definitions()
}

/// The built-in type of that name, or of what the name is an alias of.
#[must_use]
pub fn find_built_in(name: &EventName) -> Option<&'static EventTypeDefinition> {
    let name = canonical_name(name);
    built_in().iter().find(|definition| definition.name == name)
}

/// Whether a document (001 to 004) names the type; the other built-in ones are Patchbay's own.
#[must_use]
pub fn is_documented(name: &EventName) -> bool {
    !documents_naming(name).is_empty()
}

/// The documents that name the type, such as `002`.
#[must_use]
pub fn documents_naming(name: &EventName) -> &'static [String] {
    catalogue::documents_naming(&canonical_name(name))
}

/// The event that the name is an alias of; none if it is no alias.
#[must_use]
pub fn alias_of(name: &EventName) -> Option<EventName> {
    ALIASES.iter().find(|(alias, _)| *alias == name.as_str()).map(|(_, event)| EventName::known(event))
}

/// The event's own name, whichever it was called by.
#[must_use]
pub fn canonical_name(name: &EventName) -> EventName {
    alias_of(name).unwrap_or_else(|| name.clone())
}
