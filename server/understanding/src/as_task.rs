//! A message taken for a task, whatever else it looks like: what a member means who says "this is a task".

use patchbay_domain::assistant::{ProposedTask, StructuredTask, TurnRequest};

use super::drafts::from_fields;
use super::language::detect;
use super::text_of;
use super::understanding::understand;

/// The one task that a message asks for, where somebody who knows says that it asks for one. Its title is empty where the
/// message has no words.
#[must_use]
pub fn as_task(request: &TurnRequest) -> ProposedTask {
    let now = request.received_at.with_timezone(&request.time_zone);
    let text = text_of(request);
    let whole = text.whole();
    let read = understand(detect(&whole), &text, request, now);
    from_fields(&StructuredTask::default(), &whole, &read, request.time_zone)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::as_task;
    use crate::corpus::{local, request};

    #[test]
    fn what_looks_like_none_is_a_task_where_somebody_says_so() {
        let read = |text: &str| as_task(&request("2026-03-11T10:00", Tz::UTC, text));
        let told = read("The landing page still shows the old prices, we talk on Friday at 3pm");
        assert!(told.title.contains("landing page"), "{told:?}");
        assert_eq!(told.due.map(|due| due.at), Some(local(Tz::UTC, "2026-03-13T15:00")));
        let asked = read("When do you send the offer to Acme?");
        assert!(asked.title.contains("offer to Acme"), "{asked:?}");
        // What is read as a task anyway keeps its title.
        assert_eq!(read("Please call Bob tomorrow, urgent").title, "Call Bob");
        assert_eq!(read(" \u{1f389} ").title, "");
    }
}
