//! The environment as a map, so that tests need not change their process's.

use std::collections::BTreeMap;
use std::str::FromStr;

use patchbay_domain::secret::Secret;

use super::{ConfigError, NAMES};

/// Variables by name; an empty one counts as not set.
#[derive(Debug, Clone, Default)]
pub struct Variables(BTreeMap<String, String>);

impl Variables {
    /// Those of this process.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn of_process() -> Self {
        Self(
            std::env::vars()
                .filter(|(name, value)| name.starts_with("PATCHBAY_") && !value.is_empty())
                .collect(),
        )
    }

    /// Given ones.
    #[must_use]
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// Names that begin with `PATCHBAY_` and mean nothing to this version: a slip, most likely.
    #[must_use]
    pub fn unknown(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).filter(|name| !NAMES.contains(name)).collect()
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    pub(super) fn secret(&self, name: &str) -> Option<Secret> {
        self.text(name).map(Secret::new)
    }

    pub(super) fn parsed<T: FromStr>(
        &self,
        name: &'static str,
        expected: &str,
    ) -> Result<Option<T>, ConfigError> {
        self.text(name)
            .map(|text| {
                text.parse().map_err(|_| ConfigError {
                    name,
                    problem: format!("\"{text}\" will not do; expected {expected}"),
                })
            })
            .transpose()
    }
}
