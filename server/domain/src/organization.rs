//! Organizations and the people in them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::ids::{OrganizationId, UserId};

/// The tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// The zone in which dates are read when nobody nearer has one.
    pub time_zone: Tz,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// What a member may do; the table of rights comes with the identity procedures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, the organization itself included.
    Owner,
    /// Everything but the organization itself.
    Admin,
    /// The daily work.
    Member,
}

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their tenant.
    pub organization_id: OrganizationId,
    /// Where they are reached, lower case; unique in the deployment.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their zone, where they set one.
    pub time_zone: Option<Tz>,
    /// When they joined.
    pub created_at: DateTime<Utc>,
}
