//! Receiving: what is taken, what is refused, what is taken once.

mod authentication;
mod content_types;
mod duplicates;
mod hostile_text;
mod refusals;
