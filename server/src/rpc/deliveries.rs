//! Deliveries: what left, what did not, and trying again.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use patchbay_domain::delivery::Delivery;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::webhook::Channel;
use patchbay_storage::DeliveryFilter;

use super::context::Context;
use super::convert::{self, delivery::target_url};
use super::errors::not_found;
use super::input;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::delivery::{self as wire, DeliveryDetail, DeliveryList};
use super::wire::page::{ById, Page};
use crate::actions::Missing;
use crate::actions::retry_delivery::retry_delivery;

/// How many of a delivery's latest attempts are shown; a run has a handful, so this is many runs.
const ATTEMPTS_SHOWN: u64 = 100;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("deliveries.list", query(list))
        .procedure("deliveries.get", query(get).fails(&[NotFound]))
        .procedure("deliveries.retry", mutation(retry).fails(&[NotFound, Conflict]))
}

async fn list(context: Context, input: DeliveryList) -> Result<Page<wire::Delivery>, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let filter = DeliveryFilter {
        webhook_id: input::filter("webhookId", input.webhook_id.as_deref())?,
        state: input.status.map(Into::into),
        message_id: input::filter("messageId", input.message_id.as_deref())?,
    };
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let found = scope.deliveries(filter, page).await?;
    let channels = channels(&context, &found.items).await?;
    Ok(convert::page(found, |delivery| shown(&delivery, &channels)))
}

async fn get(context: Context, by: ById) -> Result<DeliveryDetail, RpcError> {
    let id = input::id(&by.id, Missing::Delivery)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let delivery = scope.delivery(id).await?.ok_or_else(|| not_found(Missing::Delivery))?;
    let attempts = scope.attempts(id, ATTEMPTS_SHOWN).await?;
    let channels = channels(&context, std::slice::from_ref(&delivery)).await?;
    Ok(DeliveryDetail {
        delivery: shown(&delivery, &channels),
        request_body: delivery.body,
        attempts: attempts.into_iter().map(Into::into).collect(),
    })
}

async fn retry(context: Context, by: ById) -> Result<wire::Delivery, RpcError> {
    let id = input::id(&by.id, Missing::Delivery)?;
    let delivery = retry_delivery(&context.services, context.actor()?, id).await?;
    let channels = channels(&context, std::slice::from_ref(&delivery)).await?;
    Ok(shown(&delivery, &channels))
}

/// The channel of each webhook that deliveries leave by.
type Channels = HashMap<WebhookId, Option<Channel>>;

/// Reads each webhook of these deliveries once; a page has few of them.
async fn channels(context: &Context, deliveries: &[Delivery]) -> Result<Channels, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let mut channels = Channels::new();
    for delivery in deliveries.iter().filter(|delivery| delivery.target_id.is_some()) {
        if let Entry::Vacant(entry) = channels.entry(delivery.webhook_id) {
            entry.insert(scope.channel(delivery.webhook_id).await?);
        }
    }
    Ok(channels)
}

fn shown(delivery: &Delivery, channels: &Channels) -> wire::Delivery {
    // Without a target it stayed in the inbox, whatever its webhook has got since.
    let channel = delivery.target_id.and_then(|_| channels.get(&delivery.webhook_id)?.as_ref());
    let target_url = channel.and_then(|channel| target_url(channel, delivery.recipient.as_deref()));
    wire::Delivery::of(delivery, target_url)
}
