//! Events: what happened, here or elsewhere, and telling of it once more.

use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::canonical_name;
use patchbay_storage::EventFilter;

use super::context::Context;
use super::errors::not_found;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::event::{
    self as wire, EventList, EventPublish, EventPublishMany, EventReplay, EventsPublished,
};
use super::wire::page::{ById, Page};
use super::wire::value::Json;
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::publish_events::{MAX_EVENTS, NewEvent, publish_events};
use crate::actions::replay_event::{Replay, replay_event};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("events.list", query(list))
        .procedure("events.get", query(get).fails(&[NotFound]))
        .procedure("events.publish", mutation(publish))
        .procedure("events.publishMany", mutation(publish_many))
        .procedure("events.replay", mutation(replay).fails(&[NotFound, Conflict]))
}

pub(crate) async fn list(context: Context, input: EventList) -> Result<Page<wire::Event>, RpcError> {
    let event_type = input.event_type.as_deref().map(EventName::parse).transpose();
    let event_type = event_type.map_err(|error| RpcError::invalid_field("type", error.to_string()))?;
    let filter = EventFilter {
        event_type: event_type.as_ref().map(canonical_name),
        webhook_id: input::filter("webhookId", input.webhook_id.as_deref())?,
        since: input.since.map(|at| at.0),
        until: input.until.map(|at| at.0),
    };
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    Ok(convert::page(scope.events(&filter, page).await?, Into::into))
}

pub(crate) async fn get(context: Context, by: ById) -> Result<wire::Event, RpcError> {
    let id = input::id(&by.id, Missing::Event)?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    Ok(scope.event(id).await?.ok_or_else(|| not_found(Missing::Event))?.into())
}

pub(crate) async fn publish(context: Context, input: EventPublish) -> Result<wire::Event, RpcError> {
    let new = vec![new_event(input)];
    let published =
        publish_events(&context.services, context.actor()?, context.proof(), new, |_| String::new()).await?;
    let event = published.into_iter().next();
    Ok(event.ok_or_else(|| RpcError::internal("nothing was published"))?.into())
}

pub(crate) async fn publish_many(
    context: Context,
    input: EventPublishMany,
) -> Result<EventsPublished, RpcError> {
    if !(1..=MAX_EVENTS).contains(&input.events.len()) {
        return Err(RpcError::invalid_field("events", format!("must be 1 to {MAX_EVENTS} events")));
    }
    let new = input.events.into_iter().map(new_event).collect();
    let base = |place| format!("events[{place}].");
    let published = publish_events(&context.services, context.actor()?, context.proof(), new, base).await?;
    Ok(EventsPublished { events: published.into_iter().map(Into::into).collect() })
}

fn new_event(input: EventPublish) -> NewEvent {
    NewEvent {
        event_type: input.event_type,
        version: input.version,
        data: input.data.0,
        occurred_at: input.occurred_at.map(|at| at.0),
        labels: input.channels,
        key: input.key,
    }
}

pub(crate) async fn replay(context: Context, input: EventReplay) -> Result<wire::Event, RpcError> {
    let id = input::id(&input.id, Missing::Event)?;
    let replay =
        Replay { data: input.data.map(|Json(data)| data), preserve_id: input.preserve_id.unwrap_or(false) };
    Ok(replay_event(&context.services, context.actor()?, id, replay).await?.into())
}
