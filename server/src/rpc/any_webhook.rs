//! Webhooks whatever their kind: what the REST API lists and finds.

use std::cmp::Reverse;

use patchbay_domain::breaker::Breaker;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::page::{Cursor, PageRequest};
use patchbay_domain::subscription::Subscription;
use patchbay_domain::target::{Target, TargetKind, TargetStats};
use patchbay_domain::webhook::{Channel, WebhookKind};
use patchbay_storage::{ChannelFilter, SubscriptionFilter};

use super::context::Context;
use super::errors::not_found;
use super::kit::RpcError;
use super::webhooks::find_id;
use super::wire::page::Page;
use super::wire::rest::{AnyWebhook, AnyWebhookList, WebhookStats};
use super::wire::subscription::SubscriptionStats;
use super::{input, subscriptions, webhooks, wire};
use crate::actions::Missing;

/// Which webhook an id or a number means, and of which kind it is.
///
/// # Errors
/// 404 for one that is not there; for one that is deleted too, unless `or_deleted`.
pub(crate) async fn find(
    context: &Context,
    text: &str,
    or_deleted: bool,
) -> Result<(WebhookId, WebhookKind), RpcError> {
    let id = find_id(context, text).await?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let kind = scope.webhook_kind(id, or_deleted).await?.ok_or_else(|| not_found(Missing::Webhook))?;
    Ok((id, kind))
}

/// One of them, before it is shown.
enum Found {
    Channel(Box<Channel>),
    Subscription(Box<Subscription>),
}

impl Found {
    fn cursor(&self) -> Cursor {
        match self {
            Self::Channel(one) => Cursor { at: one.created_at, id: one.id.uuid() },
            Self::Subscription(one) => Cursor { at: one.created_at, id: one.id.uuid() },
        }
    }
}

/// Channels and subscriptions together, newest first.
pub(crate) async fn list(context: Context, list: AnyWebhookList) -> Result<Page<AnyWebhook>, RpcError> {
    let page = input::page(list.limit, list.cursor.as_deref())?;
    // Each list gives a page of its own; the newest of both are the page of all.
    let mut found = channels(&context, &list, page).await?;
    found.extend(subscriptions(&context, &list, page).await?);
    found.sort_by_key(|one| {
        let Cursor { at, id } = one.cursor();
        Reverse((at, id))
    });
    let page = patchbay_domain::page::Page::cut(found, page.limit, Found::cursor);
    let next_cursor = page.next.map(|cursor| cursor.to_string());
    Ok(Page { items: shown(&context, page.items).await?, next_cursor })
}

/// One row more than a page has, where there are more.
async fn channels(
    context: &Context,
    list: &AnyWebhookList,
    page: PageRequest,
) -> Result<Vec<Found>, RpcError> {
    if list.kind.is_some_and(|kind| kind != wire::webhook::WebhookKind::Channel) {
        return Ok(Vec::new());
    }
    let filter =
        ChannelFilter { is_active: list.is_active, include_deleted: list.include_deleted.unwrap_or(false) };
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = scope.channels(filter, one_more(page)).await?.items;
    Ok(found.into_iter().map(|one| Found::Channel(Box::new(one))).collect())
}

async fn subscriptions(
    context: &Context,
    list: &AnyWebhookList,
    page: PageRequest,
) -> Result<Vec<Found>, RpcError> {
    if list.kind.is_some_and(|kind| kind != wire::webhook::WebhookKind::Subscription) {
        return Ok(Vec::new());
    }
    let filter = SubscriptionFilter {
        is_active: list.is_active,
        include_deleted: list.include_deleted.unwrap_or(false),
    };
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = scope.subscriptions(&filter, one_more(page)).await?.items;
    Ok(found.into_iter().map(|one| Found::Subscription(Box::new(one))).collect())
}

const fn one_more(page: PageRequest) -> PageRequest {
    PageRequest { limit: page.limit + 1, after: page.after }
}

async fn shown(context: &Context, found: Vec<Found>) -> Result<Vec<AnyWebhook>, RpcError> {
    let (mut all_channels, mut all_subscriptions, mut order) = (Vec::new(), Vec::new(), Vec::new());
    for one in found {
        order.push(matches!(one, Found::Channel(_)));
        match one {
            Found::Channel(one) => all_channels.push(*one),
            Found::Subscription(one) => all_subscriptions.push(*one),
        }
    }
    let mut channels = webhooks::shown_all(context, all_channels).await?.into_iter();
    let mut subscriptions = subscriptions::shown(context, all_subscriptions).await?.into_iter();
    let next = |is_channel| match is_channel {
        true => channels.next().map(|one| AnyWebhook::Channel(Box::new(one))),
        false => subscriptions.next().map(|one| AnyWebhook::Subscription(Box::new(one))),
    };
    Ok(order.into_iter().filter_map(next).collect())
}

/// What went through a webhook.
pub(crate) async fn stats(context: Context, id: WebhookId) -> Result<WebhookStats, RpcError> {
    let actor = context.actor()?;
    let scope = context.services.storage.scope(actor.organization_id);
    let (kind, target, channel) = if let Some(mut one) = scope.channel(id).await? {
        webhooks::with_deferred(&context, std::slice::from_mut(&mut one)).await?;
        (WebhookKind::Channel, one.target_id, Some(one.stats.into()))
    } else {
        let one = scope.subscription(id).await?.ok_or_else(|| not_found(Missing::Webhook))?;
        (WebhookKind::Subscription, Some(one.target_id), None)
    };
    let (target, held) = match target {
        Some(target) => (scope.target(target).await?, scope.count_held(target).await?),
        None => (None, 0),
    };
    let target = target.unwrap_or_else(|| nothing_sent(&context, id, actor.organization_id));
    let deliveries = SubscriptionStats::of(&target, held);
    Ok(WebhookStats {
        webhook_id: id.to_string(),
        kind: kind.into(),
        average_response_time_ms: deliveries.average_duration_ms,
        deliveries,
        channel,
    })
}

/// The target of a channel that has none: nothing ever left by it.
fn nothing_sent(
    context: &Context,
    webhook_id: WebhookId,
    organization_id: patchbay_domain::ids::OrganizationId,
) -> Target {
    let services = &context.services;
    Target {
        id: patchbay_domain::ids::TargetId::new(services.now(), &*services.entropy),
        organization_id,
        webhook_id,
        kind: TargetKind::Webhook,
        breaker: Breaker::default(),
        stats: TargetStats::default(),
    }
}
