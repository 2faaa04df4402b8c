//! The first owner.

use patchbay_domain::secret::Secret;

use super::{ConfigError, Variables};

/// The first owner, created at the first start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnerConfig {
    /// Their address; without it a first owner is made up and a sign-in link printed.
    pub email: Option<String>,
    /// Their password.
    pub password: Option<Secret>,
    /// Their API token: `pb_` and at least 20 characters.
    pub api_token: Option<Secret>,
}

impl OwnerConfig {
    pub(super) fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let owner = Self {
            email: variables.text("PATCHBAY_OWNER_EMAIL").map(str::to_lowercase),
            password: variables.secret("PATCHBAY_OWNER_PASSWORD"),
            api_token: variables.secret("PATCHBAY_API_TOKEN"),
        };
        let wrong = |name, problem: &str| Err(ConfigError { name, problem: problem.to_owned() });
        if owner.email.as_ref().is_some_and(|email| !email.contains('@')) {
            return wrong("PATCHBAY_OWNER_EMAIL", "expected an e-mail address");
        }
        if owner.email.is_none() && (owner.password.is_some() || owner.api_token.is_some()) {
            return wrong("PATCHBAY_OWNER_EMAIL", "is needed where a password or an API token is given");
        }
        if owner.api_token.as_ref().is_some_and(|token| !token.expose().starts_with("pb_")) {
            return wrong("PATCHBAY_API_TOKEN", "expected \"pb_\" and random characters");
        }
        Ok(owner)
    }
}
