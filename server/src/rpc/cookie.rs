//! The cookie that holds a browser's session.

use chrono::TimeDelta;
use patchbay_domain::secret::Secret;
use url::Url;

use crate::actions::authenticate::credentials::SESSION_COOKIE;

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
    format!("{SESSION_COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

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
