//! Contacts: the people and systems that write.

use patchbay_domain::ids::ContactId;
use patchbay_storage::ContactFilter;

use super::context::Context;
use super::errors::not_found;
use super::kit::ErrorCode::{Conflict, NotFound, WebhookNotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::contact::{
    Contact, ContactCreate, ContactIdentifier, ContactIdentifierKind, ContactList, ContactMerge,
    ContactUpdate,
};
use super::wire::page::{ById, Deleted, Page};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::create_contact::{NewContact, RawIdentifier, create_contact};
use crate::actions::delete_contact::delete_contact;
use crate::actions::merge_contacts::merge_contacts;
use crate::actions::update_contact::{ContactChanges, update_contact};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("contacts.list", query(list))
        .procedure("contacts.get", query(get).fails(&[NotFound]))
        .procedure("contacts.create", mutation(create).fails(&[Conflict, WebhookNotFound]))
        .procedure("contacts.update", mutation(update).fails(&[NotFound, Conflict, WebhookNotFound]))
        .procedure("contacts.merge", mutation(merge).fails(&[NotFound, Conflict]))
        .procedure("contacts.delete", mutation(delete).fails(&[NotFound]))
}

async fn list(context: Context, input: ContactList) -> Result<Page<Contact>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let search = input::not_blank(input.search).map(|search| search.trim().to_owned());
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    Ok(convert::page(scope.contacts(&ContactFilter { search }, page).await?, Into::into))
}

async fn get(context: Context, by: ById) -> Result<Contact, RpcError> {
    let id = input::id(&by.id, Missing::Contact)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    scope.contact(id).await?.map(Into::into).ok_or_else(|| not_found(Missing::Contact))
}

async fn create(context: Context, input: ContactCreate) -> Result<Contact, RpcError> {
    let new = NewContact {
        name: input.name,
        time_zone: input::zone("timeZone", input.time_zone.as_deref())?,
        identifiers: identifiers(input.identifiers.unwrap_or_default())?,
    };
    Ok(create_contact(&context.services, context.actor()?, new).await?.into())
}

async fn update(context: Context, input: ContactUpdate) -> Result<Contact, RpcError> {
    let id = input::id(&input.id, Missing::Contact)?;
    let changes = ContactChanges {
        name: input.name,
        time_zone: input::clearable_zone("timeZone", input.time_zone)?,
        is_known: input.is_known,
        identifiers: input.identifiers.map(identifiers).transpose()?,
    };
    Ok(update_contact(&context.services, context.actor()?, id, changes).await?.into())
}

async fn merge(context: Context, input: ContactMerge) -> Result<Contact, RpcError> {
    let id = input::id(&input.id, Missing::Contact)?;
    let into = input::id(&input.into_id, Missing::Contact)?;
    Ok(merge_contacts(&context.services, context.actor()?, id, into).await?.into())
}

async fn delete(context: Context, by: ById) -> Result<Deleted, RpcError> {
    let id: ContactId = input::id(&by.id, Missing::Contact)?;
    delete_contact(&context.services, context.actor()?, id).await?;
    Ok(Deleted { id: id.to_string() })
}

/// What a contact is known by; a channel belongs to a name, and to nothing else.
fn identifiers(given: Vec<ContactIdentifier>) -> Result<Vec<RawIdentifier>, RpcError> {
    let read = |(index, one): (usize, ContactIdentifier)| {
        let path = format!("identifiers[{index}].webhookId");
        match (one.kind, one.webhook_id) {
            (ContactIdentifierKind::Phone, None) => Ok(RawIdentifier::Phone(one.value)),
            (ContactIdentifierKind::Email, None) => Ok(RawIdentifier::Email(one.value)),
            (ContactIdentifierKind::Custom, Some(id)) => {
                Ok(RawIdentifier::Custom { channel: input::id(&id, Missing::Webhook)?, name: one.value })
            }
            (ContactIdentifierKind::Custom, None) => {
                Err(RpcError::invalid_field(path, "is required for custom: the channel it means somebody on"))
            }
            (ContactIdentifierKind::Phone | ContactIdentifierKind::Email, Some(_)) => {
                Err(RpcError::invalid_field(path, "must be left out or null for phone and email"))
            }
        }
    };
    given.into_iter().enumerate().map(read).collect()
}
