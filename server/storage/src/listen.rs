//! Hints between instances that share one PostgreSQL. They are told after the commit and many together: commits that notify
//! wait for each other, their flush to the disk included.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgListener;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::error::StorageError;
use crate::signals::Hint;
use crate::writer::Shared;

const CHANNEL: &str = "patchbay";
/// PostgreSQL takes less than 8,000 bytes a notification; past this the rest is left out, since hints may be lost.
const PAYLOAD_BYTES: usize = 7_000;
/// More hints than this do not fit.
const MOST_HINTS: usize = 64;

#[derive(Debug, Serialize, Deserialize)]
struct Notification {
    from: Uuid,
    hints: Vec<Hint>,
}

/// What is said of `hints`, as many as fit.
fn payload(from: Uuid, hints: &[Hint]) -> Result<String, StorageError> {
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

/// Between two notifications: what is said meanwhile goes with the next one.
const BREATH: Duration = Duration::from_millis(5);

/// Tells other instances what this one says, until it says nothing any more.
pub(crate) async fn tell(shared: Arc<Shared>, mut said: mpsc::UnboundedReceiver<Vec<Hint>>) {
    while let Some(mut hints) = said.recv().await {
        while let Ok(more) = said.try_recv() {
            // More than fit are left out anyway, but that there is work is not.
            if hints.len() < MOST_HINTS || more.contains(&Hint::Jobs) {
                hints.extend(more);
            }
        }
        hints.dedup();
        if let Err(error) = notify(&shared, &hints).await {
            tracing::debug!(%error, "other instances were not told; they poll");
        }
        pause(BREATH).await;
    }
}

async fn notify(shared: &Shared, hints: &[Hint]) -> Result<(), StorageError> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_notify($1, $2)",
        [CHANNEL.into(), payload(shared.instance, hints)?.into()],
    );
    shared.connections.write.query_one_raw(statement).await?;
    Ok(())
}

/// Passes on what other instances say, for as long as the process lives; a lost connection is taken up again.
pub(crate) async fn run(shared: Arc<Shared>) {
    loop {
        if let Err(error) = listen(&shared).await {
            tracing::warn!(%error, "lost the line to other instances; polling goes on");
        }
        pause(Duration::from_secs(1)).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "a pause of the process, not a schedule")]
async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}

async fn listen(shared: &Shared) -> Result<(), sqlx::Error> {
    let mut listener =
        PgListener::connect_with(shared.connections.write.get_postgres_connection_pool()).await?;
    listener.listen(CHANNEL).await?;
    loop {
        let notification = listener.recv().await?;
        match serde_json::from_str::<Notification>(notification.payload()) {
            Ok(heard) if heard.from != shared.instance => shared.signals.pass_on(heard.hints),
            Ok(_) => {}
            Err(error) => tracing::debug!(%error, "a notification of another version"),
        }
    }
}
