//! Messages as several namespaces show them: with their tasks, turns and deliveries, one query each a page.

use std::collections::HashMap;

use patchbay_domain::delivery::Delivery;
use patchbay_domain::ids::MessageId;
use patchbay_domain::message::Message;
use patchbay_domain::page::{Page, PageRequest};
use patchbay_domain::task::Task;
use patchbay_domain::turn::TurnRecord;
use patchbay_storage::MessageFilter;

use super::context::Context;
use super::errors::not_found;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, RpcError, mutation};
use super::wire::page::ById;
use super::wire::understanding::{MessageCorrect, MessageCorrection};
use super::{convert, input, wire};
use crate::actions::Missing;
use crate::actions::correct_message::correct_message;
use crate::actions::mark_reviewed::mark_reviewed;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("messages.correct", mutation(correct).fails(&[NotFound, Conflict]))
        .procedure("messages.markReviewed", mutation(mark).fails(&[NotFound]))
}

async fn mark(context: Context, by: ById) -> Result<wire::message::Message, RpcError> {
    let id = input::id(&by.id, Missing::Message)?;
    let message = mark_reviewed(&context.services, context.actor()?, id).await?;
    one(&context, message).await
}

async fn correct(context: Context, input: MessageCorrect) -> Result<wire::message::Message, RpcError> {
    let id = input::id(&input.message_id, Missing::Message)?;
    let correction = convert::understanding::correction(input).map_err(|place| {
        RpcError::invalid_field(
            format!("tasks[{place}].taskId"),
            "must be a task that was made of this message",
        )
    })?;
    let message = correct_message(&context.services, context.actor()?, id, &correction).await?;
    one(&context, message).await
}

/// One message, by its id.
pub(crate) async fn get(context: Context, by: ById) -> Result<wire::message::Message, RpcError> {
    let id = input::id(&by.id, Missing::Message)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let message = scope.message(id).await?.ok_or_else(|| not_found(Missing::Message))?;
    one(&context, message).await
}

/// A page of messages, newest first.
pub(super) async fn list(
    context: &Context,
    filter: MessageFilter,
    page: PageRequest,
) -> Result<wire::page::Page<wire::message::Message>, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let Page { items, next } = scope.messages(filter, page).await?;
    let items = with_what_belongs(context, items).await?;
    Ok(convert::page(Page { items, next }, |message| message))
}

/// One message.
pub(super) async fn one(context: &Context, message: Message) -> Result<wire::message::Message, RpcError> {
    let shown = with_what_belongs(context, vec![message]).await?.pop();
    shown.ok_or_else(|| RpcError::internal("one message became none"))
}

async fn with_what_belongs(
    context: &Context,
    messages: Vec<Message>,
) -> Result<Vec<wire::message::Message>, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    let mut tasks: HashMap<MessageId, Vec<Task>> = HashMap::new();
    for task in scope.tasks_of_messages(ids.clone()).await? {
        if let Some(message) = task.source_message_id {
            tasks.entry(message).or_default().push(task);
        }
    }
    let turns = scope.turns_of_messages(ids.clone()).await?;
    let mut turns: HashMap<MessageId, TurnRecord> =
        turns.into_iter().map(|turn| (turn.message_id, turn)).collect();
    let mut corrections = corrections(context, ids.clone()).await?;
    let mut deliveries: HashMap<MessageId, Delivery> = HashMap::new();
    for delivery in scope.deliveries_of_messages(ids).await? {
        let Some(message) = delivery.message_id else { continue };
        // Ids are in the order of their making: the latest delivery counts.
        if deliveries.get(&message).is_none_or(|known| known.id < delivery.id) {
            deliveries.insert(message, delivery);
        }
    }
    let shown = messages.into_iter().map(|message| {
        let (tasks, turn) = (tasks.remove(&message.id).unwrap_or_default(), turns.remove(&message.id));
        let corrections = corrections.remove(&message.id).unwrap_or_default();
        let delivery = deliveries.get(&message.id);
        wire::message::Message::of(message, tasks, turn, corrections, delivery)
    });
    Ok(shown.collect())
}

/// What members said about these messages.
async fn corrections(
    context: &Context,
    ids: Vec<MessageId>,
) -> Result<HashMap<MessageId, Vec<MessageCorrection>>, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = scope.corrections_of_messages(ids).await?;
    let names = scope.user_names(found.iter().map(|one| one.user_id).collect()).await?;
    let mut of_messages: HashMap<MessageId, Vec<MessageCorrection>> = HashMap::new();
    for one in found {
        of_messages.entry(one.message_id).or_default().push(MessageCorrection::of(one, &names));
    }
    Ok(of_messages)
}
