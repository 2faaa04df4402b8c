//! The assistant itself: a dry run of its settings, and what members said about what it understood.

use std::collections::HashMap;

use patchbay_domain::ids::{MessageId, WebhookId};
use patchbay_domain::message::Message;
use patchbay_domain::page::Page;

use super::context::Context;
use super::convert::assistant::assistant;
use super::errors::not_found;
use super::kit::ErrorCode::WebhookNotFound;
use super::kit::{self, RpcError, query};
use super::wire::assistant::{
    AssistantPreview, AssistantPreviewed, Feedback, FeedbackList, PreviewedMessage,
};
use super::wire::webhook::ChannelType;
use super::{convert, input, webhooks, wire};
use crate::actions::Missing;
use crate::actions::preview_assistant::{Preview, preview_assistant};
use crate::assistant::{BuiltinModel, LanguageModel as _};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("assistant.feedback", query(feedback))
        .procedure("assistant.preview", query(preview).fails(&[WebhookNotFound]))
}

async fn preview(context: Context, input: AssistantPreview) -> Result<AssistantPreviewed, RpcError> {
    let services = &context.services;
    let scope = services.storage.scope(context.actor()?.organization_id);
    let id = webhooks::find_id(&context, &input.webhook_id).await?;
    let channel = scope.channel(id).await?.ok_or_else(|| not_found(Missing::Webhook))?;
    let settings = assistant(&channel.assistant, &input.settings.unwrap_or_default());
    let previews = preview_assistant(services, &channel, &settings, input.texts).await?;
    Ok(AssistantPreviewed {
        model: BuiltinModel::default().name().to_owned(),
        configured_model: services.model.name().to_owned(),
        items: previews.into_iter().map(Into::into).collect(),
    })
}

impl From<Preview> for PreviewedMessage {
    fn from(preview: Preview) -> Self {
        Self {
            message_id: preview.message_id.map(|id| id.to_string()),
            content: preview.content,
            received_at: preview.received_at.into(),
            understanding: preview.understanding.into(),
            reply: preview.reply,
        }
    }
}

async fn feedback(context: Context, input: FeedbackList) -> Result<wire::page::Page<Feedback>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let Page { items, next } = scope.corrections(page).await?;
    let names = scope.user_names(items.iter().map(|one| one.user_id).collect()).await?;
    let messages = scope.messages_of(items.iter().map(|one| one.message_id).collect()).await?;
    let messages: HashMap<MessageId, Message> =
        messages.into_iter().map(|message| (message.id, message)).collect();
    let mut types: HashMap<WebhookId, ChannelType> = HashMap::new();
    for message in messages.values() {
        if !types.contains_key(&message.webhook_id)
            && let Some(channel) = scope.channel(message.webhook_id).await?
        {
            types.insert(message.webhook_id, channel.settings.channel_type().into());
        }
    }
    // A message is never removed while its organization is there.
    let known =
        items.into_iter().filter_map(|one| messages.get(&one.message_id).map(|message| (one, message)));
    let found = Page { items: known.collect(), next };
    Ok(convert::page(found, |(one, message)| Feedback {
        id: one.id.to_string(),
        by: names.get(&one.user_id).cloned(),
        at: one.at.into(),
        message_id: message.id.to_string(),
        conversation_id: message.conversation_id.map(|id| id.to_string()),
        channel_type: types.get(&message.webhook_id).copied(),
        subject: message.email.as_ref().and_then(|email| email.subject.clone()),
        content: message.content.clone(),
        received_at: message.created_at.into(),
        time_zone: one.time_zone.name().to_owned(),
        before: one.before.into(),
        after: one.after.into(),
    }))
}
