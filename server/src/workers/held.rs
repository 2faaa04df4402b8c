//! What a worker is doing: the jobs whose leases it renews.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use patchbay_domain::ids::JobId;

/// The jobs that are being done.
#[derive(Debug, Clone, Default)]
pub(super) struct Held(Arc<Mutex<HashSet<JobId>>>);

impl Held {
    /// Holds on to a job until what is given back is dropped.
    pub(super) fn hold(&self, job: JobId) -> Holding {
        self.lock().insert(job);
        Holding { all: self.clone(), job }
    }

    pub(super) fn jobs(&self) -> Vec<JobId> {
        self.lock().iter().copied().collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<JobId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One job that is being done.
pub(super) struct Holding {
    all: Held,
    job: JobId,
}

impl Drop for Holding {
    fn drop(&mut self) {
        self.all.lock().remove(&self.job);
    }
}
