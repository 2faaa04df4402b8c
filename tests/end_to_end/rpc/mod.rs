//! The procedures: one file a namespace, and what holds for all of them.

mod adapter;
mod conversations;
mod deliveries;
mod messages;
mod organizations;
mod pages;
mod task_states;
mod tasks;
mod webhook_settings;
mod webhooks;

/// An id that nothing has.
const UNKNOWN: &str = "01890000-0000-7000-8000-000000000000";
