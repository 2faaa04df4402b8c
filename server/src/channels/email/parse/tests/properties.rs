//! Whatever is posted is read or refused, and what is read can be kept.

use patchbay_domain::email::EmailSettings;
use patchbay_domain::message::InboundMessage;
use proptest::prelude::*;

use super::cards::{planted, survives};
use super::{FIXTURES, details, keyed, parse, read};

fn is_clean(message: &InboundMessage) -> bool {
    let email = details(message);
    let is_plain = |text: &str| !text.chars().any(char::is_control);
    let is_text =
        |text: &str| !text.chars().any(|character| character.is_control() && !"\n\t".contains(character));
    let names =
        message.attachments.iter().flat_map(|attachment| attachment.name.iter().chain([&attachment.kind]));
    let ids = email.message_id.iter().chain(&email.in_reply_to).chain(&email.references).chain(&email.to);
    let lines =
        message.external_id.iter().chain(&message.sender_name).chain(&email.subject).chain(names).chain(ids);
    lines.chain([&message.sender_identifier]).all(|line| is_plain(line) && line.len() <= 4 * 998)
        && email.quoted.iter().chain([&message.content]).chain(&message.review).all(|text| is_text(text))
        && message.content.chars().count() <= 100_000
        && email.quoted.as_ref().is_none_or(|quoted| quoted.chars().count() <= 20_000)
        && message.sender_identifier.len() <= 254
        && message.external_id.as_ref().is_some_and(|id| !id.is_empty() && id.len() <= 255)
        && message.sender_name.as_ref().is_none_or(|name| name.chars().count() <= 100)
        && message.attachments.len() <= 100
        && email.references.len() <= 50
        && email.to.len() <= 50
}

/// A fixture with bytes changed, cut out, put in, and a piece of another fixture in it.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let any_fixture = || prop::sample::select(FIXTURES).prop_map(|(_, raw)| raw.to_vec());
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>()), 0..12);
    let piece = (
        any_fixture(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
    );
    (any_fixture(), changes, prop::option::of(piece)).prop_map(|(mut raw, changes, piece)| {
        for (place, change, byte) in changes {
            if raw.is_empty() {
                break;
            }
            let at = place.index(raw.len());
            match change {
                0 => raw[at] = byte,
                1 => raw.insert(at, byte),
                2 => raw.truncate(at),
                _ => drop(raw.drain(at..raw.len().min(at + usize::from(byte)))),
            }
        }
        if let Some((other, from, to, at)) = piece
            && !raw.is_empty()
        {
            let (from, to) = (from.index(other.len()), to.index(other.len()));
            let at = at.index(raw.len());
            raw.splice(at..at, other[from.min(to)..from.max(to)].iter().copied());
        }
        raw
    })
}

fn mail_like() -> impl Strategy<Value = Vec<u8>> {
    let header = prop::sample::select(
        [
            "From: ",
            "Subject: ",
            "Content-Type: ",
            "Content-Transfer-Encoding: base64",
            "To: ",
            "Date: ",
            "\t",
            "References: ",
            "Content-Disposition: ",
        ]
        .as_slice(),
    );
    let value = prop_oneof![
        any::<String>(),
        "[<>@,;:()\"\\\\a-c =?]{0,30}",
        Just("multipart/mixed; boundary=b".to_owned()),
        Just("text/html; charset=utf-7".to_owned()),
        "=\\?[a-z0-9-]{1,9}\\?[bBqQ]\\?[ -~]{0,20}\\?=",
    ];
    let line = (header, value).prop_map(|(header, value)| format!("{header}{value}\r\n"));
    let body = prop_oneof![
        any::<String>(),
        "(--b(--)?\n|Content-Type: message/rfc822\n|\n|[<>&#x0-9a-z;/\"= -]{0,20}){0,12}"
    ];
    (prop::collection::vec(line, 0..8), body)
        .prop_map(|(lines, body)| format!("{}\r\n{body}", lines.concat()).into_bytes())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        raw in prop_oneof![prop::collection::vec(any::<u8>(), 0..400), mutated(), mail_like()],
        forwarding_enabled in any::<bool>(),
    ) {
        let settings = EmailSettings { forwarding_enabled, ..super::settings() };
        if let Ok(parsed) = parse(&settings, None, raw.clone().into(), &keyed) {
            prop_assert!(is_clean(&parsed.message), "{:?}", parsed.message);
            prop_assert!(!survives(&parsed));
            prop_assert_eq!(read(parsed.raw.bytes).is_ok(), true, "what is kept can be read again");
        } else {
            // Only what is empty or beyond the limits is refused, and these mails are small.
            prop_assert!(raw.trim_ascii().is_empty(), "{}", String::from_utf8_lossy(&raw));
        }
    }

    #[test]
    fn no_card_number_survives_a_mutation(
        mail in prop::sample::select(planted("5105 1051 0510 5100")),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        with_line_ends in any::<bool>(),
    ) {
        let mut raw = if with_line_ends { mail.1.replace('\n', "\r\n") } else { mail.1 }.into_bytes();
        let at = at.index(raw.len());
        raw[at] = byte;
        if let Ok(parsed) = read(raw) {
            prop_assert!(!survives(&parsed), "{}: {}", mail.0, String::from_utf8_lossy(&parsed.raw.bytes));
        }
    }
}
