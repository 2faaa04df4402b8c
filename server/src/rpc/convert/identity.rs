//! Members, invitations, sessions, API tokens and the audit trail.

use std::collections::HashMap;

use patchbay_domain::actor::ActorKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::identity::{ApiToken, Invitation, Session, SignInMethod};
use patchbay_domain::ids::{SessionId, UserId};
use patchbay_domain::organization::User;

use super::{same_variants, text};
use crate::rpc::wire::value::Json;
use crate::rpc::wire::{api_token, audit, member, session};

same_variants!(SignInMethod => session::SignInMethod { Link, Password });
same_variants!(ActorKind => audit::ActorKind { User, Assistant, System });

/// What members are called, those included who are none any more.
type Names = HashMap<UserId, String>;

impl From<User> for member::Member {
    fn from(user: User) -> Self {
        Self {
            id: user.id.to_string(),
            email: user.email,
            name: user.name,
            role: user.role.into(),
            time_zone: user.time_zone.map(|zone| zone.name().to_owned()),
            last_seen_at: user.last_seen_at.map(Into::into),
            created_at: user.created_at.into(),
        }
    }
}

impl member::Invitation {
    /// An invitation, and who invites.
    pub(in crate::rpc) fn of(invitation: Invitation, names: &Names) -> Self {
        Self {
            id: invitation.id.to_string(),
            email: invitation.email,
            role: invitation.role.into(),
            invited_by: names.get(&invitation.invited_by).cloned(),
            created_at: invitation.created_at.into(),
            expires_at: invitation.expires_at.into(),
        }
    }
}

impl session::Session {
    /// A session, and which one asks.
    pub(in crate::rpc) fn of(session: Session, current: Option<SessionId>) -> Self {
        Self {
            id: session.id.to_string(),
            is_current: Some(session.id) == current,
            method: session.method.into(),
            user_agent: session.user_agent,
            address: text(session.address),
            created_at: session.created_at.into(),
            last_used_at: session.last_used_at.into(),
            expires_at: session.expires_at.into(),
        }
    }
}

impl api_token::ApiToken {
    /// A token, and whose it is.
    pub(in crate::rpc) fn of(token: ApiToken, names: &Names) -> Self {
        Self {
            id: token.id.to_string(),
            name: token.name,
            hint: token.hint,
            scopes: token.scopes.iter().map(Into::into).collect(),
            user_id: token.user_id.to_string(),
            user_name: names.get(&token.user_id).cloned().unwrap_or_default(),
            last_used_at: token.last_used_at.map(Into::into),
            expires_at: token.expires_at.map(Into::into),
            revoked_at: token.revoked_at.map(Into::into),
            created_at: token.created_at.into(),
        }
    }
}

impl audit::AuditEntry {
    /// An entry, and who did it.
    pub(in crate::rpc) fn of(entry: AuditEntry, names: &Names) -> Self {
        Self {
            id: entry.id.to_string(),
            at: entry.at.into(),
            actor: entry.actor.into(),
            user_id: text(entry.user_id),
            user_name: entry.user_id.and_then(|id| names.get(&id).cloned()),
            api_token_id: text(entry.api_token_id),
            action: entry.action.into_owned(),
            subject: entry.subject,
            address: text(entry.address),
            request_id: entry.request_id,
            before: entry.before.map(Json),
            after: entry.after.map(Json),
        }
    }
}
