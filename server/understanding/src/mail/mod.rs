//! What of a mail's text counts: its own words without what it only repeats, and what its subject says.

pub mod quoting;
pub mod subject;

use subject::Prefix;

/// A mail's text as the assistant gets it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// The text, its subject over it where that counts.
    pub content: String,
    /// The subject, where it stands over the text.
    pub subject: Option<String>,
    /// Whether the mail sends another on.
    pub is_forwarded: bool,
}

impl Read {
    /// A text that is no mail, whatever stands over it.
    #[must_use]
    pub fn plain(subject: &str, text: &str) -> Self {
        let content = with_subject(text, subject, true);
        Self { content, subject: subject_over(subject, true), is_forwarded: false }
    }
}

/// Reads a mail that begins a thread, from its subject and its text.
#[must_use]
pub fn read(subject: &str, text: &str) -> Read {
    let is_forwarded = is_forward(subject, text);
    let text = if is_forwarded { text.trim().to_owned() } else { quoting::split(text).text };
    Read { content: with_subject(&text, subject, true), subject: subject_over(subject, true), is_forwarded }
}

/// Whether the mail sends another on: its subject says so, or a forward stands in its text before any answered mail.
#[must_use]
pub fn is_forward(subject: &str, text: &str) -> bool {
    subject::split(subject).0 == Some(Prefix::Forward) || quoting::begins_with_forward(text)
}

/// The subject as it stands over the text: bare, and only where it begins a thread and says something.
#[must_use]
pub fn subject_over(subject: &str, begins_thread: bool) -> Option<String> {
    let (prefix, bare_subject) = subject::split(subject);
    (begins_thread && prefix != Some(Prefix::Reply) && !bare_subject.is_empty())
        .then(|| bare_subject.to_owned())
}

/// The subject above the text, where it counts; alone where there is no text.
#[must_use]
pub fn with_subject(text: &str, subject: &str, begins_thread: bool) -> String {
    if text.is_empty() {
        let (_, bare_subject) = subject::split(subject);
        return if bare_subject.is_empty() { subject } else { bare_subject }.to_owned();
    }
    match subject_over(subject, begins_thread) {
        Some(bare_subject) => format!("{bare_subject}\n\n{text}"),
        None => text.to_owned(),
    }
}
