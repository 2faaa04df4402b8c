//! Which parts of a mail are its text, and which are attached to it.

use super::structure::{Body, Part};
use super::{clean, flowed, html};

/// The text that a reader of the mail sees, with `\n` for line ends and nothing else that is no character. Where there
/// is plain text and HTML to choose from, it is the plain text.
pub(super) fn text(mail: &Part<'_>) -> String {
    let texts: Vec<String> = sort(mail).texts.into_iter().map(part_text).collect();
    let texts: Vec<&str> =
        texts.iter().map(|text| text.trim_matches('\n')).filter(|text| !is_blank(text)).collect();
    texts.join("\n\n")
}

/// Everything else in the mail, in order; a mail in the mail is one attachment.
pub(in crate::channels::email) fn attached<'part, 'mail>(
    mail: &'part Part<'mail>,
) -> Vec<&'part Part<'mail>> {
    sort(mail).attached
}

/// A text part as a reader sees it.
pub(super) fn part_text(part: &Part<'_>) -> String {
    let text = part.text();
    if part.kind() == "text/html" {
        return clean::lines(&html::to_text(&text));
    }
    let is_flowed = part.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    if is_flowed {
        let deletes_space =
            part.parameter("delsp").is_some_and(|deletes| deletes.eq_ignore_ascii_case("yes"));
        return clean::lines(&flowed::join(&text, deletes_space));
    }
    clean::lines(&text)
}

#[derive(Default)]
struct Sorted<'part, 'mail> {
    texts: Vec<&'part Part<'mail>>,
    attached: Vec<&'part Part<'mail>>,
}

fn sort<'part, 'mail>(mail: &'part Part<'mail>) -> Sorted<'part, 'mail> {
    let mut sorted = Sorted::default();
    sorted.add(mail, true);
    sorted
}

impl<'part, 'mail> Sorted<'part, 'mail> {
    /// `is_body`: whether text here is text of the mail, rather than something attached.
    fn add(&mut self, part: &'part Part<'mail>, is_body: bool) {
        match &part.body {
            Body::Multipart(parts) if part.kind() == "multipart/alternative" => {
                self.add_alternatives(parts, is_body)
            }
            Body::Multipart(parts) => {
                // What comes after the first part of these belongs to it: pictures, signatures, the report itself.
                let is_first_only = ["multipart/related", "multipart/signed", "multipart/report"]
                    .contains(&part.kind().as_str());
                for (place, inner) in parts.iter().enumerate() {
                    self.add(inner, is_body && (place == 0 || !is_first_only));
                }
            }
            Body::Leaf(_) if is_body && is_readable(part) => self.texts.push(part),
            Body::Leaf(_) => self.attached.push(part),
        }
    }

    /// Of the alternatives one is taken: the first with plain text, else the last with any text. Files in the others
    /// are attachments all the same (an invitation, the pictures of the HTML).
    fn add_alternatives(&mut self, parts: &'part [Part<'mail>], is_body: bool) {
        let alternatives: Vec<Self> = parts
            .iter()
            .map(|part| {
                let mut alternative = Self::default();
                alternative.add(part, is_body);
                alternative
            })
            .collect();
        let has_text = |alternative: &Self| alternative.texts.iter().any(|part| !is_blank(&part.text()));
        let is_plain = |alternative: &Self| alternative.texts.iter().all(|part| part.kind() == "text/plain");
        let chosen = alternatives
            .iter()
            .position(|alternative| is_plain(alternative) && has_text(alternative))
            .or_else(|| alternatives.iter().rposition(has_text));
        for (place, alternative) in alternatives.into_iter().enumerate() {
            if Some(place) == chosen {
                self.texts.extend(alternative.texts);
            }
            self.attached.extend(alternative.attached);
        }
    }
}

/// Whether it is text to be read in place: plain or HTML, and no file. A multipart whose parts cannot be told apart is
/// read as it stands.
fn is_readable(part: &Part<'_>) -> bool {
    let is_text = matches!(part.kind().as_str(), "text/plain" | "text/html");
    is_text && !part.is_attached() && part.file_name().is_none()
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || character.is_control())
}
