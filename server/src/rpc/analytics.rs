//! What was done and what it took, added up.

use chrono::{Days, NaiveDate};

use super::context::Context;
use super::kit::{self, RpcError, query};
use super::wire::turn::{Usage, UsageOf};

/// How many days are told of where nobody says since when.
const DAYS: Days = Days::new(30);

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new().procedure("analytics.usage", query(usage))
}

async fn usage(context: Context, input: UsageOf) -> Result<Usage, RpcError> {
    let today = context.services.now().date_naive();
    let until = day("until", input.until.as_deref())?.unwrap_or(today);
    let since = day("since", input.since.as_deref())?;
    let since = since.unwrap_or_else(|| until.checked_sub_days(DAYS).unwrap_or(NaiveDate::MIN));
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let items = scope.usage(since, until).await?.into_iter().map(Into::into).collect();
    Ok(Usage { since: since.to_string(), until: until.to_string(), items })
}

/// A day, if one is given.
fn day(path: &str, text: Option<&str>) -> Result<Option<NaiveDate>, RpcError> {
    let day = text.map(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d")).transpose();
    day.map_err(|_| RpcError::invalid_field(path, "must be a day, such as 2026-11-24"))
}
