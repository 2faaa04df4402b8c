//! What runs later: the runner that leases jobs, and one handler a job.

mod claim;
mod handle;
mod held;
mod runner;

pub use runner::Runner;
