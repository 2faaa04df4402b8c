//! How things leave: what is sent, how it is signed, what an answer means and when the next try is due. The same for
//! every kind of target; what differs is in `channels`.

pub mod envelope;
pub mod headers;
mod javascript_json;
pub mod outcome;
pub mod retry_policy;
pub mod sent;
pub mod signatures;
