//! What the catalogue promises.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::event::EventType;

fn name(text: &str) -> EventName {
    EventName::parse(text).unwrap()
}

fn named_by(document: &str) -> usize {
    built_in().iter().filter(|known| documents_naming(&known.name).iter().any(|by| by == document)).count()
}

#[test]
fn the_documents_name_forty_one_types_and_one_alias() {
    // What each has in its table; 004's list of 22 has `message.new`, which is `message.received`.
    assert_eq!([named_by("001"), named_by("002"), named_by("003"), named_by("004")], [10, 5, 8, 22]);
    let (documented, own): (Vec<_>, Vec<_>) =
        built_in().iter().map(|definition| &definition.name).partition(|name| is_documented(name));
    assert_eq!(documented.len(), 41);
    assert_eq!(ALIASES.len(), 1);
    let own: Vec<_> = own.into_iter().map(EventName::as_str).collect();
    let expected = [
        "task.updated",
        "task.cancelled",
        "contact.deleted",
        "channel.created",
        "channel.updated",
        "channel.deleted",
        "webhook.test",
        "webhook.verification",
        "webhook.disabled",
        "webhook.recovered",
        "delivery.exhausted",
        "member.password_reset",
    ];
    assert_eq!(own, expected);
}

#[test]
fn every_name_is_a_name_and_stands_there_once() {
    let names: BTreeSet<_> = built_in().iter().map(|definition| definition.name.as_str()).collect();
    assert_eq!(names.len(), built_in().len());
    for (alias, event) in ALIASES {
        assert!(!names.contains(alias), "{alias} is an alias, not a type");
        assert!(names.contains(event), "{alias} stands for {event}, which is no type");
        assert_eq!(alias_of(&name(alias)), Some(name(event)));
        assert_eq!(find_built_in(&name(alias)).unwrap().name, name(event));
    }
}

#[test]
fn every_group_file_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/event_types/catalogue");
    let files = std::fs::read_dir(folder).unwrap().count();
    let groups: BTreeSet<_> = built_in().iter().map(|definition| definition.group.as_str()).collect();
    assert_eq!(files, groups.len());
}

#[test]
fn every_description_is_a_sentence() {
    for definition in built_in() {
        let text = &definition.description;
        assert!(
            text.ends_with('.') && text.chars().next().unwrap().is_uppercase(),
            "{}: {text}",
            definition.name
        );
        assert!(definition.is_built_in && definition.version >= 1);
    }
}

#[test]
fn what_patchbay_says_itself_is_in_the_catalogue() {
    for event_type in [
        EventType::MessageReceived,
        EventType::MessageSent,
        EventType::MessageDelivered,
        EventType::MessageFailed,
        EventType::TaskCreated,
        EventType::TaskUpdated,
        EventType::TaskCompleted,
        EventType::TaskFailed,
        EventType::TaskCancelled,
        EventType::ConversationCreated,
        EventType::ConversationUpdated,
        EventType::ConversationResolved,
        EventType::ContactCreated,
        EventType::ContactUpdated,
        EventType::ContactDeleted,
        EventType::ChannelCreated,
        EventType::ChannelUpdated,
        EventType::ChannelDeleted,
        EventType::PasswordReset,
        EventType::WebhookTest,
        EventType::WebhookVerification,
        EventType::WebhookDisabled,
        EventType::WebhookRecovered,
        EventType::DeliveryExhausted,
    ] {
        assert!(find_built_in(&name(event_type.name())).is_some(), "{}", event_type.name());
    }
}
