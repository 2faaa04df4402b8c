//! A request becomes a message, by what its channel's type makes of it.

use std::borrow::Cow;

use http::{HeaderMap, StatusCode};
use hyper::body::Bytes;
use patchbay_domain::webhook::{Channel, ChannelSettings};

use crate::actions::{ActionError, Services};
use crate::channels::{Parsed, Rejection, custom, email, sms};
use crate::http::Problem;
use crate::http::problem::ProblemField;

/// Past this many bytes a mail is read on a thread that nobody waits for.
const LARGE_MAIL: usize = 64 * 1024;

pub(super) async fn read(
    services: &Services,
    channel: &Channel,
    headers: &HeaderMap,
    body: Bytes,
) -> Result<Parsed, Problem> {
    let content_type = text(headers, "content-type");
    let content_type = content_type.as_deref();
    let pseudonymise = |identifier: &str| services.storage.vault().pseudonym(identifier);
    let parsed = match &channel.settings {
        ChannelSettings::Custom(_) => {
            let key = text(headers, "idempotency-key");
            custom::parse::parse(content_type, key.as_deref(), body, &pseudonymise).await
        }
        ChannelSettings::Sms(_) => {
            let token = text(headers, "i-twilio-idempotency-token");
            sms::parse::parse(content_type, token.as_deref(), &body, &pseudonymise)
        }
        ChannelSettings::Email(settings) if body.len() <= LARGE_MAIL => {
            email::parse::parse(settings, content_type, body, &pseudonymise)
        }
        ChannelSettings::Email(settings) => {
            let (services, settings) = (services.clone(), settings.clone());
            let content_type = content_type.map(str::to_owned);
            let reading = tokio::task::spawn_blocking(move || {
                let pseudonymise = |identifier: &str| services.storage.vault().pseudonym(identifier);
                email::parse::parse(&settings, content_type.as_deref(), body, &pseudonymise)
            });
            reading.await.map_err(|error| {
                ActionError::Storage(patchbay_storage::StorageError::Refused(format!(
                    "reading a mail: {error}"
                )))
            })?
        }
    };
    parsed.map_err(rejected)
}

/// A header as text.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<Cow<'a, str>> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()))
}

fn rejected(rejection: Rejection) -> Problem {
    match rejection {
        Rejection::Malformed { message, fields } => {
            Problem::new(StatusCode::BAD_REQUEST, "INVALID_PAYLOAD", message).fields(
                fields.into_iter().map(|field| ProblemField { field: field.path, message: field.message }),
            )
        }
        rejection @ Rejection::UnsupportedMediaType { .. } => {
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", rejection.to_string())
        }
    }
}
