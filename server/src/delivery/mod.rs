//! How things leave: what is sent, how it is signed, what an answer means and when the next try is due. The same for
//! every kind of target; what differs is in `channels`.

pub mod destination;
pub mod dispatch;
pub mod envelope;
pub mod excerpt;
mod field_error;
pub(crate) mod header_rules;
pub mod headers;
pub mod http;
mod javascript_json;
pub mod outcome;
pub mod sent;
pub mod settings;
pub mod signatures;
pub mod test_request;

pub use field_error::FieldError;
