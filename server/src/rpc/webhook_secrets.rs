//! The secrets of webhooks: another URL, another key, and the one look at the key there is.

use patchbay_domain::access::TokenScope;
use patchbay_domain::organization::Role;
use patchbay_domain::webhook::Channel;

use super::context::Context;
use super::kit::ErrorCode::{RateLimitHour, WebhookNotFound};
use super::kit::{self, RpcError, mutation, query};
use super::webhooks::find_id;
use super::wire::page::ById;
use super::wire::webhook::{SecretKey, WebhookRegenerateSecretKey, WebhookToken};
use crate::actions::regenerate_secret_key::regenerate_secret_key;
use crate::actions::regenerate_token::regenerate_token;
use crate::actions::reveal_secret_key::reveal_secret_key;
use crate::delivery::signatures;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("webhooks.regenerateToken", mutation(regenerate).fails(&[WebhookNotFound]))
        .procedure(
            "webhooks.regenerateSecretKey",
            mutation(regenerate_key).needs(Role::Member, TokenScope::Secrets).fails(&[WebhookNotFound]),
        )
        .procedure(
            "webhooks.getSecretKey",
            query(reveal).needs(Role::Member, TokenScope::Secrets).fails(&[WebhookNotFound, RateLimitHour]),
        )
}

async fn regenerate(context: Context, by: ById) -> Result<WebhookToken, RpcError> {
    let id = find_id(&context, &by.id).await?;
    let channel = regenerate_token(&context.services, context.actor()?, id).await?;
    let webhook_url = context.services.inbound_url(channel.token);
    Ok(WebhookToken { webhook_token: channel.token.to_string(), webhook_url })
}

pub(crate) async fn regenerate_key(
    context: Context,
    input: WebhookRegenerateSecretKey,
) -> Result<SecretKey, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let grace = input.grace_period_seconds.unwrap_or(0);
    let channel = regenerate_secret_key(&context.services, context.actor()?, id, grace).await?;
    Ok(shown(&context, channel))
}

pub(crate) async fn reveal(context: Context, by: ById) -> Result<SecretKey, RpcError> {
    let id = find_id(&context, &by.id).await?;
    let channel = reveal_secret_key(&context.services, context.actor()?, id).await?;
    Ok(shown(&context, channel))
}

fn shown(context: &Context, channel: Channel) -> SecretKey {
    let now = context.services.now();
    let previous = channel.previous_secret_key.filter(|previous| previous.expires_at > now);
    let standard = signatures::standard_form(&channel.secret_key);
    SecretKey {
        secret_key: channel.secret_key.expose().to_owned(),
        standard_secret_key: standard.map(|key| key.expose().to_owned()).unwrap_or_default(),
        previous_secret_key_expires_at: previous.map(|previous| previous.expires_at.into()),
    }
}
