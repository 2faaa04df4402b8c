//! What waits for a member's yes or no.

use patchbay_storage::ConfirmationFilter;

use super::context::Context;
use super::errors::not_found;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, NoInput, RpcError, mutation, query};
use super::wire::confirmation::{Confirmation, ConfirmationCount, ConfirmationList, ConfirmationSettle};
use super::wire::page::{ById, Page};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::settle_confirmation::settle_confirmation;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("confirmations.list", query(list))
        .procedure("confirmations.get", query(get).fails(&[NotFound]))
        .procedure("confirmations.count", query(count))
        .procedure("confirmations.settle", mutation(settle).fails(&[NotFound, Conflict]))
}

pub(crate) async fn list(context: Context, input: ConfirmationList) -> Result<Page<Confirmation>, RpcError> {
    let now = context.services.now();
    let filter = ConfirmationFilter {
        waiting_at: (input.waiting == Some(true)).then_some(now),
        conversation_id: input::filter("conversationId", input.conversation_id.as_deref())?,
        user_id: None,
    };
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = scope.confirmations(&filter, page).await?;
    Ok(convert::page(found, |asked| Confirmation::of(asked, now)))
}

pub(crate) async fn get(context: Context, by: ById) -> Result<Confirmation, RpcError> {
    let id = input::id(&by.id, Missing::Confirmation)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let asked = scope.confirmation(id).await?.ok_or_else(|| not_found(Missing::Confirmation))?;
    Ok(Confirmation::of(asked, context.services.now()))
}

async fn count(context: Context, _: NoInput) -> Result<ConfirmationCount, RpcError> {
    let filter =
        ConfirmationFilter { waiting_at: Some(context.services.now()), ..ConfirmationFilter::default() };
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let waiting = scope.count_confirmations(&filter).await?;
    Ok(ConfirmationCount { waiting: u32::try_from(waiting).unwrap_or(u32::MAX) })
}

pub(crate) async fn settle(context: Context, input: ConfirmationSettle) -> Result<Confirmation, RpcError> {
    let id = input::id(&input.id, Missing::Confirmation)?;
    let settled = settle_confirmation(&context.services, context.actor()?, id, input.agree).await?;
    Ok(Confirmation::of(settled, context.services.now()))
}
