//! Whether a mail is from whom it says: what the channel's own mail server found and wrote into `Authentication-Results`
//! (RFC 8601). Anybody else's field of that name counts for nothing, and neither does a `From` alone.

#[cfg(test)]
mod tests;

use patchbay_domain::email::{EmailAddress, EmailSettings};

use super::parse::headers::Headers;

/// Whether the server that the owner named vouches for the address in `From`.
pub(super) fn is_authenticated(headers: &Headers<'_>, settings: &EmailSettings) -> bool {
    let Some(server) = &settings.authentication_server else { return false };
    let from = headers.people("From");
    let [author] = &from[..] else { return false };
    let address = author.address.as_deref().and_then(|address| EmailAddress::parse(address).ok());
    let Some(address) = address else { return false };
    // The server adds its own at the top, and removes those that bear its name from below (RFC 8601 section 5).
    let mut results = headers.all("Authentication-Results");
    results.next().is_some_and(|result| vouches(&result, server, address.domain()))
}

/// Whether a result of this server says that mail from this domain is genuine: by DMARC, or by a DKIM signature of the very
/// domain.
fn vouches(result: &str, server: &str, domain: &str) -> bool {
    let result = without_comments(result).to_lowercase();
    let mut parts = result.split(';').map(str::trim);
    // A version may stand behind the name.
    let named = parts.next().and_then(|first| first.split_whitespace().next());
    if named != Some(server) {
        return false;
    }
    parts.any(|part| {
        let mut words = part.split_whitespace();
        let method = words.next().unwrap_or_default();
        let mut properties = words.filter_map(|word| word.split_once('='));
        match method {
            "dmarc=pass" => properties.all(|(name, value)| name != "header.from" || value == domain),
            "dkim=pass" => properties.any(|(name, value)| name == "header.d" && value == domain),
            _ => false,
        }
    })
}

/// The text without what stands in parentheses, which anybody may have had written there.
fn without_comments(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|letter| {
            match letter {
                '(' => depth = depth.saturating_add(1),
                ')' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}
