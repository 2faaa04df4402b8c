//! What is logged.

use super::Variables;

/// What is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggingConfig {
    /// A level or a filter such as `info,patchbay=debug`.
    pub filter: String,
    /// Whether lines are JSON objects.
    pub json: bool,
}

impl LoggingConfig {
    pub(super) fn read(variables: &Variables) -> Self {
        Self {
            filter: variables
                .text("PATCHBAY_LOG")
                .unwrap_or("info,sea_orm_migration=warn,rustls_platform_verifier=off")
                .to_owned(),
            json: variables.text("PATCHBAY_LOG_FORMAT") == Some("json"),
        }
    }
}
