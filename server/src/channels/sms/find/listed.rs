//! A page of Twilio's list of texts.

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{Lookup, messages_api};
use messages_api::Answer;

/// What a trial account puts before every text.
const TRIAL_MARK: &str = "Sent from your Twilio trial account - ";

/// One page, newest first.
#[derive(Debug, Deserialize)]
pub(super) struct Page {
    messages: Vec<Listed>,
    /// Where older texts are, if there are any: a path and a query.
    pub(super) next_page_uri: Option<String>,
}

/// One text; what is not there is null.
#[derive(Debug, Deserialize)]
struct Listed {
    sid: String,
    direction: Option<String>,
    to: Option<String>,
    body: Option<String>,
    status: Option<String>,
    /// RFC 2822.
    date_created: Option<String>,
}

/// Why an answer says nothing of the text.
pub(super) struct Unreadable {
    /// In words, to stand after "not known:".
    pub(super) why: String,
    /// Whether a part of it is missing.
    pub(super) is_cut: bool,
}

impl Page {
    pub(super) fn read(answer: &Answer) -> Result<Self, Unreadable> {
        let unreadable = |why: String, is_cut| Unreadable { why, is_cut };
        let response = answer
            .result
            .as_ref()
            .map_err(|error| unreadable(format!("it could not be reached: {error}"), false))?;
        match response.status {
            401 | 403 => Err(unreadable(
                format!(
                    "it refused the account SID or auth token ({}); check them in the channel's settings",
                    response.status
                ),
                false,
            )),
            200..300 if response.body_cut => Err(unreadable("its answer was cut".to_owned(), true)),
            200..300 => serde_json::from_str(&response.body)
                .map_err(|_| unreadable("its answer cannot be read".to_owned(), false)),
            status => Err(unreadable(format!("it answered {status}"), false)),
        }
    }

    /// The SID of the text that is looked for.
    pub(super) fn find(&self, lookup: &Lookup<'_>, earliest: DateTime<Utc>) -> Option<String> {
        let found = self.messages.iter().find(|listed| listed.is_the_text(lookup, earliest));
        found.map(|listed| listed.sid.clone())
    }

    /// Whether the page has a text from before, so that all later ones were seen.
    pub(super) fn reaches_before(&self, earliest: DateTime<Utc>) -> bool {
        self.messages.iter().filter_map(Listed::created_at).any(|created_at| created_at < earliest)
    }
}

impl Listed {
    fn is_the_text(&self, lookup: &Lookup<'_>, earliest: DateTime<Utc>) -> bool {
        let is_outbound =
            self.direction.as_deref().is_some_and(|direction| direction.starts_with("outbound"));
        let was_dropped = matches!(self.status.as_deref(), Some("failed" | "undelivered" | "canceled"));
        is_outbound
            && !was_dropped
            && self.to.as_deref() == Some(lookup.to)
            && self.body.as_deref().is_some_and(|body| is_same(body, lookup.body))
            && self.created_at().is_none_or(|created_at| created_at >= earliest)
            && !lookup.known.contains(&self.sid)
    }

    /// To the second; nothing where Twilio gives no time.
    fn created_at(&self) -> Option<DateTime<Utc>> {
        let text = self.date_created.as_deref()?;
        Some(DateTime::parse_from_rfc2822(text).ok()?.with_timezone(&Utc))
    }
}

fn is_same(listed: &str, body: &str) -> bool {
    listed.strip_prefix(TRIAL_MARK).unwrap_or(listed).trim() == body.trim() || listed.trim() == body.trim()
}
