//! Text that both databases can keep.

/// Cuts to at most `limit` bytes at a character's edge.
#[must_use]
pub fn cut_bytes(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let mut end = limit;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Cuts to at most `limit` characters, the last of them "…" where something was cut.
#[must_use]
pub fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_never_split_a_character() {
        assert_eq!(cut_bytes("aé", 2), "a");
        assert_eq!(shorten("conversation", 5), "conv…");
        assert_eq!(shorten("héé", 3), "héé");
    }
}
