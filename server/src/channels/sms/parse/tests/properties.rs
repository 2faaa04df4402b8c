//! Whatever is sent is read or refused, and no card number gets through.

use hyper::body::Bytes;
use patchbay_domain::card_number;
use proptest::prelude::*;

use super::super::super::form::Form;
use super::super::parse;
use super::{CARD, FORM, form, keyed, message, read, sid};
use crate::channels::Rejection;

fn text() -> impl Strategy<Value = String> {
    let cards = prop::sample::select(vec![CARD, "5555-5555-5555-4444", "378282246310005"]);
    prop_oneof![3 => any::<String>(), 1 => cards.prop_map(|card| format!("a {card} b")), 1 => "[0-9 .+%-]{0,30}"]
}

const NAMES: [&str; 12] = [
    "MessageSid",
    "From",
    "To",
    "AccountSid",
    "Body",
    "ProfileName",
    "FromCity",
    "OptOutType",
    "NumMedia",
    "MediaUrl0",
    "MediaContentType0",
    "Other",
];

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        raw in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..300),
            "([A-Z][a-z]{2,5}=[%+0-9A-F&=]{0,20}&){0,6}".prop_map(String::into_bytes),
        ],
        token: Option<String>,
        known in any::<bool>(),
    ) {
        let mut body = if known { form(&[]).into_bytes() } else { Vec::new() };
        body.push(b'&');
        body.extend_from_slice(&raw);
        let parsed = parse(Some(FORM), token.as_deref(), &Bytes::from(body), &keyed);
        let is_unsupported = matches!(parsed, Err(Rejection::UnsupportedMediaType { .. }));
        prop_assert!(!is_unsupported);
        if let Ok(parsed) = parsed {
            prop_assert_eq!(parsed.message.external_id, Some(sid("SM")));
        }
    }

    #[test]
    fn no_card_number_and_no_nul_gets_through(pairs in prop::collection::vec((prop::sample::select(NAMES.as_slice()), text()), 0..8)) {
        let changes: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if let Ok(parsed) = read(form(&changes)) {
            let message = parsed.message;
            let texts = [Some(&message.content), Some(&message.sender_identifier), message.sender_name.as_ref(), message.external_id.as_ref()];
            for text in texts.into_iter().flatten() {
                prop_assert!(!card_number::contains(text) && !text.contains('\0'), "{}", text);
            }
            prop_assert!(!card_number::redact_members(&mut message.metadata.clone()));
            for (name, value) in Form::read(&parsed.raw.bytes).pairs() {
                prop_assert!(!card_number::contains(value), "{}={}", name, value);
            }
        }
    }

    #[test]
    fn a_text_is_read_as_it_was_written(body in "\\PC{1,80}") {
        prop_assume!(!body.trim().is_empty() && !card_number::contains(&body));
        prop_assert_eq!(message(&[("Body", &body)]).content, body);
    }
}
