//! The custom channel: a system posts messages for people, and gets the answers posted back (002 FR-02, A.1, A.2).

pub mod parse;
pub mod settings;
pub mod verify;
