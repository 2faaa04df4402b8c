//! A tag: as much of it as matters for text.

/// A start or end tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name in lower case.
    pub(super) name: String,
    /// Whether it is an end tag.
    pub(super) is_end: bool,
    /// Its `href`, character references and all.
    pub(super) link: Option<String>,
}

impl Tag {
    /// Reads the tag that the text begins with, and gives what follows it; nothing follows a tag that is cut off.
    pub(super) fn read(html: &str) -> Option<(Self, &str)> {
        let start = html.strip_prefix('<')?;
        let is_end = start.starts_with('/');
        let start = start.strip_prefix('/').unwrap_or(start);
        if !start.starts_with(|character: char| character.is_ascii_alphabetic()) {
            return None;
        }
        let length = start
            .find(|character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>'))
            .unwrap_or(start.len());
        let name = start[..length].to_ascii_lowercase();
        let mut tag = Self { name, is_end, link: None };
        let rest = tag.read_attributes(&start[length..]);
        Some((tag, rest))
    }

    fn read_attributes<'html>(&mut self, mut rest: &'html str) -> &'html str {
        loop {
            rest = rest
                .trim_start_matches(|character: char| character.is_ascii_whitespace() || character == '/');
            if rest.is_empty() {
                // The tag is cut off, and what was to be its link most likely too.
                self.link = None;
                return "";
            }
            if let Some(after) = rest.strip_prefix('>') {
                return after;
            }
            let is_end =
                |character: char| character.is_ascii_whitespace() || matches!(character, '=' | '>' | '/');
            // An attribute may begin with the very character that ends one.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let length = rest[first..].find(is_end).map_or(rest.len(), |length| first + length);
            let name = &rest[..length];
            rest = rest[length..].trim_ascii_start();
            let Some(after) = rest.strip_prefix('=') else { continue };
            let (value, after) = value(after.trim_ascii_start());
            rest = after;
            if name.eq_ignore_ascii_case("href") && self.link.is_none() {
                self.link = Some(value.to_owned());
            }
        }
    }
}

/// An attribute's value, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(text) = text.strip_prefix(quote) {
            return text.split_once(quote).unwrap_or((text, ""));
        }
    }
    let is_end = |character: char| character.is_ascii_whitespace() || character == '>';
    text.split_at(text.find(is_end).unwrap_or(text.len()))
}
