//! What can happen.

use axum::extract::{Request, State};
use serde_json::Value;

use super::answer::{self, Answer};
use super::input::{decoded, refuse_all};
use super::path::Id;
use super::{MAX_BODY_BYTES, Rest};
use crate::rpc::event_types as rpc;
use crate::rpc::wire::event::{
    EventType, EventTypeByName, EventTypeDetail, EventTypeList, EventTypeRegister, EventTypes,
};
use crate::rpc::wire::rest::{AvailableEvent, AvailableEvents};
use crate::rpc::wire::value::Json;

/// List what can be subscribed to
///
/// Every name that a subscription may give, other names and `*` included (004).
#[utoipa::path(get, path = "/api/v1/webhooks/events", tag = "Event types", operation_id = "listAvailableEvents",
    responses((status = 200, description = "The events.", body = AvailableEvents)))]
pub(super) async fn available(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "eventTypes.list").await?;
    let types = rpc::list(call.context, EventTypeList::default()).await?.items;
    let mut items: Vec<_> = types.into_iter().flat_map(names_of).collect();
    items.sort_by(|one, other| one.name.cmp(&other.name));
    items.insert(
        0,
        AvailableEvent {
            name: "*".to_owned(),
            description: "Whatever happens.".to_owned(),
            group: "All".to_owned(),
            alias_of: None,
            sample: Json(Value::Null),
        },
    );
    answer::ok(&AvailableEvents { items })
}

/// A type by its name and by its other names.
fn names_of(event_type: EventType) -> Vec<AvailableEvent> {
    let named = |name: &str, alias_of: Option<&str>| AvailableEvent {
        name: name.to_owned(),
        description: event_type.description.clone(),
        group: event_type.group.clone(),
        alias_of: alias_of.map(str::to_owned),
        sample: event_type.sample.clone(),
    };
    let aliases = event_type.aliases.iter().map(|alias| named(alias, Some(&event_type.name)));
    std::iter::once(named(&event_type.name, None)).chain(aliases).collect()
}

/// List event types
///
/// The newest version of each, with its JSON Schema.
#[utoipa::path(get, path = "/api/v1/event-types", tag = "Event types", operation_id = "listEventTypes", params(EventTypeList),
    responses((status = 200, description = "The types.", body = EventTypes)))]
pub(super) async fn list(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "eventTypes.list").await?;
    let list = call.query(&[])?;
    answer::ok(&rpc::list(call.context, list).await?)
}

/// Register an event type
///
/// A new one, or the next version of one: it must accept what the version before accepted.
#[utoipa::path(post, path = "/api/v1/event-types", tag = "Event types", operation_id = "registerEventType",
    request_body(content = EventTypeRegister, example = json!({ "name": "order.shipped", "schema": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } }, "sample": { "id": "o-1" } })), responses((status = 201, description = "The type.", body = EventType)))]
pub(super) async fn register(State(rest): State<Rest>, request: Request) -> Answer {
    let mut call = rest.call(request, "eventTypes.register").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| async move {
        let input: EventTypeRegister = decoded(&body)?;
        let registered = rpc::register(context, input).await?;
        answer::created(format!("/api/v1/event-types/{}", registered.name), &registered)
    })
    .await
}

/// Get an event type
#[utoipa::path(get, path = "/api/v1/event-types/{name}", tag = "Event types", operation_id = "getEventType",
    responses((status = 200, description = "The type with every version.", body = EventTypeDetail)))]
pub(super) async fn get(State(rest): State<Rest>, Id(name): Id, request: Request) -> Answer {
    let call = rest.call(request, "eventTypes.get").await?;
    answer::ok(&rpc::get(call.context, EventTypeByName { name }).await?)
}

/// Archive an event type
///
/// Nothing of it is taken any more; what there is stays.
#[utoipa::path(delete, path = "/api/v1/event-types/{name}", tag = "Event types", operation_id = "archiveEventType",
    responses((status = 204, description = "It is archived.")))]
pub(super) async fn archive(State(rest): State<Rest>, Id(name): Id, request: Request) -> Answer {
    let call = rest.call(request, "eventTypes.archive").await?;
    rpc::archive(call.context, EventTypeByName { name }).await?;
    Ok(answer::no_content())
}

/// Restore an event type
///
/// One that was archived, with every version: events of it are taken again.
#[utoipa::path(post, path = "/api/v1/event-types/{name}/restore", tag = "Event types", operation_id = "restoreEventType",
    responses((status = 200, description = "The type with every version.", body = EventTypeDetail)))]
pub(super) async fn restore(State(rest): State<Rest>, Id(name): Id, request: Request) -> Answer {
    let mut call = rest.call(request, "eventTypes.restore").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| async move {
        refuse_all(&body)?;
        answer::ok(&rpc::restore(context, EventTypeByName { name }).await?)
    })
    .await
}
