//! Domain enums as the words that stand in a column, and numbers as the integers that do.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::StorageError;

/// The word of an enum's unit variant, as serde names it.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => unreachable!("a unit variant serializes to its name, not to {other:?}"),
    }
}

/// The variant of a stored word.
pub(crate) fn from_word<T: DeserializeOwned>(word: &str) -> Result<T, StorageError> {
    serde_json::from_value(Value::String(word.to_owned())).map_err(corrupt)
}

/// A value as a JSON column keeps it.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Value, StorageError> {
    serde_json::to_value(value).map_err(corrupt)
}

/// The value of a JSON column.
pub(crate) fn from_json<T: DeserializeOwned>(value: Value) -> Result<T, StorageError> {
    serde_json::from_value(value).map_err(corrupt)
}

/// A stored text in its type.
pub(crate) fn parse<T: std::str::FromStr>(text: &str) -> Result<T, StorageError>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(corrupt)
}

/// A counter from its column: never negative.
pub(crate) fn count(value: i32) -> u32 {
    u32::try_from(value).unwrap_or(0)
}

/// A counter for its column.
pub(crate) fn column(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// A stored value that cannot be read.
pub(crate) fn corrupt(error: impl std::fmt::Display) -> StorageError {
    StorageError::Corrupt(error.to_string())
}
