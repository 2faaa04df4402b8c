//! Ids, filters and pages as they come in.

use std::str::FromStr;

use chrono_tz::Tz;
use patchbay_domain::page::PageRequest;

use super::errors::not_found;
use super::kit::RpcError;
use super::wire::page::DEFAULT_LIMIT;
use crate::actions::Missing;

/// The id of one thing. What is no id is the id of nothing: 404.
pub(super) fn id<Id: FromStr>(text: &str, noun: Missing) -> Result<Id, RpcError> {
    text.parse().map_err(|_| not_found(noun))
}

/// How a caller names a thing that has a number: by its id, or by the number that people say (C8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named<Id> {
    /// By its id.
    Id(Id),
    /// By its number.
    Number(u32),
}

/// The id or number of one thing. What is neither is that of nothing: 404.
pub(super) fn named<Id: FromStr>(text: &str, noun: Missing) -> Result<Named<Id>, RpcError> {
    match text.parse() {
        Ok(number) => Ok(Named::Number(number)),
        Err(_) => id(text, noun).map(Named::Id),
    }
}

/// An id that a list is narrowed by. What is no id would silently give an empty list: 400.
pub(super) fn filter<Id: FromStr>(path: &str, text: Option<&str>) -> Result<Option<Id>, RpcError> {
    let id = text.map(str::parse).transpose();
    id.map_err(|_| RpcError::invalid_field(path, "must be an id: a UUID"))
}

/// A time zone by its IANA name, if one is given.
pub(super) fn zone(path: &str, name: Option<&str>) -> Result<Option<Tz>, RpcError> {
    let zone = name.map(str::parse).transpose();
    zone.map_err(|_| RpcError::invalid_field(path, "must be an IANA time zone, such as Europe/Vienna"))
}

/// The same where null clears it.
pub(super) fn clearable_zone(
    path: &str,
    name: Option<Option<String>>,
) -> Result<Option<Option<Tz>>, RpcError> {
    name.map(|name| zone(path, name.as_deref())).transpose()
}

/// Which page is asked for.
pub(super) fn page(limit: Option<u32>, cursor: Option<&str>) -> Result<PageRequest, RpcError> {
    let after = cursor.map(str::parse).transpose();
    let after = after.map_err(|_| {
        RpcError::invalid_field(
            "cursor",
            "must be the `nextCursor` of the page before, or left out for the first",
        )
    })?;
    Ok(PageRequest { limit: limit.unwrap_or(DEFAULT_LIMIT), after })
}

/// A text that says something, or none.
pub(super) fn not_blank(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use patchbay_domain::ids::{TaskId, WebhookId};

    use super::super::kit::ErrorCode;
    use super::*;

    const UUID: &str = "01980000-0000-7000-8000-000000000001";

    #[test]
    fn what_is_no_id_is_not_found() {
        assert!(id::<TaskId>(UUID, Missing::Task).is_ok());
        let code = |noun| id::<WebhookId>("twelve", noun).map_err(|error| error.code);
        assert_eq!(code(Missing::Webhook), Err(ErrorCode::WebhookNotFound));
        assert_eq!(code(Missing::Conversation), Err(ErrorCode::NotFound));
    }

    #[test]
    fn a_filter_or_cursor_that_is_none_is_named() {
        let path = |error: RpcError| error.fields.into_iter().map(|field| field.path).collect::<Vec<_>>();
        assert!(matches!(filter::<WebhookId>("webhookId", None), Ok(None)));
        assert!(matches!(filter::<WebhookId>("webhookId", Some(UUID)), Ok(Some(_))));
        let wrong = filter::<WebhookId>("webhookId", Some("twelve")).map_err(path);
        assert_eq!(wrong, Err(vec!["webhookId".to_owned()]));
        assert_eq!(page(None, Some("first")).map_err(path), Err(vec!["cursor".to_owned()]));
        assert!(matches!(page(None, None), Ok(PageRequest { limit: 50, after: None })));
    }
}
