//! What holds for the whole organization.

use patchbay_domain::access::TokenScope;
use patchbay_domain::organization::Role;

use super::context::Context;
use super::input;
use super::kit::{self, NoInput, RpcError, mutation, query};
use super::wire::auth::Organization;
use super::wire::settings::SettingsUpdate;
use crate::actions::update_organization::{OrganizationChanges, update_organization};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("settings.get", query(get))
        .procedure("settings.update", mutation(update).needs(Role::Owner, TokenScope::Admin))
}

async fn get(context: Context, _: NoInput) -> Result<Organization, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let organization = scope.organization().await?;
    organization.map(Into::into).ok_or_else(|| RpcError::internal("a member's organization is not stored"))
}

async fn update(context: Context, update: SettingsUpdate) -> Result<Organization, RpcError> {
    let time_zone = input::zone("timeZone", update.time_zone.as_deref())?;
    let actor = context.actor()?;
    let changes = OrganizationChanges {
        name: update.name,
        time_zone,
        working_hours: update.working_hours.map(Into::into),
        quiet_hours: update.quiet_hours.map(|hours| hours.map(Into::into)),
        instructions: update.instructions.map(|words| input::not_blank(words).map(trimmed)),
    };
    Ok(update_organization(&context.services, actor, changes).await?.into())
}

fn trimmed(text: String) -> String {
    text.trim().to_owned()
}
