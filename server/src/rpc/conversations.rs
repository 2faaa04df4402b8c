//! Conversations and what is said in them.

use std::collections::{HashMap, HashSet};

use patchbay_domain::conversation::{Conversation, ConversationStep};
use patchbay_domain::ids::{ConversationId, WebhookId};
use patchbay_storage::{ConversationFilter, MessageFilter};

use super::context::Context;
use super::errors::not_found;
use super::input::Named;
use super::kit::ErrorCode::{Conflict, NotFound, WebhookNotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::conversation::{
    self as wire, ConversationList, ConversationMessages, ConversationMove, ConversationReply,
    ConversationTransition,
};
use super::wire::message::Message;
use super::wire::page::{ById, Page};
use super::{convert, input, messages};
use crate::actions::Missing;
use crate::actions::move_conversation::move_conversation;
use crate::actions::reply_to_conversation::reply_to_conversation;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("conversations.get", query(get).fails(&[NotFound]))
        .procedure("conversations.list", query(list))
        .procedure("conversations.messages", query(list_messages).fails(&[NotFound]))
        .procedure("conversations.transitions", query(transitions).fails(&[NotFound]))
        .procedure("conversations.reply", mutation(reply).fails(&[NotFound, Conflict, WebhookNotFound]))
        .procedure("conversations.pause", step(ConversationStep::Pause))
        .procedure("conversations.resume", step(ConversationStep::Resume))
        .procedure("conversations.resolve", step(ConversationStep::Resolve))
        .procedure("conversations.reopen", step(ConversationStep::Reopen))
        .procedure("conversations.archive", step(ConversationStep::Archive))
}

/// One of FR-09's steps as a procedure.
fn step(step: ConversationStep) -> kit::Procedure<Context> {
    mutation(move |context: Context, input: ConversationMove| take_step(context, input, step))
        .fails(&[NotFound, Conflict])
}

async fn take_step(
    context: Context,
    input: ConversationMove,
    step: ConversationStep,
) -> Result<wire::Conversation, RpcError> {
    let conversation = find(&context, &input.id).await?;
    let reason = input::not_blank(input.reason);
    let actor = context.actor()?;
    let moved = move_conversation(&context.services, actor, conversation.id, step, reason).await?;
    one(&context, moved).await
}

async fn get(context: Context, by: ById) -> Result<wire::Conversation, RpcError> {
    let conversation = find(&context, &by.id).await?;
    one(&context, conversation).await
}

async fn one(context: &Context, conversation: Conversation) -> Result<wire::Conversation, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let names = scope.webhook_names(vec![conversation.webhook_id]).await?;
    let name = names.into_iter().next().map(|(_, name)| name);
    let needs_review = !scope.conversations_to_review(vec![conversation.id]).await?.is_empty();
    Ok(wire::Conversation::of(conversation, name.unwrap_or_default(), needs_review))
}

/// Also what `webhooks.getConversations` answers.
pub(super) async fn list(
    context: Context,
    input: ConversationList,
) -> Result<Page<wire::Conversation>, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let filter = ConversationFilter {
        status: input.status.map(Into::into),
        include_archived: input.include_archived.unwrap_or(false),
        webhook_id: input::filter("webhookId", input.webhook_id.as_deref())?,
        contact_id: input::filter("contactId", input.contact_id.as_deref())?,
        needs_review: input.needs_review.unwrap_or(false),
    };
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let found = scope.conversations(filter, page).await?;
    let mut ids: Vec<WebhookId> = found.items.iter().map(|conversation| conversation.webhook_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let names: HashMap<WebhookId, String> = scope.webhook_names(ids).await?.into_iter().collect();
    let conversations = found.items.iter().map(|conversation| conversation.id).collect();
    let to_review: HashSet<ConversationId> =
        scope.conversations_to_review(conversations).await?.into_iter().collect();
    Ok(convert::page(found, |conversation| {
        let name = names.get(&conversation.webhook_id).cloned();
        let needs_review = to_review.contains(&conversation.id);
        wire::Conversation::of(conversation, name.unwrap_or_default(), needs_review)
    }))
}

async fn list_messages(context: Context, input: ConversationMessages) -> Result<Page<Message>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let conversation = find(&context, &input.id).await?;
    let filter = MessageFilter { conversation_id: Some(conversation.id), ..MessageFilter::default() };
    messages::list(&context, filter, page).await
}

/// Who moved it, when and why, out of the audit trail.
async fn transitions(
    context: Context,
    input: ConversationMessages,
) -> Result<Page<ConversationTransition>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let conversation = find(&context, &input.id).await?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = scope.conversation_transitions(conversation.id, page).await?;
    let names = scope.user_names(found.items.iter().filter_map(|entry| entry.user_id).collect()).await?;
    Ok(convert::page(found, |transition| ConversationTransition::of(transition, &names)))
}

async fn reply(context: Context, input: ConversationReply) -> Result<Message, RpcError> {
    let id = find(&context, &input.id).await?.id;
    let message = reply_to_conversation(&context.services, context.actor()?, id, &input.content).await?;
    messages::one(&context, message).await
}

/// The conversation of an id or number.
async fn find(context: &Context, text: &str) -> Result<Conversation, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = match input::named(text, Missing::Conversation)? {
        Named::Id(id) => scope.conversation(id).await?,
        Named::Number(number) => scope.conversation_by_number(number).await?,
    };
    found.ok_or_else(|| not_found(Missing::Conversation))
}
