//! Subscriptions as server-sent events.

use std::convert::Infallible;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt};
use http::{HeaderName, HeaderValue};
use rspc::ProcedureStream;

use super::adapter::name_and_log;
use super::errors::from_procedure_error;
use patchbay_domain::request::RequestId;

use super::{MountOptions, RpcError};

/// nginx holds answers back until it has enough of them, unless told not to.
const NO_PROXY_BUFFER: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Waits until the stream has begun, then answers with it; it ends with the client or at shutdown.
pub(super) async fn respond(
    mut items: ProcedureStream,
    options: &MountOptions,
    procedure: String,
    request_id: RequestId,
) -> Result<Response, RpcError> {
    match items.next().await {
        Some(Ok(_)) => {}
        Some(Err(error)) => return Err(from_procedure_error(error)),
        None => return Err(RpcError::internal("the subscription ended before it began")),
    }
    let events = stream::unfold(Some(items), move |items| {
        let (procedure, request_id) = (procedure.clone(), request_id.clone());
        async move {
            let mut items = items?;
            match next_event(&mut items).await? {
                Ok(event) => Some((Ok::<_, Infallible>(event), Some(items))),
                Err(error) => Some((Ok(error_event(&name_and_log(error, &procedure, &request_id))), None)),
            }
        }
    });
    // A first comment, so that the client knows at once that it is connected.
    let ready = stream::once(async { Ok(Event::default().comment("ready")) });
    let events = ready.chain(events).take_until(options.shutdown.clone().cancelled_owned());
    let mut response =
        Sse::new(events).keep_alive(KeepAlive::new().interval(options.keep_alive)).into_response();
    response.headers_mut().insert(NO_PROXY_BUFFER, HeaderValue::from_static("no"));
    Ok(response)
}

async fn next_event(items: &mut ProcedureStream) -> Option<Result<Event, RpcError>> {
    Some(match items.next().await? {
        Ok(item) => match serde_json::to_string(&item.as_serialize()) {
            Ok(json) => Ok(Event::default().data(json)),
            Err(error) => Err(RpcError::internal(error)),
        },
        Err(error) => Err(from_procedure_error(error)),
    })
}

fn error_event(error: &RpcError) -> Event {
    // Strings, numbers and lists of them: this cannot fail, and an empty event still ends the stream.
    Event::default().event("error").data(serde_json::to_string(error).unwrap_or_default())
}
