//! JSON Schemas of event data: compiled once, then checked against many events.
//!
//! Schemas and data both come from outside, so neither may hang or crash the process:
//!
//! - A schema is bounded in size, depth, sub-schemas and patterns, refers only to itself, and never back to itself
//!   without going into the data. Patterns are matched in linear time.
//! - Data is bounded in depth. Before the library sees it, a walk that does not recurse follows schema and data
//!   together and counts: recursion through `$ref` can double the work with every level of the data, and each level
//!   takes stack. 128 bytes of schema and 20 levels of data kept the library busy for 16 seconds.
//! - The library is asked for particulars only where the same count says that they fit in memory: for each failed
//!   alternative it copies the data. 44 KB of schema and 256 KB of data took 920 MB.

mod effort;
mod outline;
mod violations;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;

use jsonschema::{Draft, PatternOptions, ValidationError, Validator};
use serde_json::Value;

use super::pointer;
use outline::Outline;

/// The largest schema, in bytes of JSON.
pub const MAX_SCHEMA_BYTES: usize = 64 * 1024;

/// How many objects and lists of a schema stand within each other at most.
pub const MAX_SCHEMA_DEPTH: usize = 32;

/// How many objects and lists of data stand within each other at most.
pub const MAX_DATA_DEPTH: usize = 64;

/// How many violations are told at most.
pub const MAX_VIOLATIONS: usize = 20;

/// What one pattern may take once compiled, in bytes.
const MAX_PATTERN_BYTES: usize = 256 * 1024;

/// The longest message about a schema, in characters: parts of the schema may stand in it.
const MAX_MESSAGE_CHARACTERS: usize = 200;

/// A schema that is no schema, or one that Patchbay does not take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", if path.is_empty() { "the schema" } else { path })]
pub struct InvalidSchema {
    /// Where in the schema: a JSON pointer.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

impl InvalidSchema {
    fn at(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }
}

/// Something about data that its schema does not allow. It holds none of the data's values, which may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where in the data: a JSON pointer, cut where it is very long.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

/// A schema (2020-12), ready to be checked against. Formats count. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct CompiledSchema {
    validator: Validator,
    outline: Outline,
}

impl CompiledSchema {
    /// Reads a schema.
    ///
    /// # Errors
    /// If it is no schema, or one that is not taken: too large, too deep, referring elsewhere or to itself without end,
    /// with patterns that cannot be matched in linear time, or using `unevaluatedProperties`, `unevaluatedItems` or
    /// dynamic references, whose cost cannot be told.
    pub fn compile(schema: &Value) -> Result<Self, InvalidSchema> {
        if !(schema.is_object() || schema.is_boolean()) {
            return Err(InvalidSchema::at("", "must be an object, or true or false"));
        }
        if !pointer::is_within_depth(schema, MAX_SCHEMA_DEPTH) {
            let message =
                format!("must not have more than {MAX_SCHEMA_DEPTH} objects and lists within each other");
            return Err(InvalidSchema::at("", message));
        }
        if schema.to_string().len() > MAX_SCHEMA_BYTES {
            return Err(InvalidSchema::at("", format!("must have at most {MAX_SCHEMA_BYTES} bytes")));
        }
        let outline = Outline::of(schema)?;
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            // Whatever the features of the library: nothing is fetched.
            .offline()
            .should_validate_formats(true)
            // Data that is a regular expression is never compiled.
            .with_format("regex", |_: &str| true)
            .with_pattern_options(PatternOptions::regex().size_limit(MAX_PATTERN_BYTES))
            .build(schema)
            .map_err(|error| refused(&error))?;
        Ok(Self { validator, outline })
    }

    /// Checks data.
    ///
    /// # Errors
    /// What is wrong with it, [`MAX_VIOLATIONS`] things at most.
    pub fn validate(&self, data: &Value) -> Result<(), Vec<Violation>> {
        let whole = |message: &str| Err(vec![Violation { path: String::new(), message: message.to_owned() }]);
        if !pointer::is_within_depth(data, MAX_DATA_DEPTH) {
            return whole(&format!(
                "must not have more than {MAX_DATA_DEPTH} objects and lists within each other"
            ));
        }
        if !effort::is_bounded(&self.outline, data) {
            return whole("is too large to be checked against this schema");
        }
        if self.validator.is_valid(data) {
            return Ok(());
        }
        if !effort::is_explainable(&self.outline, data) {
            return whole("does not fit the schema, and is too large to say where");
        }
        Err(violations::told(self.validator.iter_errors(data)))
    }
}

fn refused(error: &ValidationError<'_>) -> InvalidSchema {
    let message: String = error.to_string().chars().take(MAX_MESSAGE_CHARACTERS).collect();
    InvalidSchema::at(error.instance_path().as_str(), message)
}
