//! The story of a task or of a delivery, put together from what is kept anyway: the message, its turn, the audit trail, the
//! events and what left because of them.

use std::collections::{HashMap, HashSet};

use patchbay_domain::audit::AuditEntry;
use patchbay_domain::delivery::Delivery;
use patchbay_domain::event::Event;
use patchbay_domain::ids::{EventId, MessageId, OrganizationId, WebhookId};
use patchbay_domain::message::Message;
use patchbay_domain::page::PageRequest;
use patchbay_domain::story::{DeliveryStory, StorySent, StorySource, StoryStep, TaskField, TaskStory};
use patchbay_domain::task::Task;
use patchbay_domain::text::shorten;
use patchbay_domain::turn::TurnRecord;
use patchbay_domain::webhook::ChannelSettings;
use patchbay_storage::{AuditFilter, StorageError};
use serde_json::Value;
use url::Url;

use super::Services;

/// How much of a message a story tells, in characters.
const EXCERPT: usize = 280;

/// How many steps are told: the latest, and with them the first.
const STEPS: u32 = 50;

/// The events that tell of a task alone.
const TASK_EVENTS: [&str; 5] =
    ["task.created", "task.updated", "task.completed", "task.failed", "task.cancelled"];

/// The story of a task.
///
/// # Errors
/// Only the database's own.
pub async fn read_task_story(services: &Services, task: Task) -> Result<TaskStory, StorageError> {
    let scope = services.storage.scope(task.organization_id);
    let message = match task.source_message_id {
        Some(id) => scope.message(id).await?,
        None => None,
    };
    let answer = match &message {
        Some(message) => scope.answer_to(message).await?,
        None => None,
    };
    let turn = turn_on(services, message.as_ref(), answer.as_ref()).await?;
    let entries = entries(services, &task).await?;
    let sent = sent(services, &task, answer.as_ref(), &entries).await?;
    let names = scope.user_names(entries.iter().filter_map(|entry| entry.user_id).collect()).await?;
    let step = |entry: AuditEntry| StoryStep {
        at: entry.at,
        changed: changed(entry.before.as_ref(), entry.after.as_ref()),
        actor: entry.actor,
        member: entry.user_id.and_then(|id| names.get(&id).cloned()),
        action: entry.action,
    };
    let source = match message {
        Some(message) => Some(source(services, message).await?),
        None => None,
    };
    let steps = entries.into_iter().map(step).collect();
    Ok(TaskStory { task, source, turn, steps, sent })
}

/// The stories of the deliveries whose id begins so; more than one says that more has to be written.
///
/// # Errors
/// Only the database's own.
pub async fn read_delivery_stories(
    services: &Services,
    organization_id: OrganizationId,
    begins: &str,
) -> Result<Vec<DeliveryStory>, StorageError> {
    let found = services.storage.scope(organization_id).deliveries_beginning(begins).await?;
    let to = addressees(services, organization_id, &found).await?;
    let story = |delivery: Delivery| DeliveryStory { to: to_of(&to, &delivery), delivery };
    Ok(found.into_iter().map(story).collect())
}

async fn source(services: &Services, message: Message) -> Result<StorySource, StorageError> {
    let channel = services.storage.scope(message.organization_id).channel(message.webhook_id).await?;
    let one_line = message.content.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(StorySource {
        message_id: message.id,
        conversation_id: message.conversation_id,
        who: message.sender_name.unwrap_or(message.sender_identifier),
        channel_type: channel.as_ref().map(|channel| channel.settings.channel_type()),
        channel_name: channel.map(|channel| channel.name),
        at: message.created_at,
        excerpt: shorten(&one_line, EXCERPT),
        intent: message.intent,
        urgency: message.urgency,
    })
}

/// How the turn on a message was taken: it is kept under the last of the messages that were read together.
async fn turn_on(
    services: &Services,
    message: Option<&Message>,
    answer: Option<&Message>,
) -> Result<Option<TurnRecord>, StorageError> {
    let Some(message) = message else { return Ok(None) };
    let answered = answer.and_then(|answer| answer.in_reply_to);
    let ids: Vec<MessageId> = [Some(message.id), answered].into_iter().flatten().collect();
    let turns = services.storage.scope(message.organization_id).turns_of_messages(ids).await?;
    let own = turns.iter().find(|turn| turn.message_id == message.id);
    Ok(own.or(turns.first()).cloned())
}

/// What was done to a task, oldest first.
async fn entries(services: &Services, task: &Task) -> Result<Vec<AuditEntry>, StorageError> {
    let scope = services.storage.scope(task.organization_id);
    let of_task = |action: &str| AuditFilter {
        subject: Some(task.id.to_string()),
        action: Some(action.to_owned()),
        ..AuditFilter::default()
    };
    let latest = PageRequest { limit: STEPS, after: None };
    let mut entries = scope.audit_entries(&of_task("task.*"), latest).await?.items;
    if entries.iter().all(|entry| entry.action != "task.created") {
        let first = PageRequest { limit: 1, after: None };
        entries.extend(scope.audit_entries(&of_task("task.created"), first).await?.items);
    }
    entries.reverse();
    Ok(entries)
}

/// The fields in which two states of a task differ.
fn changed(before: Option<&Value>, after: Option<&Value>) -> Vec<TaskField> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    // An entry from before the field was there has none.
    let differs = |field: &TaskField| {
        let of = |state: &Value| state.get(field.name()).cloned().unwrap_or_default();
        of(before) != of(after)
    };
    TaskField::ALL.into_iter().filter(differs).collect()
}

/// What left because of a task: the answer to its message, events about it, notices of it.
async fn sent(
    services: &Services,
    task: &Task,
    answer: Option<&Message>,
    entries: &[AuditEntry],
) -> Result<Vec<StorySent>, StorageError> {
    let scope = services.storage.scope(task.organization_id);
    let instants: Vec<_> = entries.iter().map(|entry| entry.at).collect();
    let events = scope.events_about(&TASK_EVENTS, &instants).await?;
    let about: Vec<EventId> =
        events.iter().filter(|event| tells_of(event, task)).map(|event| event.id).collect();
    let mut deliveries = scope.deliveries_of_events(about).await?;
    if let Some(conversation) = task.conversation_id {
        let mut messages = scope.notices_since(conversation, task.created_at).await?;
        messages.extend(answer.map(|answer| answer.id));
        let said = scope.deliveries_of_messages(messages).await?;
        let events = scope.events_by_ids(said.iter().map(|delivery| delivery.event_id).collect()).await?;
        let about: HashSet<EventId> =
            events.iter().filter(|event| tells_of(event, task)).map(|event| event.id).collect();
        let answer = answer.map(|answer| answer.id);
        deliveries.extend(said.into_iter().filter(|delivery| {
            about.contains(&delivery.event_id) || answer.is_some() && delivery.message_id == answer
        }));
    }
    deliveries.sort_by_key(|delivery| delivery.id);
    deliveries.dedup_by_key(|delivery| delivery.id);
    let to = addressees(services, task.organization_id, &deliveries).await?;
    let sent = |delivery: Delivery| StorySent {
        delivery_id: delivery.id,
        at: delivery.created_at,
        kind: delivery.kind,
        to: to_of(&to, &delivery),
        state: delivery.state(),
        last_error: delivery.progress.last_error,
        event_type: delivery.event_type,
    };
    Ok(deliveries.into_iter().map(sent).collect())
}

/// Whether an event is about a task, or tells of it among others.
fn tells_of(event: &Event, task: &Task) -> bool {
    let id = task.id.to_string();
    let is_it = |data: &Value| data.get("taskId").and_then(Value::as_str) == Some(id.as_str());
    let among = event.data.get("tasks").and_then(Value::as_array);
    is_it(&event.data) || among.is_some_and(|tasks| tasks.iter().any(is_it))
}

/// The hosts of the webhooks by which these deliveries left.
async fn addressees(
    services: &Services,
    organization_id: OrganizationId,
    deliveries: &[Delivery],
) -> Result<HashMap<WebhookId, String>, StorageError> {
    let scope = services.storage.scope(organization_id);
    let nameless = deliveries.iter().filter(|one| one.target_id.is_some() && one.recipient.is_none());
    let webhooks: HashSet<WebhookId> = nameless.map(|delivery| delivery.webhook_id).collect();
    let mut hosts = HashMap::new();
    for id in webhooks {
        let url = match scope.channel(id).await? {
            Some(channel) => match channel.settings {
                ChannelSettings::Custom(settings) => settings.outbound.map(|outbound| outbound.url),
                _ => None,
            },
            None => scope.subscription(id).await?.map(|subscription| subscription.settings.url),
        };
        hosts.extend(url.as_ref().and_then(Url::host_str).map(|host| (id, host.to_owned())));
    }
    Ok(hosts)
}

fn to_of(hosts: &HashMap<WebhookId, String>, delivery: &Delivery) -> Option<String> {
    delivery.target_id?;
    delivery.recipient.clone().or_else(|| hosts.get(&delivery.webhook_id).cloned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_has_changed() {
        let before = json!({ "title": "A", "deadline": null, "status": "pending" });
        let after = json!({ "title": "B", "deadline": null, "status": "pending", "assignee": "Bob" });
        assert_eq!(changed(Some(&before), Some(&after)), [TaskField::Title, TaskField::Assignee]);
        let unassigned = json!({ "title": "A", "deadline": null, "status": "pending", "assignee": null });
        assert_eq!(changed(Some(&before), Some(&unassigned)), []);
        assert_eq!(changed(None, Some(&after)), []);
    }
}
