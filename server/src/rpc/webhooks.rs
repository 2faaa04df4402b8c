//! Webhooks: the channels that people write through.

use std::collections::HashMap;

use patchbay_domain::ids::{UserId, WebhookId};
use patchbay_domain::webhook::{self as domain, Channel, ChannelType};
use patchbay_storage::{ChannelFilter, MessageFilter};

use super::context::Context;
use super::convert::assistant::assistant;
use super::convert::provider_config::{merged, outbound_names, raw_settings};
use super::convert::webhook::metadata;
use super::errors::not_found;
use super::input::Named;
use super::kit::ErrorCode::{Conflict, NotFound, VerificationFailed, WebhookLimitExceeded, WebhookNotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::message::{Message, WebhookMessages};
use super::wire::page::{ById, Deleted, Page};
use super::wire::value::Json;
use super::wire::webhook::{
    VerificationSent, Webhook, WebhookCreate, WebhookCreated, WebhookDelete, WebhookKind, WebhookList,
    WebhookSendVerification, WebhookTest, WebhookTestResult, WebhookUpdate, WebhookVerify,
};
use super::{conversations, input, messages};
use crate::actions::create_webhook::{NewWebhook, create_webhook};
use crate::actions::delete_webhook::delete_webhook;
use crate::actions::purge_webhook::purge_webhook;
use crate::actions::restore_webhook::restore_webhook;
use crate::actions::send_verification::send_verification;
use crate::actions::test_webhook::{NewTest, test_webhook};
use crate::actions::update_webhook::{WebhookChanges, update_webhook};
use crate::actions::verify_webhook::verify_webhook;
use crate::actions::{Missing, Services};
use crate::channels::settings::RawSettings;

pub(super) fn router() -> kit::Router<Context> {
    let found = &[WebhookNotFound];
    kit::Router::new()
        .procedure("webhooks.create", mutation(create).fails(&[NotFound, WebhookLimitExceeded]))
        .procedure("webhooks.list", query(list))
        .procedure("webhooks.get", query(get).fails(found))
        .procedure(
            "webhooks.update",
            mutation(update).fails(&[WebhookNotFound, NotFound, WebhookLimitExceeded, Conflict]),
        )
        .procedure("webhooks.delete", mutation(delete).fails(found))
        .procedure(
            "webhooks.restore",
            mutation(restore).fails(&[WebhookNotFound, WebhookLimitExceeded, Conflict]),
        )
        .procedure("webhooks.test", mutation(test).fails(found))
        .procedure("webhooks.sendVerification", mutation(send_code).fails(&[WebhookNotFound, Conflict]))
        .procedure("webhooks.verify", mutation(verify).fails(&[WebhookNotFound, VerificationFailed]))
        .procedure("webhooks.getMessages", query(list_messages).fails(found))
        .procedure("webhooks.getConversations", query(conversations::list))
}

pub(crate) async fn create(context: Context, input: WebhookCreate) -> Result<WebhookCreated, RpcError> {
    let Drafted { settings, new, named_apart } = drafted(input)?;
    let created = create_webhook(&context.services, context.actor()?, settings, new).await;
    let channel = created.map_err(|error| at_given_paths(error.into(), &named_apart))?;
    let secret_key = channel.secret_key.expose().to_owned();
    Ok(WebhookCreated { webhook: one(&context, channel).await?, secret_key })
}

/// A channel as its owner wrote it down, whole.
struct Drafted {
    settings: RawSettings,
    new: NewWebhook,
    /// The settings that came in `outboundConfig`.
    named_apart: Vec<&'static str>,
}

fn drafted(input: WebhookCreate) -> Result<Drafted, RpcError> {
    let named_apart = outbound_names(input.outbound_config.as_ref());
    let channel_type: ChannelType = input.channel_type.into();
    let settings = merged(input.provider_config, input.outbound_config);
    let settings =
        raw_settings(channel_type, settings).map_err(|error| at_given_paths(error, &named_apart))?;
    let plain = NewWebhook::named(input.channel_name, channel_type);
    let new = NewWebhook {
        outbound_enabled: input.outbound_enabled.unwrap_or(plain.outbound_enabled),
        is_primary: input.is_primary.unwrap_or(plain.is_primary),
        rate_limit_per_minute: input.rate_limit_per_minute.unwrap_or(plain.rate_limit_per_minute),
        rate_limit_per_hour: input.rate_limit_per_hour.unwrap_or(plain.rate_limit_per_hour),
        overflow: input.overflow.map_or(plain.overflow, Into::into),
        assistant: assistant(&plain.assistant, &input.assistant.unwrap_or_default()),
        tags: input.tags.unwrap_or_default(),
        metadata: input.metadata.map(metadata).unwrap_or_default(),
        ..plain
    };
    Ok(Drafted { settings, new, named_apart })
}

/// Replaces what its owner sets of a channel: what is not given is as by default (PUT, C7).
pub(crate) async fn replace(
    context: Context,
    by: ById,
    input: WebhookCreate,
    is_active: Option<bool>,
    seen: Option<String>,
) -> Result<Webhook, RpcError> {
    let id = find_id(&context, &by.id).await?;
    let Drafted { settings, new, named_apart } = drafted(input)?;
    let changes = WebhookChanges {
        owner: None,
        name: Some(new.name),
        is_active: Some(is_active.unwrap_or(true)),
        is_primary: Some(new.is_primary),
        outbound_enabled: Some(new.outbound_enabled),
        rate_limit_per_minute: Some(new.rate_limit_per_minute),
        rate_limit_per_hour: Some(new.rate_limit_per_hour),
        overflow: Some(new.overflow),
        settings: Some(settings.replacing()),
        assistant: Some(new.assistant),
        tags: Some(new.tags),
        metadata: Some(new.metadata),
        seen,
    };
    let channel = update_webhook(&context.services, context.actor()?, id, changes).await;
    one(&context, channel.map_err(|error| at_given_paths(error.into(), &named_apart))?).await
}

async fn list(context: Context, input: WebhookList) -> Result<Page<Webhook>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    if input.kind.is_some_and(|kind| kind != WebhookKind::Channel) {
        // There are no others yet.
        return Ok(Page { items: Vec::new(), next_cursor: None });
    }
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let all = input.include_inactive.unwrap_or(false);
    let filter = if all { ChannelFilter::ALL } else { ChannelFilter::ACTIVE };
    let found = scope.channels(filter, page).await?;
    let next_cursor = found.next.map(|cursor| cursor.to_string());
    Ok(Page { items: shown_all(&context, found.items).await?, next_cursor })
}

pub(crate) async fn get(context: Context, by: ById) -> Result<Webhook, RpcError> {
    let channel = find(&context, find_id(&context, &by.id).await?).await?;
    let channel =
        if channel.deleted_at.is_none() { channel } else { return Err(not_found(Missing::Webhook)) };
    one(&context, channel).await
}

pub(crate) async fn update(context: Context, input: WebhookUpdate) -> Result<Webhook, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let (settings, assistant) = match (input.provider_config, input.assistant) {
        (None, None) => (None, None),
        (settings, changed) => {
            let seen = find(&context, id).await?;
            let channel_type = seen.settings.channel_type();
            let settings = settings.map(|settings| raw_settings(channel_type, settings)).transpose()?;
            (settings, changed.map(|changed| assistant(&seen.assistant, &changed)))
        }
    };
    let owner = input.owner_id.map(|id| input::id(&id, Missing::User)).transpose()?;
    let changes = WebhookChanges {
        owner,
        name: input.channel_name,
        is_active: input.is_active,
        is_primary: input.is_primary,
        outbound_enabled: input.outbound_enabled,
        rate_limit_per_minute: input.rate_limit_per_minute,
        rate_limit_per_hour: input.rate_limit_per_hour,
        overflow: input.overflow.map(Into::into),
        settings,
        assistant,
        tags: input.tags,
        metadata: input.metadata.map(metadata),
        seen: input.if_version,
    };
    let channel = update_webhook(&context.services, context.actor()?, id, changes).await?;
    one(&context, channel).await
}

async fn delete(context: Context, input: WebhookDelete) -> Result<Deleted, RpcError> {
    remove(context, input, None).await
}

/// Deletes a channel; `seen`: the version that the caller saw.
pub(crate) async fn remove(
    context: Context,
    input: WebhookDelete,
    seen: Option<String>,
) -> Result<Deleted, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let (services, actor) = (&context.services, context.actor()?);
    match input.purge {
        Some(true) => purge_webhook(services, actor, (domain::WebhookKind::Channel, id), seen).await?,
        Some(false) | None => delete_webhook(services, actor, id, seen).await?,
    }
    Ok(Deleted { id: id.to_string() })
}

async fn restore(context: Context, by: ById) -> Result<Webhook, RpcError> {
    let id = find_id(&context, &by.id).await?;
    let channel = restore_webhook(&context.services, context.actor()?, id).await?;
    one(&context, channel).await
}

pub(crate) async fn test(context: Context, input: WebhookTest) -> Result<WebhookTestResult, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let payload = input.payload.map(|Json(payload)| payload);
    let new = NewTest { payload, method: input.method, headers: input.headers };
    Ok(test_webhook(&context.services, context.actor()?, id, new).await?.into())
}

async fn send_code(context: Context, input: WebhookSendVerification) -> Result<VerificationSent, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let sent = send_verification(&context.services, context.actor()?, id, input.to.as_deref()).await?;
    Ok(VerificationSent {
        sent_to: sent.sent_to,
        expires_at: sent.expires_at.into(),
        delivery_id: sent.delivery_id.to_string(),
    })
}

async fn verify(context: Context, input: WebhookVerify) -> Result<Webhook, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let channel = verify_webhook(&context.services, context.actor()?, id, &input.code).await?;
    one(&context, channel).await
}

async fn list_messages(context: Context, input: WebhookMessages) -> Result<Page<Message>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    // A deleted webhook's messages are kept, and still shown.
    let channel = find(&context, find_id(&context, &input.webhook_id).await?).await?;
    let filter = MessageFilter {
        webhook_id: Some(channel.id),
        direction: input.direction.map(Into::into),
        ..MessageFilter::default()
    };
    messages::list(&context, filter, page).await
}

/// The id that a caller means by an id or number (C8). An id is not looked up here: the action does, in its transaction.
pub(crate) async fn find_id(context: &Context, text: &str) -> Result<WebhookId, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    match input::named(text, Missing::Webhook)? {
        Named::Id(id) => Ok(id),
        Named::Number(number) => {
            scope.webhook_of_number(number).await?.ok_or_else(|| not_found(Missing::Webhook))
        }
    }
}

/// A channel, deleted or not.
async fn find(context: &Context, id: WebhookId) -> Result<Channel, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    scope.channel(id).await?.ok_or_else(|| not_found(Missing::Webhook))
}

async fn one(context: &Context, channel: Channel) -> Result<Webhook, RpcError> {
    let shown = shown_all(context, vec![channel]).await?.pop();
    shown.ok_or_else(|| RpcError::internal("one channel became none"))
}

/// Channels as they are shown, in their order.
pub(super) async fn shown_all(
    context: &Context,
    mut channels: Vec<Channel>,
) -> Result<Vec<Webhook>, RpcError> {
    with_deferred(context, &mut channels).await?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let owners = scope.user_names(channels.iter().map(|channel| channel.owner_id).collect()).await?;
    Ok(channels.into_iter().map(|channel| shown(&context.services, channel, &owners)).collect())
}

/// Puts in how many messages of each channel wait for its quota.
pub(super) async fn with_deferred(context: &Context, channels: &mut [Channel]) -> Result<(), RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let counts = scope.count_deferred(channels.iter().map(|channel| channel.id).collect()).await?;
    for channel in channels {
        let waiting = counts.iter().find(|(id, _)| *id == channel.id);
        channel.stats.messages_deferred = waiting.map_or(0, |(_, waiting)| *waiting);
    }
    Ok(())
}

fn shown(services: &Services, channel: Channel, owners: &HashMap<UserId, String>) -> Webhook {
    let url = services.inbound_url(channel.token);
    let owner = owners.get(&channel.owner_id).cloned().unwrap_or_default();
    Webhook::of(channel, url, owner, services.now())
}

/// The error with the paths that the caller wrote: the action knows only of `providerConfig`.
fn at_given_paths(mut error: RpcError, in_outbound_config: &[&str]) -> RpcError {
    for field in &mut error.fields {
        let Some(rest) = field.path.strip_prefix("providerConfig.") else { continue };
        if in_outbound_config.iter().any(|name| rest.starts_with(name)) {
            field.path = format!("outboundConfig.{rest}");
        }
    }
    error
}
