//! The configuration: environment variables, read once, checked at the start. `default.env` beside this file is its
//! documentation; a test holds the two together.

mod database;
mod egress;
mod limits;
mod logging;
mod model;
mod owner;
mod providers;
mod server;
mod variables;

use std::path::PathBuf;

use chrono_tz::Tz;

pub use database::DatabaseConfig;
pub use egress::EgressConfig;
pub use limits::LimitsConfig;
pub use logging::LoggingConfig;
pub use model::{ModelConfig, ModelServerConfig};
pub use owner::OwnerConfig;
pub use providers::ProvidersConfig;
pub use server::ServerConfig;
pub use variables::Variables;

/// The commented default file, which is the documentation of every setting.
pub const DEFAULTS: &str = include_str!("default.env");

/// A setting that cannot be used; the text names it and says what would do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}")]
pub struct ConfigError {
    /// The variable.
    pub name: &'static str,
    /// What is wrong with it and what would do.
    pub problem: String,
}

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it listens and what it is called outside.
    pub server: ServerConfig,
    /// Where its own files are: the embedded database, the master key.
    pub data_dir: PathBuf,
    /// The database.
    pub database: DatabaseConfig,
    /// The master key, where it is not the file in the data directory.
    pub master_key: Option<patchbay_domain::secret::Secret>,
    /// The first owner.
    pub owner: OwnerConfig,
    /// Where the providers of channels are reached.
    pub providers: ProvidersConfig,
    /// Which model takes the turns.
    pub model: ModelConfig,
    /// Where outbound requests may go.
    pub egress: EgressConfig,
    /// The limits of what comes in.
    pub limits: LimitsConfig,
    /// The zone of an organization until it sets its own.
    pub time_zone: Tz,
    /// What is logged.
    pub logging: LoggingConfig,
}

impl Config {
    /// Reads every setting.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let data_dir = PathBuf::from(variables.text("PATCHBAY_DATA_DIR").unwrap_or("./data"));
        let server = ServerConfig::read(variables)?;
        Ok(Self {
            limits: LimitsConfig::read(variables, server.listen)?,
            server,
            database: DatabaseConfig::read(variables, &data_dir)?,
            data_dir,
            master_key: variables.secret("PATCHBAY_MASTER_KEY"),
            owner: OwnerConfig::read(variables)?,
            providers: ProvidersConfig::read(variables)?,
            model: ModelConfig::read(variables)?,
            egress: EgressConfig::read(variables)?,
            time_zone: variables
                .parsed("PATCHBAY_TIME_ZONE", "an IANA name such as Europe/Berlin")?
                .unwrap_or(Tz::UTC),
            logging: LoggingConfig::read(variables),
        })
    }
}

/// The names that are read.
pub const NAMES: [&str; 25] = [
    "PATCHBAY_LISTEN",
    "PATCHBAY_PUBLIC_URL",
    "PATCHBAY_DATA_DIR",
    "PATCHBAY_DATABASE_URL",
    "PATCHBAY_DATABASE_POOL",
    "PATCHBAY_WRITE_QUEUE",
    "PATCHBAY_MASTER_KEY",
    "PATCHBAY_OWNER_EMAIL",
    "PATCHBAY_OWNER_PASSWORD",
    "PATCHBAY_API_TOKEN",
    "PATCHBAY_TWILIO_BASE_URL",
    "PATCHBAY_OPENAI_BASE_URL",
    "PATCHBAY_OPENAI_API_KEY",
    "PATCHBAY_OPENAI_MODEL",
    "PATCHBAY_ANTHROPIC_BASE_URL",
    "PATCHBAY_ANTHROPIC_API_KEY",
    "PATCHBAY_ANTHROPIC_MODEL",
    "PATCHBAY_MODEL_PROVIDER",
    "PATCHBAY_EGRESS_ALLOW",
    "PATCHBAY_DISABLE_AFTER_DAYS",
    "PATCHBAY_TRUSTED_PROXIES",
    "PATCHBAY_RATE_LIMITS",
    "PATCHBAY_TIME_ZONE",
    "PATCHBAY_LOG",
    "PATCHBAY_LOG_FORMAT",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(&Variables::of(pairs))
    }

    #[test]
    fn nothing_set_is_a_working_configuration() {
        let config = read(&[]).unwrap();
        assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.server.public_url, None);
        assert_eq!(config.database.url, "sqlite://./data/patchbay.sqlite");
        assert_eq!(config.owner, OwnerConfig::default());
    }

    #[test]
    fn a_setting_that_cannot_be_used_is_named_with_what_would_do() {
        for (name, value, expected) in [
            ("PATCHBAY_LISTEN", "8080", "an address and port such as 127.0.0.1:8080"),
            ("PATCHBAY_PUBLIC_URL", "patchbay.example", "an http or https URL"),
            ("PATCHBAY_DATABASE_URL", "mysql://x", "postgres://"),
            ("PATCHBAY_TIME_ZONE", "Mars", "Europe/Berlin"),
            ("PATCHBAY_API_TOKEN", "secret", "pb_"),
            ("PATCHBAY_WRITE_QUEUE", "0", "1 or more"),
        ] {
            let error = match read(&[(name, value), ("PATCHBAY_OWNER_EMAIL", "a@example.com")]) {
                Err(error) => error.to_string(),
                Ok(_) => panic!("{name}={value} is accepted"),
            };
            assert!(error.starts_with(name) && error.contains(expected), "{error}");
            assert!(name == "PATCHBAY_LISTEN" || !error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn the_documentation_and_the_code_know_the_same_names() {
        let documented: Vec<&str> = DEFAULTS
            .lines()
            .filter_map(|line| line.trim_start_matches("# ").split_once('=').map(|(name, _)| name))
            .filter(|name| name.starts_with("PATCHBAY_") && !name.contains(' '))
            .collect();
        assert_eq!(documented, NAMES);
    }
}
