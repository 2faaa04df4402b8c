//! Who calls a procedure, and what it works with.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::FutureExt;
use http::header::USER_AGENT;
use patchbay_domain::access::Access;
use patchbay_domain::actor::Actor;
use patchbay_domain::address_limits::Wait;
use patchbay_domain::card_number::redact_text;
use patchbay_domain::request::{ClientAddress, Visitor};
use patchbay_domain::text::shorten;
use patchbay_storage::TokenProof;
use rspc::ProcedureKind;

use super::kit::{Authenticate, Call, ErrorCode, ResponseCookies, RpcError};
use super::origin;
use crate::actions::authenticate::credentials::{self, Credentials};
use crate::actions::authenticate::{authenticate, remembered};
use crate::actions::{ActionError, Services};

/// The longest name of a browser that is kept, in characters.
const MAX_USER_AGENT_CHARACTERS: usize = 300;

/// What a procedure works with.
#[derive(Clone)]
pub struct Context {
    /// What actions and reads need.
    pub(crate) services: Services,
    /// For `Set-Cookie` in the answer.
    pub(super) cookies: ResponseCookies,
    /// Who asks, known or not.
    pub(super) visitor: Visitor,
    caller: Option<Caller>,
}

/// Who calls, and by what: a stream that lasts asks again whether it still holds.
#[derive(Clone)]
struct Caller {
    actor: Actor,
    credentials: Credentials,
    /// What they were let in by, where that is remembered and not asked.
    proof: Option<Arc<TokenProof>>,
}

impl Context {
    /// Who calls.
    ///
    /// # Errors
    /// 401 in a public procedure; in every other one somebody is signed in.
    pub(crate) fn actor(&self) -> Result<&Actor, RpcError> {
        self.caller.as_ref().map(|caller| &caller.actor).ok_or_else(nobody)
    }

    /// What has to hold still when what the caller brings is stored; none: they were asked.
    pub(crate) fn proof(&self) -> Option<Arc<TokenProof>> {
        self.caller.as_ref().and_then(|caller| caller.proof.clone())
    }

    /// The same caller, asked to prove who they are.
    ///
    /// # Errors
    /// 401, or 429 past many of these.
    pub(crate) async fn proven(self) -> Result<Self, RpcError> {
        let Some(caller) = self.caller else { return Err(nobody()) };
        let actor = authenticate(&self.services, caller.credentials.presented(), &self.visitor).await?;
        let caller = Caller { actor, credentials: caller.credentials, proof: None };
        Ok(Self { caller: Some(caller), ..self })
    }

    /// Whether the caller may do what asks for this.
    ///
    /// # Errors
    /// 403, with what is lacking.
    pub(crate) fn check(&self, access: Access) -> Result<(), RpcError> {
        Ok(self.actor()?.check(access).map_err(ActionError::from)?)
    }

    /// Whether the caller is still who they were: false once their session or token is over. A database that is away
    /// for a moment ends nothing.
    pub(super) async fn is_still_signed_in(&self) -> bool {
        let Some(caller) = &self.caller else { return false };
        let again = authenticate(&self.services, caller.credentials.presented(), &self.visitor).await;
        !matches!(again, Err(ActionError::Unauthenticated(_) | ActionError::TooOften { .. }))
    }
}

/// Finds out who calls, before the input is read.
pub(crate) fn authentication(services: Services) -> Authenticate<Context> {
    Arc::new(move |call| identify(services.clone(), call).boxed())
}

async fn identify(services: Services, call: Call) -> Result<Context, RpcError> {
    let visitor = visitor(&call);
    if let Some(address) = visitor.address {
        let now = services.now();
        services
            .limits
            .addresses
            .request(address, now)
            .map_err(|wait| too_many("Too many requests come from this address.", wait, now))?;
    }
    if call.access == Access::Public {
        check_origin(&services, &call)?;
        return Ok(Context { services, cookies: call.cookies, visitor, caller: None });
    }
    let credentials = Credentials::of(&call.parts.headers)?;
    // A token is only ever sent on purpose; the cookie a browser sends along with what another site makes it send.
    if !matches!(credentials, Credentials::ApiToken(_)) {
        check_origin(&services, &call)?;
    }
    let known = match &credentials {
        Credentials::ApiToken(token) if call.may_be_remembered => {
            remembered(&services, token.expose(), &visitor)
        }
        _ => None,
    };
    let known = known.filter(|(actor, _)| actor.check(call.access).is_ok());
    let (actor, proof) = match known {
        Some((actor, proof)) => (actor, Some(proof)),
        None => (authenticate(&services, credentials.presented(), &visitor).await?, None),
    };
    actor.check(call.access).map_err(ActionError::from)?;
    let caller = Some(Caller { actor, credentials, proof });
    Ok(Context { services, cookies: call.cookies, visitor, caller })
}

fn visitor(call: &Call) -> Visitor {
    let user_agent = call.parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok());
    Visitor {
        address: call.parts.extensions.get::<ClientAddress>().map(|ClientAddress(address)| *address),
        user_agent: user_agent.map(|text| shorten(&redact_text(text), MAX_USER_AGENT_CHARACTERS)),
        request_id: Some(call.request_id.0.clone()),
    }
}

/// A page of another site must not make a browser change anything, nor sign it in as somebody else.
fn check_origin(services: &Services, call: &Call) -> Result<(), RpcError> {
    if call.kind != ProcedureKind::Mutation || !origin::is_foreign(&call.parts, &services.public_url) {
        return Ok(());
    }
    Err(RpcError::new(
        ErrorCode::Forbidden,
        "This request comes from a page of another site. Should it be Patchbay's own, set PATCHBAY_PUBLIC_URL to the \
         address in the browser.",
    ))
}

fn too_many(message: &str, wait: Wait, now: DateTime<Utc>) -> RpcError {
    let seconds = u32::try_from((wait.until - now).num_seconds().max(0) + 1).unwrap_or(u32::MAX);
    RpcError::new(ErrorCode::RateLimitMinute, message).retry_after(seconds)
}

fn nobody() -> RpcError {
    credentials::nobody().into()
}
