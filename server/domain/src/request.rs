//! The name of a request, in its answer and in every line of the log that belongs to it.

/// A request's name: a UUID as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

/// Who asks before it is known who they are: for their session, and for the audit trail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visitor {
    /// Where from.
    pub address: Option<std::net::IpAddr>,
    /// What their browser calls itself, at most 300 characters.
    pub user_agent: Option<String>,
    /// In which request.
    pub request_id: Option<String>,
}

/// Where a request comes from, as far as the proxies in front are believed (`PATCHBAY_TRUSTED_PROXIES`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub std::net::IpAddr);
