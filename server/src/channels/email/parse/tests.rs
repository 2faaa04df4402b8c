mod cards;
mod limits;
mod properties;

use hyper::body::Bytes;
use patchbay_domain::email::{EmailAddress, EmailDetails, EmailSettings};
use patchbay_domain::message::{InboundMessage, MessageType, Unanswered};
use serde_json::Value;

use super::parse;
use crate::channels::email::attachments::attachment;
use crate::channels::{Parsed, Rejection};

/// Every fixture, by its name.
macro_rules! fixtures {
    ($($name:literal),* $(,)?) => {
        const FIXTURES: &[(&str, &[u8])] = &[$(($name, include_bytes!(concat!("fixtures/", $name, ".eml")))),*];
    };
}
fixtures!(
    "apple_forward",
    "attachments",
    "bounce",
    "empty_text",
    "encoded_utf8",
    "gmail",
    "gmail_forward",
    "gmail_reply",
    "html_only",
    "interleaved",
    "invite",
    "mailing_list",
    "nested",
    "no_from",
    "nothing",
    "outlook_german",
    "outlook_reply",
    "picture",
    "shift_jis",
    "truncated",
    "truncated_nothing",
    "vacation",
);

fn keyed(card: &str) -> String {
    format!("{:016x}", card.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into())))
}

fn settings() -> EmailSettings {
    EmailSettings {
        inbound_address: EmailAddress::parse("tasks@agency.example").ok(),
        ..EmailSettings::default()
    }
}

fn fixture(name: &str) -> &'static [u8] {
    FIXTURES.iter().find(|(known, _)| *known == name).unwrap().1
}

fn read(raw: impl Into<Vec<u8>>) -> Result<Parsed, Rejection> {
    parse(&settings(), Some("message/rfc822"), Bytes::from(raw.into()), &keyed)
}

fn message(raw: impl Into<Vec<u8>>) -> InboundMessage {
    read(raw).unwrap().message
}

fn details(message: &InboundMessage) -> &EmailDetails {
    message.email.as_ref().unwrap()
}

#[test]
fn a_mail_of_gmail_is_read_whole() {
    let parsed = read(fixture("gmail")).unwrap();
    assert_eq!(parsed.raw.bytes, fixture("gmail"));
    assert_eq!(parsed.raw.content_type.as_deref(), Some("message/rfc822"));
    let message = parsed.message;
    assert_eq!(message.content, "Tent for Saturday\n\nPlease order a tent for Saturday.\n\nThanks,\nAna");
    assert_eq!(message.sender_identifier, "ana.reyes@example.com");
    assert_eq!(message.sender_name.as_deref(), Some("Ana Reyes"));
    assert_eq!(message.external_id.as_deref(), Some("CAF=abc123@mail.gmail.example"));
    assert_eq!((message.message_type, message.unanswered, &message.review), (MessageType::Text, None, &None));
    assert_eq!(message.metadata["date"], Value::from("2026-03-13T15:00:00+01:00"));
    let expected = EmailDetails {
        subject: Some("Tent for Saturday".into()),
        message_id: Some("CAF=abc123@mail.gmail.example".into()),
        to: vec!["tasks@agency.example".into(), "bob@example.com".into()],
        ..EmailDetails::default()
    };
    assert_eq!(message.email, Some(expected));
}

#[test]
fn every_kind_of_mail_has_the_text_that_its_sender_wrote() {
    for (name, content, sender) in [
        ("gmail_reply", "Make it two, please, and have them delivered before noon.", Some("Ana Reyes")),
        ("outlook_reply", "Fine by me, go ahead.\n\nBob", Some("Bob Brown")),
        (
            "outlook_german",
            "Guten Tag,\n\nbitte die Größe ändern.\n\nMit freundlichen Grüßen\nJörg Müller",
            Some("Jörg Müller"),
        ),
        ("interleaved", "Blue.\n\nTwo.", Some("Ana")),
        (
            "apple_forward",
            "Garden party\n\nCan you handle this?\n\n> Begin forwarded message:\n> \n> From: Carla <carla@client.example>\n\
             > Subject: Garden party\n> Date: 12 March 2026 at 10:00:00 CET\n> To: owner@agency.example\n> \n\
             > We are 40 people, café included.",
            Some("Owner"),
        ),
        (
            "gmail_forward",
            "FYI, please plan it.\n\n---------- Forwarded message ---------\nFrom: Carla <carla@client.example>\n\
             Date: Thu, Mar 12, 2026 at 10:00 AM\nSubject: Garden party\nTo: <owner@agency.example>\n\n\
             We are 40 people.\n-- \nCarla",
            Some("Owner"),
        ),
        ("encoded_utf8", "Café 📦 heute\n\nZwei Pakete à 5 € — bitte.", Some("Zoë 王")),
        ("shift_jis", "見積もり\n\nお願いします。", Some("田中")),
        (
            "html_only",
            "Your offer\n\nOffer\n\nSee our offer (https://shop.example/o?id=1&x=2):\n\n- Tent\n- Poles & pegs",
            None,
        ),
        (
            "nested",
            "please do\n\nSee the attached.\n\nForwarded from Carla Gómez <carla@client.example>: Garden party\n\n\
             We are 40 people.",
            Some("Owner"),
        ),
        ("attachments", "Files\n\nHere they are.", Some("Ana")),
        ("invite", "Invitation: Site visit\n\nSite visit, Monday 10:00.", Some("Ana")),
        ("empty_text", "Call Bob at noon", Some("Ana")),
        ("picture", "", Some("Ana")),
        ("truncated", "", None),
    ] {
        let message = message(fixture(name));
        assert_eq!(message.content, content, "{name}");
        assert_eq!(message.sender_name.as_deref(), sender, "{name}");
        assert_eq!((message.unanswered, message.review), (None, None), "{name}");
    }
}

#[test]
fn what_is_repeated_is_kept_beside_the_text() {
    let reply = message(fixture("gmail_reply"));
    let details = details(&reply);
    assert_eq!(
        details.quoted.as_deref(),
        Some(
            "On Fri, Mar 13, 2026 at 3:05\u{202f}PM Agency Assistant <\ntasks@agency.example> wrote:\n\
             > One tent is on order.\n>\n> --\n> Agency"
        )
    );
    assert_eq!(details.in_reply_to, ["0190a0b0.1@agency.example"]);
    assert_eq!(details.references, ["CAF=abc123@mail.gmail.example", "0190a0b0.1@agency.example"]);
    assert!(!details.is_forwarded);
}

#[test]
fn forwards_count_where_the_owner_says_so() {
    let without = EmailSettings { forwarding_enabled: false, ..settings() };
    for (name, own) in [
        ("gmail_forward", "FYI, please plan it."),
        ("apple_forward", "Garden party\n\nCan you handle this?"),
        ("nested", "please do\n\nSee the attached."),
    ] {
        assert!(details(&message(fixture(name))).is_forwarded, "{name}");
        let parsed = parse(&without, None, fixture(name).into(), &keyed).unwrap().message;
        assert_eq!(parsed.content, own, "{name}");
        assert!(!details(&parsed).is_forwarded, "{name}");
    }
    let outlook = "From: o@agency.example\nSubject: WG: Zelt\n\nBitte!\n\nVon: Carla <c@client.example>\n\
                   Gesendet: Freitag\nAn: o@agency.example\nBetreff: Zelt\n\nWir sind 40.";
    let forwarded = message(outlook);
    assert!(forwarded.content.starts_with("Zelt\n\nBitte!\n\nVon: Carla"), "{}", forwarded.content);
    assert!(forwarded.content.ends_with("Wir sind 40."));
    let reply_to_forward = "From: a@b.example\nSubject: Re: Fwd: Tent\nIn-Reply-To: <x@y>\n\nYes.\n\n\
                            On 1 March 2026 Owner <o@agency.example> wrote:\n\n---------- Forwarded message ---------\nold";
    assert_eq!(message(reply_to_forward).content, "Yes.");
}

#[test]
fn automatic_mail_is_kept_and_named() {
    for (name, expected, content) in [
        (
            "bounce",
            Unanswered::Bounce,
            "Undelivered Mail Returned to Sender\n\nI'm sorry to have to inform you that your message could not\n\
             be delivered to one or more recipients.",
        ),
        ("vacation", Unanswered::AutomaticMail, "I am away until Monday."),
        ("mailing_list", Unanswered::BulkMail, "[tents] New poles\n\nNew poles are in."),
    ] {
        let message = message(fixture(name));
        assert_eq!((message.unanswered, message.review), (Some(expected), None), "{name}");
        assert_eq!(message.content, content, "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_put_before_the_owner() {
    for (raw, sender, content, flaw) in [
        (fixture("no_from"), "unknown sender", "Who am I\n\nSomebody wrote this.", "it has no sender"),
        (fixture("nothing"), "ana@example.com", "", "there is no text"),
        (
            fixture("truncated_nothing"),
            "ana@example.com",
            "This is a multi-part message in MI",
            "cut off or damaged",
        ),
        (b"just words", "unknown sender", "just words", "it has no sender"),
        (b"\x00\xff\x01", "unknown sender", "ÿ", "it has no sender"),
        (b"Sender: S@b.example\n\nhi", "s@b.example", "hi", "does not say whom it is from"),
        (b"Return-Path: <r@b.example>\nFrom: Bob\n\nhi", "r@b.example", "hi", "does not say whom it is from"),
        (
            b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!",
            "a@b.example",
            "!!!",
            "cut off or damaged",
        ),
    ] {
        let message = message(raw);
        assert_eq!(message.unanswered, Some(Unanswered::Unreadable), "{content}");
        assert_eq!((message.sender_identifier.as_str(), message.content.as_str()), (sender, content));
        let review = message.review.unwrap();
        assert!(review.contains(flaw) && review.ends_with("Its raw form is kept for 30 days."), "{review}");
    }
    let long = format!("From: {}@b.example\n\nhi", "a".repeat(260));
    assert_eq!(message(long).sender_identifier, "unknown sender");
}

#[test]
fn attachments_are_numbered_as_they_are_fetched() {
    let message = message(fixture("attachments"));
    let seen: Vec<_> = message
        .attachments
        .iter()
        .map(|attachment| (attachment.kind.as_str(), attachment.url.as_str(), attachment.name.as_deref()))
        .collect();
    assert_eq!(
        seen,
        [
            ("image/png", "mail:0", Some("logo.png")),
            ("application/pdf", "mail:1", Some("Angebot für März.pdf")),
            ("text/csv", "mail:2", Some("list.csv")),
            ("application/octet-stream", "mail:3", None),
        ]
    );
    let contents = [b"\x89PNG\r\n\x1a\n".as_slice(), b"%PDF-1.4\n", b"a;b\n1;2", b"raw"];
    for (index, bytes) in contents.into_iter().enumerate() {
        let fetched = attachment(fixture("attachments"), index).unwrap();
        assert_eq!(fetched.bytes, bytes, "{index}");
        assert_eq!(fetched.content_type, message.attachments[index].kind);
        assert_eq!(fetched.name, message.attachments[index].name);
    }
    assert_eq!(attachment(fixture("attachments"), 4), None);
    let nested = attachment(fixture("nested"), 0).unwrap();
    assert_eq!(
        (nested.content_type.as_str(), nested.name.as_deref()),
        ("message/rfc822", Some("Garden party.eml"))
    );
    assert!(nested.bytes.starts_with(b"From: =?utf-8?q?Carla"));
    let invite: Vec<_> =
        self::message(fixture("invite")).attachments.into_iter().map(|attachment| attachment.kind).collect();
    assert_eq!(invite, ["text/calendar", "application/ics"]);
    assert_eq!(self::message(fixture("picture")).message_type, MessageType::Image);
    assert_eq!(self::message(fixture("truncated")).message_type, MessageType::File);
    assert_eq!(attachment(fixture("truncated"), 0).unwrap().bytes, b"%PDF-1.4\n");
}

#[test]
fn the_subject_leads_what_begins_a_thread() {
    for (headers, body, expected) in [
        ("Subject: Fwd: Tent", "hi", "Tent\n\nhi"),
        ("Subject: Re: Tent", "hi", "hi"),
        ("Subject: Tent\nIn-Reply-To: <a@b>", "hi", "hi"),
        ("Subject: Fwd:", "hi", "hi"),
        ("Subject: Re: Tent", "", "Tent"),
        ("Subject: Re:", "", "Re:"),
        ("X-A: b", "hi", "hi"),
    ] {
        assert_eq!(message(format!("From: a@b.example\n{headers}\n\n{body}")).content, expected, "{headers}");
    }
}
