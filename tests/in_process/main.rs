//! Schedules, to the millisecond: the application runs inside the test, on a clock that stands still until the test
//! moves it. On SQLite, or on the PostgreSQL server that `PATCHBAY_TEST_DATABASE` names.
#![expect(clippy::unwrap_used, reason = "a test stops where the ground under it is missing")]

mod app;
mod bursts;
mod deliveries;
mod interruptions;
mod models;
mod moved_meanwhile;
mod quotas;
mod raw_bodies;
mod refusals;
mod reminders;
mod reopening;
mod replaced_keys;
mod retries;
mod sms;
mod undone;
