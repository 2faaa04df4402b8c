//! Forms: the fields of A.2 as texts. `attachments` are JSON or URLs, `metadata` is JSON; both may come several times.
//! A repeated field that A.2 does not have becomes a list.

use serde_json::{Map, Value, json};

use super::{Rejection, fields};

/// More fields than any form has.
const MAX_FIELDS: usize = 1000;

/// The fields of an `application/x-www-form-urlencoded` body. Stricter than browsers, which let broken escapes and
/// broken UTF-8 through: what would be stored then is not what was sent.
pub(super) fn fields(body: &[u8]) -> Result<Map<String, Value>, Rejection> {
    let body = body.trim_ascii_end();
    let mut pairs = Vec::new();
    let mut position = 1;
    for pair in body.split(|byte| *byte == b'&') {
        if !pair.is_empty() {
            let equals = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let name = decoded(&pair[..equals], position)?;
            let value = decoded(pair.get(equals + 1..).unwrap_or_default(), position + equals + 1)?;
            pairs.push((name, value));
        }
        position += pair.len() + 1;
    }
    assembled(pairs)
}

/// Puts a form's fields together, whichever way they were encoded.
pub(super) fn assembled(pairs: Vec<(String, String)>) -> Result<Map<String, Value>, Rejection> {
    if pairs.len() > MAX_FIELDS {
        return Err(Rejection::malformed(format!("the form has more than {MAX_FIELDS} fields")));
    }
    let mut form = Map::new();
    for (name, value) in pairs {
        match name.as_str() {
            "" => return Err(Rejection::malformed("the form has a field without a name")),
            "attachments" => add_attachments(&mut form, &value)?,
            "metadata" => add_metadata(&mut form, &value)?,
            known if fields::TEXTS.contains(&known) => {
                if form.insert(name.clone(), Value::from(value)).is_some() {
                    return Err(Rejection::field(&name, "is there more than once"));
                }
            }
            _ => match form.get_mut(&name) {
                None => {
                    form.insert(name, Value::from(value));
                }
                Some(Value::Array(values)) => values.push(Value::from(value)),
                Some(first) => *first = json!([first.take(), value]),
            },
        }
    }
    Ok(form)
}

fn add_attachments(form: &mut Map<String, Value>, text: &str) -> Result<(), Rejection> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    let added = if text.starts_with(['[', '{', '"']) {
        let problem = |error| Rejection::field("attachments", format!("must be URLs or JSON: {error}"));
        match serde_json::from_str(text).map_err(problem)? {
            Value::Array(items) => items,
            item => vec![item],
        }
    } else {
        vec![Value::from(text)]
    };
    if let Value::Array(items) = form.entry("attachments").or_insert_with(|| json!([])) {
        items.extend(added);
    }
    Ok(())
}

fn add_metadata(form: &mut Map<String, Value>, text: &str) -> Result<(), Rejection> {
    if text.trim().is_empty() {
        return Ok(());
    }
    let added: Map<String, Value> = serde_json::from_str(text)
        .map_err(|error| Rejection::field("metadata", format!("must be a JSON object: {error}")))?;
    if let Value::Object(members) = form.entry("metadata").or_insert_with(|| json!({})) {
        members.extend(added);
    }
    Ok(())
}

/// Decodes `+` and `%20`; `position` is where the text begins in the body, from 1.
fn decoded(text: &[u8], position: usize) -> Result<String, Rejection> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let Some(byte) = escaped(text.get(at + 1..at + 3)) else {
                    let place = position + at;
                    return Err(Rejection::malformed(format!(
                        "the form has a % without two hex digits at byte {place}; a bare % is written %25"
                    )));
                };
                bytes.push(byte);
                at += 2;
            }
            _ => bytes.push(*byte),
        }
        at += 1;
    }
    String::from_utf8(bytes).map_err(|_| {
        Rejection::malformed(format!("the form has a field that is not valid UTF-8 at byte {position}"))
    })
}

fn escaped(digits: Option<&[u8]>) -> Option<u8> {
    let mut byte = [0];
    hex::decode_to_slice(digits?, &mut byte).ok()?;
    Some(byte[0])
}
