//! What holds of every mail that leaves: it is ASCII, and its header has no line but ours.

/// Every field that a mail of ours may have.
const FIELDS: [&str; 14] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "References",
    "In-Reply-To",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "X-Patchbay-Loop",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];
/// RFC 5322 section 2.1.1, without the line end.
const MAX_LINE_CHARACTERS: usize = 998;

/// Panics unless the mail has each of the fields once at most and no other, and `expected` are all there.
pub fn assert_sound(mail: &str, expected: &[&str]) {
    assert!(mail.is_ascii(), "the mail is not ASCII: {mail:?}");
    let without_line_ends = mail.replace("\r\n", "");
    assert!(!without_line_ends.contains(['\r', '\n', '\0']), "a lone CR, LF or NUL: {mail:?}");
    assert!(mail.ends_with("\r\n"), "no line end after the last line: {mail:?}");
    for line in mail.split("\r\n") {
        assert!(line.len() <= MAX_LINE_CHARACTERS, "a line of {} characters: {line:?}", line.len());
    }
    let (header, _) = mail.split_once("\r\n\r\n").expect("a header and a body");
    let mut found: Vec<&str> = Vec::new();
    for line in header.split("\r\n") {
        if line.starts_with([' ', '\t']) {
            assert!(
                !found.is_empty() && !line.trim().is_empty(),
                "a line that continues nothing: {header:?}"
            );
            continue;
        }
        let (name, _) = line.split_once(": ").unwrap_or_else(|| panic!("{line:?} is no field: {header:?}"));
        assert!(FIELDS.contains(&name), "{line:?} is not ours: {header:?}");
        assert!(!found.contains(&name), "{name} is there twice: {header:?}");
        found.push(name);
    }
    for name in expected {
        assert!(found.contains(name), "{name} is missing: {header:?}");
    }
}
