//! The floor on SQLite: one thread writes whatever waits in one transaction, as durably as Patchbay does.

use std::path::Path;

use rusqlite::{Connection, params};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::floor::Waiting;

/// Makes the database in the folder and starts the thread that writes.
pub(crate) fn start(folder: &str) -> anyhow::Result<UnboundedSender<Waiting>> {
    let connection = Connection::open(Path::new(folder).join("floor.sqlite"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE events (id BLOB PRIMARY KEY, body TEXT)",
    )?;
    let (sender, receiver) = unbounded_channel();
    std::thread::spawn(move || write(&connection, receiver));
    Ok(sender)
}

/// Until it fails; from then on every request does.
fn write(connection: &Connection, mut receiver: UnboundedReceiver<Waiting>) -> rusqlite::Result<()> {
    let mut insert = connection.prepare("INSERT INTO events (id, body) VALUES (?1, ?2)")?;
    let mut group = Vec::new();
    while receiver.blocking_recv_many(&mut group, usize::MAX) > 0 {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for waiting in &group {
            insert.execute(params![waiting.id.as_bytes(), waiting.body])?;
        }
        connection.execute_batch("COMMIT")?;
        for waiting in group.drain(..) {
            // Who asked may be gone.
            let _ = waiting.committed.send(());
        }
    }
    Ok(())
}
