//! The audit trail: who changed what (NFR-19).

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::actor::{Actor, ActorKind};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::ids::{AuditEntryId, OrganizationId, UserId};

/// One change; `before` and `after` hold no secret but masked.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditEntryId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// What kind of actor did it.
    pub actor: ActorKind,
    /// Which member, if it was one.
    pub user_id: Option<UserId>,
    /// What was done, `noun.verb` in the past tense ("webhook.created").
    pub action: &'static str,
    /// What it was done to, as text.
    pub subject: String,
    /// How it was.
    pub before: Option<Value>,
    /// How it is.
    pub after: Option<Value>,
    /// When.
    pub at: DateTime<Utc>,
}

impl AuditEntry {
    /// An entry in the name of a member.
    #[must_use]
    pub fn by(
        actor: &Actor,
        action: &'static str,
        subject: impl std::fmt::Display,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Self {
        Self::of(ActorKind::User, Some(actor.user_id), actor.organization_id, action, subject, clock, entropy)
    }

    /// An entry in the name of the assistant or of Patchbay itself.
    #[must_use]
    pub fn of(
        actor: ActorKind,
        user_id: Option<UserId>,
        organization_id: OrganizationId,
        action: &'static str,
        subject: impl std::fmt::Display,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Self {
        let at = clock.now();
        Self {
            id: AuditEntryId::new(at, entropy),
            organization_id,
            actor,
            user_id,
            action,
            subject: subject.to_string(),
            before: None,
            after: None,
            at,
        }
    }

    /// The same entry with how it was and how it is.
    #[must_use]
    pub fn change(mut self, before: Option<Value>, after: Option<Value>) -> Self {
        self.before = before;
        self.after = after;
        self
    }
}
