//! Patchbay's server. `main.rs` is the command line; this is what it starts, as a library, so that tests can start it
//! in their own process with a clock of their own.

pub mod actions;
pub mod app;
pub mod assistant;
pub mod channels;
pub mod config;
pub mod delivery;
pub mod egress;
pub mod http;
pub mod rpc;
pub mod workers;

mod data_dir;
mod master_key;
