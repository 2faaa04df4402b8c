//! A message of a conversation becomes a mail (RFC 5322), in the thread of what it answers. The same message makes the
//! same bytes, so that a try after an unknown outcome sends the very mail again.

mod header_text;

#[cfg(test)]
mod tests;

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, Message};
use patchbay_domain::email::EmailAddress;
use patchbay_domain::ids::{ConversationId, MessageId};
use url::Host;

/// The subject of an answer to a mail that had none.
const SUBJECT_OF_NONE: &str = "Your message";
/// The most ids that `References` holds; of a longer chain the first and the last are kept.
const MAX_REFERENCES: usize = 20;
/// The last second that a mail's date can show.
const LAST_SECOND: i64 = 253_402_300_799;

/// What a mail is made of.
#[derive(Debug, Clone, Copy)]
pub struct Composed<'a> {
    /// Who it is from.
    pub from: &'a EmailAddress,
    /// What they are called; nothing for no name.
    pub from_name: &'a str,
    /// Who it is for: a bare address.
    pub to: &'a str,
    /// Where answers go, where not to `from`.
    pub reply_to: Option<&'a EmailAddress>,
    /// The subject of what it answers, decoded; its own where it answers nothing.
    pub subject: Option<&'a str>,
    /// Its own id, of [`message_id`].
    pub message_id: &'a str,
    /// The id of what it answers.
    pub in_reply_to: Option<&'a str>,
    /// The `References` of what it answers, oldest first.
    pub references: &'a [String],
    /// Whether it tells of something that nobody asked about just now.
    pub is_notification: bool,
    /// Whether the assistant wrote it, and no member.
    pub is_automatic: bool,
    /// The text.
    pub content: &'a str,
    /// When it was written; cut to seconds.
    pub date: DateTime<Utc>,
}

impl Composed<'_> {
    /// The subject that the mail gets: `Re:` once before that of what it answers, and its own where it tells of
    /// something and answers nothing.
    #[must_use]
    pub fn subject_line(&self) -> String {
        let given = header_text::one_line(self.subject.unwrap_or_default());
        let answers_nothing = self.is_notification && self.in_reply_to.is_none();
        if answers_nothing && !given.is_empty() {
            return given;
        }
        let bare = without_reply_prefixes(&given);
        format!("Re: {}", if bare.is_empty() { SUBJECT_OF_NONE } else { bare })
    }
}

/// The mail cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// There is no address to send it to.
    #[error("the contact's address is none that mail can be sent to: it must be ASCII before the @")]
    Recipient,
    /// The channel's own address does not do.
    #[error("the channel's address is none that mail can be sent from: set an ASCII address as fromAddress")]
    Sender,
}

/// The id of a message's mail, without angle brackets: `{message}.{conversation}@{domain}`. An answer names it, which
/// tells the conversation it belongs to.
#[must_use]
pub fn message_id(message: MessageId, conversation: ConversationId, domain: &str) -> String {
    format!("{message}.{conversation}@{domain}")
}

/// The whole mail: ASCII, with CRLF at its line ends.
///
/// # Errors
/// An address is none that mail can be sent to or from.
pub fn compose(composed: &Composed<'_>) -> Result<String, ComposeError> {
    let mailbox = |name: &str, address: &EmailAddress| {
        let name = Some(header_text::one_line(name)).filter(|name| !name.is_empty());
        ascii_address(address.as_str()).map(|address| Mailbox::new(name, address)).ok_or(ComposeError::Sender)
    };
    let to = ascii_address(composed.to).ok_or(ComposeError::Recipient)?;
    let date = composed.date.timestamp().clamp(0, LAST_SECOND);
    let mut mail = Message::builder()
        .from(mailbox(composed.from_name, composed.from)?)
        .to(Mailbox::new(None, to))
        .subject(composed.subject_line())
        .date(SystemTime::from(DateTime::from_timestamp(date, 0).unwrap_or_default()))
        .message_id(Some(header_text::id(composed.message_id).ok_or(ComposeError::Sender)?));
    if let Some(reply_to) = composed.reply_to {
        mail = mail.reply_to(mailbox("", reply_to)?);
    }
    let in_reply_to = composed.in_reply_to.and_then(header_text::id);
    let references = references(composed.references, in_reply_to.as_deref());
    if !references.is_empty() {
        mail = mail.references(references.join(" "));
    }
    if let Some(in_reply_to) = in_reply_to {
        mail = mail.in_reply_to(in_reply_to);
    }
    // RFC 3834: what a program wrote says so, and asks that no program answers it.
    if composed.is_notification || composed.is_automatic {
        let kind = if composed.is_notification { "auto-generated" } else { "auto-replied" };
        mail = mail
            .raw_header(header("Auto-Submitted", kind))
            .raw_header(header("X-Auto-Response-Suppress", "All"));
    }
    let mail = mail
        .raw_header(header("X-Patchbay-Loop", "yes"))
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN);
    // Building fails only without a sender or a recipient.
    let mail = mail.body(header_text::body(composed.content)).map_err(|_| ComposeError::Recipient)?;
    let mut mail = String::from_utf8(mail.formatted()).map_err(|_| ComposeError::Recipient)?;
    // Base64 has none at its end.
    if !mail.ends_with("\r\n") {
        mail.push_str("\r\n");
    }
    Ok(mail)
}

/// The address as every mail server takes it: ASCII, an international domain in its `xn--` form.
pub(super) fn ascii_address(text: &str) -> Option<Address> {
    let (local, domain) = text.rsplit_once('@')?;
    let domain = if domain.is_ascii() { domain.to_owned() } else { Host::parse(domain).ok()?.to_string() };
    let is_plain = local
        .bytes()
        .chain(domain.bytes())
        .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>'));
    Address::new(local, domain).ok().filter(|_| is_plain)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The subject without `Re:`, however often it was there.
fn without_reply_prefixes(line: &str) -> &str {
    let mut bare = line;
    while let Some((_, rest)) =
        bare.split_at_checked(3).filter(|(start, _)| start.eq_ignore_ascii_case("re:"))
    {
        bare = rest.trim_start();
    }
    bare
}

/// The chain with what is answered at its end (RFC 5322 section 3.6.4).
fn references(chain: &[String], answered: Option<&str>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in chain.iter().filter_map(|id| header_text::id(id)).chain(answered.map(ToOwned::to_owned)) {
        // Named twice, it stands where it was named last.
        ids.retain(|earlier| *earlier != id);
        ids.push(id);
    }
    if ids.len() > MAX_REFERENCES {
        ids.drain(1..=ids.len() - MAX_REFERENCES);
    }
    ids
}
