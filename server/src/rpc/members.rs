//! Members of the organization, and those who are invited.

use std::collections::HashMap;

use patchbay_domain::access::TokenScope;
use patchbay_domain::email::EmailAddress;
use patchbay_domain::ids::{InvitationId, UserId};
use patchbay_domain::organization::Role;

use super::context::Context;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::member::{
    Invitation, InvitationCreated, Member, MemberInvite, MemberList, MemberUpdate, PasswordResetLink,
};
use super::wire::page::{ById, Deleted, Page};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::create_password_reset::create_password_reset;
use crate::actions::invite_member::invite_member;
use crate::actions::remove_member::remove_member;
use crate::actions::revoke_invitation::revoke_invitation;
use crate::actions::update_member::update_member;

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("members.list", query(list))
        .procedure("members.invitations", query(invitations).needs(Role::Admin, TokenScope::Admin))
        .procedure(
            "members.invite",
            mutation(invite).needs(Role::Admin, TokenScope::Admin).fails(&[Conflict]),
        )
        .procedure(
            "members.revokeInvitation",
            mutation(revoke).needs(Role::Admin, TokenScope::Admin).fails(&[NotFound]),
        )
        .procedure(
            "members.update",
            mutation(update).needs(Role::Admin, TokenScope::Admin).fails(&[NotFound, Conflict]),
        )
        .procedure(
            "members.remove",
            mutation(remove).needs(Role::Admin, TokenScope::Admin).fails(&[NotFound, Conflict]),
        )
        .procedure(
            "members.createPasswordReset",
            mutation(create_reset).needs(Role::Admin, TokenScope::Admin).fails(&[NotFound]),
        )
}

async fn list(context: Context, input: MemberList) -> Result<Page<Member>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    Ok(convert::page(scope.users(page).await?, Into::into))
}

async fn invitations(context: Context, input: MemberList) -> Result<Page<Invitation>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = scope.invitations(context.services.now(), page).await?;
    let names = scope.user_names(found.items.iter().map(|one| one.invited_by).collect()).await?;
    Ok(convert::page(found, |invitation| Invitation::of(invitation, &names)))
}

async fn invite(context: Context, input: MemberInvite) -> Result<InvitationCreated, RpcError> {
    let email = EmailAddress::parse(&input.email)
        .map_err(|error| RpcError::invalid_field("email", error.to_string()))?;
    let actor = context.actor()?;
    let role = input.role.map_or(Role::Member, Into::into);
    let (invitation, invitation_url) = invite_member(&context.services, actor, &email, role).await?;
    let scope = context.services.storage.scope(actor.organization_id);
    let names: HashMap<UserId, String> = scope.user_names(vec![actor.user_id]).await?;
    Ok(InvitationCreated { invitation: Invitation::of(invitation, &names), invitation_url })
}

async fn revoke(context: Context, by: ById) -> Result<Deleted, RpcError> {
    let id: InvitationId = input::id(&by.id, Missing::Invitation)?;
    revoke_invitation(&context.services, context.actor()?, id).await?;
    Ok(Deleted { id: id.to_string() })
}

async fn update(context: Context, input: MemberUpdate) -> Result<Member, RpcError> {
    let id = input::id(&input.id, Missing::User)?;
    Ok(update_member(&context.services, context.actor()?, id, input.role.into()).await?.into())
}

async fn remove(context: Context, by: ById) -> Result<Deleted, RpcError> {
    let id: UserId = input::id(&by.id, Missing::User)?;
    remove_member(&context.services, context.actor()?, id).await?;
    Ok(Deleted { id: id.to_string() })
}

async fn create_reset(context: Context, by: ById) -> Result<PasswordResetLink, RpcError> {
    let id = input::id(&by.id, Missing::User)?;
    let (reset_url, expires_at) = create_password_reset(&context.services, context.actor()?, id).await?;
    Ok(PasswordResetLink { reset_url, expires_at: expires_at.into() })
}
