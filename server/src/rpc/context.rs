//! Who calls a procedure, and what it works with.

use std::sync::Arc;

use futures::FutureExt;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use patchbay_domain::actor::Actor;
use patchbay_domain::secret::Secret;
use rspc::ProcedureKind;

use super::kit::{Authenticate, Call, ErrorCode, ResponseCookies, RpcError};
use super::{cookie, origin};
use crate::actions::authenticate::{API_TOKEN_PREFIX, Presented, authenticate};
use crate::actions::{ActionError, Services};

/// The procedures that somebody calls who is not signed in yet.
const PUBLIC: [&str; 2] = ["auth.signIn", "auth.signInWithPassword"];

/// What a procedure works with.
#[derive(Clone)]
pub struct Context {
    /// What actions and reads need.
    pub(super) services: Services,
    /// For `Set-Cookie` in the answer.
    pub(super) cookies: ResponseCookies,
    caller: Option<Caller>,
}

/// Who calls, and by what: a stream that lasts asks again whether it still holds.
#[derive(Clone)]
struct Caller {
    actor: Actor,
    shown: Shown,
}

/// The secret that a request brought.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    Session(Secret),
    ApiToken(Secret),
}

impl Shown {
    fn presented(&self) -> Presented<'_> {
        match self {
            Self::Session(token) => Presented::Session(token.expose()),
            Self::ApiToken(token) => Presented::ApiToken(token.expose()),
        }
    }
}

impl Context {
    /// Who calls.
    ///
    /// # Errors
    /// 401 in a public procedure; in every other one somebody is signed in.
    pub(super) fn actor(&self) -> Result<&Actor, RpcError> {
        self.caller.as_ref().map(|caller| &caller.actor).ok_or_else(nobody)
    }

    /// Whether the caller is still who they were: false once their session or token is over. A database that is away
    /// for a moment ends nothing.
    pub(super) async fn is_still_signed_in(&self) -> bool {
        let Some(caller) = &self.caller else { return false };
        let again = authenticate(&self.services, caller.shown.presented()).await;
        !matches!(again, Err(ActionError::Unauthenticated(_)))
    }
}

/// Finds out who calls, before the input is read.
pub(super) fn authentication(services: Services) -> Authenticate<Context> {
    Arc::new(move |call| identify(services.clone(), call).boxed())
}

async fn identify(services: Services, call: Call) -> Result<Context, RpcError> {
    let is_public = PUBLIC.contains(&call.procedure.as_str());
    let shown = if is_public { None } else { Some(shown(&call.parts.headers)?) };
    // A browser sends the cookie along with what another site makes it send, and a page of another site could sign it
    // in as somebody else; a token is only ever sent on purpose.
    let by_token = matches!(shown, Some(Shown::ApiToken(_)));
    if call.kind == ProcedureKind::Mutation
        && !by_token
        && origin::is_foreign(&call.parts, &services.public_url)
    {
        return Err(RpcError::new(
            ErrorCode::Forbidden,
            "This request comes from a page of another site. Should it be Patchbay's own, set PATCHBAY_PUBLIC_URL to \
             the address in the browser.",
        ));
    }
    let caller = match shown {
        None => None,
        Some(shown) => Some(Caller { actor: authenticate(&services, shown.presented()).await?, shown }),
    };
    Ok(Context { services, cookies: call.cookies, caller })
}

/// What the request brings to say who calls. A header goes before a cookie: it is there on purpose.
fn shown(headers: &HeaderMap) -> Result<Shown, RpcError> {
    let Some(header) = headers.get(AUTHORIZATION) else {
        return cookie::session(headers).map(|token| Shown::Session(Secret::new(token))).ok_or_else(nobody);
    };
    let token = header.to_str().ok().and_then(|text| text.split_once(' '));
    let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match token.map(|(_, token)| token.trim()).filter(|token| !token.is_empty()) {
        Some(token) => Ok(Shown::ApiToken(Secret::new(token))),
        None => Err(RpcError::new(
            ErrorCode::Unauthenticated,
            format!("The Authorization header must be `Bearer {API_TOKEN_PREFIX}…`, with an API token."),
        )),
    }
}

fn nobody() -> RpcError {
    RpcError::new(
        ErrorCode::Unauthenticated,
        format!("Nobody is signed in: sign in, or send `Authorization: Bearer {API_TOKEN_PREFIX}…`."),
    )
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use http::header::COOKIE;

    use super::*;

    fn of(headers: &[(http::HeaderName, &'static str)]) -> Result<Shown, ErrorCode> {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        shown(&headers.collect()).map_err(|error| error.code)
    }

    #[test]
    fn a_token_or_a_session_says_who_calls() {
        let token = || Ok(Shown::ApiToken(Secret::new("pb_1")));
        assert_eq!(of(&[(AUTHORIZATION, "Bearer pb_1")]), token());
        assert_eq!(of(&[(AUTHORIZATION, "bearer  pb_1 ")]), token());
        assert_eq!(of(&[(COOKIE, "patchbay_session=ab")]), Ok(Shown::Session(Secret::new("ab"))));
        assert_eq!(of(&[(COOKIE, "patchbay_session=ab"), (AUTHORIZATION, "Bearer pb_1")]), token());
    }

    #[test]
    fn whatever_else_is_nobody() {
        for wrong in ["Bearer", "Bearer ", "Basic pb_1", "pb_1", ""] {
            let also_a_session = [(AUTHORIZATION, wrong), (COOKIE, "patchbay_session=ab")];
            assert_eq!(of(&also_a_session), Err(ErrorCode::Unauthenticated), "{wrong}");
        }
        assert_eq!(of(&[]), Err(ErrorCode::Unauthenticated));
        assert_eq!(of(&[(COOKIE, "other=ab")]), Err(ErrorCode::Unauthenticated));
    }
}
