//! Texts that can stand in a mail: none of them ends its header, whatever somebody wrote.

use patchbay_domain::text::cut_bytes;

/// A line may have 998 characters (RFC 5322 section 2.1.1); a word that cannot be folded has to fit.
const MAX_LINE_BYTES: usize = 900;
/// Ids longer than this are nobody's.
const MAX_ID_BYTES: usize = 500;

/// The text on one line: runs of white space and control characters become one space.
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.replace(is_break, " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    cut_bytes(&words.join(" "), MAX_LINE_BYTES).trim_end().to_owned()
}

/// The id in angle brackets; nothing for what no id can be.
pub(super) fn id(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let is_id = (1..=MAX_ID_BYTES).contains(&bare.len())
        && bare.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>'));
    is_id.then(|| format!("<{bare}>"))
}

/// The text as a body: no control characters but tabs and line ends, and a line end after the last line.
pub(super) fn body(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = lines.chars().filter(|one| matches!(one, '\n' | '\t') || !one.is_control()).collect();
    format!("{}\n", text.trim_end())
}

/// What some reader of mail takes for the end of a line, and what none shows.
fn is_break(one: char) -> bool {
    one.is_control() || matches!(one, '\u{2028}' | '\u{2029}')
}
