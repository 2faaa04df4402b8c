//! What a subscriber asks to be told of: one event, a group of events, or all (C29).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::event_name::EventName;
use crate::event_types::{alias_of, canonical_name};

/// Which events a subscriber wants.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventPattern {
    /// `*`: every event.
    All,
    /// `task.*`: every event whose name begins with the prefix and a dot, at any depth; the prefix itself is none.
    Below(EventName),
    /// `task.created`: this event. By an alias (`message.new`) the event that the alias stands for.
    Exact(EventName),
}

/// A text that is no pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be an event, such as task.created, a group of events, such as task.*, or * for all: a * stands alone or \
     after the last dot"
)]
pub struct InvalidEventPattern;

impl EventPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// If the text is neither `*`, nor a name, nor a name followed by `.*`.
    pub fn parse(text: &str) -> Result<Self, InvalidEventPattern> {
        if text == "*" {
            return Ok(Self::All);
        }
        let (name, pattern): (&str, fn(EventName) -> Self) = match text.strip_suffix(".*") {
            Some(prefix) => (prefix, Self::Below),
            None => (text, Self::Exact),
        };
        EventName::parse(name).map(pattern).map_err(|_| InvalidEventPattern)
    }

    /// Whether it asks for the event. An alias and what it stands for are the same event.
    #[must_use]
    pub fn matches(&self, event: &EventName) -> bool {
        let event = canonical_name(event);
        match self {
            Self::All => true,
            Self::Below(prefix) => {
                event.as_str().strip_prefix(prefix.as_str()).is_some_and(|rest| rest.starts_with('.'))
            }
            Self::Exact(name) => canonical_name(name) == event,
        }
    }
}

/// The name under which a subscriber with these patterns knows the event; none if it did not ask for it. It is the
/// event's own, unless the subscriber asked for it by an alias only.
#[must_use]
pub fn delivered_name(patterns: &[EventPattern], event: &EventName) -> Option<EventName> {
    let mut alias = None;
    for pattern in patterns.iter().filter(|pattern| pattern.matches(event)) {
        match pattern {
            EventPattern::Exact(name) if alias_of(name).is_some() => {
                alias = alias.or_else(|| Some(name.clone()))
            }
            EventPattern::All | EventPattern::Below(_) | EventPattern::Exact(_) => {
                return Some(canonical_name(event));
            }
        }
    }
    alias
}

impl fmt::Display for EventPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => formatter.write_str("*"),
            Self::Below(prefix) => write!(formatter, "{prefix}.*"),
            Self::Exact(name) => write!(formatter, "{name}"),
        }
    }
}

impl std::str::FromStr for EventPattern {
    type Err = InvalidEventPattern;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for EventPattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EventPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{EventPattern, delivered_name};
    use crate::event_name::EventName;

    fn patterns(texts: &[&str]) -> Vec<EventPattern> {
        texts.iter().map(|text| EventPattern::parse(text).unwrap()).collect()
    }

    fn name(text: &str) -> EventName {
        EventName::parse(text).unwrap()
    }

    #[test]
    fn a_star_stands_alone_or_after_the_last_dot() {
        for text in ["*", "task.*", "a.b.*", "task.created"] {
            assert_eq!(EventPattern::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "**",
            "*.*",
            "*.created",
            "task*",
            "task.*.x",
            ".*",
            "task.**",
            "task.cre*",
            "t ask",
            "task.",
        ] {
            let refused = EventPattern::parse(text).unwrap_err().to_string();
            assert!(refused.contains("task.*"), "{text}: {refused}");
        }
    }

    #[test]
    fn a_group_is_everything_below_at_any_depth() {
        let group = EventPattern::parse("task.*").unwrap();
        assert!(group.matches(&name("task.created")));
        assert!(group.matches(&name("task.step.created")));
        assert!(!group.matches(&name("task")));
        assert!(!group.matches(&name("tasks.created")));
        assert!(!group.matches(&name("Task.created")), "names tell upper from lower case");
    }

    #[test]
    fn the_subscriber_gets_the_name_it_asked_for() {
        let received = name("message.received");
        for (asked, told) in [
            (vec!["message.new"], Some("message.new")),
            (vec!["message.received"], Some("message.received")),
            (vec!["message.new", "message.received"], Some("message.received")),
            (vec!["message.new", "*"], Some("message.received")),
            (vec!["message.*", "message.new"], Some("message.received")),
            (vec!["message.new", "task.*"], Some("message.new")),
            (vec!["message.sent", "task.*"], None),
            (vec![], None),
        ] {
            assert_eq!(delivered_name(&patterns(&asked), &received), told.map(name), "{asked:?}");
        }
    }

    #[test]
    fn an_event_posted_under_the_alias_is_the_event_itself() {
        let posted = name("message.new");
        assert_eq!(delivered_name(&patterns(&["message.received"]), &posted), Some(name("message.received")));
        assert_eq!(delivered_name(&patterns(&["message.new"]), &posted), Some(posted));
    }

    /// The rule said another way: part by part.
    fn naive(pattern: &str, event: &str) -> bool {
        let (pattern, event): (Vec<&str>, Vec<&str>) =
            (pattern.split('.').collect(), event.split('.').collect());
        match pattern.split_last() {
            Some((&"*", before)) => event.len() > before.len() && event.starts_with(before),
            _ => pattern == event,
        }
    }

    proptest! {
        #[test]
        fn every_pattern_comes_back(text in "\\*|[a-zA-Z0-9_]{1,6}(\\.[a-zA-Z0-9_]{1,6}){0,3}(\\.\\*)?") {
            let pattern = EventPattern::parse(&text).unwrap();
            prop_assert_eq!(pattern.to_string(), text.clone());
            let json = serde_json::to_string(&pattern).unwrap();
            prop_assert_eq!(&json, &format!("\"{text}\""));
            prop_assert_eq!(serde_json::from_str::<EventPattern>(&json).unwrap(), pattern);
        }

        #[test]
        fn matching_agrees_with_the_naive_rule(
            pattern in "\\*|[ab]{1,2}(\\.[ab]){0,2}(\\.\\*)?",
            event in "[ab]{1,2}(\\.[ab]{1,2}){0,3}",
        ) {
            let asked = patterns(&[&pattern]);
            prop_assert_eq!(asked[0].matches(&name(&event)), naive(&pattern, &event));
            prop_assert_eq!(delivered_name(&asked, &name(&event)).is_some(), naive(&pattern, &event));
        }
    }
}
