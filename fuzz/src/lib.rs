//! What the fuzz targets share: how an input is taken apart, and what holds of every message that is accepted.

pub mod input;
pub mod invariants;
pub mod mail;
pub mod twilio_signature;
