//! The only door to an organization's rows: there is no query without its organization.

use patchbay_domain::ids::OrganizationId;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use crate::vault::Vault;
use crate::writer::Tx;

/// One organization's rows, read through a pool or read and written inside a transaction.
#[derive(Debug)]
pub struct Scope<'a, C: ConnectionTrait> {
    pub(crate) connection: &'a C,
    pub(crate) organization_id: OrganizationId,
    pub(crate) vault: &'a Vault,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// Whose rows these are.
    #[must_use]
    pub const fn organization_id(&self) -> OrganizationId {
        self.organization_id
    }

    /// The organization as its column holds it.
    pub(crate) const fn tenant(&self) -> Uuid {
        self.organization_id.uuid()
    }
}

impl Tx {
    /// One organization's rows inside this transaction.
    #[must_use]
    pub fn scope(&self, organization_id: OrganizationId) -> Scope<'_, DatabaseTransaction> {
        Scope { connection: self.connection(), organization_id, vault: self.vault() }
    }
}
