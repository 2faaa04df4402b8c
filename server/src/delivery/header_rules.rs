//! Which headers an owner may name. Those that steer the connection or the message, and those Patchbay signs with, are
//! not theirs to set.

use http::{HeaderName, HeaderValue};

const STEERING: [&str; 12] = [
    "connection",
    "expect",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "http2-settings",
];

const RESERVED_PREFIXES: [&str; 3] = ["content-", "webhook-", "x-webhook-"];

/// The name in lower case.
///
/// # Errors
/// Why the name cannot be used, in words.
pub(crate) fn check_name(name: &str) -> Result<String, &'static str> {
    let name = name.trim();
    if name.len() > 100 {
        return Err("must be at most 100 characters long");
    }
    let Ok(name) = HeaderName::try_from(name) else {
        return Err("must be a header name: letters, digits and dashes");
    };
    let name = name.as_str();
    if STEERING.contains(&name) || RESERVED_PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        return Err("is set by Patchbay or by the connection; choose another header");
    }
    Ok(name.to_owned())
}

/// Whether the text can stand in a header.
///
/// # Errors
/// Why not, in words.
pub(crate) fn check_value(value: &str, longest: usize) -> Result<(), String> {
    if value.len() > longest {
        return Err(format!("must be at most {longest} bytes long"));
    }
    HeaderValue::from_bytes(value.as_bytes())
        .map(|_| ())
        .map_err(|_| "must not contain line breaks, NUL or other control characters".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_not_the_owners_are_refused() {
        for name in [
            "",
            "a b",
            "x:y",
            "é",
            "Host",
            "connection",
            "Content-Type",
            "content-length",
            "Transfer-Encoding",
            "Webhook-Id",
            "X-Webhook-Signature",
            "upgrade",
            &"x".repeat(101),
        ] {
            assert!(check_name(name).is_err(), "{name}");
        }
        for name in ["X-API-Key", "authorization", "X-Team", "user-agent", " x-spaced "] {
            assert_eq!(check_name(name).unwrap(), name.trim().to_ascii_lowercase());
        }
    }

    #[test]
    fn values_cannot_begin_another_header() {
        for value in ["a\r\nx: y", "a\nb", "a\0b", "a\u{7f}"] {
            assert!(check_value(value, 100).is_err(), "{value:?}");
        }
        assert!(check_value("", 100).is_ok() && check_value("blue é", 100).is_ok());
        assert!(check_value("long", 3).is_err());
    }
}
