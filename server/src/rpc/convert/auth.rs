//! Who is signed in.

use patchbay_domain::organization::{Organization, Role, User};

use super::same_variants;
use crate::rpc::wire::auth as wire;

same_variants!(Role => wire::Role { Owner, Admin, Member });

/// A member and their organization.
pub(in crate::rpc) fn me(user: User, organization: Organization) -> wire::Me {
    wire::Me {
        user: wire::User {
            id: user.id.to_string(),
            email: user.email,
            name: user.name,
            role: user.role.into(),
            time_zone: user.time_zone.map(|zone| zone.name().to_owned()),
        },
        organization: wire::Organization {
            id: organization.id.to_string(),
            name: organization.name,
            time_zone: organization.time_zone.name().to_owned(),
        },
    }
}
