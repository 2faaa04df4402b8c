//! Newest first, from a cursor: `(time, id)` pairs, so that rows added meanwhile move nothing.

use patchbay_domain::page::PageRequest;
use sea_orm::sea_query::{Condition, IntoCondition};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select};

/// Orders by `at` and `id`, newest first, begins past the cursor, reads one row more than asked for.
pub(crate) fn newest_first<E: EntityTrait>(
    query: Select<E>,
    at: impl ColumnTrait,
    id: impl ColumnTrait,
    page: PageRequest,
) -> Select<E> {
    let query = query.order_by_desc(at).order_by_desc(id).limit(u64::from(page.limit) + 1);
    match page.after {
        None => query,
        Some(cursor) => {
            let same_instant = at.eq(cursor.at).and(id.lt(cursor.id)).into_condition();
            query.filter(Condition::any().add(at.lt(cursor.at)).add(same_instant))
        }
    }
}
