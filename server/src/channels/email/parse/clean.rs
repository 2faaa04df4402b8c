//! What every text of a mail goes through.

use patchbay_domain::text::cut_bytes;

/// The text with `\n` for line ends and without control characters, tabs aside.
pub(super) fn lines(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            '\n' | '\t' => cleaned.push(character),
            '\u{feff}' => {}
            character if character.is_control() => {}
            character => cleaned.push(character),
        }
    }
    cleaned
}

/// The text on one line, cut to that many characters; nothing where that is empty.
pub(super) fn one_line(text: &str, longest: usize) -> Option<String> {
    let words = text.split(|character: char| character.is_whitespace() || character.is_control());
    let mut line = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|character| *character != '\u{feff}'));
    }
    let line: String = line.chars().take(longest).collect();
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// An id that can be kept and compared: printable ASCII without spaces, as RFC 5322 has it, or nothing.
pub(super) fn id(text: &str, longest: usize) -> Option<String> {
    let id = text.trim().trim_start_matches('<').trim_end_matches('>');
    let is_id = !id.is_empty()
        && id.len() <= longest
        && !id.chars().any(|character| character.is_control() || character.is_whitespace());
    is_id.then(|| id.to_owned())
}

/// The first characters of the text; says whether that is not all.
pub(super) fn cut(text: &mut String, longest: usize) -> bool {
    let Some((end, _)) = text.char_indices().nth(longest) else { return false };
    text.truncate(end);
    true
}

/// A file's name without a way to another folder, nothing where nothing is left.
pub(in crate::channels::email) fn file_name(name: &str, longest: usize) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = one_line(last, longest)?;
    let name = cut_bytes(&name, longest).trim().trim_start_matches("..").to_owned();
    (!name.is_empty() && name != ".").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lose_what_cannot_be_kept() {
        assert_eq!(lines("a\r\nb\rc\0\u{1b}[1m\td\u{85}\u{feff}"), "a\nb\nc[1m\td");
        assert_eq!(one_line(" a\r\n\tb\0c ", 9).as_deref(), Some("a b c"));
        assert_eq!(one_line("\0 ", 9), None);
        assert_eq!(id(" <a@b> ", 9).as_deref(), Some("a@b"));
        assert_eq!((id("a b", 9), id("<>", 9), id("0123456789", 9)), (None, None, None));
        assert_eq!(file_name("../../etc/pass wd", 255).as_deref(), Some("pass wd"));
        assert_eq!(file_name("C:\\offers\\a.pdf", 255).as_deref(), Some("a.pdf"));
        assert_eq!((file_name("..", 255), file_name("a/", 255)), (None, None));
    }
}
