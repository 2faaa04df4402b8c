//! The name of a request, in its answer and in every line of the log that belongs to it.

/// A request's name: a UUID as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);
