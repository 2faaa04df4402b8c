//! What happened, here or elsewhere.

use axum::extract::{Request, State};

use super::answer::{self, Answer};
use super::call::Call;
use super::input::{decoded, decoded_of};
use super::path::Id;
use super::{MAX_BATCH_BYTES, MAX_BODY_BYTES, Rest};
use crate::rpc::wire::delivery::{DeliveryList, DeliveryPage};
use crate::rpc::wire::event::{
    Event, EventList, EventPublish, EventPublishMany, EventReplay, EventsPublished,
};
use crate::rpc::wire::page::{ById, Page};
use crate::rpc::{deliveries as of_event, events as rpc};

/// List events
#[utoipa::path(get, path = "/api/v1/events", tag = "Events", operation_id = "listEvents", params(EventList),
    responses((status = 200, description = "A page of events, newest first.", body = Page<Event>)))]
pub(super) async fn list(State(rest): State<Rest>, request: Request) -> Answer {
    let call = rest.call(request, "events.list").await?;
    let list = call.query_of_webhook().await?;
    answer::ok(&rpc::list(call.context, list).await?)
}

/// Publish an event
///
/// Its data must fit the schema of its type. Whoever subscribes is told.
#[utoipa::path(post, path = "/api/v1/events", tag = "Events", operation_id = "publishEvent",
    request_body(content = EventPublish, example = json!({ "type": "lead.created", "data": { "leadId": "l-1" } })), responses((status = 201, description = "It is kept, and being told.", body = Event)))]
pub(super) async fn publish(State(rest): State<Rest>, request: Request) -> Answer {
    let mut call = rest.quick_call(request, "events.publish").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| {
        Call::proven(context, move |context| {
            let body = body.clone();
            async move {
                let event = rpc::publish(context, decoded(&body)?).await?;
                answer::created(at(&event.id), &event)
            }
        })
    })
    .await
}

/// Publish many events
///
/// Up to 100 in 8 MiB, taken all or none.
#[utoipa::path(post, path = "/api/v1/events/batch", tag = "Events", operation_id = "publishEvents",
    request_body(content = EventPublishMany, example = json!({ "events": [{ "type": "lead.created", "data": { "leadId": "l-1" } }] })),
    responses((status = 201, description = "They are kept, and being told.", body = EventsPublished)))]
pub(super) async fn publish_many(State(rest): State<Rest>, request: Request) -> Answer {
    let mut call = rest.quick_call(request, "events.publishMany").await?;
    let body = call.read(MAX_BATCH_BYTES).await?;
    call.once(body, |context, body| {
        Call::proven(context, move |context| {
            let body = body.clone();
            async move {
                let published: EventPublishMany = decoded(&body)?;
                answer::created("/api/v1/events".to_owned(), &rpc::publish_many(context, published).await?)
            }
        })
    })
    .await
}

/// Get an event
#[utoipa::path(get, path = "/api/v1/events/{id}", tag = "Events", operation_id = "getEvent",
    responses((status = 200, description = "The event.", body = Event)))]
pub(super) async fn get(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "events.get").await?;
    answer::ok(&rpc::get(call.context, ById { id }).await?)
}

/// Replay an event
///
/// A new event with the same data, or other, told to whoever subscribes now.
#[utoipa::path(post, path = "/api/v1/events/{id}/replay", tag = "Events", operation_id = "replayEvent",
    request_body = Option<EventReplay>, responses((status = 201, description = "The new event.", body = Event)))]
pub(super) async fn replay(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let mut call = rest.call(request, "events.replay").await?;
    let body = call.read(MAX_BODY_BYTES).await?;
    call.once(body, |context, body| async move {
        let input: EventReplay = decoded_of(&body, &[("id", &id)])?;
        let event = rpc::replay(context, input).await?;
        answer::created(at(&event.id), &event)
    })
    .await
}

/// List an event's deliveries
#[utoipa::path(get, path = "/api/v1/events/{id}/deliveries", tag = "Events", operation_id = "listEventDeliveries",
    params(DeliveryList), responses((status = 200, description = "A page of deliveries, newest first.", body = DeliveryPage)))]
pub(super) async fn deliveries(State(rest): State<Rest>, Id(id): Id, request: Request) -> Answer {
    let call = rest.call(request, "deliveries.list").await?;
    let event = rpc::get(call.context.clone(), ById { id }).await?;
    let list: DeliveryList = call.query(&[("eventId", &event.id)])?;
    answer::ok(&of_event::list(call.context, list).await?)
}

fn at(id: &str) -> String {
    format!("/api/v1/events/{id}")
}
