//! Values that several wire types share: times, free JSON, and fields that can be cleared.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use specta::datatype::DataType;
use specta::datatype::reference::Reference;
use specta::{Generics, Type, TypeCollection};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    self as openapi, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType,
};
use utoipa::{PartialSchema, ToSchema};

/// A point in time: `2026-11-24T10:00:00.000Z` going out, any RFC 3339 time coming in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub DateTime<Utc>);

impl From<DateTime<Utc>> for Timestamp {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let time = DateTime::parse_from_rfc3339(&text).map_err(|_| {
            serde::de::Error::custom("must be a time with an offset, such as 2026-11-24T10:00:00Z")
        })?;
        Ok(Self(time.with_timezone(&Utc)))
    }
}

impl Type for Timestamp {
    fn inline(types: &mut TypeCollection, generics: Generics) -> DataType {
        String::inline(types, generics)
    }
}

impl PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        let time = SchemaFormat::KnownFormat(KnownFormat::DateTime);
        ObjectBuilder::new().schema_type(openapi::Type::String).format(Some(time)).into()
    }
}

impl ToSchema for Timestamp {}

/// Any JSON. A type of its own because specta writes `serde_json::Value` out in full, without its recursion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json(pub serde_json::Value);

impl PartialSchema for Json {
    fn schema() -> RefOr<Schema> {
        let any = ObjectBuilder::new().schema_type(SchemaType::AnyValue);
        any.description(Some("Any JSON value.")).into()
    }
}

impl ToSchema for Json {}

/// Any JSON value.
#[derive(Type)]
#[specta(untagged, rename = "JsonValue")]
#[expect(dead_code, reason = "the shape of Json for the bindings; never made")]
enum JsonShape {
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
    List(Vec<JsonShape>),
    Object(BTreeMap<String, JsonShape>),
}

impl Type for Json {
    fn inline(types: &mut TypeCollection, generics: Generics) -> DataType {
        JsonShape::inline(types, generics)
    }

    fn reference(types: &mut TypeCollection, generics: &[DataType]) -> Reference {
        JsonShape::reference(types, generics)
    }
}

/// An object of any JSON values, such as a webhook's metadata.
pub type JsonObject = BTreeMap<String, Json>;

/// For a field where missing keeps the value and null clears it: `None`, and `Some(None)`.
///
/// Used as `#[serde(default, deserialize_with = "clearable")] #[specta(optional)]` on an `Option<Option<T>>`.
///
/// # Errors
///
/// Those of `T`.
pub fn clearable<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
