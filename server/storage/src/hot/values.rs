//! Values as sea-orm's connections write them, so that what is stored by either is the same to the byte.

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde_json::Value;
use uuid::Uuid;

/// An id: on SQLite its 16 bytes.
pub(super) struct Id<'a>(pub(super) &'a Uuid);

impl ToSql for Id<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
    }
}

/// The same where it may be missing.
pub(super) fn id(id: Option<&Uuid>) -> Option<Id<'_>> {
    id.map(Id)
}

/// An instant: on SQLite a text, and compared as one.
pub(super) struct Instant(pub(super) DateTime<Utc>);

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_rfc3339_opts(SecondsFormat::AutoSi, false).into())
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let at = DateTime::parse_from_rfc3339(value.as_str()?);
        at.map(|at| Self(at.to_utc())).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

/// JSON: on SQLite a text, on PostgreSQL one that is cast.
pub(super) fn json(value: Option<&Value>) -> Option<String> {
    value.map(Value::to_string)
}
