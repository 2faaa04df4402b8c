//! The database.

use std::path::Path;

use super::{ConfigError, Variables};

/// The database.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseConfig {
    /// A SQLite file or PostgreSQL, as a URL.
    pub url: String,
    /// Connections (NFR-09).
    pub pool_size: u32,
    /// Writes that may wait before callers are told to come back.
    pub write_queue: usize,
}

/// Without the URL, which may hold a password.
impl std::fmt::Debug for DatabaseConfig {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("DatabaseConfig")
            .field("pool_size", &self.pool_size)
            .field("write_queue", &self.write_queue)
            .finish_non_exhaustive()
    }
}

impl DatabaseConfig {
    pub(super) fn read(variables: &Variables, data_dir: &Path) -> Result<Self, ConfigError> {
        let name = "PATCHBAY_DATABASE_URL";
        let url = match variables.text(name) {
            None => format!("sqlite://{}/patchbay.sqlite", data_dir.display()),
            Some(url)
                if ["postgres://", "postgresql://", "sqlite://"].iter().any(|kind| url.starts_with(kind)) =>
            {
                url.to_owned()
            }
            Some(_) => {
                let problem = "expected postgres://user:password@host/database or sqlite:///path".to_owned();
                return Err(ConfigError { name, problem });
            }
        };
        let at_least_one = |name, default: u32| match variables.parsed::<u32>(name, "a number, 1 or more")? {
            Some(0) => Err(ConfigError { name, problem: "expected a number, 1 or more".to_owned() }),
            given => Ok(given.unwrap_or(default)),
        };
        Ok(Self {
            url,
            pool_size: at_least_one("PATCHBAY_DATABASE_POOL", 20)?,
            write_queue: usize::try_from(at_least_one("PATCHBAY_WRITE_QUEUE", 4096)?).unwrap_or(4096),
        })
    }

    /// Whether it is the embedded one, in a file of this process alone.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.url.starts_with("sqlite:")
    }
}
