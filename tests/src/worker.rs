//! A worker alone, on the data of a test server.

use crate::Output;
use crate::process::Process;

/// A `patchbay worker` of the same installation.
pub struct Worker(Process);

impl Worker {
    pub(crate) async fn start(environment: &[(String, String)]) -> Self {
        Self(Process::work(environment, &Output::default()).await)
    }

    /// SIGKILL.
    pub async fn kill9(mut self) {
        self.0.kill().await;
    }

    /// SIGTERM; it must end well.
    pub async fn stop(mut self) {
        let status = self.0.terminate().await;
        assert!(status.success(), "after SIGTERM the worker ended with {status}");
    }
}
