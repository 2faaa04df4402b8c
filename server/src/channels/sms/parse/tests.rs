mod properties;

use hyper::body::Bytes;
use patchbay_domain::card_number;
use patchbay_domain::message::{InboundMessage, MessageType, Unanswered};
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::super::form::Form;
use super::parse;
use crate::channels::{Parsed, Rejection};

const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";
const CARD: &str = "4111 1111 1111 1111";

fn keyed(card: &str) -> String {
    format!("{:016x}", card.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into())))
}

fn sid(prefix: &str) -> String {
    format!("{prefix}{}", "a".repeat(32))
}

/// A text as Twilio sends it, with some parameters changed or added.
fn form(changes: &[(&str, &str)]) -> String {
    let (message, account) = (sid("SM"), sid("AC"));
    let mut pairs = vec![
        ("ToCountry", "US"),
        ("MessageSid", message.as_str()),
        ("AccountSid", &account),
        ("From", "+15005550006"),
        ("To", "+15005550001"),
        ("Body", "Call Acme tomorrow"),
        ("NumMedia", "0"),
        ("NumSegments", "1"),
        ("SmsStatus", "received"),
    ];
    pairs.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    pairs.extend_from_slice(changes);
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn read(form: impl Into<Vec<u8>>) -> Result<Parsed, Rejection> {
    parse(Some(FORM), None, &Bytes::from(form.into()), &keyed)
}

fn message(changes: &[(&str, &str)]) -> InboundMessage {
    read(form(changes)).unwrap().message
}

/// The names of the fields that are wrong.
fn wrong(form: impl Into<Vec<u8>>) -> Vec<String> {
    match read(form) {
        Err(Rejection::Malformed { fields, .. }) => fields.into_iter().map(|field| field.path).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_is_read() {
    let body =
        form(&[("FromCity", "SAN FRANCISCO"), ("FromState", "CA"), ("FromCountry", ""), ("NewThing", "x")]);
    let parsed = parse(Some(FORM), Some(" 5c2e-1 "), &Bytes::from(body.clone()), &keyed).unwrap();
    assert_eq!((parsed.raw.content_type.as_deref(), parsed.raw.bytes), (Some(FORM), body.into_bytes()));
    let message = parsed.message;
    assert_eq!(message.content, "Call Acme tomorrow");
    assert_eq!(message.message_type, MessageType::Text);
    assert_eq!(message.sender_identifier, "+15005550006");
    assert_eq!((message.sender_name, message.unanswered), (None, None));
    assert_eq!(message.external_id, Some(sid("SM")));
    assert_eq!(message.repeat_key.as_deref(), Some("5c2e-1"));
    let expected =
        json!({ "to": "+15005550001", "fromCity": "SAN FRANCISCO", "fromState": "CA", "numSegments": 1 });
    assert_eq!(Value::Object(message.metadata), expected);
}

#[test]
fn whatsapp_comes_the_same_way() {
    let message = message(&[("From", "whatsapp:+15005550006"), ("ProfileName", " Ann Lee ")]);
    assert_eq!(message.sender_identifier, "whatsapp:+15005550006");
    assert_eq!(message.sender_name.as_deref(), Some("Ann Lee"));
}

#[test]
fn every_missing_parameter_is_named() {
    assert_eq!(wrong("a=b"), ["MessageSid", "From", "To", "AccountSid", "Body"]);
    assert_eq!(wrong(""), ["MessageSid", "From", "To", "AccountSid", "Body"]);
    for name in ["MessageSid", "From", "To", "AccountSid", "Body"] {
        assert_eq!(wrong(form(&[(name, " ")])), [name]);
    }
    for name in ["MessageSid", "From", "To", "AccountSid"] {
        assert_eq!(wrong(form(&[(name, &"1".repeat(65))])), [name]);
        assert!(read(form(&[(name, &"x".repeat(64))])).is_ok());
    }
    assert_eq!(wrong(form(&[("Body", &"x".repeat(100_001))])), ["Body"]);
}

#[test]
fn a_nul_is_refused_by_the_parameters_name() {
    let media = [("NumMedia", "1"), ("MediaUrl0", "https://a.example/1")];
    for name in
        ["MessageSid", "From", "To", "Body", "ProfileName", "FromCity", "NumSegments", "MediaContentType0"]
    {
        let mut changes: Vec<_> = media.into_iter().filter(|(changed, _)| *changed != name).collect();
        changes.push((name, "a\0b"));
        assert_eq!(wrong(form(&changes)), [name]);
    }
    assert_eq!(wrong(form(&[("Body", "a\0b")])), ["Body"], "named once, also without media");
    assert!(read(form(&[("NewThing", "a\0b")])).is_ok(), "what is not used does not matter");
}

#[test]
fn broken_bytes_are_replaced() {
    let parsed = read(form(&[("Body", "BODY")]).replace("BODY", "caf%E9+100%+\u{fffd}")).unwrap();
    assert_eq!(parsed.message.content, "caf\u{fffd} 100% \u{fffd}");
}

#[test]
fn other_content_types_and_status_callbacks_are_refused() {
    for content_type in [Some("application/json"), Some("text/plain"), Some(""), None] {
        let refused = parse(content_type, None, &Bytes::from(form(&[])), &keyed);
        assert!(matches!(refused, Err(Rejection::UnsupportedMediaType { .. })), "{content_type:?}");
    }
    let callback =
        "MessageSid=SM1&MessageStatus=delivered&SmsStatus=delivered&To=%2B1&From=%2B2&AccountSid=AC1";
    let Err(Rejection::Malformed { message, fields }) = read(callback) else { panic!("taken") };
    assert!(message.contains("takes incoming messages") && fields.is_empty(), "{message}");
    assert!(read(form(&[("MessageStatus", "received")])).is_ok(), "it has a body");
}

#[test]
fn media_become_references() {
    let media = [
        ("NumMedia", "4"),
        ("MediaUrl0", "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"),
        ("MediaContentType0", "image/jpeg"),
        ("MediaUrl1", "https://api.twilio.com/2"),
        ("MediaUrl2", "ftp://files.example/3"),
        ("MediaUrl4", "https://api.twilio.com/not-counted"),
    ];
    let with_words = message(&media);
    assert_eq!(with_words.message_type, MessageType::Text);
    let found: Vec<_> =
        with_words.attachments.iter().map(|one| (one.kind.as_str(), one.url.as_str())).collect();
    assert_eq!(found, [("image/jpeg", media[1].1), ("file", media[3].1)]);
    for (kind, expected) in [
        ("image/png", MessageType::Image),
        ("Audio/AMR", MessageType::Audio),
        ("video/mp4", MessageType::File),
        ("", MessageType::File),
    ] {
        let changes = [
            ("Body", ""),
            ("NumMedia", "1"),
            ("MediaUrl0", "https://a.example/1"),
            ("MediaContentType0", kind),
        ];
        let message = message(&changes);
        assert_eq!((message.message_type, message.content.as_str()), (expected, ""), "{kind}");
    }
    assert_eq!(wrong(form(&[("Body", ""), ("NumMedia", "1")])), ["Body"]);
    let many: Vec<_> = (0..12).map(|place| format!("MediaUrl{place}")).collect();
    let mut changes: Vec<_> = many.iter().map(|name| (name.as_str(), "https://a.example/1")).collect();
    changes.push(("NumMedia", "99999999999"));
    assert_eq!(message(&changes).attachments.len(), 10);
    assert!(message(&[("NumMedia", "many"), ("MediaUrl0", "https://a.example/1")]).attachments.is_empty());
}

#[test]
fn keywords_are_recorded() {
    let stop = message(&[("Body", " stop\n")]);
    assert_eq!((stop.unanswered, &stop.metadata["keyword"]), (Some(Unanswered::OptOut), &json!("STOP")));
    let own = message(&[("Body", "basta"), ("OptOutType", "STOP")]);
    assert_eq!((own.unanswered, &own.metadata["keyword"]), (Some(Unanswered::OptOut), &json!("BASTA")));
    assert_eq!(message(&[("Body", ""), ("OptOutType", "HELP")]).unanswered, Some(Unanswered::Help));
    let ordinary = message(&[("Body", "STOP PLEASE")]);
    assert_eq!((ordinary.unanswered, ordinary.metadata.get("keyword")), (None, None));
}

#[test]
fn a_repeat_key_that_cannot_be_kept_is_ignored() {
    let key = |token: &str| {
        parse(Some(FORM), Some(token), &Bytes::from(form(&[])), &keyed).unwrap().message.repeat_key
    };
    assert_eq!(key(&"k".repeat(255)), Some("k".repeat(255)));
    for token in ["", " ", "a\0b", "é", &"k".repeat(256)] {
        assert_eq!(key(token), None, "{token}");
    }
    assert_ne!(key(CARD), key("5555 5555 5555 4444"));
    assert!(!card_number::contains(&key(CARD).unwrap()));
}

#[test]
fn card_numbers_are_gone_from_everything() {
    let url = format!("https://a.example/x?card={}", CARD.replace(' ', "+"));
    let parsed = read(form(&[
        ("From", "4111111111111111"),
        ("MessageSid", "SM-5555555555554444"),
        ("To", "378282246310005"),
        ("ProfileName", "Ann 4111-1111-1111-1111"),
        ("Body", &format!("pay with {CARD} please")),
        ("FromCity", CARD),
        ("NumMedia", "1"),
        ("MediaUrl0", &url),
        ("MediaContentType0", CARD),
        ("Unknown", CARD),
    ]))
    .unwrap();
    let message = parsed.message;
    assert_eq!(message.content, "pay with [card ending 1111] please");
    assert!(message.sender_identifier.starts_with("card-"), "{}", message.sender_identifier);
    assert_eq!(message.attachments[0].url, "https://a.example/x?card=[card ending 1111]");
    let debug = format!("{message:?}");
    for digits in ["4111", "5555", "3782"] {
        assert!(!debug.contains(digits), "{debug}");
    }
    assert!(!String::from_utf8(parsed.raw.bytes).unwrap().contains("4111"));
}

#[test]
fn card_numbers_are_gone_from_the_raw_body_however_they_are_written() {
    for written in [
        "4111+1111+1111+1111",
        "4111%201111%201111%201111",
        "4111%2D1111%2D1111%2D1111",
        "4111%C2%A01111%C2%A01111%C2%A01111",
        "%34%31%31%31111111111111",
        "4111%25201111%25201111%25201111",
        "%2534111111111111111",
        "4111111111111111%FF",
    ] {
        let parsed = read(form(&[("Body", "BODY")]).replace("BODY", written)).unwrap();
        for (name, value) in Form::read(&parsed.raw.bytes).pairs() {
            assert!(!card_number::contains(value), "{written}: {name}={value}");
        }
        let raw = String::from_utf8_lossy(&parsed.raw.bytes).into_owned();
        assert!(!card_number::contains(&raw) && raw.contains("ending"), "{raw}");
        assert!(parsed.message.content.contains("[card ending 1111]"), "{}", parsed.message.content);
    }
}

#[test]
fn a_text_is_still_found_whatever_the_digits_of_its_id_are() {
    // Thirteen of them pass for a card number.
    let id = "SM9072158971424e20bbc22e95da47d7df";
    assert!(card_number::contains(id));
    assert_eq!(message(&[("MessageSid", id)]).external_id.as_deref(), Some(id));
    for other in [id.to_lowercase(), id.to_uppercase(), format!("{id}0"), id[..33].to_owned()] {
        let external_id = message(&[("MessageSid", &other)]).external_id.unwrap();
        assert!(external_id.contains("card-") && !card_number::contains(&external_id), "{external_id}");
    }
}

#[test]
fn media_are_still_found_whatever_the_digits_of_their_ids_are() {
    let id = format!("ME4111111111111111{}", "a".repeat(16));
    let url = format!("https://api.twilio.com/2010-04-01/Accounts/{id}/Media/{id}");
    let changes = |url: &str| message(&[("NumMedia", "1"), ("MediaUrl0", url)]).attachments[0].url.clone();
    assert_eq!(changes(&url), url);
    assert_eq!(
        changes(&format!("{url}/4111111111111111?a={id}")),
        format!("{url}/[card ending 1111]?a=ME[card ending 1111]{}", "a".repeat(16))
    );
}
