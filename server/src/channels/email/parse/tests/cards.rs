//! No card number gets through, wherever the mail hides it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use patchbay_domain::card_number;

use super::super::body;
use super::super::structure::{Body, Part};
use super::{attachment, message, read};
use crate::channels::Parsed;

pub(super) const CARD: &str = "4111 1111 1111 1111";

/// Whether a card number is anywhere: in the message, in the raw mail as it stands, or in any part of it, decoded.
pub(super) fn survives(parsed: &Parsed) -> bool {
    card_number::contains(&format!("{:?}", parsed.message))
        || card_number::contains(&parsed.message.content)
        || is_in_mail(&parsed.raw.bytes)
}

fn is_in_mail(raw: &[u8]) -> bool {
    let mail = Part::read(raw).unwrap();
    card_number::contains(&String::from_utf8_lossy(raw)) || is_in_part(&mail)
}

fn is_in_part(part: &Part<'_>) -> bool {
    let is_in_headers = part.headers.texts().any(|text| card_number::contains(&text));
    let is_inside = match &part.body {
        Body::Multipart(parts) => parts.iter().any(is_in_part),
        Body::Leaf(_) if part.is_mail() => is_in_mail(&part.bytes()),
        Body::Leaf(_) => card_number::contains(&part.text()) || card_number::contains(&body::part_text(part)),
    };
    is_in_headers || is_inside || part.file_name().is_some_and(|name| card_number::contains(&name))
}

fn base64(text: &str) -> String {
    STANDARD.encode(text)
}

/// Mails with the card number in them, each in another way.
pub(super) fn planted(card: &str) -> Vec<(&'static str, String)> {
    let mixed = |part: String| {
        format!(
            "From: a@b.example\nSubject: Pay\nMessage-ID: <m@b.example>\nContent-Type: multipart/mixed; boundary=b\n\n\
             --b\n\nhello\n--b\n{part}\n--b--\n"
        )
    };
    let inner =
        format!("From: c@d.example\nSubject: inner\nContent-Transfer-Encoding: base64\n\n{}", base64(card));
    let quoted_printable: String = card.bytes().map(|byte| format!("={byte:02X}")).collect();
    let half = card.len() / 2;
    vec![
        ("plain", format!("From: a@b.example\nSubject: s\n\npay {card} now")),
        (
            "base64",
            format!(
                "From: a@b.example\nContent-Transfer-Encoding: base64\n\n{}",
                base64(&format!("pay {card} now"))
            ),
        ),
        (
            "quoted-printable",
            format!(
                "From: a@b.example\nContent-Transfer-Encoding: quoted-printable\n\npay {quoted_printable}."
            ),
        ),
        (
            "soft line break",
            format!(
                "From: a@b.example\nContent-Transfer-Encoding: quoted-printable\n\npay {}=\n{}.",
                &card[..half],
                &card[half..]
            ),
        ),
        (
            "flowed",
            format!(
                "From: a@b.example\nContent-Type: text/plain; format=flowed\n\n{card} \n{}",
                card.replacen(' ', " \n", 1)
            ),
        ),
        ("subject", format!("From: a@b.example\nSubject: =?utf-8?B?{}?=\n\nhi", base64(card))),
        ("name", format!("From: =?utf-8?Q?{}?= <a@b.example>\n\nhi", quoted_printable)),
        ("unknown header", format!("From: a@b.example\nX-Note: =?utf-8?B?{}?=\n\nhi", base64(card))),
        (
            "html",
            format!(
                "From: a@b.example\nContent-Type: text/html\n\n<p>{}</p>",
                card.replace(' ', "&nbsp;<b></b>")
            ),
        ),
        (
            "csv",
            mixed(format!(
                "Content-Type: text/csv; name=a.csv\nContent-Disposition: attachment\n\nname;card\nAna;{card}"
            )),
        ),
        (
            "csv in base64",
            mixed(format!(
                "Content-Type: application/octet-stream; name=a.csv\nContent-Transfer-Encoding: base64\n\n{}",
                base64(card)
            )),
        ),
        (
            "file name",
            mixed(format!("Content-Type: application/pdf; name=\"=?utf-8?B?{}?=\"\n\n%PDF", base64(card))),
        ),
        (
            "file name in pieces",
            mixed(format!(
                "Content-Disposition: attachment; filename*0=\"{}\";\n filename*1=\"{}\"\n\n%PDF",
                &card[..half],
                &card[half..]
            )),
        ),
        ("attached mail", mixed(format!("Content-Type: message/rfc822\n\n{inner}"))),
        (
            "attached mail in base64",
            mixed(format!(
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{}",
                base64(&inner)
            )),
        ),
        (
            "html attachment",
            mixed(format!(
                "Content-Type: text/html; name=a.html\nContent-Disposition: attachment\n\n<i>{}</i>",
                card.replace(' ', "&#32;")
            )),
        ),
        (
            "identifiers",
            format!(
                "From: {digits}@b.example\nMessage-ID: <{digits}@c>\nReferences: <{digits}@d> <e@f>\n\nhi",
                digits = card.replace(' ', "")
            ),
        ),
        (
            "preamble",
            format!(
                "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n{card}\n--b\n\nhi\n--b--\n{card}"
            ),
        ),
        ("quote", format!("From: a@b.example\nIn-Reply-To: <q@r>\n\nyes\n\n> {card}")),
        ("nothing to read", format!("no header {card}")),
    ]
}

#[test]
fn no_card_number_is_kept_however_it_is_hidden() {
    for card in [CARD, "5555-5555-5555-4444", "3782 822463 10005", "5105 1051 0510 5100"] {
        for (place, raw) in planted(card) {
            let parsed = read(raw.clone()).unwrap();
            assert!(
                !survives(&parsed),
                "{place}: {:?}\n{}",
                parsed.message,
                String::from_utf8_lossy(&parsed.raw.bytes)
            );
            assert_eq!(parsed.raw.content_type.as_deref(), Some("message/rfc822"));
            // What is kept says the same, attachments by the same numbers included.
            let again = message(parsed.raw.bytes.clone());
            let (mut again, mut before) = (again, parsed.message);
            if before.external_id.as_ref().is_some_and(|id| id.starts_with("sha256:")) {
                (again.external_id, before.external_id) = (None, None);
            }
            if place != "nothing to read" {
                assert_eq!(again, before, "{place}");
            }
            for index in 0..before.attachments.len() {
                let fetched = attachment(&parsed.raw.bytes, index).unwrap();
                assert_eq!(fetched.name, before.attachments[index].name, "{place}");
            }
            assert_eq!(attachment(&parsed.raw.bytes, before.attachments.len()), None, "{place}");
        }
    }
}

#[test]
fn texts_show_that_a_card_number_was_there() {
    for place in ["plain", "base64"] {
        let raw = planted(CARD).into_iter().find(|(name, _)| *name == place).unwrap().1;
        let content = message(raw).content;
        assert!(content.ends_with("pay [card ending 1111] now"), "{content}");
    }
    let csv = planted(CARD).into_iter().find(|(name, _)| *name == "csv in base64").unwrap().1;
    assert_eq!(attachment(&read(csv).unwrap().raw.bytes, 0).unwrap().bytes, b"[card ending 1111]");
}

#[test]
fn files_that_are_no_text_are_left_alone() {
    let raw = "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\npay 4111 1111 1111 1111\n--b\n\
               Content-Type: application/zip\n\n\x01 4111111111111111 \x02\n--b--\n";
    let parsed = read(raw).unwrap();
    assert_eq!(parsed.message.content, "pay [card ending 1111]");
    assert_eq!(attachment(&parsed.raw.bytes, 0).unwrap().bytes, b"\x01 4111111111111111 \x02");
}
