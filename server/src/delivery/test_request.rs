//! What a member asks for in one test alone: another method, further headers (003 §3). It changes nothing that is stored.

use std::collections::BTreeMap;

use patchbay_domain::secret::Secret;
use patchbay_domain::subscription::Signing;
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::OutboundMethod;

use super::FieldError;
use super::settings::endpoint::{checked_headers, named_method};

/// What a test does otherwise than the webhook's deliveries do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestRequest {
    method: Option<OutboundMethod>,
    /// Names lower case.
    headers: BTreeMap<String, Secret>,
}

impl TestRequest {
    /// What was asked for, held to the rules of the headers that an owner sets. A masked value stands for what is `stored`;
    /// `signing` says which other names are the signature's.
    ///
    /// # Errors
    /// Everything that is wrong, each with its path.
    pub fn checked(
        method: Option<&str>,
        headers: Option<BTreeMap<String, String>>,
        stored: &BTreeMap<String, Secret>,
        signing: &Signing,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let method = method.map(named_method).transpose().map_err(|error| errors.push(error));
        let headers = headers.unwrap_or_default();
        let is_signature =
            |name: &str| signing.header_names.values().any(|sent| sent.eq_ignore_ascii_case(name.trim()));
        for name in headers.keys().filter(|name| is_signature(name)) {
            let field = format!("headers.{}", shorten(name, 100));
            errors.push(FieldError::new(field, "carries the signature; choose another header"));
        }
        let headers =
            checked_headers(Some(stored), headers).map_err(|all| errors.extend(all)).unwrap_or_default();
        let (Ok(method), []) = (method, errors.as_slice()) else { return Err(errors) };
        Ok(Self { method, headers })
    }

    /// Whether it asks for what the webhook's deliveries do anyway.
    #[must_use]
    pub fn is_usual(&self, method: OutboundMethod) -> bool {
        self.headers.is_empty() && self.method.is_none_or(|asked| asked == method)
    }

    /// Sets it on what a delivery would be sent with; a header of the same name gives way.
    pub fn set_on(&self, method: &mut OutboundMethod, headers: &mut BTreeMap<String, Secret>) {
        *method = self.method.unwrap_or(*method);
        headers.extend(self.headers.clone());
    }

    /// The names of its headers: what may be kept of them, since the values may be secrets.
    pub fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(pairs: &[(&str, &str)]) -> Option<BTreeMap<String, String>> {
        Some(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_is_not_the_owners_is_refused_with_its_path() {
        let signing = Signing {
            header_names: BTreeMap::from([(
                "x-webhook-signature".to_owned(),
                "x-hub-signature-256".to_owned(),
            )]),
            ..Signing::default()
        };
        let headers = given(&[
            ("Connection", "close"),
            ("webhook-signature", "v1,x"),
            ("X-Hub-Signature-256", "x"),
            ("X-Fine", "1"),
            ("X-Masked", "••••1234"),
        ]);
        let errors = TestRequest::checked(Some("GET"), headers, &BTreeMap::new(), &signing).unwrap_err();
        let mut paths: Vec<_> = errors.iter().map(|error| error.path.as_str()).collect();
        paths.sort_unstable();
        let expected = [
            "headers.Connection",
            "headers.X-Hub-Signature-256",
            "headers.X-Masked",
            "headers.webhook-signature",
            "method",
        ];
        assert_eq!(paths, expected);
    }

    #[test]
    fn it_goes_over_what_is_stored() {
        let stored = BTreeMap::from([
            ("x-kept".to_owned(), Secret::new("kept")),
            ("x-key".to_owned(), Secret::new("long key 1234")),
        ]);
        let headers = given(&[("X-Key", "••••1234"), ("X-Team", "blue")]);
        let asked = TestRequest::checked(Some("put"), headers, &stored, &Signing::default()).unwrap();
        assert!(!asked.is_usual(OutboundMethod::Put));
        assert_eq!(asked.header_names().collect::<Vec<_>>(), ["x-key", "x-team"]);
        let (mut method, mut sent) = (OutboundMethod::Post, stored);
        asked.set_on(&mut method, &mut sent);
        let sent: Vec<_> = sent.iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
        assert_eq!(method, OutboundMethod::Put);
        assert_eq!(sent, [("x-kept", "kept"), ("x-key", "long key 1234"), ("x-team", "blue")]);

        let usual = TestRequest::checked(Some("POST"), None, &BTreeMap::new(), &Signing::default()).unwrap();
        assert!(usual.is_usual(OutboundMethod::Post) && !usual.is_usual(OutboundMethod::Put));
    }
}
