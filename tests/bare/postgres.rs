//! The floor on PostgreSQL: one connection writes whatever waits with one statement.

use sqlx::{Connection, Executor, PgConnection};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use uuid::Uuid;

use crate::floor::Waiting;

/// Makes the table in the database and starts the task that writes.
pub(crate) async fn start(url: &str) -> anyhow::Result<UnboundedSender<Waiting>> {
    let mut connection = PgConnection::connect(url).await?;
    connection.execute("SET synchronous_commit = on").await?;
    connection.execute("CREATE TABLE events (id UUID PRIMARY KEY, body TEXT)").await?;
    let (sender, receiver) = unbounded_channel();
    tokio::spawn(write(connection, receiver));
    Ok(sender)
}

/// Until it fails; from then on every request does.
async fn write(mut connection: PgConnection, mut receiver: UnboundedReceiver<Waiting>) -> sqlx::Result<()> {
    let mut group = Vec::new();
    while receiver.recv_many(&mut group, usize::MAX).await > 0 {
        let mut told = Vec::with_capacity(group.len());
        let (mut ids, mut bodies): (Vec<Uuid>, Vec<String>) = (Vec::new(), Vec::new());
        for waiting in group.drain(..) {
            ids.push(waiting.id);
            bodies.push(waiting.body);
            told.push(waiting.committed);
        }
        sqlx::query("INSERT INTO events (id, body) SELECT * FROM unnest($1::uuid[], $2::text[])")
            .bind(ids)
            .bind(bodies)
            .execute(&mut connection)
            .await?;
        for committed in told {
            // Who asked may be gone.
            let _ = committed.send(());
        }
    }
    Ok(())
}
