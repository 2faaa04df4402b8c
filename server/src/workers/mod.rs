//! What runs later: the runner that leases jobs, and one handler a job.

mod claim;
mod deliveries;
mod handle;
mod held;
mod leases;
mod runner;

pub use runner::Runner;
