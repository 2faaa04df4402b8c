//! Hints between instances that share one PostgreSQL: one NOTIFY a commit.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgListener;
use uuid::Uuid;

use crate::error::StorageError;
use crate::signals::Hint;
use crate::writer::Shared;

pub(crate) const CHANNEL: &str = "patchbay";
/// PostgreSQL takes less than 8,000 bytes a notification; past this the rest is left out, since hints may be lost.
const PAYLOAD_BYTES: usize = 7_000;
/// More hints than this do not fit.
const MOST_HINTS: usize = 64;

#[derive(Debug, Serialize, Deserialize)]
struct Notification {
    from: Uuid,
    hints: Vec<Hint>,
}

/// Says `hints` to other instances when `transaction` commits.
pub(crate) async fn notify(
    transaction: &DatabaseTransaction,
    from: Uuid,
    hints: &[Hint],
) -> Result<(), StorageError> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_notify($1, $2)",
        [CHANNEL.into(), payload(from, hints)?.into()],
    );
    transaction.query_one_raw(statement).await?;
    Ok(())
}

/// What is said of `hints`, as many as fit.
pub(crate) fn payload(from: Uuid, hints: &[Hint]) -> Result<String, StorageError> {
    // That there is work comes first: it must not be what is left out.
    let jobs = hints.iter().find(|hint| **hint == Hint::Jobs);
    let changes = hints.iter().filter(|hint| **hint != Hint::Jobs);
    let mut hints: Vec<Hint> = jobs.into_iter().chain(changes).take(MOST_HINTS).cloned().collect();
    loop {
        let notification = Notification { from, hints };
        let text =
            serde_json::to_string(&notification).map_err(|error| StorageError::Refused(error.to_string()))?;
        if text.len() <= PAYLOAD_BYTES {
            return Ok(text);
        }
        hints = notification.hints;
        hints.truncate(hints.len() / 2);
    }
}

/// Passes on what other instances say, for as long as the process lives; a lost connection is taken up again.
pub(crate) async fn run(shared: Arc<Shared>) {
    loop {
        if let Err(error) = listen(&shared).await {
            tracing::warn!(%error, "lost the line to other instances; polling goes on");
        }
        #[expect(clippy::disallowed_methods, reason = "a pause between reconnects, not a schedule")]
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn listen(shared: &Shared) -> Result<(), sqlx::Error> {
    let mut listener =
        PgListener::connect_with(shared.connections.write.get_postgres_connection_pool()).await?;
    listener.listen(CHANNEL).await?;
    loop {
        let notification = listener.recv().await?;
        match serde_json::from_str::<Notification>(notification.payload()) {
            Ok(heard) if heard.from != shared.instance => shared.signals.publish(heard.hints),
            Ok(_) => {}
            Err(error) => tracing::debug!(%error, "a notification of another version"),
        }
    }
}
