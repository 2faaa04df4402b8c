//! The assistant's turn: conversation, answer, tasks.

mod by_text;
mod conversations;
mod model;
mod ordering;
mod reopening;
mod structured;
mod tasks;
