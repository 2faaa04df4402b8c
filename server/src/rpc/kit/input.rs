//! From JSON to a checked input, with an error that names every wrong field the way the caller wrote it.

use std::marker::PhantomData;

use rspc::{DynInput, ProcedureError, ResolverInput};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use specta::datatype::DataType;
use specta::{Type, TypeCollection};
use validator::{Validate, ValidationErrors};

use super::messages;
use super::{FieldError, RpcError};

/// What a procedure can take: a wire type that decodes, exports and validates.
pub trait ProcedureInput: DeserializeOwned + Type + Validate + Send + 'static {}

impl<T: DeserializeOwned + Type + Validate + Send + 'static> ProcedureInput for T {}

/// The input of a procedure that takes none: `null` in the bindings, anything on the wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Type)]
#[specta(inline)]
pub struct NoInput;

impl<'de> Deserialize<'de> for NoInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl Validate for NoInput {
    fn validate(&self) -> Result<(), ValidationErrors> {
        Ok(())
    }
}

/// The input as it came, not yet decoded.
///
/// rspc panics when decoding fails, so it gets something that cannot fail, and the procedure decodes.
pub(super) struct Undecoded<T> {
    value: Value,
    input: PhantomData<fn() -> T>,
}

impl<T: ProcedureInput> Undecoded<T> {
    pub(super) fn decode(self) -> Result<T, RpcError> {
        decode(self.value)
    }
}

impl<T: ProcedureInput> ResolverInput for Undecoded<T> {
    fn data_type(types: &mut TypeCollection) -> DataType {
        T::reference(types, &[]).inner
    }

    fn from_input(mut input: DynInput) -> Result<Self, ProcedureError> {
        let value = std::mem::take(input.value::<Value>()?);
        Ok(Self { value, input: PhantomData })
    }
}

/// Decodes and validates `value`.
///
/// A missing input counts as an empty object, so that the error names what is missing and an input whose
/// fields are all optional can be left out. Unknown fields are ignored.
///
/// # Errors
///
/// 400 INVALID_PAYLOAD: a NUL character (PostgreSQL cannot store one), the first field that does not decode,
/// or every field that does not validate.
pub fn decode<T: ProcedureInput>(value: Value) -> Result<T, RpcError> {
    let mut fields = Vec::new();
    messages::find_nul(&value, &mut String::new(), &mut fields);
    if !fields.is_empty() {
        return Err(RpcError::invalid(fields));
    }
    let value = match value {
        Value::Null => Value::Object(serde_json::Map::new()),
        Value::Object(_) => value,
        // serde would take a list for a struct, by position.
        _ => return Err(RpcError::invalid_field("", "must be an object")),
    };
    let input: T = serde_path_to_error::deserialize(value).map_err(|error| {
        let path = messages::decode_path(error.path());
        RpcError::invalid(vec![messages::decode_error(path, &error.into_inner().to_string())])
    })?;
    input.validate().map_err(|errors| RpcError::invalid(messages::validation_errors(&errors)))?;
    Ok(input)
}

/// As [`decode`], but a field that the input has not is an error too: a client that misspells one learns of it.
///
/// # Errors
///
/// As [`decode`]; every unknown field.
pub fn decode_strictly<T: ProcedureInput>(value: Value) -> Result<T, RpcError> {
    let mut unknown = Vec::new();
    if value.is_object() {
        // Whether it decodes is for `decode` to say.
        let _: Result<T, _> = serde_ignored::deserialize(&value, |path| {
            unknown.push(FieldError::new(messages::ignored_path(&path), messages::UNKNOWN_FIELD));
        });
    }
    if !unknown.is_empty() {
        return Err(RpcError::invalid(unknown));
    }
    decode(value)
}
