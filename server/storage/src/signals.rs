//! Hints that follow a commit: there is work, something changed. Losing one loses nothing: the queue is also polled,
//! and whoever looks reads again when they reconnect.

use std::sync::Arc;

use patchbay_domain::change::Change;
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, broadcast, mpsc};

/// How many changes a slow listener may lag behind before it is told to read everything again.
const CHANGES_KEPT: usize = 1024;

/// What a transaction says once it is committed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Hint {
    /// Jobs are ready.
    Jobs,
    /// Something changed.
    Change(Change),
}

/// Where hints are heard.
#[derive(Debug, Clone)]
pub struct Signals {
    jobs: Arc<Notify>,
    changes: broadcast::Sender<Change>,
    /// Where other instances are told; none where the database belongs to this one.
    elsewhere: Option<mpsc::UnboundedSender<Vec<Hint>>>,
}

impl Default for Signals {
    fn default() -> Self {
        Self { jobs: Arc::default(), changes: broadcast::Sender::new(CHANGES_KEPT), elsewhere: None }
    }
}

impl Signals {
    /// Returns when jobs may be ready; immediately if that was said since the last call.
    pub async fn jobs_ready(&self) {
        self.jobs.notified().await;
    }

    /// Everything that changes from now on, in every organization: whoever passes it on filters by theirs.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// With what other instances are to be told of.
    pub(crate) fn among_instances() -> (Self, mpsc::UnboundedReceiver<Vec<Hint>>) {
        let (elsewhere, told) = mpsc::unbounded_channel();
        (Self { elsewhere: Some(elsewhere), ..Self::default() }, told)
    }

    /// Says what was committed, here and to other instances.
    pub(crate) fn publish(&self, hints: Vec<Hint>) {
        if let Some(elsewhere) = &self.elsewhere
            && !hints.is_empty()
        {
            // Nobody tells them any more: the process ends.
            let _ = elsewhere.send(hints.clone());
        }
        self.pass_on(hints);
    }

    /// Says here what was committed elsewhere.
    pub(crate) fn pass_on(&self, hints: Vec<Hint>) {
        let mut jobs = false;
        for hint in hints {
            match hint {
                Hint::Jobs => jobs = true,
                // No receiver: nobody is looking.
                Hint::Change(change) => drop(self.changes.send(change)),
            }
        }
        if jobs {
            self.jobs.notify_one();
        }
    }
}
