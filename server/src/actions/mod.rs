//! What the business does: one verb a file. Every change goes through one of these, inside a transaction that the
//! writer owns, with its audit row, its events and the jobs that follow.

mod error;
mod services;

pub mod announce;
pub mod attempt_delivery;
pub mod authenticate;
pub mod cancel_task;
pub mod complete_task;
pub mod create_organization;
pub mod create_sign_in_link;
pub mod create_task;
pub mod create_webhook;
pub mod delete_webhook;
pub mod expire_raw_bodies;
pub mod fail_task;
pub mod mark_reviewed;
pub mod note_refusal;
pub mod put_back_job;
pub mod receive_message;
pub mod reply_to_conversation;
pub mod retry_delivery;
pub mod send_message;
pub mod send_verification;
pub mod set_up;
pub mod sign_in;
pub mod sign_out;
pub mod spend_quota;
pub mod take_turn;
pub mod tell_task_ended;
pub mod test_webhook;
pub mod update_task;
pub mod update_webhook;
pub mod verify_webhook;
mod withhold_message;

pub use error::{ActionError, FieldError, Missing};
pub use services::Services;
