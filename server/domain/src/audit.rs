//! The audit trail: who changed what (NFR-19).

use std::borrow::Cow;
use std::net::IpAddr;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::actor::{Actor, ActorKind, Credential};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::ids::{ApiTokenId, AuditEntryId, OrganizationId, UserId};
use crate::request::Visitor;

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
    /// With which API token, if it was one.
    pub api_token_id: Option<ApiTokenId>,
    /// From where, if it was asked for from somewhere.
    pub address: Option<IpAddr>,
    /// In which request, if it was asked for in one.
    pub request_id: Option<String>,
    /// What was done, `noun.verb` in the past tense ("webhook.created").
    pub action: Cow<'static, str>,
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
        let of = actor.organization_id;
        Self {
            api_token_id: match actor.credential {
                Credential::ApiToken(id) => Some(id),
                Credential::Session(_) => None,
            },
            address: actor.address,
            request_id: actor.request_id.clone(),
            ..Self::of(ActorKind::User, Some(actor.user_id), of, action, subject, clock, entropy)
        }
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
            api_token_id: None,
            address: None,
            request_id: None,
            action: Cow::Borrowed(action),
            subject: subject.to_string(),
            before: None,
            after: None,
            at,
        }
    }

    /// An entry in the name of a member who has just proved who they are.
    #[must_use]
    pub fn by_visitor(
        visitor: &Visitor,
        (organization_id, user_id): (OrganizationId, UserId),
        action: &'static str,
        subject: impl std::fmt::Display,
        clock: &dyn Clock,
        entropy: &dyn Entropy,
    ) -> Self {
        Self {
            address: visitor.address,
            request_id: visitor.request_id.clone(),
            ..Self::of(ActorKind::User, Some(user_id), organization_id, action, subject, clock, entropy)
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
