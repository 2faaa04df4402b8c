//! A browser is signed in: the session, and the secret that goes into its cookie.

use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::identity::{SESSION_LIFETIME, Session, SignInMethod};
use patchbay_domain::ids::{OrganizationId, SessionId, UserId};
use patchbay_domain::request::Visitor;
use patchbay_domain::secret::Secret;
use patchbay_storage::{StorageError, Tx};
use serde_json::json;
use uuid::Uuid;

use super::Services;
use super::announce::change;
use super::authenticate::token_hash;

/// A new session: whose, and the secret that goes into the cookie.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The tenant.
    pub organization_id: OrganizationId,
    /// Who.
    pub user_id: UserId,
    /// The session.
    pub session_id: SessionId,
    /// The cookie's value, 64 hex characters.
    pub token: Secret,
}

/// A session before it is known whose; made before the transaction, so that that can run twice.
#[derive(Clone)]
pub(super) struct NewSession {
    session: Session,
    token: Secret,
    audit: AuditEntry,
}

impl NewSession {
    pub(super) fn new(services: &Services, method: SignInMethod, visitor: &Visitor) -> Self {
        let now = services.now();
        let token = hex::encode(random_bytes::<32>(&*services.entropy));
        let nobody = (OrganizationId::from(Uuid::nil()), UserId::from(Uuid::nil()));
        let session = Session {
            id: SessionId::new(now, &*services.entropy),
            organization_id: nobody.0,
            user_id: nobody.1,
            token_hash: token_hash(&token),
            method,
            user_agent: visitor.user_agent.clone(),
            address: visitor.address,
            created_at: now,
            last_used_at: now,
            expires_at: now + SESSION_LIFETIME,
        };
        let (clock, entropy) = (&*services.clock, &*services.entropy);
        let audit = AuditEntry::by_visitor(visitor, nobody, "member.signed_in", session.id, clock, entropy)
            .change(None, Some(json!({ "method": method })));
        Self { session, token: Secret::new(token), audit }
    }

    /// Stores it for this member.
    pub(super) async fn store(
        self,
        tx: &Tx,
        organization_id: OrganizationId,
        user_id: UserId,
    ) -> Result<SignedIn, StorageError> {
        let session = Session { organization_id, user_id, ..self.session };
        let audit = AuditEntry { organization_id, user_id: Some(user_id), ..self.audit };
        let scope = tx.scope(organization_id);
        scope.insert_session(&session).await?;
        scope.record(&audit).await?;
        tx.changed(change(organization_id, ChangeKind::Member, user_id.uuid(), None, None));
        Ok(SignedIn { organization_id, user_id, session_id: session.id, token: self.token })
    }
}
