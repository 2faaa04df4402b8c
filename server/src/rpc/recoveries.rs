//! Recoveries: many deliveries that are tried again.

use patchbay_domain::delivery::DeliveryState;
use patchbay_domain::recovery::RecoveryFilter;

use super::context::Context;
use super::errors::not_found;
use super::kit::ErrorCode::{Conflict, NotFound, WebhookNotFound};
use super::kit::{self, RpcError, mutation, query};
use super::webhooks::find_id;
use super::wire::page::{ById, Page};
use super::wire::recovery::{self as wire, RecoveryList, RecoveryPreview, RecoveryStart};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::start_recovery::{cancel_recovery, preview_recovery, start_recovery};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("recoveries.preview", query(preview).fails(&[WebhookNotFound]))
        .procedure("recoveries.start", mutation(start).fails(&[WebhookNotFound]))
        .procedure("recoveries.get", query(get).fails(&[NotFound]))
        .procedure("recoveries.list", query(list))
        .procedure("recoveries.cancel", mutation(cancel).fails(&[NotFound, Conflict]))
}

pub(crate) async fn preview(context: Context, input: RecoveryStart) -> Result<RecoveryPreview, RpcError> {
    let filter = filter(&context, input).await?;
    let deliveries = preview_recovery(&context.services, context.actor()?, &filter).await?;
    Ok(RecoveryPreview { deliveries: u32::try_from(deliveries).unwrap_or(u32::MAX) })
}

pub(crate) async fn start(context: Context, input: RecoveryStart) -> Result<wire::Recovery, RpcError> {
    let filter = filter(&context, input).await?;
    Ok(start_recovery(&context.services, context.actor()?, filter).await?.into())
}

pub(crate) async fn get(context: Context, by: ById) -> Result<wire::Recovery, RpcError> {
    let id = input::id(&by.id, Missing::Recovery)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let (recovery, _) = scope.recovery(id).await?.ok_or_else(|| not_found(Missing::Recovery))?;
    Ok(recovery.into())
}

pub(crate) async fn list(context: Context, input: RecoveryList) -> Result<Page<wire::Recovery>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    Ok(convert::page(scope.recoveries(page).await?, Into::into))
}

async fn cancel(context: Context, by: ById) -> Result<wire::Recovery, RpcError> {
    let id = input::id(&by.id, Missing::Recovery)?;
    Ok(cancel_recovery(&context.services, context.actor()?, id).await?.into())
}

async fn filter(context: &Context, input: RecoveryStart) -> Result<RecoveryFilter, RpcError> {
    let webhook_id = match &input.webhook_id {
        Some(text) => {
            let id = find_id(context, text).await?;
            // Deleted or not: its log is still there.
            let scope = context.services.storage.scope(context.actor()?.organization_id);
            let found = scope.webhook_names(vec![id]).await?;
            Some(found.first().ok_or_else(|| not_found(Missing::Webhook))?.0)
        }
        None => None,
    };
    let states = match input.statuses {
        Some(statuses) => statuses.into_iter().map(Into::into).collect(),
        None => vec![DeliveryState::Failed],
    };
    Ok(RecoveryFilter {
        webhook_id,
        event_type: input.event_type,
        states,
        since: input.since.0,
        until: input.until.map_or_else(|| context.services.now(), |at| at.0),
    })
}
