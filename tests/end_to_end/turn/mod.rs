//! The assistant's turn: conversation, answer, tasks.

mod conversations;
mod model;
mod ordering;
mod reopening;
mod structured;
mod tasks;
