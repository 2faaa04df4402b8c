//! An organization begins: with its owner and the keys they start with.

use std::sync::Arc;

use chrono_tz::Tz;
use patchbay_domain::access::TokenScopes;
use patchbay_domain::actor::ActorKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::entropy::random_bytes;
use patchbay_domain::hours::Hours;
use patchbay_domain::identity::{ApiToken, LinkPurpose};
use patchbay_domain::ids::{ApiTokenId, OrganizationId, UserId};
use patchbay_domain::organization::{Organization, Role, User};
use patchbay_domain::secret::Secret;
use patchbay_storage::{StorageError, Tx};
use serde_json::json;

use super::authenticate::token_hash;
use super::create_api_token::{hint, new_token};
use super::create_sign_in_link::NewLink;
use super::passwords::hash_password;
use super::{ActionError, Services};

/// An organization to begin.
#[derive(Debug, Clone)]
pub struct NewOrganization {
    /// Its name.
    pub name: String,
    /// Its zone.
    pub time_zone: Tz,
    /// Its owner's address.
    pub owner_email: String,
    /// Its owner's password, if they have one.
    pub owner_password: Option<Secret>,
    /// Its owner's API token, if it is given; else one is made.
    pub api_token: Option<Secret>,
}

/// What its owner is handed.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The organization.
    pub organization: Organization,
    /// Its owner.
    pub owner: User,
    /// Signs the owner in, once.
    pub sign_in_url: String,
    /// The owner's API token; shown this once.
    pub api_token: Secret,
}

/// Everything that is stored for it, made before the transaction so that it can run twice.
pub(super) struct Beginning {
    pub(super) begun: Begun,
    password_hash: Option<String>,
    token: ApiToken,
    link: NewLink,
    audit: AuditEntry,
}

impl Beginning {
    pub(super) fn new(services: &Services, new: NewOrganization) -> Self {
        let (now, entropy) = (services.now(), &*services.entropy);
        let organization = Organization {
            instructions: None,
            id: OrganizationId::new(now, entropy),
            name: new.name,
            time_zone: new.time_zone,
            hours: Hours::default(),
            created_at: now,
        };
        let owner = User {
            id: UserId::new(now, entropy),
            organization_id: organization.id,
            name: new.owner_email.split('@').next().unwrap_or_default().to_owned(),
            email: new.owner_email.to_lowercase(),
            role: Role::Owner,
            time_zone: None,
            last_seen_at: None,
            created_at: now,
        };
        let api_token = new.api_token.unwrap_or_else(|| new_token(services));
        let token = ApiToken {
            id: ApiTokenId::new(now, entropy),
            organization_id: organization.id,
            user_id: owner.id,
            name: "First token".to_owned(),
            token_hash: token_hash(api_token.expose()),
            hint: hint(&api_token),
            scopes: TokenScopes::all(),
            created_at: now,
            expires_at: None,
            last_used_at: None,
            revoked_at: None,
        };
        let link = NewLink::new(services, &owner, LinkPurpose::SignIn);
        let audit = AuditEntry::of(
            ActorKind::System,
            None,
            organization.id,
            "organization.created",
            organization.id,
            &*services.clock,
            entropy,
        )
        .change(None, Some(json!({ "name": organization.name, "owner": owner.email })));
        let password_hash =
            new.owner_password.map(|password| hash_password(&password, random_bytes::<16>(entropy)));
        let sign_in_url = link.url(services);
        Self {
            begun: Begun { organization, owner, sign_in_url, api_token },
            password_hash,
            token,
            link,
            audit,
        }
    }

    pub(super) async fn store(&self, tx: &Tx) -> Result<(), StorageError> {
        let Begun { organization, owner, .. } = &self.begun;
        tx.insert_organization(organization).await?;
        let scope = tx.scope(organization.id);
        scope.insert_user(owner, self.password_hash.as_deref()).await?;
        scope.insert_api_token(&self.token).await?;
        self.link.store(tx).await?;
        scope.record(&self.audit).await
    }
}

/// Begins an organization.
///
/// # Errors
/// [`ActionError::Conflict`] where the owner's address or token is taken.
pub async fn create_organization(services: &Services, new: NewOrganization) -> Result<Begun, ActionError> {
    let beginning = Arc::new(Beginning::new(services, new));
    let begun = beginning.begun.clone();
    let outcome = services
        .storage
        .writer()
        .transact(move |tx| {
            let beginning = Arc::clone(&beginning);
            Box::pin(async move { beginning.store(tx).await })
        })
        .await;
    match outcome {
        Ok(()) => Ok(begun),
        Err(StorageError::Duplicate(_)) => Err(ActionError::Conflict(format!(
            "the address {} belongs to a member already",
            begun.owner.email
        ))),
        Err(error) => Err(error.into()),
    }
}
