//! What is attached to a mail, read out of its raw form: nothing of it is stored a second time (C38).

use patchbay_domain::message::Attachment;

use super::parse::body::attached;
use super::parse::clean;
use super::parse::structure::Part;

/// The most attachments of a mail that are known.
const MAX_ATTACHMENTS: usize = 100;
const MAX_NAME_BYTES: usize = 255;
const MAX_KIND_CHARACTERS: usize = 100;

/// An attachment, out of its transfer encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentContent {
    /// Its content type, as the sender says: never to be trusted.
    pub content_type: String,
    /// Its file name, without folders.
    pub name: Option<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The attachment of that number in a mail as it is kept; the numbers are those of `mail:N` in what `parse` gives.
#[must_use]
pub fn attachment(raw: &[u8], index: usize) -> Option<AttachmentContent> {
    let mail = Part::read(raw).ok()?;
    let part = *listed(&mail).get(index)?;
    Some(AttachmentContent { content_type: kind(part), name: name(part), bytes: part.bytes().into_owned() })
}

/// The attachments that are known, in the order of their numbers.
pub(super) fn listed<'part, 'mail>(mail: &'part Part<'mail>) -> Vec<&'part Part<'mail>> {
    let mut parts = attached(mail);
    parts.truncate(MAX_ATTACHMENTS);
    parts
}

/// What a message says of them.
pub(super) fn references(mail: &Part<'_>) -> Vec<Attachment> {
    let references = listed(mail).into_iter().enumerate().map(|(index, part)| Attachment {
        kind: kind(part),
        url: format!("mail:{index}"),
        name: name(part),
    });
    references.collect()
}

/// The content type where it is one, by RFC 6838's characters.
pub(super) fn kind(part: &Part<'_>) -> String {
    let kind = part.kind();
    let is_name = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    let is_kind = kind.split_once('/').is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype));
    if is_kind && kind.len() <= MAX_KIND_CHARACTERS { kind } else { "application/octet-stream".to_owned() }
}

/// The file name, fit to be shown and saved.
pub(super) fn name(part: &Part<'_>) -> Option<String> {
    clean::file_name(&part.file_name()?, MAX_NAME_BYTES)
}
