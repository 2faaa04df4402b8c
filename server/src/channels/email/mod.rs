//! The e-mail channel (002 FR-02, US-08): raw mails come in, answers leave by SMTP in the same thread.
pub mod compose;
pub mod send;
pub mod settings;

pub mod attachments;
pub(in crate::channels) mod authentication;
pub mod automatic;
pub mod parse;
