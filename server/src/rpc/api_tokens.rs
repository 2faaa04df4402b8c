//! API tokens: scripts' keys.

use patchbay_domain::access::{TokenScope, TokenScopes};
use patchbay_domain::organization::Role;
use patchbay_storage::ApiTokenFilter;

use super::context::Context;
use super::kit::ErrorCode::NotFound;
use super::kit::{self, RpcError, mutation, query};
use super::wire::api_token::{ApiToken, ApiTokenCreate, ApiTokenCreated, ApiTokenList};
use super::wire::page::{ById, Page};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::create_api_token::{NewApiToken, create_api_token};
use crate::actions::revoke_api_token::revoke_api_token;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("apiTokens.list", query(list).needs(Role::Member, TokenScope::Admin))
        .procedure("apiTokens.create", mutation(create).needs(Role::Member, TokenScope::Admin))
        .procedure(
            "apiTokens.revoke",
            mutation(revoke).needs(Role::Member, TokenScope::Admin).fails(&[NotFound]),
        )
}

async fn list(context: Context, input: ApiTokenList) -> Result<Page<ApiToken>, RpcError> {
    let actor = context.actor()?;
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let asked = input::filter("userId", input.user_id.as_deref())?;
    let user_id = if actor.role.includes(Role::Admin) { asked } else { Some(actor.user_id) };
    if asked.is_some() && asked != user_id {
        // Another member's are not there, for a member.
        return Ok(Page { items: Vec::new(), next_cursor: None });
    }
    let all = input.include_revoked.unwrap_or(false);
    let filter = ApiTokenFilter { user_id, live_at: (!all).then(|| context.services.now()) };
    let scope = context.services.storage.scope(actor.organization_id);
    let found = scope.api_tokens(filter, page).await?;
    let names = scope.user_names(found.items.iter().map(|token| token.user_id).collect()).await?;
    Ok(convert::page(found, |token| ApiToken::of(token, &names)))
}

async fn create(context: Context, input: ApiTokenCreate) -> Result<ApiTokenCreated, RpcError> {
    let new = NewApiToken {
        name: input.name,
        scopes: TokenScopes::of(input.scopes.into_iter().map(Into::into).collect()),
        expires_at: input.expires_at.map(Into::into),
    };
    let (token, secret) = create_api_token(&context.services, context.actor()?, new).await?;
    let api_token = one(&context, token).await?;
    Ok(ApiTokenCreated { api_token, token: secret.expose().to_owned() })
}

async fn revoke(context: Context, by: ById) -> Result<ApiToken, RpcError> {
    let id = input::id(&by.id, Missing::ApiToken)?;
    let token = revoke_api_token(&context.services, context.actor()?, id).await?;
    one(&context, token).await
}

async fn one(context: &Context, token: patchbay_domain::identity::ApiToken) -> Result<ApiToken, RpcError> {
    let scope = context.services.storage.scope(token.organization_id);
    let names = scope.user_names(vec![token.user_id]).await?;
    Ok(ApiToken::of(token, &names))
}
