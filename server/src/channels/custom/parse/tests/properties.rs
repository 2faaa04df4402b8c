//! Whatever is sent is read or refused, and no card number gets through.

use hyper::body::Bytes;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{fields, parse};
use super::{FORM, MULTIPART, block_on, json_message, keyed, message, part, read};

const CARDS: [&str; 4] =
    ["4111111111111111", "4111 1111 1111 1111", "3782-822463-10005", "5555.5555.5555.4444"];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::sample::select(CARDS.as_slice()).prop_map(|card| format!("a {card} b"))
    ]
}

fn body() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        Just(Value::from(4_111_111_111_111_111_u64)),
        Just(Value::Null),
    ];
    let any_value = leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    let names = prop::sample::select(fields::TEXTS.as_slice()).prop_map(ToOwned::to_owned);
    let names = prop_oneof![4 => names, 1 => Just("metadata".to_owned()), 1 => text()];
    (text(), prop::collection::vec((names, any_value), 0..6)).prop_map(|(content, members)| {
        let mut body: serde_json::Map<_, _> = members.into_iter().collect();
        body.insert("content".into(), content.into());
        Value::Object(body)
    })
}

proptest! {
    #[test]
    fn any_bytes_of_any_type_are_read_or_refused(
        content_type in prop_oneof![
            Just("application/json"), Just(FORM), Just(MULTIPART), Just("text/plain"), Just(""), Just("x/y; charset"),
        ],
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..300),
            "[-X\r\n {}\\[\\]\":,a-e%&=+0-9\\\\]{0,200}".prop_map(String::into_bytes),
            "--XX\r\ncontent-disposition: form-data; name=\"[a-z]{0,3}\"\r\n\r\n[a-z\r\n-]{0,9}--XX--".prop_map(String::into_bytes),
        ],
        key in any::<String>(),
    ) {
        let parsed = block_on(parse(Some(content_type), Some(&key), Bytes::from(bytes), &keyed));
        if let Ok(parsed) = parsed {
            prop_assert!(!parsed.message.content.trim().is_empty());
            prop_assert!(!parsed.message.content.contains('\0'));
        }
    }

    #[test]
    fn no_card_number_gets_through(body in body()) {
        if let Ok(parsed) = read("application/json", body.to_string()) {
            let debug = format!("{:?}", parsed.message);
            let raw = String::from_utf8(parsed.raw.bytes).unwrap();
            for card in CARDS {
                prop_assert!(!debug.contains(card), "{debug}");
                prop_assert!(!raw.contains(card), "{raw}");
            }
        }
    }

    #[test]
    fn forms_say_the_same_as_json(content in "\\PC{1,50}", name in "\\PC{0,20}") {
        prop_assume!(!content.trim().is_empty() && !content.starts_with('{'));
        let expected = json_message(&json!({ "content": content.clone(), "senderName": name.clone() }));
        let form = serde_urlencoded::to_string([("content", &content), ("senderName", &name)]).unwrap();
        prop_assert_eq!(message(FORM, form), expected.clone());
        let parts = part("content", &content) + &part("senderName", &name) + "--XX--\r\n";
        prop_assert_eq!(message(MULTIPART, parts), expected);
    }
}
