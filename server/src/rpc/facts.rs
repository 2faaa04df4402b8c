//! Facts: what is remembered of contacts.

use patchbay_domain::ids::{ContactId, FactId};

use super::context::Context;
use super::errors::not_found;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::fact::{Fact, FactCreate, FactList, FactUpdate};
use super::wire::page::{ById, Deleted, Page};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::create_fact::{NewFact, create_fact};
use crate::actions::delete_fact::delete_fact;
use crate::actions::update_fact::{FactChanges, update_fact};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("facts.list", query(list).fails(&[NotFound]))
        .procedure("facts.create", mutation(create).fails(&[NotFound]))
        .procedure("facts.update", mutation(update).fails(&[NotFound, Conflict]))
        .procedure("facts.delete", mutation(delete).fails(&[NotFound]))
}

async fn list(context: Context, input: FactList) -> Result<Page<Fact>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let contact: ContactId = input::id(&input.contact_id, Missing::Contact)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    scope.contact(contact).await?.ok_or_else(|| not_found(Missing::Contact))?;
    Ok(convert::page(scope.facts(contact, page).await?, Into::into))
}

async fn create(context: Context, input: FactCreate) -> Result<Fact, RpcError> {
    let new = NewFact {
        contact_id: input::id(&input.contact_id, Missing::Contact)?,
        kind: input.kind.into(),
        text: input.text,
        source: input::filter("sourceMessageId", input.source_message_id.as_deref())?,
    };
    Ok(create_fact(&context.services, context.actor()?, new).await?.into())
}

async fn update(context: Context, input: FactUpdate) -> Result<Fact, RpcError> {
    let id: FactId = input::id(&input.id, Missing::Fact)?;
    let changes = FactChanges { kind: input.kind.map(Into::into), text: input.text };
    Ok(update_fact(&context.services, context.actor()?, id, changes).await?.into())
}

async fn delete(context: Context, by: ById) -> Result<Deleted, RpcError> {
    let id: FactId = input::id(&by.id, Missing::Fact)?;
    delete_fact(&context.services, context.actor()?, id).await?;
    Ok(Deleted { id: id.to_string() })
}
