//! Quotas in the memory of the only process on a database. A log begins with what the database knows of the last hour,
//! so that a restart forgives nothing, and is dropped once nothing in it counts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use patchbay_domain::ids::WebhookId;
use patchbay_domain::quota::{Admission, Quota, SlidingLog, Window};
use patchbay_domain::webhook::Overflow;
use tokio::sync::OnceCell;

/// A log, once it is known what it begins with.
type Log = OnceCell<Mutex<SlidingLog>>;

/// The logs of the channels that were written to within the last hour.
#[derive(Debug, Default)]
pub(super) struct MemoryLogs(Mutex<Logs>);

#[derive(Debug, Default)]
struct Logs {
    by_webhook: HashMap<WebhookId, Arc<Log>>,
    swept_at: DateTime<Utc>,
}

impl MemoryLogs {
    /// Asks a channel's log for one request. `hits`: what counts already, as the database knows it; read for the first
    /// request alone, while others of that channel wait.
    pub(super) async fn spend<E>(
        &self,
        webhook: WebhookId,
        quota: Quota,
        now: DateTime<Utc>,
        overflow: Overflow,
        hits: impl Future<Output = Result<Vec<DateTime<Utc>>, E>>,
    ) -> Result<Admission, E> {
        let log = self.log(webhook, now);
        let begin = || async { Ok(Mutex::new(SlidingLog::from_hits(hits.await?))) };
        let log = log.get_or_try_init(begin).await?;
        Ok(lock(log).spend(quota, now, overflow))
    }

    fn log(&self, webhook: WebhookId, now: DateTime<Utc>) -> Arc<Log> {
        let mut logs = lock(&self.0);
        logs.sweep(now);
        Arc::clone(logs.by_webhook.entry(webhook).or_default())
    }
}

impl Logs {
    /// Drops what counts no more, every minute. A log that is being asked stays: its owner would spend from a log that
    /// nobody else sees.
    fn sweep(&mut self, now: DateTime<Utc>) {
        if (now - self.swept_at).abs() < Window::Minute.length() {
            return;
        }
        self.swept_at = now;
        self.by_webhook.retain(|_, log| {
            Arc::strong_count(log) > 1 || log.get().is_some_and(|log| !lock(log).is_idle(now))
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use futures::future::join_all;
    use patchbay_domain::webhook::Overflow::{Defer, Reject};
    use uuid::Uuid;

    use super::*;

    const QUOTA: Quota = Quota { per_minute: 30, per_hour: 200 };

    fn at(second: u64) -> DateTime<Utc> {
        "2026-03-10T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + Duration::from_secs(second)
    }

    fn channel(number: u128) -> WebhookId {
        WebhookId::from(Uuid::from_u128(number))
    }

    /// What the database knows: nothing.
    async fn nothing() -> Result<Vec<DateTime<Utc>>, &'static str> {
        Ok(Vec::new())
    }

    fn kept(logs: &MemoryLogs) -> usize {
        lock(&logs.0).by_webhook.len()
    }

    #[tokio::test]
    async fn the_first_of_many_at_once_reads_what_counts_already() {
        let (logs, reads) = (MemoryLogs::default(), AtomicUsize::new(0));
        let known = || async {
            reads.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            Ok::<_, &str>(vec![at(0); 10])
        };
        let all = join_all((0..50).map(|_| logs.spend(channel(1), QUOTA, at(5), Reject, known()))).await;
        let admitted = all.iter().filter(|one| matches!(one, Ok(Admission::Now(_)))).count();
        assert_eq!((admitted, reads.load(Ordering::SeqCst)), (20, 1));
        assert!(matches!(
            logs.spend(channel(2), QUOTA, at(5), Reject, nothing()).await,
            Ok(Admission::Now(_))
        ));
    }

    #[tokio::test]
    async fn what_could_not_be_read_is_read_again() {
        let logs = MemoryLogs::default();
        let failed =
            logs.spend(channel(1), QUOTA, at(0), Reject, async { Err("the database is away") }).await;
        assert_eq!(failed, Err("the database is away"));
        let full = async { Ok::<_, &str>(vec![at(0); 30]) };
        let second = logs.spend(channel(1), QUOTA, at(0), Reject, full).await;
        assert!(matches!(second, Ok(Admission::Refused { .. })), "{second:?}");
    }

    #[tokio::test]
    async fn those_who_waited_before_a_restart_are_not_overtaken() {
        let logs = MemoryLogs::default();
        let waiting = async { Ok::<_, &str>(vec![at(0), at(600)]) };
        let one = logs.spend(channel(1), QUOTA, at(10), Defer, waiting).await.unwrap();
        assert!(matches!(one, Admission::At(slot, _) if slot == at(600)), "{one:?}");
    }

    #[tokio::test]
    async fn logs_in_which_nothing_counts_are_dropped() {
        let logs = MemoryLogs::default();
        for number in 0..100 {
            logs.spend(channel(number), QUOTA, at(0), Reject, nothing()).await.unwrap();
        }
        let broken = logs.spend(channel(200), QUOTA, at(0), Reject, async { Err("away") }).await;
        assert_eq!((broken, kept(&logs)), (Err("away"), 101));
        logs.spend(channel(0), QUOTA, at(3_599), Reject, nothing()).await.unwrap();
        assert_eq!(kept(&logs), 100, "only the one that never began is gone");
        logs.spend(channel(1), QUOTA, at(3_660), Reject, nothing()).await.unwrap();
        assert_eq!(kept(&logs), 2, "the one from 61 s before, and the new one");
    }
}
