//! Twilio's form: its parameters, decoded.

/// Whether the content type is a form's.
pub(super) fn is_form(content_type: Option<&str>) -> bool {
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The parameters in their order, as bytes: what is signed. A value is none where there is no `=`.
pub(super) fn parameters(raw: &[u8]) -> impl Iterator<Item = (Vec<u8>, Option<Vec<u8>>)> {
    raw.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let mut parts = pair.splitn(2, |byte| *byte == b'=');
        let name = parts.next().map(decoded).unwrap_or_default();
        (name, parts.next().map(decoded))
    })
}

/// The parameters as texts. Bytes that are no UTF-8 are replaced: a text with one of them is still a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn read(raw: &[u8]) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let pairs = parameters(raw).map(|(name, value)| (text(name), text(value.unwrap_or_default())));
        Self(pairs.collect())
    }

    /// The first parameter of that name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// All of them.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

/// Decodes `+` and `%20`. A `%` without two hex digits stands for itself, as it does for everybody who reads forms.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, escaped(after)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    bytes
}

fn escaped(text: &[u8]) -> Option<u8> {
    let mut byte = [0];
    hex::decode_to_slice(text.get(..2)?, &mut byte).ok()?;
    Some(byte[0])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_are_known_by_their_content_type() {
        for form in [
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=UTF-8",
            " Application/X-WWW-Form-URLEncoded ;charset=utf-8",
        ] {
            assert!(is_form(Some(form)), "{form}");
        }
        for other in [Some("application/json"), Some("multipart/form-data; boundary=x"), Some(""), None] {
            assert!(!is_form(other), "{other:?}");
        }
    }

    #[test]
    fn parameters_are_decoded_and_what_is_broken_stands_for_itself() {
        let form = Form::read(b"Body=a+b%20c%2B%C3%A9&Empty=&&Bare&Broken=100%&Odd=%f&Bytes=%ff%41&a=b=c");
        for (name, value) in [
            ("Body", "a b c+é"),
            ("Empty", ""),
            ("Bare", ""),
            ("Broken", "100%"),
            ("Odd", "%f"),
            ("Bytes", "\u{fffd}A"),
            ("a", "b=c"),
        ] {
            assert_eq!(form.get(name), Some(value), "{name}");
        }
        assert_eq!(form.get("None"), None);
        assert_eq!(form.pairs().len(), 7);
        assert_eq!(Form::read(b"A=1&A=2").get("A"), Some("1"));
        assert_eq!(parameters(b"Bare&E=").collect::<Vec<_>>()[0], (b"Bare".to_vec(), None));
    }

    proptest! {
        #[test]
        fn forms_are_read_as_the_url_crate_reads_them(raw in "[a-c%0-9A-F+&=é ]{0,60}") {
            let expected: Vec<(String, String)> =
                url::form_urlencoded::parse(raw.as_bytes()).into_owned().collect();
            prop_assert_eq!(Form::read(raw.as_bytes()), Form(expected));
        }
    }
}
