//! A text that must not be seen: credentials, signing secrets.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A secret text. It prints as dots, is wiped when dropped, and serializes only into what is sealed for storage.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes the text over.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that uses it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What an answer may show: dots and, of a text of 12 characters or more, the last four.
    #[must_use]
    pub fn masked(&self) -> String {
        let length = self.0.chars().count();
        let shown: String =
            if length >= 12 { self.0.chars().skip(length - 4).collect() } else { String::new() };
        format!("{MASK}{shown}")
    }
}

/// How a masked secret begins; a value of this form sent back means "unchanged".
pub const MASK: &str = "••••";

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(MASK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_dots_and_masks_all_but_its_end() {
        let secret = Secret::new("correct-horse-battery");
        assert_eq!(format!("{secret:?}"), "••••");
        assert_eq!(secret.masked(), "••••tery");
        assert_eq!(Secret::new("short").masked(), "••••", "the end of a short secret would be most of it");
    }
}
