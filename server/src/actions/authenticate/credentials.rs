//! What a request brings to say who asks: a header or a cookie.

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE};
use patchbay_domain::secret::Secret;

use super::{API_TOKEN_PREFIX, Presented};
use crate::actions::ActionError;

/// The cookie that holds a browser's session.
pub const SESSION_COOKIE: &str = "patchbay_session";

/// The secret that a request brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// The session cookie's.
    Session(Secret),
    /// An API token.
    ApiToken(Secret),
}

impl Credentials {
    /// Reads them. A header goes before a cookie: it is there on purpose.
    ///
    /// # Errors
    /// [`ActionError::Unauthenticated`] where there are none, or the header is of another form.
    pub fn of(headers: &HeaderMap) -> Result<Self, ActionError> {
        let Some(header) = headers.get(AUTHORIZATION) else {
            return session(headers).map(|token| Self::Session(Secret::new(token))).ok_or_else(nobody);
        };
        let token = header.to_str().ok().and_then(|text| text.split_once(' '));
        let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        match token.map(|(_, token)| token.trim()).filter(|token| !token.is_empty()) {
            Some(token) => Ok(Self::ApiToken(Secret::new(token))),
            None => Err(ActionError::Unauthenticated(format!(
                "the Authorization header must be `Bearer {API_TOKEN_PREFIX}…`, with an API token"
            ))),
        }
    }

    /// The same, to be looked up.
    #[must_use]
    pub fn presented(&self) -> Presented<'_> {
        match self {
            Self::Session(token) => Presented::Session(token.expose()),
            Self::ApiToken(token) => Presented::ApiToken(token.expose()),
        }
    }
}

/// Nobody is signed in.
#[must_use]
pub fn nobody() -> ActionError {
    ActionError::Unauthenticated(format!(
        "nobody is signed in: sign in, or send `Authorization: Bearer {API_TOKEN_PREFIX}…`"
    ))
}

/// The session's secret in the request, if there is one.
fn session(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == SESSION_COOKIE && !value.is_empty())
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn of(headers: &[(http::HeaderName, &'static str)]) -> Option<Credentials> {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        Credentials::of(&headers.collect()).ok()
    }

    #[test]
    fn a_token_or_a_session_says_who_calls() {
        let token = || Some(Credentials::ApiToken(Secret::new("pb_1")));
        assert_eq!(of(&[(AUTHORIZATION, "Bearer pb_1")]), token());
        assert_eq!(of(&[(AUTHORIZATION, "bearer  pb_1 ")]), token());
        assert_eq!(of(&[(COOKIE, "patchbay_session=ab")]), Some(Credentials::Session(Secret::new("ab"))));
        assert_eq!(of(&[(COOKIE, "patchbay_session=ab"), (AUTHORIZATION, "Bearer pb_1")]), token());
    }

    #[test]
    fn whatever_else_is_nobody() {
        for wrong in ["Bearer", "Bearer ", "Basic pb_1", "pb_1", ""] {
            assert_eq!(of(&[(AUTHORIZATION, wrong), (COOKIE, "patchbay_session=ab")]), None, "{wrong}");
        }
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(COOKIE, "other=ab")]), None);
    }

    fn found(cookies: &[&'static str]) -> Option<String> {
        let headers = cookies.iter().map(|cookie| (COOKIE, HeaderValue::from_static(cookie)));
        session(&headers.collect()).map(str::to_owned)
    }

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let ab = Some("ab".to_owned());
        assert_eq!(found(&["patchbay_session=ab"]), ab);
        assert_eq!(found(&["theme=dark; patchbay_session=ab;x=y"]), ab);
        assert_eq!(found(&["theme=dark", "patchbay_session=ab"]), ab, "HTTP/2 sends one header a cookie");
        assert_eq!(found(&["patchbay_session=", "old_patchbay_session=cd; patchbay_session"]), None);
        assert_eq!(found(&[]), None);
    }
}
