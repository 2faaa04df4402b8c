//! Signing in and out, one's own account, and joining by an invitation.

use patchbay_domain::access::TokenScope;
use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::email::EmailAddress;
use patchbay_domain::identity::SESSION_LIFETIME;
use patchbay_domain::organization::Role;
use patchbay_domain::secret::Secret;

use super::context::Context;
use super::convert::auth::Shown;
use super::kit::ErrorCode::{Conflict, NotFound, RateLimitHour};
use super::kit::{self, NoInput, RpcError, mutation, query};
use super::wire::auth::{
    InvitationAccept, InvitationPreview, InvitationRead, Me, PasswordChange, PasswordReset,
    PasswordResetRequest, ProfileUpdate, SignIn, SignInWithPassword,
};
use super::{convert, cookie, input};
use crate::actions::accept_invitation::accept_invitation;
use crate::actions::change_password::change_password;
use crate::actions::read_invitation::read_invitation;
use crate::actions::request_password_reset::request_password_reset;
use crate::actions::reset_password::reset_password;
use crate::actions::sign_in::{self, SignedIn};
use crate::actions::sign_out;
use crate::actions::update_profile::{ProfileChanges, update_profile};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("auth.signIn", mutation(sign_in).public())
        .procedure(
            "auth.signInWithPassword",
            mutation(sign_in_with_password).public().fails(&[RateLimitHour]),
        )
        .procedure("auth.signOut", mutation(sign_out).needs(Role::Member, TokenScope::Read))
        .procedure("auth.me", query(me))
        .procedure(
            "auth.updateProfile",
            mutation(change_profile).needs(Role::Member, TokenScope::Admin).fails(&[
                NotFound,
                Conflict,
                RateLimitHour,
            ]),
        )
        .procedure(
            "auth.changePassword",
            mutation(set_password).needs(Role::Member, TokenScope::Admin).fails(&[NotFound, RateLimitHour]),
        )
        .procedure("auth.requestPasswordReset", mutation(request_reset).public().fails(&[RateLimitHour]))
        .procedure("auth.resetPassword", mutation(reset).public())
        // A mutation, since the token of a query would stand in the URL.
        .procedure("auth.readInvitation", mutation(invitation).public().fails(&[NotFound]))
        .procedure("auth.acceptInvitation", mutation(accept).public().fails(&[NotFound, Conflict]))
}

async fn sign_in(context: Context, input: SignIn) -> Result<Me, RpcError> {
    let signed_in = sign_in::sign_in_with_link(&context.services, &input.token, &context.visitor).await?;
    welcome(&context, signed_in).await
}

async fn sign_in_with_password(context: Context, input: SignInWithPassword) -> Result<Me, RpcError> {
    let password = Secret::new(input.password);
    let (services, visitor) = (&context.services, &context.visitor);
    let signed_in = sign_in::sign_in_with_password(services, &input.email, password, visitor).await?;
    welcome(&context, signed_in).await
}

async fn welcome(context: &Context, signed_in: SignedIn) -> Result<Me, RpcError> {
    // The cookie first: the link is used up by now, so a failing read must not lose the session that it bought.
    context.cookies.add(cookie::keep(&signed_in.token, SESSION_LIFETIME, &context.services.public_url));
    let shown = Shown::of_new_session(signed_in.session_id);
    let scope = context.services.storage.scope(signed_in.organization_id);
    match (scope.user_with_password(signed_in.user_id).await?, scope.organization().await?) {
        (Some(user), Some(organization)) => Ok(convert::auth::me(user, organization, shown)),
        _ => Err(RpcError::internal("a signed-in member or their organization is not stored")),
    }
}

async fn sign_out(context: Context, _: NoInput) -> Result<(), RpcError> {
    sign_out::sign_out(&context.services, context.actor()?).await?;
    context.cookies.add(cookie::forget(&context.services.public_url));
    Ok(())
}

async fn me(context: Context, _: NoInput) -> Result<Me, RpcError> {
    read_me(&context, context.actor()?).await
}

async fn read_me(context: &Context, actor: &Actor) -> Result<Me, RpcError> {
    let scope = context.services.storage.scope(actor.organization_id);
    match (scope.user_with_password(actor.user_id).await?, scope.organization().await?) {
        (Some(user), Some(organization)) => {
            let session = match actor.credential {
                Credential::Session(id) => Some(id),
                Credential::ApiToken(_) => None,
            };
            Ok(convert::auth::me(user, organization, Shown { scopes: actor.scopes.clone(), session }))
        }
        _ => Err(RpcError::internal("a signed-in member or their organization is not stored")),
    }
}

async fn change_profile(context: Context, input: ProfileUpdate) -> Result<Me, RpcError> {
    let email = input.email.as_deref().map(EmailAddress::parse).transpose();
    let changes = ProfileChanges {
        name: input.name,
        email: email.map_err(|error| RpcError::invalid_field("email", error.to_string()))?,
        time_zone: input::clearable_zone("timeZone", input.time_zone)?,
        current_password: input.current_password.map(Secret::new),
    };
    let actor = context.actor()?;
    update_profile(&context.services, actor, changes).await?;
    read_me(&context, actor).await
}

async fn set_password(context: Context, input: PasswordChange) -> Result<(), RpcError> {
    let current = input.current_password.map(Secret::new);
    let new = Secret::new(input.new_password);
    Ok(change_password(&context.services, context.actor()?, current, new).await?)
}

async fn request_reset(context: Context, input: PasswordResetRequest) -> Result<(), RpcError> {
    Ok(request_password_reset(&context.services, &input.email, &context.visitor).await?)
}

async fn reset(context: Context, input: PasswordReset) -> Result<Me, RpcError> {
    let password = Secret::new(input.new_password);
    let signed_in = reset_password(&context.services, &input.token, password, &context.visitor).await?;
    welcome(&context, signed_in).await
}

async fn invitation(context: Context, input: InvitationRead) -> Result<InvitationPreview, RpcError> {
    Ok(read_invitation(&context.services, &input.token).await?.into())
}

async fn accept(context: Context, input: InvitationAccept) -> Result<Me, RpcError> {
    let password = Secret::new(input.password);
    let (services, visitor) = (&context.services, &context.visitor);
    let signed_in = accept_invitation(services, &input.token, input.name, password, visitor).await?;
    welcome(&context, signed_in).await
}
