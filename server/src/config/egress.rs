//! Where outbound requests may go.

use super::Variables;

/// Where outbound requests may go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EgressConfig {
    /// Hosts and CIDRs that may be reached although they are private, as set; the guard reads it.
    pub allow: String,
}

impl EgressConfig {
    pub(super) fn read(variables: &Variables) -> Self {
        Self { allow: variables.text("PATCHBAY_EGRESS_ALLOW").unwrap_or_default().to_owned() }
    }
}
