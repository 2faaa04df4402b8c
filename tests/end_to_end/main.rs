//! End to end: the real binary, its real database, called over HTTP and calling back. One folder a topic.
#![expect(clippy::unwrap_used, reason = "a test stops where the ground under it is missing")]

mod authority;
mod cards;
mod deliveries;
mod durability;
mod email;
mod full_queue;
mod identity;
mod inbound;
mod judges;
mod leaving;
mod limits;
mod live;
mod memory;
mod rest;
mod rpc;
mod sms;
mod start;
mod turn;
mod understood;
