//! What is sent: bodies of 1 KB that differ in a number, whose requests are built once and have only the number written
//! into them.

use std::net::SocketAddr;

use crate::http;

/// What stands before the number in an event, also where it arrives.
pub(crate) const MARK: &str = "bench-lead-";

/// As wide as numbers are written.
const HOLE: &str = "0000000000";

/// Bytes in a body.
const LENGTH: usize = 1024;

/// What is told of a lead beside its number.
const LEAD: &str = r#""name":"Ada Lovelace","email":"ada@example.com","phone":"+15005550006","company":"Acme","source":"website","score":0.82,"enrichment":{"employees":250,"industry":"manufacturing","city":"Rotterdam","country":"NL","tags":["pumps","valves","maintenance"],"site":"https://acme.example.com","note":""#;

/// An event as it is published.
pub(crate) fn event() -> String {
    let start = format!(r#"{{"type":"lead.created","data":{{"leadId":"{MARK}{HOLE}",{LEAD}"#);
    padded(start, r#""}}}"#)
}

/// Many of them.
pub(crate) fn batch(size: usize) -> String {
    format!(r#"{{"events":[{}]}}"#, vec![event(); size].join(","))
}

/// A message to a custom webhook, each from another sender.
pub(crate) fn message() -> String {
    let start = format!(
        r#"{{"senderIdentifier":"{MARK}{HOLE}","content":"Please call Acme tomorrow at 3pm","metadata":{{"note":""#
    );
    padded(start, r#""}}"#)
}

fn padded(start: String, end: &str) -> String {
    let words = "Asked for a quote for the yearly maintenance of four pumps. ";
    let filler: String = words.chars().cycle().take(LENGTH.saturating_sub(start.len() + end.len())).collect();
    start + &filler + end
}

/// Where requests go, and what they are but for their numbers.
#[derive(Clone)]
pub(crate) struct Target {
    /// Who listens there.
    pub(crate) address: SocketAddr,
    bytes: Vec<u8>,
    holes: Vec<usize>,
}

impl Target {
    /// A `POST` of this body.
    pub(crate) fn new(address: SocketAddr, path: &str, token: Option<&str>, body: &str) -> Self {
        let bytes = http::request("POST", path, token, body);
        let marked = memchr::memmem::find_iter(&bytes, MARK).map(|at| at + MARK.len());
        Self { address, holes: marked.collect(), bytes }
    }

    /// The request of this number; one of many events has this number and those after it.
    pub(crate) fn numbered(&mut self, first: usize) -> &[u8] {
        for (hole, number) in self.holes.iter().zip(first..) {
            let mut rest = number;
            for digit in self.bytes[*hole..hole + HOLE.len()].iter_mut().rev() {
                *digit = b"0123456789"[rest % 10];
                rest /= 10;
            }
        }
        &self.bytes
    }
}
