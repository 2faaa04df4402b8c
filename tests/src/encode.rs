//! Percent-encoding for queries and forms.

use std::fmt::Write;

/// `text` with everything escaped that is not plain everywhere.
pub(crate) fn percent(text: &[u8]) -> String {
    let mut encoded = String::new();
    for &byte in text {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").unwrap();
        }
    }
    encoded
}
