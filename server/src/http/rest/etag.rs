//! ETags (C7): `"{version}.{digest}"`. The version moves with every change that somebody makes, and is what `If-Match`
//! compares; the digest moves with what is only counted too, so that `If-None-Match` never hides news.

use http::header::{IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::{Digest, Sha256};

/// The tag of a body.
pub(super) fn of(version: &str, body: &[u8]) -> HeaderValue {
    let digest = hex::encode(&Sha256::digest(body)[..8]);
    // Digits, letters, dots and dashes: this cannot fail, and an empty tag would match nothing.
    HeaderValue::try_from(format!("\"{version}.{digest}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Whether the reader says that they have this already.
pub(super) fn is_known(request: &HeaderMap, tag: &HeaderValue) -> bool {
    let Ok(tag) = tag.to_str() else { return false };
    let known = tags(request, IF_NONE_MATCH);
    known.iter().any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// The versions that a caller may have seen; none where they do not say.
pub(super) fn seen(request: &HeaderMap) -> Option<Vec<String>> {
    if !request.contains_key(IF_MATCH) {
        return None;
    }
    let tags = tags(request, IF_MATCH);
    if tags.iter().any(|tag| tag == "*") {
        return None;
    }
    // A weak tag never matches (RFC 9110 13.1.1), and no version looks like one.
    Some(tags.iter().map(|tag| version(tag)).collect())
}

/// The version in a tag; the `version` of a body, with or without quotes, is one too.
fn version(tag: &str) -> String {
    let tag = tag.trim_matches('"');
    tag.split_once('.').map_or(tag, |(version, _)| version).to_owned()
}

fn tags(request: &HeaderMap, name: HeaderName) -> Vec<String> {
    let values = request.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let tags = values.flat_map(|value| value.split(',')).map(str::trim);
    tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn what_was_seen_is_the_version_of_the_tag() {
        assert_eq!(seen(&HeaderMap::new()), None);
        assert_eq!(seen(&headers(IF_MATCH, "*")), None);
        for same in ["\"3-17.0a1b\"", "\"3-17\"", "3-17"] {
            assert_eq!(seen(&headers(IF_MATCH, same)), Some(vec!["3-17".to_owned()]), "{same}");
        }
        let two = seen(&headers(IF_MATCH, "\"3-16.00\", \"3-17.01\""));
        assert_eq!(two, Some(vec!["3-16".to_owned(), "3-17".to_owned()]));
        assert_ne!(seen(&headers(IF_MATCH, "W/\"3-17\"")), Some(vec!["3-17".to_owned()]));
    }

    #[test]
    fn a_reader_has_it_only_if_nothing_moved() {
        let tag = of("3-17", b"{}");
        let known = |value| is_known(&headers(IF_NONE_MATCH, value), &tag);
        assert!(known("*") && !known("\"3-17\""));
        assert_ne!(tag, of("3-17", b"{ }"));
        let mut request = HeaderMap::new();
        request.insert(IF_NONE_MATCH, tag.clone());
        assert!(is_known(&request, &tag));
    }
}
