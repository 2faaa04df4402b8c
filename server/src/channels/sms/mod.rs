//! The SMS channel, by Twilio (002 FR-02): texts come as signed forms, and leave through its Messages API.

pub mod compose;
pub mod errors;
pub mod find;
mod form;
pub mod keywords;
mod messages_api;
pub mod parse;
pub mod send;
pub mod settings;
pub mod verify;

#[cfg(test)]
mod tests;
