//! Conversations and what is said in them.

use std::collections::{HashMap, HashSet};

use patchbay_domain::conversation::Conversation;
use patchbay_domain::ids::{ConversationId, WebhookId};
use patchbay_storage::{ConversationFilter, MessageFilter};

use super::context::Context;
use super::errors::not_found;
use super::kit::{self, RpcError, mutation, query};
use super::wire::conversation::{self as wire, ConversationList, ConversationMessages, ConversationReply};
use super::wire::message::Message;
use super::wire::page::{ById, Page};
use super::{convert, input, messages};
use crate::actions::Missing;
use crate::actions::reply_to_conversation::reply_to_conversation;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("conversations.get", query(get))
        .procedure("conversations.list", query(list))
        .procedure("conversations.messages", query(list_messages))
        .procedure("conversations.reply", mutation(reply))
}

async fn get(context: Context, by: ById) -> Result<wire::Conversation, RpcError> {
    let conversation = find(&context, &by.id).await?;
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
        webhook_id: input::filter("webhookId", input.webhook_id.as_deref())?,
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

async fn reply(context: Context, input: ConversationReply) -> Result<Message, RpcError> {
    let id: ConversationId = input::id(&input.id, Missing::Conversation)?;
    let message = reply_to_conversation(&context.services, context.actor()?, id, &input.content).await?;
    messages::one(&context, message).await
}

async fn find(context: &Context, id: &str) -> Result<Conversation, RpcError> {
    let id = input::id(id, Missing::Conversation)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    scope.conversation(id).await?.ok_or_else(|| not_found(Missing::Conversation))
}
