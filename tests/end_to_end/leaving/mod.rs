//! Deliveries: how an answer leaves, how often it is tried, and where it may not go.

mod guard;
mod replies;
mod retries;
mod retry_by_hand;
mod signatures;
mod test_requests;
