//! A request that is answered before its body was read (unknown address, too large) still gets its answer: a server that
//! closes on unread bytes resets the connection, and the sender sees that instead of the reason.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;
use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};

/// How much of what nobody read is taken in and thrown away, more than twice the largest mail; past it the connection is
/// reset after all.
const MAX_DRAINED_BYTES: usize = 64 * 1024 * 1024;
/// How long a sender may take to get rid of it.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// A body that stays with this layer when a handler lets go of it.
#[derive(Clone)]
struct Kept(Arc<Mutex<Body>>);

impl HttpBody for Kept {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

/// Reads what a handler left, before its answer goes out.
pub(super) async fn drain(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let mut kept = Kept(Arc::new(Mutex::new(body)));
    let response = next.run(Request::from_parts(head, Body::new(kept.clone()))).await;
    if !kept.is_end_stream() && response.status().as_u16() >= 400 {
        let mut left = MAX_DRAINED_BYTES;
        let rest = async {
            while let Some(Ok(frame)) = kept.frame().await {
                left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
                if left == 0 {
                    break;
                }
            }
        };
        // Too slow: the answer goes out as it is.
        let _ = tokio::time::timeout(DRAIN_TIMEOUT, rest).await;
    }
    response
}
