//! What there is to be allowed: the role of a member, the scopes of an API token, and what a procedure asks for. Whether an
//! actor may is `Actor::check`; the table for people is `docs/roles.md`.

use serde::{Deserialize, Serialize};

use crate::organization::Role;

/// What an API token may be used for. A browser's session has all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// Reading.
    Read,
    /// The daily work; includes reading.
    Write,
    /// Revealing and replacing secret keys.
    Secrets,
    /// Members, tokens, the organization, the audit trail.
    Admin,
}

/// The scopes of a token: in order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenScopes(Vec<TokenScope>);

impl TokenScopes {
    /// Every scope there is.
    #[must_use]
    pub fn all() -> Self {
        Self(vec![TokenScope::Read, TokenScope::Write, TokenScope::Secrets, TokenScope::Admin])
    }

    /// These; writing brings reading along.
    #[must_use]
    pub fn of(mut scopes: Vec<TokenScope>) -> Self {
        if scopes.contains(&TokenScope::Write) {
            scopes.push(TokenScope::Read);
        }
        scopes.sort_unstable();
        scopes.dedup();
        Self(scopes)
    }

    /// Whether this one is among them.
    #[must_use]
    pub fn has(&self, scope: TokenScope) -> bool {
        self.0.contains(&scope)
    }

    /// Them, in order.
    pub fn iter(&self) -> impl Iterator<Item = TokenScope> + '_ {
        self.0.iter().copied()
    }
}

/// What a procedure asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing: somebody who is not signed in yet calls it.
    Public,
    /// A member.
    Member {
        /// At least this role.
        role: Role,
        /// This scope, where the caller is an API token.
        scope: TokenScope,
    },
}

/// Why an actor may not do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Their role is too low.
    #[error("this needs the role {}; yours is {}", .needed.name(), .has.name())]
    Role {
        /// What is needed.
        needed: Role,
        /// What they have.
        has: Role,
    },
    /// Their token was not made for it.
    #[error("this API token lacks the scope \"{}\"; make one that has it", .0.name())]
    Scope(TokenScope),
    /// The channel is another member's.
    #[error(
        "this channel is another member's; its owner, an owner of the organization or an admin may do this"
    )]
    Channel,
}

impl TokenScope {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Secrets => "secrets",
            Self::Admin => "admin",
        }
    }
}

impl Role {
    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }

    /// Every role there is, the lowest first.
    pub const ALL: [Self; 3] = [Self::Member, Self::Admin, Self::Owner];

    const fn rank(self) -> u8 {
        match self {
            Self::Member => 0,
            Self::Admin => 1,
            Self::Owner => 2,
        }
    }

    /// Whether it includes the rights of `needed`.
    #[must_use]
    pub const fn includes(self, needed: Self) -> bool {
        self.rank() >= needed.rank()
    }

    /// Whether who has it may invite, change and remove members of `other`: an owner anybody, an admin members.
    #[must_use]
    pub const fn manages(self, other: Self) -> bool {
        match self {
            Self::Owner => true,
            Self::Admin => matches!(other, Self::Member),
            Self::Member => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_includes_those_below_it() {
        for (rank, role) in Role::ALL.into_iter().enumerate() {
            for (other_rank, other) in Role::ALL.into_iter().enumerate() {
                assert_eq!(role.includes(other), rank >= other_rank, "{role:?} {other:?}");
            }
        }
        assert!(Role::Owner.manages(Role::Owner) && Role::Admin.manages(Role::Member));
        assert!(!Role::Admin.manages(Role::Admin) && !Role::Member.manages(Role::Member));
    }

    #[test]
    fn writing_brings_reading_along() {
        let scopes = TokenScopes::of(vec![TokenScope::Write, TokenScope::Secrets, TokenScope::Write]);
        assert_eq!(
            scopes.iter().collect::<Vec<_>>(),
            [TokenScope::Read, TokenScope::Write, TokenScope::Secrets]
        );
    }
}
