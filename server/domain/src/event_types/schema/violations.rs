//! What is wrong with data, in words that hold nothing of its values. What the schema says may stand in them.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use super::super::pointer::join;
use super::{MAX_VIOLATIONS, Violation};

/// The longest path, in characters: names of members stand in it.
const MAX_PATH_CHARACTERS: usize = 100;

/// The longest word or list from the schema in a message, in characters.
const MAX_QUOTE_CHARACTERS: usize = 80;

pub(super) fn told<'data>(errors: impl Iterator<Item = ValidationError<'data>>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for error in errors {
        let path = error.instance_path().as_str();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let left = MAX_VIOLATIONS - violations.len();
                violations.extend(
                    unexpected.iter().take(left).map(|name| violation(&join(path, name), "is not allowed")),
                );
            }
            // Where no member is named at all, the library means the object.
            ValidationErrorKind::FalseSchema
                if error.schema_path().as_str().ends_with("/additionalProperties") =>
            {
                violations.push(violation(path, "must have no members"));
            }
            kind => violations.push(violation(path, &message(kind))),
        }
        if violations.len() >= MAX_VIOLATIONS {
            break;
        }
    }
    violations
}

fn violation(path: &str, message: &str) -> Violation {
    Violation { path: cut(path, MAX_PATH_CHARACTERS), message: message.to_owned() }
}

fn message(kind: &ValidationErrorKind) -> String {
    use ValidationErrorKind as Kind;
    match kind {
        Kind::Type { kind: TypeKind::Single(expected) } => format!("must be of type {expected}"),
        Kind::Type { kind: TypeKind::Multiple(types) } => {
            let types: Vec<String> = types.iter().map(|expected| expected.to_string()).collect();
            format!("must be of type {}", types.join(" or "))
        }
        Kind::Required { property } => format!("lacks the member {}", quote(property)),
        Kind::Enum { options } => format!("must be one of {}", quote(options)),
        Kind::Constant { expected_value } => format!("must be {}", quote(expected_value)),
        Kind::Format { format } => format!("must have the format {}", cut(format, MAX_QUOTE_CHARACTERS)),
        Kind::Pattern { pattern } => format!("must match {}", cut(pattern, MAX_QUOTE_CHARACTERS)),
        Kind::Minimum { limit } => format!("must be {limit} or more"),
        Kind::Maximum { limit } => format!("must be {limit} or less"),
        Kind::ExclusiveMinimum { limit } => format!("must be more than {limit}"),
        Kind::ExclusiveMaximum { limit } => format!("must be less than {limit}"),
        Kind::MultipleOf { multiple_of } => format!("must be a multiple of {multiple_of}"),
        Kind::MinLength { limit } => format!("must have {limit} characters or more"),
        Kind::MaxLength { limit } => format!("must have {limit} characters or fewer"),
        Kind::MinItems { limit } => format!("must have {limit} items or more"),
        Kind::MaxItems { limit } => format!("must have {limit} items or fewer"),
        Kind::MinProperties { limit } => format!("must have {limit} members or more"),
        Kind::MaxProperties { limit } => format!("must have {limit} members or fewer"),
        Kind::UniqueItems => "must have no item twice".to_owned(),
        Kind::Contains => "must contain other items".to_owned(),
        Kind::FalseSchema => "is not allowed".to_owned(),
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => "fits none of the alternatives".to_owned(),
        Kind::OneOfMultipleValid { .. } => "fits more than one of the alternatives".to_owned(),
        Kind::Not { .. } => "has a form that is excluded".to_owned(),
        Kind::PropertyNames { .. } => "has a member whose name is not allowed".to_owned(),
        other => format!("does not satisfy {}", other.keyword()),
    }
}

fn quote(value: &Value) -> String {
    cut(&value.to_string(), MAX_QUOTE_CHARACTERS)
}

fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
