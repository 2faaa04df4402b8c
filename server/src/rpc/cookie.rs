//! The cookie that holds a browser's session.

use chrono::TimeDelta;
use http::HeaderMap;
use http::header::COOKIE;
use patchbay_domain::secret::Secret;
use url::Url;

const NAME: &str = "patchbay_session";

/// The session's secret in the request, if there is one.
pub(super) fn session(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == NAME && !value.is_empty())
        .map(|(_, value)| value)
}

/// What makes the browser keep a session.
pub(super) fn keep(token: &Secret, lifetime: TimeDelta, public_url: &Url) -> String {
    set(token.expose(), lifetime.num_seconds(), public_url)
}

/// What makes the browser forget it.
pub(super) fn forget(public_url: &Url) -> String {
    set("", 0, public_url)
}

fn set(value: &str, seconds: i64, public_url: &Url) -> String {
    // Lax, not Strict: whoever follows a link in a message to the dashboard is still signed in.
    let secure = if public_url.scheme() == "https" { "; Secure" } else { "" };
    format!("{NAME}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn found(cookies: &[&'static str]) -> Option<String> {
        let headers = cookies.iter().map(|cookie| (COOKIE, HeaderValue::from_static(cookie)));
        session(&headers.collect()).map(str::to_owned)
    }

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let ab = Some("ab".to_owned());
        assert_eq!(found(&["patchbay_session=ab"]), ab);
        assert_eq!(found(&["theme=dark; patchbay_session=ab;x=y"]), ab);
        assert_eq!(found(&["theme=dark", "patchbay_session=ab"]), ab, "HTTP/2 sends one header a cookie");
        assert_eq!(found(&["patchbay_session=", "old_patchbay_session=cd; patchbay_session"]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn the_cookie_is_secure_where_the_public_url_is() -> Result<(), url::ParseError> {
        let token = Secret::new("ab");
        let plain = keep(&token, TimeDelta::days(30), &"http://127.0.0.1:8080".parse()?);
        assert_eq!(plain, "patchbay_session=ab; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
        let secure = forget(&"https://patchbay.example".parse()?);
        assert_eq!(secure, "patchbay_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
        Ok(())
    }
}
