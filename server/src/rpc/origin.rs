//! Whether a browser sends a request for a page of another site.

use http::header::{HOST, ORIGIN};
use http::request::Parts;
use url::Url;

/// Whether the request's `Origin` is neither the host it was sent to nor the public URL's. Programs send no origin.
pub(super) fn is_foreign(parts: &Parts, public_url: &Url) -> bool {
    let Some(origin) = parts.headers.get(ORIGIN) else { return false };
    // `null`, the origin of sandboxed frames and files, is no URL and so foreign.
    let origin = origin.to_str().ok().and_then(|origin| Url::parse(origin).ok());
    let Some(origin) = origin.filter(|origin| matches!(origin.scheme(), "http" | "https")) else {
        return true;
    };
    // HTTP/2 has the host in the URI.
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| parts.uri.authority().map(|authority| authority.as_str()));
    // Behind a proxy that ends TLS the request's own scheme is not known: only hosts and ports are compared.
    let sent_to = host.and_then(|host| Url::parse(&format!("{}://{host}", origin.scheme())).ok());
    !sent_to.is_some_and(|sent_to| is_same_place(&origin, &sent_to)) && !is_same_place(&origin, public_url)
}

fn is_same_place(one: &Url, other: &Url) -> bool {
    one.host_str() == other.host_str() && one.port_or_known_default() == other.port_or_known_default()
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn is_foreign_at(origin: &str, host: &str, public_url: &str) -> Result<bool, Box<dyn std::error::Error>> {
        let mut request = Request::builder().uri("/tasks.create").header(HOST, host);
        if !origin.is_empty() {
            request = request.header(ORIGIN, origin);
        }
        let (parts, ()) = request.body(())?.into_parts();
        Ok(is_foreign(&parts, &public_url.parse()?))
    }

    #[test]
    fn our_own_pages_and_programs_are_not_foreign() -> Outcome {
        for (origin, host) in [
            ("", "127.0.0.1:8080"),
            ("http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://localhost:8080", "localhost:8080"),
            ("http://LOCALHOST:8080", "localhost:8080"),
            ("http://[::1]:8080", "[::1]:8080"),
            ("https://desk.example", "desk.example"),
            ("https://desk.example", "desk.example:443"),
            ("https://patchbay.example", "internal:8080"),
            ("https://patchbay.example:443", "internal:8080"),
        ] {
            assert!(!is_foreign_at(origin, host, "https://patchbay.example/desk/")?, "{origin} at {host}");
        }
        Ok(())
    }

    #[test]
    fn other_sites_are_foreign() -> Outcome {
        for origin in [
            "null",
            "nonsense",
            "https://evil.example",
            "https://patchbay.example.evil.example",
            "https://patchbay.example:8443",
            "http://127.0.0.1:8081",
            "http://localhost:8080",
            "https://evil.example/patchbay.example",
            "https://patchbay.example@evil.example",
            "chrome-extension://patchbay.example",
        ] {
            assert!(is_foreign_at(origin, "127.0.0.1:8080", "https://patchbay.example/")?, "{origin}");
        }
        assert!(is_foreign_at("https://evil.example", "not a host", "https://patchbay.example/")?);
        Ok(())
    }

    #[test]
    fn the_host_of_http_2_is_in_the_uri() -> Outcome {
        let request = Request::builder().uri("http://desk.example/x").header(ORIGIN, "https://desk.example");
        let (parts, ()) = request.body(())?.into_parts();
        assert!(!is_foreign(&parts, &"https://patchbay.example".parse()?));
        Ok(())
    }
}
