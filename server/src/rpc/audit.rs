//! The audit trail.

use patchbay_domain::access::TokenScope;
use patchbay_domain::organization::Role;
use patchbay_storage::AuditFilter;

use super::context::Context;
use super::kit::{self, RpcError, query};
use super::wire::audit::{AuditEntry, AuditList};
use super::wire::page::Page;
use super::{convert, input};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new().procedure("audit.list", query(list).needs(Role::Admin, TokenScope::Admin))
}

async fn list(context: Context, input: AuditList) -> Result<Page<AuditEntry>, RpcError> {
    let page = input::page(input.limit, input.cursor.as_deref())?;
    let filter = AuditFilter {
        user_id: input::filter("userId", input.user_id.as_deref())?,
        action: input.action,
        subject: input.subject,
        since: input.since.map(Into::into),
        until: input.until.map(Into::into),
    };
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let found = scope.audit_entries(&filter, page).await?;
    let names = scope.user_names(found.items.iter().filter_map(|entry| entry.user_id).collect()).await?;
    Ok(convert::page(found, |entry| AuditEntry::of(entry, &names)))
}
