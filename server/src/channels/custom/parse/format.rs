//! Which format a body is in.

use mime::Mime;

use super::Rejection;

const READ: &str = "send application/json, application/x-www-form-urlencoded, multipart/form-data or text/plain, \
                    in UTF-8";

/// A format that is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `application/json` and whatever ends in `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart {
        /// What stands between its parts.
        boundary: String,
    },
    /// `text/plain`.
    Text,
}

impl Format {
    /// Judges by the content type and, where that says nothing or is known to be wrong, by the body.
    pub(super) fn of(content_type: Option<&str>, body: &[u8]) -> Result<Self, Rejection> {
        let Some(content_type) = content_type.map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(if looks_like_json(body) { Self::Json } else { Self::Text });
        };
        let unsupported =
            |what: &str| Err(Rejection::UnsupportedMediaType { message: format!("{what}; {READ}") });
        let Ok(mime) = content_type.trim_end_matches([';', ' ']).parse::<Mime>() else {
            return unsupported("the content type cannot be read");
        };
        let charset = mime.get_param(mime::CHARSET).map(|charset| charset.as_str().to_ascii_lowercase());
        if !matches!(charset.as_deref(), None | Some("utf-8" | "utf8" | "us-ascii" | "ascii")) {
            return unsupported("the text is not in UTF-8");
        }
        let is_json = mime.subtype() == mime::JSON || mime.suffix() == Some(mime::JSON);
        match (mime.type_().as_str(), mime.subtype().as_str()) {
            ("application" | "text", _) if is_json => Ok(Self::Json),
            // `curl -d '{…}'` says this of JSON. A form cannot begin with a brace: it would be escaped.
            ("application", "x-www-form-urlencoded") if looks_like_json(body) => Ok(Self::Json),
            ("application", "x-www-form-urlencoded") => Ok(Self::Form),
            ("multipart", "form-data") => match mime.get_param(mime::BOUNDARY) {
                Some(boundary) => Ok(Self::Multipart { boundary: boundary.as_str().to_owned() }),
                None => Err(Rejection::malformed("the content type of the multipart form has no boundary")),
            },
            ("text", "plain") => Ok(Self::Text),
            _ => unsupported("this content type is not read"),
        }
    }
}

fn looks_like_json(body: &[u8]) -> bool {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start().starts_with(b"{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_type_decides_and_the_body_where_it_does_not() {
        for (content_type, body, expected) in [
            ("application/json", "x", Format::Json),
            ("Application/JSON; charset=UTF-8", "x", Format::Json),
            ("application/cloudevents+json", "x", Format::Json),
            ("text/json", "x", Format::Json),
            ("application/json;", "x", Format::Json),
            ("application/x-www-form-urlencoded", "a=b", Format::Form),
            ("application/x-www-form-urlencoded", " {\"a\":1}", Format::Json),
            ("multipart/form-data; boundary=xyz", "{", Format::Multipart { boundary: "xyz".into() }),
            ("multipart/form-data; boundary=\"x y\"", "{", Format::Multipart { boundary: "x y".into() }),
            ("text/plain", "{", Format::Text),
            ("text/plain;charset=us-ascii", "{", Format::Text),
            ("", "{\"a\":1}", Format::Json),
            (" ", "\u{feff}{", Format::Json),
            ("", "call Acme", Format::Text),
            ("", "", Format::Text),
        ] {
            assert_eq!(
                Format::of(Some(content_type), body.as_bytes()),
                Ok(expected),
                "{content_type} {body}"
            );
        }
        assert_eq!(Format::of(None, b"hi"), Ok(Format::Text));
    }

    #[test]
    fn other_formats_and_encodings_are_refused_by_name() {
        for content_type in [
            "application/xml",
            "text/html",
            "image/png",
            "application/octet-stream",
            "nonsense",
            "application/",
            "application/x-ndjson",
            "text/plain; charset=iso-8859-1",
            "application/json; charset=utf-16",
            "é",
        ] {
            let refused = Format::of(Some(content_type), b"{}");
            assert!(
                matches!(refused, Err(Rejection::UnsupportedMediaType { .. })),
                "{content_type}: {refused:?}"
            );
        }
        let refused = Format::of(Some("multipart/form-data"), b"");
        assert!(matches!(refused, Err(Rejection::Malformed { .. })), "{refused:?}");
    }
}
