//! A mail as a tree of parts (RFC 2046). Every byte is looked at once a level, and there are limits to levels, parts
//! and headers: what is beyond them is refused, so that nothing in a mail goes unseen.

use std::borrow::Cow;

use mail_parser::ContentType;

use super::headers::Headers;
use super::{charset, transfer};
use crate::channels::Rejection;

/// How deep parts may be nested, and mails in mails.
pub(super) const MAX_DEPTH: usize = 10;
const MAX_PARTS: usize = 1_000;
/// All header fields of a mail and its parts together, in bytes.
const MAX_HEADER_BYTES: usize = 512 * 1024;
const MAX_PARAMETER_BYTES: usize = 8 * 1024;
/// Encoded words times bytes of one field: reading them may take that many steps.
const MAX_WORD_STEPS: usize = 200_000_000;

/// A part of a mail; the mail itself is one.
#[derive(Debug)]
pub(in crate::channels::email) struct Part<'mail> {
    /// Its header fields.
    pub(in crate::channels::email) headers: Headers<'mail>,
    content_type: Option<ContentType<'static>>,
    disposition: Option<ContentType<'static>>,
    /// What is in it.
    pub(super) body: Body<'mail>,
}

/// What is in a part.
#[derive(Debug)]
pub(super) enum Body<'mail> {
    /// Other parts.
    Multipart(Vec<Part<'mail>>),
    /// Bytes, still in their transfer encoding.
    Leaf(&'mail [u8]),
}

/// What was counted so far.
#[derive(Default)]
struct Count {
    parts: usize,
    header_bytes: usize,
}

impl<'mail> Part<'mail> {
    /// Reads a mail.
    ///
    /// # Errors
    /// It is beyond the limits.
    pub(in crate::channels::email) fn read(raw: &'mail [u8]) -> Result<Self, Rejection> {
        let start = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw).trim_ascii_start();
        let mut part = Self::one(start, 0, false, &mut Count::default())?;
        if part.headers.is_empty() {
            part.body = Body::Leaf(raw);
        }
        Ok(part)
    }

    fn one(
        bytes: &'mail [u8],
        depth: usize,
        is_in_digest: bool,
        count: &mut Count,
    ) -> Result<Self, Rejection> {
        count.parts += 1;
        if count.parts > MAX_PARTS {
            return Err(Rejection::malformed(format!("the mail has more than {MAX_PARTS} parts")));
        }
        let (headers, body) = Headers::split(bytes);
        check_sizes(&headers, count)?;
        let mut content_type = headers.parameters("Content-Type");
        if content_type.is_none() && is_in_digest {
            content_type = Some(ContentType {
                c_type: "message".into(),
                c_subtype: Some("rfc822".into()),
                attributes: None,
            });
        }
        let disposition = headers.parameters("Content-Disposition");
        let mut part = Self { headers, content_type, disposition, body: Body::Leaf(body) };
        if part.kind().starts_with("multipart/") {
            let boundary = part.content_type.as_ref().and_then(|kind| kind.attribute("boundary"));
            let sections = boundary.map(|boundary| sections(body, boundary)).unwrap_or_default();
            if depth == MAX_DEPTH && !sections.is_empty() {
                return Err(Rejection::malformed(format!(
                    "the mail's parts are nested more than {MAX_DEPTH} deep"
                )));
            }
            let is_digest = part.kind() == "multipart/digest";
            let parts = sections.into_iter().map(|section| Self::one(section, depth + 1, is_digest, count));
            part.body = Body::Multipart(parts.collect::<Result<_, _>>()?);
        }
        Ok(part)
    }

    /// Its content type in lower case, `text/plain` where none is given.
    pub(in crate::channels::email) fn kind(&self) -> String {
        let Some(content_type) = &self.content_type else { return "text/plain".to_owned() };
        match content_type.subtype() {
            Some(subtype) => format!("{}/{subtype}", content_type.ctype()).to_ascii_lowercase(),
            // `Content-Type: text`, as some programs write.
            None if content_type.ctype().eq_ignore_ascii_case("text") => "text/plain".to_owned(),
            None => "application/octet-stream".to_owned(),
        }
    }

    /// A parameter of the content type.
    pub(in crate::channels::email) fn parameter(&self, name: &str) -> Option<&str> {
        self.content_type.as_ref()?.attribute(name)
    }

    /// Its file name, decoded.
    pub(in crate::channels::email) fn file_name(&self) -> Option<String> {
        let given = self.disposition.as_ref().and_then(|disposition| disposition.attribute("filename"));
        let name = given.or_else(|| self.parameter("name"))?;
        // Encoded words have no place in a parameter, but many mail programs put them there.
        let name = if name.contains("=?") {
            let line = [b"Name: ", name.as_bytes()].concat();
            Headers::split(&line).0.text("Name").unwrap_or_default()
        } else {
            name.to_owned()
        };
        (!name.trim().is_empty()).then_some(name)
    }

    /// Whether its sender meant it as a file.
    pub(super) fn is_attached(&self) -> bool {
        self.disposition
            .as_ref()
            .is_some_and(|disposition| disposition.ctype().eq_ignore_ascii_case("attachment"))
    }

    /// Whether it is a mail in the mail.
    pub(super) fn is_mail(&self) -> bool {
        let kind = self.kind();
        matches!(kind.as_str(), "message/rfc822" | "message/global")
            || !kind.starts_with("multipart/") && self.has_extension(&["eml"])
    }

    /// Whether its bytes are text for a reader, whatever it is called: a table is sent as anything.
    pub(super) fn is_text(&self) -> bool {
        const TEXT_KINDS: [&str; 3] = ["text/", "message/", "multipart/"];
        const FILE_KINDS: [&str; 7] = [
            "image/",
            "audio/",
            "video/",
            "font/",
            "application/pdf",
            "application/zip",
            "application/vnd.openxml",
        ];
        let kind = self.kind();
        let is_one_of = |kinds: &[&str]| kinds.iter().any(|start| kind.starts_with(start));
        if is_one_of(&TEXT_KINDS)
            || self.has_extension(&["csv", "tsv", "txt", "html", "htm", "json", "xml", "ics", "vcf"])
        {
            return true;
        }
        let is_written =
            |text: &str| !text.bytes().any(|byte| byte < b' ' && !b"\t\n\r\x0c\x1b".contains(&byte));
        !is_one_of(&FILE_KINDS) && std::str::from_utf8(&self.bytes()).is_ok_and(is_written)
    }

    fn has_extension(&self, extensions: &[&str]) -> bool {
        let name = self.file_name().unwrap_or_default().to_lowercase();
        name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    }

    /// Its bytes out of their transfer encoding; those of other parts inside it are none.
    pub(in crate::channels::email) fn bytes(&self) -> Cow<'mail, [u8]> {
        let Body::Leaf(bytes) = &self.body else { return Cow::Borrowed(b"") };
        transfer::decode(bytes, &self.headers.text("Content-Transfer-Encoding").unwrap_or_default())
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        charset::decode(&self.bytes(), self.parameter("charset"))
    }
}

fn check_sizes(headers: &Headers<'_>, count: &mut Count) -> Result<(), Rejection> {
    for (name, length, words) in headers.sizes() {
        count.header_bytes += name.len() + length;
        if name.to_ascii_lowercase().starts_with("content-") && length > MAX_PARAMETER_BYTES {
            return Err(Rejection::malformed("a Content- header of the mail is longer than 8 KiB"));
        }
        if words.saturating_mul(length) > MAX_WORD_STEPS {
            return Err(Rejection::malformed("a header of the mail has too many encoded words"));
        }
    }
    if count.header_bytes > MAX_HEADER_BYTES {
        return Err(Rejection::malformed("the mail's headers are longer than 512 KiB together"));
    }
    Ok(())
}

/// What stands between the lines of the boundary; the last section may be cut off.
fn sections<'mail>(body: &'mail [u8], boundary: &str) -> Vec<&'mail [u8]> {
    let boundary = boundary.trim_ascii_end().as_bytes();
    let mut sections = Vec::new();
    let mut start = None;
    let mut at = 0;
    while at < body.len() {
        let end =
            body[at..].iter().position(|byte| *byte == b'\n').map_or(body.len(), |length| at + length + 1);
        let line = &body[at..end];
        let rest = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        if let Some(rest) = rest {
            let is_last = rest.starts_with(b"--");
            if is_last || rest.trim_ascii().is_empty() {
                if let Some(start) = start {
                    sections.push(without_line_end(&body[start..at]));
                }
                start = Some(end);
                if is_last {
                    return sections;
                }
            }
        }
        at = end;
    }
    if let Some(start) = start.filter(|start| *start < body.len()) {
        sections.push(&body[start..]);
    }
    sections
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}
