//! Who calls a procedure, and what it works with.

use std::sync::Arc;

use futures::FutureExt;
use patchbay_domain::actor::Actor;
use rspc::ProcedureKind;

use super::kit::{Authenticate, Call, ErrorCode, ResponseCookies, RpcError};
use super::origin;
use crate::actions::authenticate::authenticate;
use crate::actions::authenticate::credentials::{self, Credentials};
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
    credentials: Credentials,
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
        let again = authenticate(&self.services, caller.credentials.presented()).await;
        !matches!(again, Err(ActionError::Unauthenticated(_)))
    }
}

/// Finds out who calls, before the input is read.
pub(super) fn authentication(services: Services) -> Authenticate<Context> {
    Arc::new(move |call| identify(services.clone(), call).boxed())
}

async fn identify(services: Services, call: Call) -> Result<Context, RpcError> {
    let is_public = PUBLIC.contains(&call.procedure.as_str());
    let credentials = if is_public { None } else { Some(Credentials::of(&call.parts.headers)?) };
    // A browser sends the cookie along with what another site makes it send, and a page of another site could sign it
    // in as somebody else; a token is only ever sent on purpose.
    let by_token = matches!(credentials, Some(Credentials::ApiToken(_)));
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
    let caller = match credentials {
        None => None,
        Some(credentials) => {
            let actor = authenticate(&services, credentials.presented()).await?;
            Some(Caller { actor, credentials })
        }
    };
    Ok(Context { services, cookies: call.cookies, caller })
}

fn nobody() -> RpcError {
    credentials::nobody().into()
}
