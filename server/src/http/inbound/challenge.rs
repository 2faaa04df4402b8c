//! The verification challenge (002 §7.3.2): whoever is given the URL sees that it is answered here.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, StatusCode};
use uuid::Uuid;

use super::{Gateway, find_channel, not_found, too_many_requests};
use crate::http::Problem;
use crate::http::client_address::client_address;
use crate::http::problem::ProblemField;

/// The longest challenge, in bytes.
const MAX_CHALLENGE_BYTES: usize = 1024;

/// `GET /api/webhooks/inbound/{token}/verify?challenge=…`: the challenge itself, as text.
pub(in crate::http) async fn challenge(
    State(gateway): State<Gateway>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let address = client_address(peer.ip(), &headers, &gateway.trusted_proxies);
    let now = gateway.services.now();
    let answer = async {
        gateway
            .services
            .limits
            .addresses
            .request(address, now)
            .map_err(|wait| too_many_requests(wait, now))?;
        let token = Uuid::try_parse(&token).map_err(|_| not_found())?;
        find_channel(&gateway.services, token).await?;
        challenge_of(query.as_deref().unwrap_or_default())
    };
    match answer.await {
        Ok(challenge) => {
            // As text and nothing else, or somebody could have a page of theirs shown from here.
            let headers = [
                (CONTENT_TYPE, "text/plain; charset=utf-8"),
                (X_CONTENT_TYPE_OPTIONS, "nosniff"),
                (CACHE_CONTROL, "no-store"),
            ];
            (headers, challenge).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

/// Any other method there.
pub(in crate::http) async fn not_a_get() -> Response {
    let detail = "the challenge is asked for with GET";
    let mut response =
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", detail).into_response();
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
    response
}

fn challenge_of(query: &str) -> Result<String, Problem> {
    let wrong = |message: &str| {
        let field = ProblemField { field: "challenge".to_owned(), message: message.to_owned() };
        Problem::new(StatusCode::BAD_REQUEST, "INVALID_PAYLOAD", format!("challenge {message}"))
            .fields([field])
    };
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query).map_err(|_| wrong("must be in a query such as ?challenge=abc"))?;
    let challenge = pairs.into_iter().find(|(name, _)| name == "challenge").map(|(_, value)| value);
    match challenge {
        None => Err(wrong("is needed: ?challenge=abc")),
        Some(text) if text.is_empty() || text.len() > MAX_CHALLENGE_BYTES => {
            Err(wrong("must be 1 to 1024 bytes long"))
        }
        Some(text) if text.chars().any(char::is_control) => Err(wrong("must not contain control characters")),
        Some(text) => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_a_short_line_of_text() {
        assert_eq!(challenge_of("challenge=a%20b&x=y").ok().as_deref(), Some("a b"));
        assert_eq!(challenge_of("x=y&challenge=%3Cb%3E").ok().as_deref(), Some("<b>"));
        let long = format!("challenge={}", "a".repeat(1025));
        for wrong in ["", "challenge=", "challenge=a%0Ab", "challenge=%00", long.as_str()] {
            assert!(challenge_of(wrong).is_err(), "{wrong}");
        }
    }
}
