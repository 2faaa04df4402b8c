//! A request to an e-mail channel, a raw mail, is read or refused; its attachments can be fetched from what is kept of
//! it; and what is answered, made of the same bytes, is a sound mail.

#![no_main]

use chrono::DateTime;
use hyper::body::Bytes;
use libfuzzer_sys::fuzz_target;
use patchbay::channels::Parsed;
use patchbay::channels::email::attachments::attachment;
use patchbay::channels::email::compose::{self, Composed, compose};
use patchbay::channels::email::parse::parse;
use patchbay_domain::email::{EmailAddress, EmailSettings};
use patchbay_domain::message::{InboundMessage, Unanswered};
use patchbay_fuzz::input;
use patchbay_fuzz::invariants::{self, Longest};
use patchbay_fuzz::mail::assert_sound;
use uuid::Uuid;

const OWN_ADDRESS: &str = "tasks@example.com";
const LONGEST: Longest =
    Longest { content: 100_000, sender_identifier: 254, external_id: 255, attachments: 100 };
const IN_EVERY_MAIL: [&str; 8] =
    ["From", "To", "Subject", "Date", "Message-ID", "X-Patchbay-Loop", "MIME-Version", "Content-Type"];

fuzz_target!(|data: &[u8]| {
    let settings = EmailSettings {
        inbound_address: EmailAddress::parse(OWN_ADDRESS).ok(),
        forwarding_enabled: data.len() % 4 != 0,
        ..EmailSettings::default()
    };
    let read = |raw: &[u8]| parse(&settings, None, Bytes::copy_from_slice(raw), &input::keyed);
    if let Ok(parsed) = read(data) {
        received(&parsed, data, read);
        answer_to(&parsed.message);
    }
    let pieces: [String; 8] = input::pieces(data);
    mail_of(&pieces.each_ref().map(String::as_str), data.len(), read);
    let (lines, _) = input::head::<8>(data);
    mail_of(&lines.each_ref().map(String::as_str), data.len(), read);
});

fn received(
    parsed: &Parsed,
    data: &[u8],
    read: impl Fn(&[u8]) -> Result<Parsed, patchbay::channels::Rejection>,
) {
    let message = &parsed.message;
    invariants::hold(message, LONGEST);
    invariants::hold_of_mail(message);
    let kept = parsed.raw.bytes.as_slice();
    for raw in [data, kept] {
        for (index, listed) in message.attachments.iter().enumerate() {
            assert_eq!(listed.url, format!("mail:{index}"), "attachments are numbered");
            assert!(attachment(raw, index).is_some(), "attachment {index} is listed and cannot be fetched");
        }
        let count = message.attachments.len();
        for beyond in [count, count + 1, usize::MAX] {
            assert!(attachment(raw, beyond).is_none(), "attachment {beyond} of {count} is there");
        }
    }
    let again = read(kept).unwrap_or_else(|error| panic!("what is kept is refused: {error}"));
    assert_eq!(again.message.attachments.len(), message.attachments.len(), "attachments are lost");
    assert_eq!(
        String::from_utf8_lossy(&again.raw.bytes),
        String::from_utf8_lossy(kept),
        "what is kept is kept as it is: no card number is left in it"
    );
    if kept == data {
        assert_eq!(again.message, *message, "the same mail makes the same message");
    }
}

/// The answer to a mail, as it is made of what is stored of the mail.
fn answer_to(message: &InboundMessage) {
    let from = own_address();
    let id = own_id(&from);
    let details = message.email.as_ref().expect("a mail has the details of one");
    let references = [details.references.as_slice(), &details.in_reply_to].concat();
    let composed = Composed {
        from: &from,
        from_name: message.sender_name.as_deref().unwrap_or_default(),
        to: &message.sender_identifier,
        reply_to: None,
        subject: details.subject.as_deref(),
        message_id: &id,
        in_reply_to: details.message_id.as_deref(),
        references: &references,
        is_notification: false,
        is_automatic: true,
        content: &message.content,
        date: DateTime::UNIX_EPOCH,
    };
    if let Ok(mail) = compose(&composed) {
        assert_sound(&mail, &IN_EVERY_MAIL);
        assert_sound(&mail, &["Auto-Submitted", "X-Auto-Response-Suppress"]);
    }
}

/// A mail of whatever was sent: the worst that anybody could have written into a name or a subject.
fn mail_of(
    texts: &[&str; 8],
    number: usize,
    read: impl Fn(&[u8]) -> Result<Parsed, patchbay::channels::Rejection>,
) {
    let [from, from_name, to, reply_to, subject, in_reply_to, references, content] = *texts;
    let from = EmailAddress::parse(from).unwrap_or_else(|_| own_address());
    let reply_to = EmailAddress::parse(reply_to).ok();
    let id = own_id(&from);
    let references: Vec<String> = references.split(' ').map(ToOwned::to_owned).collect();
    let date = DateTime::from_timestamp(i64::try_from(number).unwrap_or_default() << (number % 48), 0);
    for to in [to, "ann@example.com"] {
        let composed = Composed {
            from: &from,
            from_name,
            to,
            reply_to: reply_to.as_ref(),
            subject: Some(subject),
            message_id: &id,
            in_reply_to: Some(in_reply_to),
            references: &references,
            is_notification: number.is_multiple_of(3),
            is_automatic: number.is_multiple_of(2),
            content,
            date: date.unwrap_or_default(),
        };
        let Ok(mail) = compose(&composed) else { continue };
        assert_sound(&mail, &IN_EVERY_MAIL);
        let received =
            read(mail.as_bytes()).unwrap_or_else(|error| panic!("our own mail is refused: {error}"));
        assert_eq!(
            received.message.unanswered,
            Some(Unanswered::OwnMail),
            "our own mail is not known as ours"
        );
    }
}

fn own_address() -> EmailAddress {
    EmailAddress::parse(OWN_ADDRESS).expect("an address")
}

fn own_id(from: &EmailAddress) -> String {
    compose::message_id(Uuid::nil().into(), Uuid::nil().into(), from.domain())
}
