//! Card numbers, found and taken out before anything is written anywhere (C33, 002 NFR-22).
//!
//! A card number is 13 to 19 digits that pass the Luhn check, in one piece or in chunks with one separator between
//! two: a space, a dash, a dot, a no-break space and their like. It begins and ends where chunks do, so the twelve of
//! "order 12 4111 1111 1111 1111" does not hide the rest. A piece of more than 19 digits is no card number, nor are
//! up to 15 digits after a `+`: that is a phone number. Full-width and Arabic-Indic digits count, and so do digits and
//! separators written as `%20` or `\u0020`.

mod scan;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Map, Value};

use scan::{Dialect, Found};

/// How many characters of the keyed hash stand for a card number in an identifier.
const PSEUDONYM_CHARACTERS: usize = 16;

/// Whether there is a card number in the text.
#[must_use]
pub fn contains(text: &str) -> bool {
    passes(text, Dialect::Decoded).any(|dialect| !scan::find(text, dialect).is_empty())
}

/// The text with `[card ending 1111]` in place of every card number. Doing it twice changes nothing more.
#[must_use]
pub fn redact_text(text: &str) -> Cow<'_, str> {
    replace(text, Dialect::Decoded, &in_words)
}

/// The same for a raw request body, in which a `+` may also be a form's space. Bytes that are no UTF-8 stay.
#[must_use]
pub fn redact_bytes(bytes: &[u8]) -> Cow<'_, [u8]> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return match replace(text, Dialect::Form, &in_words) {
            Cow::Borrowed(_) => Cow::Borrowed(bytes),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
    }
    let mut redacted = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        redacted.extend_from_slice(replace(chunk.valid(), Dialect::Form, &in_words).as_bytes());
        redacted.extend_from_slice(chunk.invalid());
    }
    if redacted == bytes { Cow::Borrowed(bytes) } else { Cow::Owned(redacted) }
}

/// Takes card numbers out of every string, member name and number of the value; says whether there were any. A number
/// that is a card number becomes a string. Digits after a decimal point are a measure, not a card number.
pub fn redact_json(value: &mut Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::Number(number) => {
            let Some(redacted) = redact_number(number) else { return false };
            *value = Value::String(redacted);
            true
        }
        Value::String(text) => redact_in_place(text),
        Value::Array(items) => items.iter_mut().fold(false, |found, item| redact_json(item) | found),
        Value::Object(members) => redact_members(members),
    }
}

/// Takes card numbers out of the object's member names and values; says whether there were any. Where two names
/// become the same, the later one gets a number, so that no value is lost.
pub fn redact_members(members: &mut Map<String, Value>) -> bool {
    let mut found = false;
    let mut repeats: HashMap<String, u32> = HashMap::new();
    for (mut name, mut value) in std::mem::take(members) {
        found |= redact_json(&mut value);
        found |= redact_in_place(&mut name);
        if members.contains_key(&name) {
            let repeat = repeats.entry(name.clone()).or_insert(1);
            let mut numbered = name.clone();
            while members.contains_key(&numbered) {
                *repeat += 1;
                numbered = format!("{name} ({repeat})");
            }
            name = numbered;
        }
        members.insert(name, value);
    }
    found
}

/// Takes card numbers out of the text; says whether there were any.
pub fn redact_in_place(text: &mut String) -> bool {
    let Cow::Owned(redacted) = redact_text(text) else { return false };
    *text = redacted;
    true
}

/// For identifiers, where a mask would make two of them equal: the card number becomes `card-` and 16 letters of its
/// keyed hash. `keyed` gives the hash, in at least 16 hex characters; its decimal digits are written as the letters
/// g to p, so that the result can never read as a card number itself.
#[must_use]
pub fn pseudonym(identifier: &str, keyed: impl Fn(&str) -> String) -> Cow<'_, str> {
    replace(identifier, Dialect::Decoded, &|card, _| {
        let hash = keyed(card);
        let letters =
            hash.chars().filter(char::is_ascii_hexdigit).take(PSEUDONYM_CHARACTERS).map(|character| {
                let offset = character.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
                offset.map_or(character.to_ascii_lowercase(), |digit| char::from(b'g' + digit))
            });
        format!("card-{}", letters.collect::<String>())
    })
}

fn in_words(_card: &str, last_four: &str) -> String {
    format!("[card ending {last_four}]")
}

fn redact_number(number: &serde_json::Number) -> Option<String> {
    let text = match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 1e19 => format!("{float:.0}"),
        _ if number.is_f64() => return None,
        _ => number.to_string(),
    };
    match redact_text(text.trim_start_matches('-')) {
        Cow::Borrowed(_) => None,
        Cow::Owned(redacted) => Some(redacted),
    }
}

/// What has to be read: the text as it stands and, where it may hold escapes or a form's spaces, as it decodes to.
fn passes(text: &str, decoded: Dialect) -> impl Iterator<Item = Dialect> {
    let second = decoded == Dialect::Form || text.contains(['%', '\\']);
    std::iter::once(Dialect::Plain).chain(second.then_some(decoded))
}

fn replace<'text>(
    text: &'text str,
    decoded: Dialect,
    replacement: &dyn Fn(&str, &str) -> String,
) -> Cow<'text, str> {
    let mut current = Cow::Borrowed(text);
    for dialect in passes(text, decoded) {
        let cards = scan::find(&current, dialect);
        if !cards.is_empty() {
            current = Cow::Owned(replace_found(&current, &cards, replacement));
        }
    }
    current
}

fn replace_found(text: &str, cards: &[Found], replacement: &dyn Fn(&str, &str) -> String) -> String {
    let mut redacted = String::with_capacity(text.len());
    let mut kept_to = 0;
    for card in cards {
        redacted.push_str(&text[kept_to..card.range.start]);
        redacted.push_str(&replacement(&text[card.range.clone()], &card.last_four));
        kept_to = card.range.end;
    }
    redacted.push_str(&text[kept_to..]);
    redacted
}
