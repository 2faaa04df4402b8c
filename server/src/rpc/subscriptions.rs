//! Subscriptions: systems that are told of events.

use std::collections::HashMap;

use patchbay_domain::access::TokenScope;
use patchbay_domain::organization::Role;
use patchbay_domain::subscription::Subscription;
use patchbay_domain::target::Target;
use patchbay_domain::webhook::WebhookKind;
use patchbay_storage::SubscriptionFilter;

use super::context::Context;
use super::errors::not_found;
use super::kit::ErrorCode::{Conflict, RateLimitHour, WebhookNotFound};
use super::kit::{self, RpcError, mutation, query};
use super::webhooks::find_id;
use super::wire::page::{ById, Deleted, Page};
use super::wire::subscription::{
    self as wire, SubscriptionCreated, SubscriptionList, SubscriptionRotateSecret, SubscriptionSecret,
};
use super::wire::subscription_input::{SubscriptionCreate, SubscriptionTest, SubscriptionUpdate};
use super::wire::value::Json;
use super::wire::webhook::{WebhookDelete, WebhookTestResult};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::create_subscription::create_subscription;
use crate::actions::purge_webhook::purge_webhook;
use crate::actions::reveal_subscription_secret::reveal_subscription_secret;
use crate::actions::rotate_subscription_secret::rotate_subscription_secret;
use crate::actions::test_webhook::{NewTest, test_subscription};
use crate::actions::update_subscription::{SubscriptionChange, update_subscription};
use crate::delivery::signatures;

/// For how long the secret before signs too where nobody says, in seconds: a day.
const DEFAULT_GRACE_SECONDS: u32 = 86_400;

pub(super) fn router() -> kit::Router<Context> {
    let found = &[WebhookNotFound];
    let changed = &[WebhookNotFound, Conflict];
    kit::Router::new()
        .procedure(
            "subscriptions.create",
            mutation(create).needs(Role::Admin, TokenScope::Write).fails(&[Conflict]),
        )
        .procedure("subscriptions.list", query(list))
        .procedure("subscriptions.get", query(get).fails(found))
        .procedure(
            "subscriptions.update",
            mutation(update).needs(Role::Admin, TokenScope::Write).fails(changed),
        )
        .procedure(
            "subscriptions.enable",
            mutation(enable).needs(Role::Admin, TokenScope::Write).fails(changed),
        )
        .procedure(
            "subscriptions.disable",
            mutation(disable).needs(Role::Admin, TokenScope::Write).fails(changed),
        )
        .procedure(
            "subscriptions.delete",
            mutation(delete).needs(Role::Admin, TokenScope::Write).fails(changed),
        )
        .procedure(
            "subscriptions.restore",
            mutation(restore).needs(Role::Admin, TokenScope::Write).fails(changed),
        )
        .procedure(
            "subscriptions.rotateSecret",
            mutation(rotate).needs(Role::Admin, TokenScope::Secrets).fails(found),
        )
        .procedure(
            "subscriptions.getSecret",
            query(reveal).needs(Role::Admin, TokenScope::Secrets).fails(&[WebhookNotFound, RateLimitHour]),
        )
        .procedure("subscriptions.test", mutation(test).needs(Role::Admin, TokenScope::Write).fails(found))
}

pub(crate) async fn create(
    context: Context,
    input: SubscriptionCreate,
) -> Result<SubscriptionCreated, RpcError> {
    let (raw, secret, is_active) = input.parts();
    let made = create_subscription(&context.services, context.actor()?, raw, secret, is_active).await?;
    let standard = signatures::standard_form(&made.secret_key);
    let secret = made.secret_key.expose().to_owned();
    Ok(SubscriptionCreated {
        subscription: one(&context, made).await?,
        secret,
        standard_secret: standard.map(|secret| secret.expose().to_owned()),
    })
}

pub(crate) async fn list(
    context: Context,
    input: SubscriptionList,
) -> Result<Page<wire::Subscription>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let filter = SubscriptionFilter {
        is_active: input.is_active,
        include_deleted: input.include_deleted.unwrap_or(false),
    };
    let found = scope.subscriptions(&filter, page).await?;
    let next = found.next;
    let items = shown(&context, found.items).await?;
    Ok(convert::page(patchbay_domain::page::Page { items, next }, |one| one))
}

pub(crate) async fn get(context: Context, by: ById) -> Result<wire::Subscription, RpcError> {
    let id = find_id(&context, &by.id).await?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = scope.subscription(id).await?.ok_or_else(|| not_found(Missing::Webhook))?;
    one(&context, found).await
}

pub(crate) async fn update(
    context: Context,
    input: SubscriptionUpdate,
) -> Result<wire::Subscription, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let (seen, is_active) = (input.if_version.clone(), input.is_active);
    let mut changes = vec![SubscriptionChange::Settings(Box::new(input.raw_changes()))];
    changes.extend(is_active.map(switched));
    let changed = update_subscription(&context.services, context.actor()?, id, changes, seen).await?;
    one(&context, changed).await
}

/// Switched on or off.
const fn switched(is_active: bool) -> SubscriptionChange {
    if is_active { SubscriptionChange::Enable } else { SubscriptionChange::Disable }
}

pub(crate) async fn enable(context: Context, by: ById) -> Result<wire::Subscription, RpcError> {
    change(context, by, SubscriptionChange::Enable).await
}

pub(crate) async fn disable(context: Context, by: ById) -> Result<wire::Subscription, RpcError> {
    change(context, by, SubscriptionChange::Disable).await
}

pub(crate) async fn delete(context: Context, input: WebhookDelete) -> Result<Deleted, RpcError> {
    remove(context, input, None).await
}

/// Deletes a subscription; `seen`: the version that the caller saw.
pub(crate) async fn remove(
    context: Context,
    input: WebhookDelete,
    seen: Option<String>,
) -> Result<Deleted, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let (services, actor) = (&context.services, context.actor()?);
    if input.purge.unwrap_or(false) {
        purge_webhook(services, actor, (WebhookKind::Subscription, id), seen).await?;
    } else {
        update_subscription(services, actor, id, vec![SubscriptionChange::Delete], seen).await?;
    }
    Ok(Deleted { id: id.to_string() })
}

/// Replaces what its owner sets of a subscription: what is not given is as by default (PUT, C7).
pub(crate) async fn replace(
    context: Context,
    by: ById,
    input: SubscriptionCreate,
    seen: Option<String>,
) -> Result<wire::Subscription, RpcError> {
    if input.secret.is_some() {
        return Err(RpcError::invalid_field("secret", "is changed by itself, with secret/rotate"));
    }
    let id = find_id(&context, &by.id).await?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let stored = scope.subscription(id).await?.ok_or_else(|| not_found(Missing::Webhook))?;
    let (raw, _, is_active) = input.parts();
    let mut changes = vec![SubscriptionChange::Replacement(Box::new(raw))];
    changes.extend((stored.is_active != is_active).then(|| switched(is_active)));
    let changed = update_subscription(&context.services, context.actor()?, id, changes, seen).await?;
    one(&context, changed).await
}

async fn restore(context: Context, by: ById) -> Result<wire::Subscription, RpcError> {
    change(context, by, SubscriptionChange::Restore).await
}

/// One change of a subscription, by its id or number.
async fn change(
    context: Context,
    by: ById,
    change: SubscriptionChange,
) -> Result<wire::Subscription, RpcError> {
    let id = find_id(&context, &by.id).await?;
    let changed = update_subscription(&context.services, context.actor()?, id, vec![change], None).await?;
    one(&context, changed).await
}

pub(crate) async fn rotate(
    context: Context,
    input: SubscriptionRotateSecret,
) -> Result<SubscriptionSecret, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let grace = input.grace_period_seconds.unwrap_or(DEFAULT_GRACE_SECONDS);
    let rotated =
        rotate_subscription_secret(&context.services, context.actor()?, id, input.secret, grace).await?;
    Ok(secret_of(&context, &rotated))
}

pub(crate) async fn reveal(context: Context, by: ById) -> Result<SubscriptionSecret, RpcError> {
    let id = find_id(&context, &by.id).await?;
    let revealed = reveal_subscription_secret(&context.services, context.actor()?, id).await?;
    Ok(secret_of(&context, &revealed))
}

pub(crate) async fn test(context: Context, input: SubscriptionTest) -> Result<WebhookTestResult, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let payload = input.payload.map(|Json(payload)| payload);
    let new = NewTest { payload, method: input.method, headers: input.headers };
    let event_type = input.event_type.as_deref();
    let tested = test_subscription(&context.services, context.actor()?, id, event_type, new).await?;
    Ok(tested.into())
}

fn secret_of(context: &Context, one: &Subscription) -> SubscriptionSecret {
    let now = context.services.now();
    let previous = one.previous_secret_key.as_ref().filter(|previous| previous.expires_at > now);
    let standard = signatures::standard_form(&one.secret_key);
    SubscriptionSecret {
        secret: one.secret_key.expose().to_owned(),
        standard_secret: standard.map(|secret| secret.expose().to_owned()),
        previous_secret_expires_at: previous.map(|previous| previous.expires_at.into()),
    }
}

/// A subscription as it is shown, with what was counted of it.
async fn one(context: &Context, one: Subscription) -> Result<wire::Subscription, RpcError> {
    let shown = shown(context, vec![one]).await?.pop();
    shown.ok_or_else(|| RpcError::internal("a subscription without a target"))
}

pub(super) async fn shown(
    context: &Context,
    all: Vec<Subscription>,
) -> Result<Vec<wire::Subscription>, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let targets = scope.targets(all.iter().map(|one| one.target_id).collect()).await?;
    let targets: HashMap<_, Target> = targets.into_iter().map(|target| (target.id, target)).collect();
    let mut shown = Vec::with_capacity(all.len());
    for one in &all {
        let Some(target) = targets.get(&one.target_id) else { continue };
        let held = scope.count_held(one.target_id).await?;
        shown.push(wire::Subscription::of(one, target, held, context.services.now()));
    }
    Ok(shown)
}
