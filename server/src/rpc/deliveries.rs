//! Deliveries: what left, what did not, and trying again.

use std::collections::{BTreeSet, HashMap};

use patchbay_domain::delivery::{Delivery, DeliveryState};
use patchbay_domain::ids::WebhookId;
use patchbay_domain::webhook::Channel;
use patchbay_storage::{DeliveryFilter, Found};

use super::context::Context;
use super::convert::{
    self,
    delivery::{target_url, without_secrets},
};
use super::errors::not_found;
use super::input;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::delivery::{self as wire, DeliveryDetail, DeliveryList, DeliveryPage, DeliveryRetry};
use super::wire::page::ById;
use super::wire::rest::{LogEntry, LogPage};
use crate::actions::Missing;
use crate::actions::cancel_delivery::cancel_delivery;
use crate::actions::retry_delivery::retry_delivery;

/// How many of a delivery's latest attempts are shown; a run has a handful, so this is many runs.
const ATTEMPTS_SHOWN: u64 = 100;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("deliveries.list", query(list))
        .procedure("deliveries.get", query(get).fails(&[NotFound]))
        .procedure("deliveries.retry", mutation(retry).fails(&[NotFound, Conflict]))
        .procedure("deliveries.cancel", mutation(cancel).fails(&[NotFound, Conflict]))
}

pub(crate) async fn list(context: Context, input: DeliveryList) -> Result<DeliveryPage, RpcError> {
    let found = find(&context, input).await?;
    let targets = Targets::of(&context, &found.page.items).await?;
    let page = convert::page(found.page, |delivery| targets.shown(&delivery));
    let searched_until = found.searched_until.map(Into::into);
    Ok(DeliveryPage { items: page.items, next_cursor: page.next_cursor, searched_until })
}

/// The same deliveries as lines of a log (C32).
pub(crate) async fn log(context: Context, input: DeliveryList) -> Result<LogPage, RpcError> {
    let found = find(&context, input).await?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let latest = scope.latest_attempts(&found.page.items).await?;
    let mut latest: HashMap<_, _> =
        latest.into_iter().map(|attempt| (attempt.delivery_id, attempt)).collect();
    let page = convert::page(found.page, |delivery| {
        let attempt = latest.remove(&delivery.id);
        LogEntry::of(delivery, attempt)
    });
    let searched_until = found.searched_until.map(Into::into);
    Ok(LogPage { items: page.items, next_cursor: page.next_cursor, searched_until })
}

async fn find(context: &Context, input: DeliveryList) -> Result<Found, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let mut states: Vec<DeliveryState> =
        input.statuses.unwrap_or_default().into_iter().map(Into::into).collect();
    states.extend(input.status.map(DeliveryState::from));
    let filter = DeliveryFilter {
        webhook_id: input::filter("webhookId", input.webhook_id.as_deref())?,
        states,
        message_id: input::filter("messageId", input.message_id.as_deref())?,
        event_id: input::filter("eventId", input.event_id.as_deref())?,
        event_type: input.event_type,
        kind: input.kind.map(Into::into),
        since: input.since.map(|at| at.0),
        until: input.until.map(|at| at.0),
        text: input::not_blank(input.search),
    };
    let page = input::page(input.limit, input.cursor.as_deref())?;
    Ok(scope.deliveries(&filter, page).await?)
}

pub(crate) async fn get(context: Context, by: ById) -> Result<DeliveryDetail, RpcError> {
    let id = input::id(&by.id, Missing::Delivery)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let delivery = scope.delivery(id).await?.ok_or_else(|| not_found(Missing::Delivery))?;
    let attempts = scope.attempts(id, ATTEMPTS_SHOWN).await?;
    let targets = Targets::of(&context, std::slice::from_ref(&delivery)).await?;
    Ok(DeliveryDetail {
        delivery: targets.shown(&delivery),
        request_body: delivery.body,
        attempts: attempts.into_iter().map(Into::into).collect(),
    })
}

pub(crate) async fn retry(context: Context, input: DeliveryRetry) -> Result<wire::Delivery, RpcError> {
    let id = input::id(&input.id, Missing::Delivery)?;
    let even_if_arrived = input.even_if_arrived.unwrap_or(false);
    let delivery = retry_delivery(&context.services, context.actor()?, id, even_if_arrived).await?;
    one(&context, &delivery).await
}

pub(crate) async fn cancel(context: Context, by: ById) -> Result<wire::Delivery, RpcError> {
    let id = input::id(&by.id, Missing::Delivery)?;
    let delivery = cancel_delivery(&context.services, context.actor()?, id).await?;
    one(&context, &delivery).await
}

async fn one(context: &Context, delivery: &Delivery) -> Result<wire::Delivery, RpcError> {
    let targets = Targets::of(context, std::slice::from_ref(delivery)).await?;
    Ok(targets.shown(delivery))
}

/// Where the deliveries of a page go.
struct Targets {
    channels: HashMap<WebhookId, Channel>,
    subscriptions: HashMap<WebhookId, String>,
}

impl Targets {
    /// Reads each webhook of these deliveries once; a page has few of them.
    async fn of(context: &Context, deliveries: &[Delivery]) -> Result<Self, RpcError> {
        let scope = context.services.storage.scope(context.actor()?.organization_id);
        let mut targets = Self { channels: HashMap::new(), subscriptions: HashMap::new() };
        let left = deliveries.iter().filter(|delivery| delivery.target_id.is_some());
        let webhooks: BTreeSet<WebhookId> = left.map(|delivery| delivery.webhook_id).collect();
        for id in webhooks {
            if let Some(channel) = scope.channel(id).await? {
                targets.channels.insert(id, channel);
            } else if let Some(subscription) = scope.subscription(id).await? {
                targets.subscriptions.insert(id, without_secrets(subscription.settings.url));
            }
        }
        Ok(targets)
    }

    fn shown(&self, delivery: &Delivery) -> wire::Delivery {
        // Without a target it stayed in the inbox, whatever its webhook has got since.
        let webhook = delivery.target_id.map(|_| delivery.webhook_id);
        let channel = webhook.and_then(|id| self.channels.get(&id));
        let target_url = match channel {
            Some(channel) => target_url(channel, delivery.recipient.as_deref()),
            None => webhook.and_then(|id| self.subscriptions.get(&id).cloned()),
        };
        wire::Delivery::of(delivery, target_url)
    }
}
