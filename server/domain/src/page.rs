//! Pages of a list that stay stable while rows are added.

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

/// Where a page begins: just past the row of this instant and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The row's sort time.
    pub at: DateTime<Utc>,
    /// The row's id, which breaks ties.
    pub id: Uuid,
}

/// The text is not a cursor that a list handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this list: leave it out to begin at the first page")]
pub struct InvalidCursor;

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}_{}", self.at.to_rfc3339_opts(SecondsFormat::Micros, true), self.id.simple())
    }
}

impl std::str::FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let (at, id) = text.split_once('_').ok_or(InvalidCursor)?;
        let at = DateTime::parse_from_rfc3339(at).map_err(|_| InvalidCursor)?.with_timezone(&Utc);
        Ok(Self { at, id: Uuid::try_parse(id).map_err(|_| InvalidCursor)? })
    }
}

/// How much of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest {
    /// Rows, 1 to 100.
    pub limit: u32,
    /// Where to begin; from the newest without it.
    pub after: Option<Cursor>,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { limit: 50, after: None }
    }
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Cuts `rows`, read with a limit of one more than asked for, to a page.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, limit: u32, cursor_of: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(cursor_of) } else { None };
        Self { items: rows, next }
    }

    /// The same page of other things.
    #[must_use]
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_what_it_wrote() -> Result<(), InvalidCursor> {
        let at = DateTime::from_timestamp_micros(1_768_122_000_123_456).ok_or(InvalidCursor)?;
        let cursor = Cursor { at, id: Uuid::from_u128(7) };
        assert_eq!(cursor.to_string().parse::<Cursor>()?, cursor);
        assert_eq!("yesterday".parse::<Cursor>(), Err(InvalidCursor));
        Ok(())
    }

    #[test]
    fn a_full_page_says_where_the_next_begins_and_the_last_one_does_not() {
        let cursor_of = |id: &u128| Cursor { at: DateTime::UNIX_EPOCH, id: Uuid::from_u128(*id) };
        let page = Page::cut(vec![1, 2, 3], 2, cursor_of);
        assert_eq!((page.items.as_slice(), page.next), ([1, 2].as_slice(), Some(cursor_of(&2))));
        assert_eq!(Page::cut(vec![1, 2], 2, cursor_of).next, None);
    }
}
