//! One's own signed-in browsers.

use patchbay_domain::access::TokenScope;
use patchbay_domain::actor::Credential;
use patchbay_domain::ids::SessionId;
use patchbay_domain::organization::Role;

use super::context::Context;
use super::kit::ErrorCode::NotFound;
use super::kit::{self, NoInput, RpcError, mutation, query};
use super::wire::page::{ById, Deleted, Page};
use super::wire::session::{Session, SessionList, SessionsEnded};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::end_session::{end_other_sessions, end_session};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("sessions.list", query(list).needs(Role::Member, TokenScope::Admin))
        .procedure("sessions.end", mutation(end).needs(Role::Member, TokenScope::Admin).fails(&[NotFound]))
        .procedure("sessions.endOthers", mutation(end_others).needs(Role::Member, TokenScope::Admin))
}

async fn list(context: Context, input: SessionList) -> Result<Page<Session>, RpcError> {
    let actor = context.actor()?;
    let current = match actor.credential {
        Credential::Session(id) => Some(id),
        Credential::ApiToken(_) => None,
    };
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let scope = context.services.storage.scope(actor.organization_id);
    let found = scope.sessions(actor.user_id, context.services.now(), page).await?;
    Ok(convert::page(found, |session| Session::of(session, current)))
}

async fn end(context: Context, by: ById) -> Result<Deleted, RpcError> {
    let id: SessionId = input::id(&by.id, Missing::Session)?;
    end_session(&context.services, context.actor()?, id).await?;
    Ok(Deleted { id: id.to_string() })
}

async fn end_others(context: Context, _: NoInput) -> Result<SessionsEnded, RpcError> {
    let ended = end_other_sessions(&context.services, context.actor()?).await?;
    Ok(SessionsEnded { ended: u32::try_from(ended).unwrap_or(u32::MAX) })
}
