//! Event types: what can happen, and what is said of it.

use std::collections::BTreeMap;

use patchbay_domain::access::TokenScope;
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::{EventTypeDefinition, built_in, canonical_name, find_built_in};
use patchbay_domain::organization::Role;

use super::context::Context;
use super::errors::not_found;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::event::{
    EventType, EventTypeByName, EventTypeDetail, EventTypeList, EventTypeRegister, EventTypes,
};
use crate::actions::Missing;
use crate::actions::register_event_type::{NewEventType, archive_event_type, register_event_type};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("eventTypes.list", query(list))
        .procedure("eventTypes.get", query(get).fails(&[NotFound]))
        .procedure(
            "eventTypes.register",
            mutation(register).needs(Role::Admin, TokenScope::Write).fails(&[Conflict]),
        )
        .procedure(
            "eventTypes.archive",
            mutation(archive).needs(Role::Admin, TokenScope::Write).fails(&[NotFound, Conflict]),
        )
        .procedure(
            "eventTypes.restore",
            mutation(restore).needs(Role::Admin, TokenScope::Write).fails(&[NotFound, Conflict]),
        )
}

pub(crate) async fn list(context: Context, input: EventTypeList) -> Result<EventTypes, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let mut own = scope.all_event_types().await?;
    own.retain(|(_, is_archived)| !is_archived || input.include_archived.unwrap_or(false));
    // Of several versions the newest one stays: they come in order.
    let mut newest: BTreeMap<EventName, (EventTypeDefinition, bool)> = BTreeMap::new();
    for (definition, is_archived) in built_in().iter().map(|one| (one.clone(), false)).chain(own) {
        newest.insert(definition.name.clone(), (definition, is_archived));
    }
    Ok(EventTypes { items: newest.into_values().map(shown).collect() })
}

pub(crate) async fn get(context: Context, by: EventTypeByName) -> Result<EventTypeDetail, RpcError> {
    let name = name(&by.name)?;
    if let Some(definition) = find_built_in(&canonical_name(&name)) {
        let shown = shown((definition.clone(), false));
        return Ok(EventTypeDetail { event_type: shown.clone(), versions: vec![shown] });
    }
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let mut versions = scope.event_type_versions(&name).await?;
    versions.reverse();
    let versions: Vec<EventType> = versions.into_iter().map(shown).collect();
    let newest = versions.first().cloned().ok_or_else(|| not_found(Missing::EventType))?;
    Ok(EventTypeDetail { event_type: newest, versions })
}

fn shown((definition, is_archived): (EventTypeDefinition, bool)) -> EventType {
    EventType { is_archived, ..definition.into() }
}

pub(crate) async fn register(context: Context, input: EventTypeRegister) -> Result<EventType, RpcError> {
    let new = NewEventType {
        name: input.name,
        description: input.description.unwrap_or_default(),
        group: input.group,
        schema: input.schema.0,
        sample: input.sample.0,
    };
    Ok(register_event_type(&context.services, context.actor()?, new).await?.into())
}

pub(crate) async fn archive(context: Context, by: EventTypeByName) -> Result<EventTypeDetail, RpcError> {
    archive_event_type(&context.services, context.actor()?, &name(&by.name)?, true).await?;
    get(context, by).await
}

pub(crate) async fn restore(context: Context, by: EventTypeByName) -> Result<EventTypeDetail, RpcError> {
    archive_event_type(&context.services, context.actor()?, &name(&by.name)?, false).await?;
    get(context, by).await
}

/// What is no name is that of nothing: 404.
fn name(text: &str) -> Result<EventName, RpcError> {
    EventName::parse(text).map_err(|_| not_found(Missing::EventType))
}
