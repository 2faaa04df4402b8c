//! Organizations and the people in them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::hours::Hours;
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
    /// When it works, and when it is to be left in peace.
    pub hours: Hours,
    /// What it tells its assistant in its own words, up to 2,000 characters.
    pub instructions: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl Organization {
    /// When the quiet hours are over in which an instant lies; none where it lies in none.
    #[must_use]
    pub fn quiet_until(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.hours.quiet.and_then(|quiet| quiet.over_at(self.time_zone, at))
    }
}

/// What a member may do; `access` has the rules, `docs/roles.md` the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, the organization itself included.
    Owner,
    /// Everything but the organization itself and its owners and admins.
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
    /// When a browser or token of theirs last asked for something, to the minute.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When they joined.
    pub created_at: DateTime<Utc>,
}
