//! Where outbound requests may go.

use super::{ConfigError, Variables};

/// Where outbound requests may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EgressConfig {
    /// Hosts and CIDRs that may be reached although they are private, as set; the guard reads it.
    pub allow: String,
    /// How many days a receiver may fail before its webhook is switched off, 1 to 365.
    pub disable_after_days: u32,
}

/// As Standard Webhooks and its libraries' makers have it.
const DISABLE_AFTER_DAYS: u32 = 5;

impl EgressConfig {
    pub(super) fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let name = "PATCHBAY_DISABLE_AFTER_DAYS";
        let days = variables.parsed(name, "a number of days, 1 to 365")?.unwrap_or(DISABLE_AFTER_DAYS);
        if !(1..=365).contains(&days) {
            let problem = format!("\"{days}\" will not do; expected a number of days, 1 to 365");
            return Err(ConfigError { name, problem });
        }
        let allow = variables.text("PATCHBAY_EGRESS_ALLOW").unwrap_or_default().to_owned();
        Ok(Self { allow, disable_after_days: days })
    }
}
