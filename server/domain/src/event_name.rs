//! The name of an event: words joined by dots, as Standard Webhooks advises (conventions 3.1).

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How many bytes a name may have.
pub const MAX_EVENT_NAME_BYTES: usize = 128;

/// The name of an event, such as `task.created`: `[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*`, at most 128 bytes. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventName(Arc<str>);

/// A text that is no event name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be letters, digits and underscores, in parts joined by dots, such as task.created, and at most \
     {MAX_EVENT_NAME_BYTES} characters long"
)]
pub struct InvalidEventName;

impl EventName {
    /// Reads a name.
    ///
    /// # Errors
    /// If the text is no event name.
    pub fn parse(text: &str) -> Result<Self, InvalidEventName> {
        if is_name(text) { Ok(Self(Arc::from(text))) } else { Err(InvalidEventName) }
    }

    /// A name that is written in the code. It takes literals of the catalogue (`event_types`) only, unchecked: a test
    /// walks the catalogue and checks each.
    #[must_use]
    pub fn known(name: &'static str) -> Self {
        debug_assert!(is_name(name), "{name} is no event name");
        Self(Arc::from(name))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_name(text: &str) -> bool {
    text.len() <= MAX_EVENT_NAME_BYTES
        && text.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
}

impl fmt::Display for EventName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for EventName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EventName({})", self.as_str())
    }
}

impl std::str::FromStr for EventName {
    type Err = InvalidEventName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for EventName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for EventName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{EventName, MAX_EVENT_NAME_BYTES};

    #[test]
    fn names_are_words_joined_by_dots() {
        for text in ["a", "task.created", "member.password_reset", "Order.v2.Shipped", "_", "1.2"] {
            assert_eq!(EventName::parse(text).unwrap().as_str(), text);
        }
        for text in [
            "",
            ".",
            "task.",
            ".task",
            "task..created",
            "task created",
            "task-created",
            "task.*",
            "*",
            "tâche",
            "a\n",
        ] {
            assert!(EventName::parse(text).is_err(), "{text:?} is no name");
        }
    }

    #[test]
    fn a_name_has_at_most_128_bytes() {
        assert!(EventName::parse(&"a".repeat(MAX_EVENT_NAME_BYTES)).is_ok());
        assert!(EventName::parse(&"a".repeat(MAX_EVENT_NAME_BYTES + 1)).is_err());
    }

    #[test]
    fn reading_json_checks() {
        assert!(serde_json::from_str::<EventName>("\"task..created\"").is_err());
    }

    proptest! {
        #[test]
        fn every_name_comes_back(text in "[a-zA-Z0-9_]{1,8}(\\.[a-zA-Z0-9_]{1,8}){0,5}") {
            let name = EventName::parse(&text).unwrap();
            prop_assert_eq!(name.to_string(), text.clone());
            let json = serde_json::to_string(&name).unwrap();
            prop_assert_eq!(&json, &format!("\"{text}\""));
            prop_assert_eq!(serde_json::from_str::<EventName>(&json).unwrap(), name);
        }

        #[test]
        fn what_is_read_has_the_form(text in "[a-b_.*\\- ]{0,8}") {
            let dots_are_between = !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
            let expected = !text.is_empty() && !text.contains(['*', '-', ' ']) && dots_are_between;
            prop_assert_eq!(EventName::parse(&text).is_ok(), expected);
        }
    }
}
