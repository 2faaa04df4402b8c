//! The assistant's turn: conversation, answer, tasks.

mod conversations;
mod ordering;
mod structured;
mod tasks;
