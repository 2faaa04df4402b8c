//! Waiting for what will come, without knowing when.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// How long anything may take before a test gives up. Far more than it takes: a busy machine is no failure.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// As long, after a kill -9: what the killed process had leased comes back when the lease has run out (30 s, where no
/// lock on a data directory says that the holder is dead).
pub const PATIENCE_AFTER_KILL: Duration = Duration::from_secs(60);

/// What time it is, for the server and its tests alike.
#[must_use]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Asks again and again until `attempt` gives something; fails the test after [`PATIENCE`].
pub async fn eventually<T, F>(what: &str, attempt: F) -> T
where
    F: AsyncFnMut() -> Option<T>,
{
    eventually_within(PATIENCE, what, attempt).await
}

/// The same with more or less patience.
pub async fn eventually_within<T, F>(patience: Duration, what: &str, mut attempt: F) -> T
where
    F: AsyncFnMut() -> Option<T>,
{
    let deadline = Instant::now() + patience;
    loop {
        if let Some(found) = attempt().await {
            return found;
        }
        assert!(Instant::now() < deadline, "waited {} s in vain for {what}", patience.as_secs());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
