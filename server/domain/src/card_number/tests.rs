use std::borrow::Cow;

use proptest::prelude::*;
use serde_json::json;

use super::{contains, pseudonym, redact_bytes, redact_json, redact_text};

/// Numbers that the card companies give for tests, and their lengths' extremes.
const CARDS: [&str; 9] = [
    "4111111111111111",
    "5555555555554444",
    "378282246310005",
    "30569309025904",
    "6011111111111117",
    "3530111333300000",
    "4222222222222",
    "6304000000000000",
    "6304000000000000000",
];

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(*digit) * if place % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether a card number is left, looked for in the plainest way.
fn survives(text: &str) -> bool {
    let mut rows = vec![vec![Vec::new()]];
    let characters: Vec<char> = text.chars().collect();
    for (place, character) in characters.iter().enumerate() {
        let is_digit = |place: usize| characters.get(place).is_some_and(char::is_ascii_digit);
        let row = rows.last_mut().unwrap();
        match character.to_digit(10) {
            Some(digit) => row.last_mut().unwrap().push(u8::try_from(digit).unwrap()),
            None if " -.\u{a0}".contains(*character)
                && place > 0
                && is_digit(place - 1)
                && is_digit(place + 1) =>
            {
                row.push(Vec::new());
            }
            None => rows.push(vec![Vec::new()]),
        }
    }
    rows.iter().any(|chunks| {
        (0..chunks.len()).any(|start| {
            (start + 1..=chunks.len()).any(|end| {
                let digits = chunks[start..end].concat();
                let is_time = end == start + 1 && digits.len() == 13 && digits[0] == 1;
                (13..=19).contains(&digits.len()) && !is_time && luhn(&digits)
            })
        })
    })
}

#[test]
fn cards_are_found_however_they_are_written() {
    for card in CARDS {
        let last_four = &card[card.len() - 4..];
        assert_eq!(redact_text(card), format!("[card ending {last_four}]"), "{card}");
    }
    for (text, expected) in [
        ("pay with 4111 1111 1111 1111 please", "pay with [card ending 1111] please"),
        ("4111-1111-1111-1111", "[card ending 1111]"),
        ("4111.1111.1111.1111.", "[card ending 1111]."),
        ("4111\u{a0}1111\u{202f}1111\u{2011}1111", "[card ending 1111]"),
        ("3782 822463 10005", "[card ending 0005]"),
        ("order 12 4111 1111 1111 1111", "order 12 [card ending 1111]"),
        ("4111 1111 1111 1111 12/27 123", "[card ending 1111] 12/27 123"),
        ("x4111111111111111y", "x[card ending 1111]y"),
        ("4111111111111111 5555555555554444", "[card ending 1111] [card ending 4444]"),
        ("４１１１１１１１１１１１１１１１", "[card ending 1111]"),
        ("٤١١١ ١١١١ ١١١١ ١١١١", "[card ending 1111]"),
        ("https://a.example/?card=4111%201111%201111%201111", "https://a.example/?card=[card ending 1111]"),
        ("https://a.example/?card=%204111111111111111", "https://a.example/?card=%20[card ending 1111]"),
        (r"\u0034111111111111111", "[card ending 1111]"),
        ("+4111111111111111", "+[card ending 1111]"),
        ("+1 4111 1111 1111 1111", "+1 [card ending 1111]"),
    ] {
        assert_eq!(redact_text(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_card_stays() {
    for text in [
        "4111 1111 1111 1112",
        "4111  1111  1111  1111",
        "4111,1111,1111,1111",
        "4111\n1111\n1111\n1111",
        "411111111111",
        "41111111111111111111",
        "04111111111111111110",
        "+4222222222222",
        "+42 222 222 222 22",
        "2026-03-13 15:00, task 12, $1,250.00",
        "1732438800127 is Luhn-valid, and a time in milliseconds",
        "+1 (415) 555-0100",
    ] {
        assert!(matches!(redact_text(text), Cow::Borrowed(_)), "{text}: {}", redact_text(text));
        assert!(!contains(text), "{text}");
    }
}

#[test]
fn json_is_cleared_of_cards_in_strings_names_and_numbers() {
    let mut value = json!({
        "note": "4111 1111 1111 1111",
        "5555555555554444": [{ "number": 4_111_111_111_111_111_u64, "float": 4_111_111_111_111_111.0 }],
        "5555-5555-5555-4444": "the same name, masked",
        "[card ending 4444]": "that very name",
        "negative": -4_111_111_111_111_111_i64,
        "latitude": 0.411_111_111_111_111_1,
        "count": 12,
    });
    assert!(redact_json(&mut value));
    assert_eq!(value["note"], "[card ending 1111]");
    assert_eq!(
        value["[card ending 4444] (2)"],
        json!([{ "number": "[card ending 1111]", "float": "[card ending 1111]" }])
    );
    assert_eq!(value["[card ending 4444]"], "the same name, masked");
    assert_eq!(value["[card ending 4444] (3)"], "that very name");
    assert_eq!(value["negative"], "[card ending 1111]");
    assert_eq!(value["latitude"], 0.411_111_111_111_111_1);
    assert!(!redact_json(&mut value), "a second time finds nothing");
}

#[test]
fn raw_bodies_are_cleared_in_their_own_encoding() {
    for (raw, expected) in [
        ("content=4111+1111+1111+1111&a=1", "content=[card ending 1111]&a=1"),
        ("content=pay+378282246310005", "content=pay+[card ending 0005]"),
        ("content=4111%2D1111%2d1111%C2%A01111", "content=[card ending 1111]"),
        ("content=%34%31%31%31111111111111", "content=[card ending 1111]"),
        (r#"{"content":"4111\u00a01111\u00a01111\u00a01111"}"#, r#"{"content":"[card ending 1111]"}"#),
        (r#"{"from":"+4222222222222"}"#, r#"{"from":"+4222222222222"}"#),
        ("content=%2B4222222222222", "content=%2B4222222222222"),
    ] {
        assert_eq!(String::from_utf8_lossy(&redact_bytes(raw.as_bytes())), expected, "{raw}");
    }
    assert_eq!(redact_bytes(b"\xff4111111111111111\xfe").as_ref(), b"\xff[card ending 1111]\xfe");
}

#[test]
fn identifiers_stay_apart() {
    let keyed = |card: &str| format!("{:064x}", card.bytes().map(u64::from).sum::<u64>() * 7919);
    let one = pseudonym("visa:4111111111111111", keyed);
    let other = pseudonym("visa:5555555555554444", |card| format!("9{}", keyed(card)));
    assert_ne!(one, other);
    assert_eq!(one, pseudonym("visa:4111111111111111", keyed));
    assert!(one.starts_with("visa:card-") && one.len() == "visa:card-".len() + 16, "{one}");
    assert!(!one.chars().any(|character| character.is_ascii_digit()), "{one}");
    assert_eq!(pseudonym("+15005550006", keyed), "+15005550006");
}

/// A mebibyte of digits, in one piece or in the smallest chunks, is read in one pass; a second is far beyond it.
#[test]
fn a_mebibyte_of_digits_takes_no_time_to_speak_of() {
    let texts =
        ["1".repeat(1 << 20), "1 ".repeat(1 << 19), "12345678 ".repeat(1 << 17), "%31+".repeat(1 << 18)];
    for text in &texts {
        let redacted = redact_bytes(text.as_bytes());
        assert!(!contains(std::str::from_utf8(&redacted).unwrap()));
    }
}

fn with_check_digit(mut digits: Vec<u8>) -> Vec<u8> {
    digits.push(0);
    let last = digits.len() - 1;
    let check = (0..10).find(|check| {
        digits[last] = *check;
        luhn(&digits)
    });
    digits[last] = check.unwrap();
    digits
}

#[test]
fn a_uuid_is_no_card_and_hides_none_beside_it() {
    // Its digits 48-6641-4972-9335-1 pass the check.
    let id = "e373dd48-6641-4972-9335-1e71364145f5";
    assert!(!contains(&format!("<{id}@client.example>")));
    assert_eq!(redact_text(&format!("https://x.example/{id}?a=1")), format!("https://x.example/{id}?a=1"));
    assert!(contains(&format!("{id} 4111111111111111")));
    assert!(contains(&format!("4111-1111-1111-1111-{id}")));
    // Grouped like one, but of another version, longer, or of digits alone: looked at as ever.
    for other in [
        "e373dd48-6641-0972-9335-1e71364145f5 4111-1111-1111-1111",
        "xe373dd48-6641-4972-9335-1e71364145f5",
        "e373dd48-6641-4972-9335-1e71364145f5x",
        "41111111-1111-1111-8111-111111111111 4111111111111111",
    ] {
        assert!(contains(other), "{other}");
    }
}

proptest! {
    #[test]
    fn no_uuid_is_a_card(random in any::<u128>(), version in 1_usize..=8) {
        let mut id = uuid::Builder::from_u128(random).with_variant(uuid::Variant::RFC4122).into_uuid().to_string();
        id.replace_range(14..15, &version.to_string());
        prop_assume!(id.bytes().any(|byte| byte.is_ascii_alphabetic()));
        for text in [id.clone(), format!("<{}@x>", id.to_uppercase()), format!("\"id\":\"{id}\"")] {
            prop_assert!(!contains(&text), "{}", text);
            prop_assert_eq!(redact_bytes(text.as_bytes()).into_owned(), text.into_bytes());
        }
    }

    #[test]
    fn no_card_survives(
        before in "[a-z0-9 .,:%\\\\-]{0,12}",
        mut digits in prop::collection::vec(0_u8..10, 12..19),
        separators in prop::collection::vec(prop::option::weighted(0.3, prop::sample::select(vec![' ', '-', '.', '\u{a0}'])), 18),
        after in "[a-z0-9 .,:%\\\\-]{0,12}",
    ) {
        let is_one_piece = separators[..digits.len()].iter().all(Option::is_none);
        if digits.len() == 12 && digits[0] == 1 && is_one_piece {
            // With its check digit it would be a time.
            digits[0] = 4;
        }
        let mut text = before;
        text.push(':');
        for (place, digit) in with_check_digit(digits).iter().enumerate() {
            if place > 0 && let Some(separator) = separators[place - 1] {
                text.push(separator);
            }
            text.push(char::from(b'0' + digit));
        }
        text.push('/');
        text.push_str(&after);
        prop_assert!(survives(&text));
        prop_assert!(contains(&text));
        let redacted = redact_text(&text).into_owned();
        prop_assert!(!survives(&redacted), "{text} -> {redacted}");
        prop_assert_eq!(redact_text(&redacted).into_owned(), redacted.clone(), "twice is once");
        let raw = redact_bytes(text.as_bytes()).into_owned();
        prop_assert!(!survives(std::str::from_utf8(&raw).unwrap()));
        prop_assert_eq!(redact_bytes(&raw).into_owned(), raw.clone());
        let identifier = pseudonym(&text, |card| format!("{card:0>16}").replace(|character: char| !character.is_ascii_digit(), "0")).into_owned();
        prop_assert!(!survives(&identifier), "{identifier}");
        prop_assert_eq!(pseudonym(&identifier, |_| String::new()).into_owned(), identifier.clone());
    }

    #[test]
    fn digits_and_separators_in_any_order_leave_no_card(text in "[0-9 .-]{0,60}") {
        let redacted = redact_text(&text).into_owned();
        prop_assert!(!survives(&redacted), "{redacted}");
        prop_assert_eq!(contains(&text), survives(&text));
        if !survives(&text) {
            prop_assert_eq!(redacted, text);
        }
    }

    #[test]
    fn any_text_and_any_bytes_are_safe(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let redacted = redact_text(&text).into_owned();
        prop_assert!(!contains(&redacted));
        let raw = redact_bytes(&bytes).into_owned();
        prop_assert_eq!(redact_bytes(&raw).into_owned(), raw.clone());
    }

    #[test]
    fn text_without_long_digits_is_unchanged(text in "([a-zA-Z ,!?äß]|[0-9]{1,11}[a-z]){0,40}") {
        prop_assert!(matches!(redact_text(&text), Cow::Borrowed(_)));
    }
}
