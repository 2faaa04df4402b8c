//! The body of a request to a channel, within the channel's limits.

use std::time::Duration;

use axum::body::Body;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Bytes;
use patchbay_domain::email::MAX_MAIL_BYTES;
use patchbay_domain::webhook::ChannelSettings;

use crate::http::Problem;

/// The largest body of a custom channel.
const MAX_CUSTOM_BYTES: usize = 1024 * 1024;
/// The largest form of a text; Twilio's are a few KiB.
const MAX_SMS_BYTES: usize = 256 * 1024;
/// How long a sender may take to send it.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The same for a mail: 25 MiB over a slow line.
const MAIL_TIMEOUT: Duration = Duration::from_secs(120);

pub(super) async fn read(
    settings: &ChannelSettings,
    headers: &HeaderMap,
    body: Body,
) -> Result<Bytes, Problem> {
    let (limit, timeout, hint) = match settings {
        ChannelSettings::Custom(_) => (MAX_CUSTOM_BYTES, TIMEOUT, "; send files by their URL"),
        ChannelSettings::Sms(_) => (MAX_SMS_BYTES, TIMEOUT, ""),
        ChannelSettings::Email(_) => (MAX_MAIL_BYTES, MAIL_TIMEOUT, ""),
    };
    let too_large = || {
        let detail = format!("the body may have {limit} bytes at most{hint}");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", detail)
    };
    let announced =
        headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        discard(body, 2 * limit, timeout).await;
        return Err(too_large());
    }
    match tokio::time::timeout(timeout, Limited::new(body, limit).collect()).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large()),
        Ok(Err(_)) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "INVALID_PAYLOAD",
            "the body ended before it was whole",
        )),
        Err(_) => Err(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "INVALID_PAYLOAD",
            format!("the body did not come within {} s", timeout.as_secs()),
        )),
    }
}

/// Reads what is too large to its end and keeps nothing of it: a sender that is cut off in the middle sees a reset, and
/// not the reason. What is far too large is left.
async fn discard(mut body: Body, limit: usize, timeout: Duration) {
    let mut read = 0;
    let reading = async {
        while let Some(Ok(frame)) = body.frame().await {
            read += frame.data_ref().map_or(0, Bytes::len);
            if read > limit {
                break;
            }
        }
    };
    // Too slow: the answer goes out as it is.
    let _ = tokio::time::timeout(timeout, reading).await;
}
