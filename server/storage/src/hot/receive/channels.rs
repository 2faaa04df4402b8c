//! Whether the channels of a batch are still what its requests were held against; asked once for each state of one.

use std::sync::Arc;

use rusqlite::params;
use sqlx::Row as _;

use super::ReceiveRows;
use crate::channels::{Criteria, KnownChannel};
use crate::error::StorageError;
use crate::hot::postgres::PostgresBatch;
use crate::hot::sqlite::SqliteBatch;
use crate::hot::values::{Id, Instant};

const ON_SQLITE: &str = "\
    SELECT 1 FROM channels JOIN webhooks ON webhooks.id = channels.webhook_id WHERE channels.webhook_id = ? \
    AND webhooks.is_active AND webhooks.deleted_at IS NULL AND token = ? AND secret_key = ? \
    AND previous_secret_key IS ? AND settings = ? AND rate_limit_per_minute = ? AND rate_limit_per_hour = ? \
    AND overflow = ? AND inbound_error_at IS ?";

const ON_POSTGRES: &str = "\
    SELECT seen.place FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[], $5::bytea[], $6::int4[], $7::int4[], \
    $8::text[], $9::timestamptz[]) WITH ORDINALITY AS seen (webhook_id, token, secret_key, previous_secret_key, settings, \
    rate_limit_per_minute, rate_limit_per_hour, overflow, inbound_error_at, place) \
    JOIN channels ON channels.webhook_id = seen.webhook_id JOIN webhooks ON webhooks.id = seen.webhook_id \
    WHERE webhooks.is_active AND webhooks.deleted_at IS NULL AND channels.token = seen.token \
    AND channels.secret_key = seen.secret_key \
    AND channels.previous_secret_key IS NOT DISTINCT FROM seen.previous_secret_key \
    AND channels.settings = seen.settings AND channels.rate_limit_per_minute = seen.rate_limit_per_minute \
    AND channels.rate_limit_per_hour = seen.rate_limit_per_hour AND channels.overflow = seen.overflow \
    AND channels.inbound_error_at IS NOT DISTINCT FROM seen.inbound_error_at";

/// The channels of a batch, each state once, and which of them a unit has.
struct Seen<'a> {
    channels: Vec<&'a Arc<KnownChannel>>,
    of_units: Vec<Option<usize>>,
}

impl<'a> Seen<'a> {
    fn of(units: &'a [ReceiveRows]) -> Self {
        let mut channels: Vec<&Arc<KnownChannel>> = Vec::new();
        let of_units = units.iter().map(|unit| {
            let own = unit.channel.as_ref()?;
            // Mostly one and the same, handed from request to request.
            let known = channels.iter().rposition(|channel| Arc::ptr_eq(channel, own));
            Some(known.unwrap_or_else(|| {
                channels.push(own);
                channels.len() - 1
            }))
        });
        let of_units = of_units.collect();
        Self { channels, of_units }
    }

    fn criteria(&self) -> impl Iterator<Item = Criteria<'a>> {
        self.channels.iter().map(|channel| channel.criteria())
    }

    fn for_units(&self, holds: &[bool]) -> Vec<bool> {
        let holds = |place: usize| holds.get(place).copied().unwrap_or(false);
        self.of_units.iter().map(|place| place.is_none_or(holds)).collect()
    }
}

/// For each unit whether its channel holds.
pub(super) fn on_sqlite(units: &[ReceiveRows], batch: &SqliteBatch<'_>) -> Result<Vec<bool>, StorageError> {
    let seen = Seen::of(units);
    let mut ask = batch.statement(ON_SQLITE)?;
    let holds = seen.criteria().map(|channel| {
        Ok(ask.exists(params![
            Id(&channel.webhook_id),
            Id(&channel.token),
            channel.secret_key,
            channel.previous_secret_key,
            channel.settings,
            channel.rate_limit_per_minute,
            channel.rate_limit_per_hour,
            channel.overflow,
            channel.inbound_error_at.map(Instant),
        ])?)
    });
    let holds: Vec<bool> = holds.collect::<Result<_, StorageError>>()?;
    Ok(seen.for_units(&holds))
}

/// The same.
pub(super) async fn on_postgres(
    units: &[ReceiveRows],
    batch: &mut PostgresBatch<'_>,
) -> Result<Vec<bool>, StorageError> {
    let seen = Seen::of(units);
    if seen.channels.is_empty() {
        return Ok(seen.for_units(&[]));
    }
    let each = || seen.criteria();
    let rows = sqlx::query(ON_POSTGRES)
        .bind(each().map(|channel| channel.webhook_id).collect::<Vec<_>>())
        .bind(each().map(|channel| channel.token).collect::<Vec<_>>())
        .bind(each().map(|channel| channel.secret_key).collect::<Vec<_>>())
        .bind(each().map(|channel| channel.previous_secret_key).collect::<Vec<_>>())
        .bind(each().map(|channel| channel.settings).collect::<Vec<_>>())
        .bind(each().map(|channel| channel.rate_limit_per_minute).collect::<Vec<_>>())
        .bind(each().map(|channel| channel.rate_limit_per_hour).collect::<Vec<_>>())
        .bind(each().map(|channel| channel.overflow).collect::<Vec<_>>())
        .bind(each().map(|channel| channel.inbound_error_at).collect::<Vec<_>>())
        .fetch_all(&mut *batch.connection)
        .await?;
    let mut holds = vec![false; seen.channels.len()];
    for row in &rows {
        let place: i64 = row.try_get(0)?;
        if let Some(holds) = usize::try_from(place - 1).ok().and_then(|place| holds.get_mut(place)) {
            *holds = true;
        }
    }
    Ok(seen.for_units(&holds))
}
