//! Signing in and out.

use patchbay_domain::ids::{OrganizationId, UserId};
use patchbay_domain::secret::Secret;

use super::context::Context;
use super::kit::{self, NoInput, RpcError, mutation, query};
use super::wire::auth::{Me, SignIn, SignInWithPassword};
use super::{convert, cookie};
use crate::actions::sign_in::{self, SESSION_LIFETIME, SignedIn};
use crate::actions::sign_out;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("auth.signIn", mutation(sign_in))
        .procedure("auth.signInWithPassword", mutation(sign_in_with_password))
        .procedure("auth.signOut", mutation(sign_out))
        .procedure("auth.me", query(me))
}

async fn sign_in(context: Context, input: SignIn) -> Result<Me, RpcError> {
    let signed_in = sign_in::sign_in_with_link(&context.services, &input.token).await?;
    welcome(&context, signed_in).await
}

async fn sign_in_with_password(context: Context, input: SignInWithPassword) -> Result<Me, RpcError> {
    let password = Secret::new(input.password);
    let signed_in = sign_in::sign_in_with_password(&context.services, &input.email, password).await?;
    welcome(&context, signed_in).await
}

async fn welcome(context: &Context, signed_in: SignedIn) -> Result<Me, RpcError> {
    // The cookie first: the link is used up by now, so a failing read must not lose the session that it bought.
    context.cookies.add(cookie::keep(&signed_in.token, SESSION_LIFETIME, &context.services.public_url));
    read_me(context, signed_in.organization_id, signed_in.user_id).await
}

async fn sign_out(context: Context, _: NoInput) -> Result<(), RpcError> {
    sign_out::sign_out(&context.services, context.actor()?).await?;
    context.cookies.add(cookie::forget(&context.services.public_url));
    Ok(())
}

async fn me(context: Context, _: NoInput) -> Result<Me, RpcError> {
    let actor = context.actor()?;
    read_me(&context, actor.organization_id, actor.user_id).await
}

async fn read_me(context: &Context, organization: OrganizationId, user: UserId) -> Result<Me, RpcError> {
    let scope = context.services.storage.scope(organization);
    match (scope.user(user).await?, scope.organization().await?) {
        (Some(user), Some(organization)) => Ok(convert::auth::me(user, organization)),
        _ => Err(RpcError::internal("a signed-in member or their organization is not stored")),
    }
}
