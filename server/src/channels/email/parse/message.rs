//! Makes the message of a mail.

use patchbay_domain::email::{EmailDetails, EmailSettings};
use patchbay_domain::message::{InboundMessage, MessageType, Unanswered};
use patchbay_understanding::mail::{is_forward, quoting, with_subject};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::headers::{Headers, Person};
use super::structure::{Body, Part};
use super::{body, clean, forward};
use crate::channels::Rejection;
use crate::channels::email::attachments;
use crate::channels::email::authentication::is_authenticated;
use crate::channels::email::automatic::automatic;

const MAX_CONTENT_CHARACTERS: usize = 100_000;
/// How much of a text is searched for quotes; no person writes more below one.
const MAX_READ_CHARACTERS: usize = 1_000_000;
const MAX_QUOTED_CHARACTERS: usize = 20_000;
/// How much is shown of what cannot be read.
const MAX_UNREADABLE_CHARACTERS: usize = 2_000;
const MAX_SUBJECT_CHARACTERS: usize = 998;
const MAX_NAME_CHARACTERS: usize = 100;
const MAX_ADDRESS_BYTES: usize = 254;
const MAX_ID_BYTES: usize = 255;
const MAX_REFERENCES: usize = 50;
const MAX_RECIPIENTS: usize = 50;
/// Who wrote a mail that does not say.
const UNKNOWN_SENDER: &str = "unknown sender";

/// Reads the message; card numbers are still in it.
///
/// # Errors
/// A mail in the mail is beyond the limits.
pub(super) fn message(
    mail: &Part<'_>,
    raw: &[u8],
    settings: &EmailSettings,
) -> Result<InboundMessage, Rejection> {
    let headers = &mail.headers;
    let sender = Sender::of(mail);
    let subject =
        headers.text("Subject").and_then(|subject| clean::one_line(&subject, MAX_SUBJECT_CHARACTERS));
    let full_subject = subject.clone().unwrap_or_default();
    let mut unanswered = automatic(mail, sender.address.as_deref(), &full_subject, settings);
    let mut text = body::text(mail);
    let is_text_cut = clean::cut(&mut text, MAX_READ_CHARACTERS);
    let written = Written::of(mail, &full_subject, &text, settings, unanswered)?;
    let attachments = attachments::references(mail);
    let in_reply_to = ids(mail, "In-Reply-To");
    let mut content = with_subject(&written.text, &full_subject, in_reply_to.is_empty());
    let is_textless = text.trim().is_empty() && !written.is_forwarded;
    let is_bare = is_textless && full_subject.is_empty();

    let mut review = None;
    let is_damaged = is_textless && attachments.is_empty() && is_damaged(mail);
    if let Some(flaw) = flaw(&sender, is_damaged, is_bare && attachments.is_empty()) {
        if unanswered.is_none() {
            unanswered = Some(Unanswered::Unreadable);
            review = Some(flaw);
        }
        if content.is_empty() {
            content = shown(mail, raw);
        }
    }
    if clean::cut(&mut content, MAX_CONTENT_CHARACTERS) || is_text_cut {
        let cut = "This mail is longer than 100,000 characters; the rest of it is in its raw form, kept for 30 days.";
        review.get_or_insert_with(|| cut.to_owned());
    }
    let mut quoted = written.quoted;
    if let Some(quoted) = &mut quoted {
        clean::cut(quoted, MAX_QUOTED_CHARACTERS);
    }
    let message_id = ids(mail, "Message-ID").into_iter().next();
    let mut references = ids(mail, "References");
    references.drain(..references.len().saturating_sub(MAX_REFERENCES));
    let first_kind = attachments.first().filter(|_| is_bare).map(|first| first.kind.as_str());
    let external_id =
        message_id.clone().unwrap_or_else(|| format!("sha256:{}", hex::encode(Sha256::digest(raw))));
    Ok(InboundMessage {
        message_type: message_type(first_kind),
        content,
        sender_identifier: sender.address.unwrap_or_else(|| UNKNOWN_SENDER.to_owned()),
        sender_name: sender.name,
        external_id: Some(external_id),
        attachments,
        metadata: metadata(mail),
        structured: None,
        repeat_key: None,
        unanswered,
        review,
        email: Some(EmailDetails {
            subject,
            message_id,
            in_reply_to,
            references,
            to: recipients(mail),
            is_forwarded: written.is_forwarded,
            is_authenticated: is_authenticated(headers, settings),
            quoted,
        }),
    })
}

/// Who wrote the mail.
struct Sender {
    address: Option<String>,
    name: Option<String>,
    is_in_from: bool,
}

impl Sender {
    fn of(mail: &Part<'_>) -> Self {
        let headers = &mail.headers;
        let from = headers.people("From");
        let name = from.iter().find_map(|person| person.name.as_deref());
        let name = name.and_then(|name| clean::one_line(name, MAX_NAME_CHARACTERS));
        let first = |people: Vec<Person>| people.into_iter().find_map(|person| address(&person.address?));
        let from = first(from);
        let is_in_from = from.is_some();
        let address = from
            .or_else(|| first(headers.people("Sender")))
            .or_else(|| headers.ids("Return-Path").iter().find_map(|path| address(path)));
        Self { address, name, is_in_from }
    }
}

/// The address in lower case, where it can be one.
fn address(text: &str) -> Option<String> {
    let address = text.trim().to_lowercase();
    let is_address = address.len() <= MAX_ADDRESS_BYTES
        && address.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !address.chars().any(|character| character.is_whitespace() || character.is_control());
    is_address.then_some(address)
}

/// What the mail's sender wrote or sent on, and what they only repeated.
struct Written {
    text: String,
    quoted: Option<String>,
    is_forwarded: bool,
}

impl Written {
    fn of(
        mail: &Part<'_>,
        subject: &str,
        text: &str,
        settings: &EmailSettings,
        unanswered: Option<Unanswered>,
    ) -> Result<Self, Rejection> {
        // Reports have the mail in them that they are about; nobody sends that on.
        let counts_forwards = settings.forwarding_enabled && unanswered != Some(Unanswered::Bounce);
        let attached = if counts_forwards { forward::attached_mails(mail, 0)? } else { None };
        let mut written = if counts_forwards && is_forward(subject, text) {
            Self { text: text.trim().to_owned(), quoted: None, is_forwarded: true }
        } else {
            let split = quoting::split(text);
            Self { text: split.text, quoted: split.quoted, is_forwarded: false }
        };
        if let Some(attached) = attached {
            written.is_forwarded = true;
            written.text = format!("{}\n\n{attached}", written.text).trim().to_owned();
        }
        Ok(written)
    }
}

/// Why somebody should look at the mail, in a sentence for the owner.
fn flaw(sender: &Sender, is_damaged: bool, is_empty: bool) -> Option<String> {
    const KEPT: &str = "Its raw form is kept for 30 days.";
    let flaw = if is_damaged {
        "it is cut off or damaged"
    } else if sender.address.is_none() {
        "it has no sender"
    } else if !sender.is_in_from {
        return Some(format!(
            "This mail does not say whom it is from; whoever handed it over is taken for its sender. {KEPT}"
        ));
    } else if is_empty {
        "there is no text, no subject and no attachment in it"
    } else {
        return None;
    };
    Some(format!("This mail could not be read: {flaw}. {KEPT}"))
}

/// Whether something stands in a part of which nothing can be read.
fn is_damaged(part: &Part<'_>) -> bool {
    match &part.body {
        Body::Multipart(parts) => parts.is_empty() || parts.iter().any(is_damaged),
        Body::Leaf(bytes) => !bytes.trim_ascii().is_empty() && part.bytes().trim_ascii().is_empty(),
    }
}

/// As much as can be shown of a mail that cannot be read.
fn shown(mail: &Part<'_>, raw: &[u8]) -> String {
    let bytes = if mail.headers.is_empty() { raw } else { Headers::split(raw.trim_ascii_start()).1 };
    let start = &bytes[..bytes.len().min(MAX_UNREADABLE_CHARACTERS * 4)];
    let mut text = clean::lines(&String::from_utf8_lossy(start)).trim().to_owned();
    clean::cut(&mut text, MAX_UNREADABLE_CHARACTERS);
    text
}

fn message_type(first_attachment: Option<&str>) -> MessageType {
    match first_attachment.and_then(|kind| kind.split_once('/')).map(|(kind, _)| kind) {
        None => MessageType::Text,
        Some("image") => MessageType::Image,
        Some("audio") => MessageType::Audio,
        Some(_) => MessageType::File,
    }
}

fn ids(mail: &Part<'_>, name: &str) -> Vec<String> {
    mail.headers.ids(name).iter().filter_map(|id| clean::id(id, MAX_ID_BYTES)).collect()
}

fn recipients(mail: &Part<'_>) -> Vec<String> {
    let people = mail.headers.people("To").into_iter();
    people.filter_map(|person| address(&person.address?)).take(MAX_RECIPIENTS).collect()
}

fn metadata(mail: &Part<'_>) -> Map<String, Value> {
    let date = mail.headers.date().map(|date| ("date".to_owned(), Value::from(date.to_rfc3339())));
    date.into_iter().collect()
}
