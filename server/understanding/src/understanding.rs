//! A whole message: the sender's own words, the subject over them, and what somebody else wrote below.

use chrono::DateTime;
use chrono_tz::Tz;
use patchbay_domain::assistant::TurnRequest;

use super::findings::Understanding;
use super::injection;
use super::language::Language;
use super::reader::{Reader, Trust};
use super::sentences::segments;

/// A message, cleaned and cut into what each of its writers said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// What stands over it.
    pub(super) subject: String,
    /// What its sender wrote.
    pub(super) own: String,
    /// What was sent on, in somebody else's words.
    pub(super) outside: String,
}

impl Text {
    /// All of it.
    pub(super) fn whole(&self) -> String {
        let parts = [&self.subject, &self.own, &self.outside];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n\n")
    }
}

/// Reads a message.
pub(super) fn understand(
    language: &'static Language,
    text: &Text,
    request: &TurnRequest,
    now: DateTime<Tz>,
) -> Understanding {
    let mut reader = Reader::new(language, request, now);
    if injection::takes_over(&text.whole()) || injection::addresses(&text.outside) {
        reader.distrust();
    }
    for (part, trust) in [(&text.own, Trust::Sender), (&text.outside, Trust::Outside)] {
        reader.trust(trust);
        for segment in segments(language, part) {
            reader.segment(&segment);
        }
        if trust == Trust::Sender {
            reader.end_of_own();
        }
    }
    if !text.subject.is_empty() {
        // A subject that sends something on is somebody else's, like what stands below it.
        reader.trust(if text.outside.is_empty() { Trust::Sender } else { Trust::Outside });
        reader.subject(&text.subject);
    }
    reader.finish()
}
