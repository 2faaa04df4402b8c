//! Errors of serde and validator, in words that a caller of the API can act on.

use serde_json::Value;
use serde_path_to_error::{Path, Segment};
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::FieldError;

/// More wrong fields than this are not worth listing.
const MAX_FIELDS: usize = 50;

/// What is said of a field that the input has not.
pub(super) const UNKNOWN_FIELD: &str = "is not a field of this input";

/// A validation error for one item of a list or map: `place` (`[2]`, `.X-Team`) is added to the field's path.
pub fn invalid_at(place: &str, message: impl Into<String>) -> ValidationError {
    let mut error = ValidationError::new("item").with_message(message.into().into());
    error.add_param("place".into(), &place);
    error
}

/// A validation error that says `message`, to be read after the field's path: `must be an http or https URL`.
pub fn invalid(message: impl Into<String>) -> ValidationError {
    ValidationError::new("invalid").with_message(message.into().into())
}

/// Every string and key in `value` that holds a NUL character, up to a limit.
pub(super) fn find_nul(value: &Value, path: &mut String, found: &mut Vec<FieldError>) {
    if found.len() >= MAX_FIELDS {
        return;
    }
    let length = path.len();
    match value {
        Value::String(text) if text.contains('\0') => found.push(nul(path)),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push_str(&format!("[{index}]"));
                find_nul(item, path, found);
                path.truncate(length);
            }
        }
        Value::Object(entries) => {
            for (key, item) in entries {
                push_key(path, &key.replace('\0', "\\u0000"));
                if key.contains('\0') {
                    found.push(nul(path));
                }
                find_nul(item, path, found);
                path.truncate(length);
            }
        }
        _ => {}
    }
}

fn nul(path: &str) -> FieldError {
    FieldError::new(path, "must not contain a NUL character")
}

fn push_key(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}

/// The path serde stopped at, written as the caller would.
pub(super) fn decode_path(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("[{index}]")),
            Segment::Map { key } => push_key(&mut text, key),
            // A variant is not a place in the JSON, and an unknown segment says nothing.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

/// The path of a field that nothing reads, written as the caller would.
pub(super) fn ignored_path(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => format!("{}[{index}]", ignored_path(parent)),
        Path::Map { parent, key } => {
            let mut text = ignored_path(parent);
            push_key(&mut text, key);
            text
        }
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => {
            ignored_path(parent)
        }
    }
}

/// What serde says, as a field error: its words are for the author of the type, not for the caller.
pub(super) fn decode_error(mut path: String, said: &str) -> FieldError {
    let backticked = |prefix: &str| said.strip_prefix(prefix)?.split('`').next();
    if let Some(field) = backticked("missing field `") {
        push_key(&mut path, field);
        return FieldError::new(path, "is required");
    }
    if said.starts_with("unknown field") {
        return FieldError::new(path, UNKNOWN_FIELD);
    }
    if said.starts_with("unknown variant") {
        // The first word in backticks is what came, the rest is what may come.
        let allowed: Vec<&str> = said.split('`').skip(3).step_by(2).collect();
        return FieldError::new(path, format!("must be {}", one_of(&allowed)));
    }
    let message = match said.rsplit_once(", expected ").map(|(_, expected)| expected) {
        Some("a string" | "string" | "a borrowed string") => "must be a string".to_owned(),
        Some("a boolean") => "must be true or false".to_owned(),
        Some("u8" | "u16" | "u32" | "usize") => {
            "must be a whole number, 0 or more, and not too large".to_owned()
        }
        Some("i8" | "i16" | "i32") => "must be a whole number, and not too large".to_owned(),
        Some("f32" | "f64") => "must be a number".to_owned(),
        Some("a sequence") => "must be a list".to_owned(),
        Some("a map") => "must be an object".to_owned(),
        Some("string or map" | "enum variant") => "must be a string".to_owned(),
        Some(expected) if expected.starts_with("struct ") => "must be an object".to_owned(),
        Some(expected) => format!("must be {expected}"),
        None => said.to_owned(),
    };
    FieldError::new(path, message)
}

fn one_of(allowed: &[&str]) -> String {
    match allowed {
        [] => "a known value".to_owned(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// Every error the validator found, in the order of their paths.
pub(super) fn validation_errors(errors: &ValidationErrors) -> Vec<FieldError> {
    let mut fields = Vec::new();
    collect(errors, "", &mut fields);
    fields.sort_by(|one, other| one.path.cmp(&other.path).then_with(|| one.message.cmp(&other.message)));
    fields.truncate(MAX_FIELDS);
    fields
}

fn collect(errors: &ValidationErrors, parent: &str, fields: &mut Vec<FieldError>) {
    for (name, kind) in errors.errors() {
        let mut path = parent.to_owned();
        // `__all__` is what validator calls a rule about the whole struct.
        if name != "__all__" {
            push_key(&mut path, &camel_case(name));
        }
        match kind {
            ValidationErrorsKind::Struct(nested) => collect(nested, &path, fields),
            ValidationErrorsKind::List(items) => {
                for (index, nested) in items {
                    collect(nested, &format!("{path}[{index}]"), fields);
                }
            }
            ValidationErrorsKind::Field(errors) => {
                for error in errors {
                    let place = error.params.get("place").and_then(Value::as_str).unwrap_or_default();
                    fields.push(FieldError::new(format!("{path}{place}"), in_words(error)));
                }
            }
        }
    }
}

fn camel_case(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let mut words = name.split('_');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut characters = word.chars();
        text.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        text.push_str(characters.as_str());
    }
    text
}

fn in_words(error: &ValidationError) -> String {
    if let Some(message) = &error.message {
        return message.clone().into_owned();
    }
    let limit = |name: &str| error.params.get(name).and_then(number);
    let unit = match (error.code.as_ref(), error.params.get("value")) {
        ("length", Some(Value::Array(_) | Value::Object(_))) => " items",
        ("length", _) => " characters",
        _ => "",
    };
    match error.code.as_ref() {
        "length" | "range" => match (limit("min"), limit("max"), limit("equal")) {
            (_, _, Some(equal)) => format!("must be exactly {equal}{unit}"),
            (Some(min), Some(max), _) => format!("must be {min} to {max}{unit}"),
            (Some(min), None, _) => format!("must be at least {min}{unit}"),
            (None, Some(max), _) => format!("must be at most {max}{unit}"),
            (None, None, None) => "is out of range".to_owned(),
        },
        "email" => "must be an e-mail address".to_owned(),
        "url" => "must be a URL".to_owned(),
        "required" => "is required".to_owned(),
        other => format!("is not valid ({other})"),
    }
}

fn number(value: &Value) -> Option<String> {
    let number = value.as_f64()?;
    Some(if number.fract() == 0.0 { format!("{number:.0}") } else { number.to_string() })
}
