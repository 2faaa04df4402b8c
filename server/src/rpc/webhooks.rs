//! Webhooks: the channels that people write through.

use patchbay_domain::ids::WebhookId;
use patchbay_domain::webhook::{Channel, ChannelSettings, CustomSettings};
use patchbay_storage::{ChannelFilter, MessageFilter};

use super::context::Context;
use super::convert::webhook::{assistant, merged, metadata};
use super::errors::not_found;
use super::kit::{self, RpcError, mutation, query};
use super::wire::message::{Message, WebhookMessages};
use super::wire::page::{ById, Deleted, Page};
use super::wire::value::Json;
use super::wire::webhook::{
    OutboundConfigInput, Webhook, WebhookCreate, WebhookCreated, WebhookKind, WebhookList, WebhookTest,
    WebhookTestResult, WebhookUpdate,
};
use super::{conversations, convert, input, messages};
use crate::actions::create_webhook::{NewWebhook, create_webhook};
use crate::actions::delete_webhook::delete_webhook;
use crate::actions::test_webhook::test_webhook;
use crate::actions::update_webhook::{WebhookChanges, update_webhook};
use crate::actions::{ActionError, Missing, Services};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("webhooks.create", mutation(create))
        .procedure("webhooks.list", query(list))
        .procedure("webhooks.get", query(get))
        .procedure("webhooks.update", mutation(update))
        .procedure("webhooks.delete", mutation(delete))
        .procedure("webhooks.test", mutation(test))
        .procedure("webhooks.getMessages", query(list_messages))
        .procedure("webhooks.getConversations", query(conversations::list))
}

async fn create(context: Context, input: WebhookCreate) -> Result<WebhookCreated, RpcError> {
    let named_apart = outbound_names(input.outbound_config.as_ref());
    let settings = merged(input.provider_config, input.outbound_config);
    // The settings are checked and put in by the action; until then they are the default.
    let plain = NewWebhook::named(input.channel_name, ChannelSettings::Custom(CustomSettings::default()));
    let new = NewWebhook {
        outbound_enabled: input.outbound_enabled.unwrap_or(plain.outbound_enabled),
        is_primary: input.is_primary.unwrap_or(plain.is_primary),
        rate_limit_per_minute: input.rate_limit_per_minute.unwrap_or(plain.rate_limit_per_minute),
        rate_limit_per_hour: input.rate_limit_per_hour.unwrap_or(plain.rate_limit_per_hour),
        assistant: assistant(&plain.assistant, &input.assistant.unwrap_or_default()),
        tags: input.tags.unwrap_or_default(),
        metadata: input.metadata.map(metadata).unwrap_or_default(),
        ..plain
    };
    let created = create_webhook(&context.services, context.actor()?, settings.into(), new).await;
    let channel = created.map_err(|error| at_given_paths(error, &named_apart))?;
    let secret_key = channel.secret_key.expose().to_owned();
    Ok(WebhookCreated { webhook: shown(&context.services, channel), secret_key })
}

async fn list(context: Context, input: WebhookList) -> Result<Page<Webhook>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    if input.kind.is_some_and(|kind| kind != WebhookKind::Channel) {
        // There are no others yet.
        return Ok(Page { items: Vec::new(), next_cursor: None });
    }
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let filter = ChannelFilter { include_inactive: input.include_inactive.unwrap_or(false) };
    let found = scope.channels(filter, page).await?;
    Ok(convert::page(found, |channel| shown(&context.services, channel)))
}

async fn get(context: Context, by: ById) -> Result<Webhook, RpcError> {
    let channel = find(&context, input::id(&by.id, Missing::Webhook)?).await?;
    let channel =
        if channel.deleted_at.is_none() { channel } else { return Err(not_found(Missing::Webhook)) };
    Ok(shown(&context.services, channel))
}

async fn update(context: Context, input: WebhookUpdate) -> Result<Webhook, RpcError> {
    let id = input::id(&input.id, Missing::Webhook)?;
    let assistant = match input.assistant {
        None => None,
        Some(changed) => Some(assistant(&find(&context, id).await?.assistant, &changed)),
    };
    let changes = WebhookChanges {
        name: input.channel_name,
        is_active: input.is_active,
        is_primary: input.is_primary,
        outbound_enabled: input.outbound_enabled,
        rate_limit_per_minute: input.rate_limit_per_minute,
        rate_limit_per_hour: input.rate_limit_per_hour,
        settings: input.provider_config.map(Into::into),
        assistant,
        tags: input.tags,
        metadata: input.metadata.map(metadata),
    };
    let channel = update_webhook(&context.services, context.actor()?, id, changes).await?;
    Ok(shown(&context.services, channel))
}

async fn delete(context: Context, by: ById) -> Result<Deleted, RpcError> {
    let id: WebhookId = input::id(&by.id, Missing::Webhook)?;
    delete_webhook(&context.services, context.actor()?, id).await?;
    Ok(Deleted { id: id.to_string() })
}

async fn test(context: Context, input: WebhookTest) -> Result<WebhookTestResult, RpcError> {
    let id = input::id(&input.id, Missing::Webhook)?;
    let payload = input.payload.map(|Json(payload)| payload);
    Ok(test_webhook(&context.services, context.actor()?, id, payload).await?.into())
}

async fn list_messages(context: Context, input: WebhookMessages) -> Result<Page<Message>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    // A deleted webhook's messages are kept, and still shown.
    let channel = find(&context, input::id(&input.webhook_id, Missing::Webhook)?).await?;
    let filter = MessageFilter {
        webhook_id: Some(channel.id),
        direction: input.direction.map(Into::into),
        ..MessageFilter::default()
    };
    messages::list(&context, filter, page).await
}

/// A channel, deleted or not.
async fn find(context: &Context, id: WebhookId) -> Result<Channel, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    scope.channel(id).await?.ok_or_else(|| not_found(Missing::Webhook))
}

fn shown(services: &Services, channel: Channel) -> Webhook {
    let url = services.inbound_url(channel.token);
    Webhook::of(channel, url)
}

/// The fields that came in `outboundConfig`.
fn outbound_names(outbound: Option<&OutboundConfigInput>) -> Vec<&'static str> {
    let Some(outbound) = outbound else { return Vec::new() };
    [
        ("outboundWebhookUrl", outbound.outbound_webhook_url.is_some()),
        ("outboundHeaders", outbound.outbound_headers.is_some()),
        ("outboundMethod", outbound.outbound_method.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, is_given)| is_given.then_some(name))
    .collect()
}

/// The error with the paths that the caller wrote: the action knows only of `providerConfig`.
fn at_given_paths(error: ActionError, in_outbound_config: &[&str]) -> RpcError {
    let ActionError::Invalid(mut fields) = error else { return error.into() };
    for field in &mut fields {
        let Some(rest) = field.path.strip_prefix("providerConfig.") else { continue };
        if in_outbound_config.iter().any(|name| rest.starts_with(name)) {
            field.path = format!("outboundConfig.{rest}");
        }
    }
    ActionError::Invalid(fields).into()
}
