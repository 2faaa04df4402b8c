//! Whether a text went out although no answer came: looked up at Twilio before it is sent again, since its Messages API
//! knows no idempotency key.

mod listed;

#[cfg(test)]
mod tests;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use http::Method;
use hyper::body::Bytes;
use patchbay_domain::clock::Clock;
use patchbay_domain::delivery::AttemptOutcome;
use patchbay_domain::sms::SmsSettings;
use url::Url;

use super::messages_api::{self, Answer, Verdict};
use crate::delivery::outcome::Outcome;
use crate::delivery::sent::Sent;
use crate::egress::{EgressClient, OutboundRequest, retry_after};
use listed::Page;

/// How many texts are asked for at once: ten fit what is kept of an answer, unless they are long. Then one by one.
const PAGE_SIZES: [u32; 2] = [10, 1];
const MAX_PAGES: u32 = 10;

/// How far Twilio's clock may be behind ours.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(2);

/// A text that may have been sent.
#[derive(Debug, Clone, Copy)]
pub struct Lookup<'a> {
    /// Whose account, and from whom.
    pub settings: &'a SmsSettings,
    /// Where Twilio is; the operator set it, and it may have a path.
    pub base_url: &'a Url,
    /// Whom it was for.
    pub to: &'a str,
    /// What it said, exactly.
    pub body: &'a str,
    /// When its first try of unknown outcome began.
    pub since: DateTime<Utc>,
    /// The SIDs of texts that are known to be others.
    pub known: &'a [String],
    /// How long one request may take; there are a few where many texts went to one person.
    pub timeout: Duration,
}

/// What Twilio knows of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It took it: its SID, and the try to write down.
    Sent(String, Sent),
    /// It never got it: it may be sent.
    NotSent,
    /// It did not say: it is to be asked again, and nothing may be sent until then.
    Unsure(Sent),
}

/// Looks through the texts to the recipient, newest first, as far back as the try.
pub async fn find(egress: &EgressClient, clock: &dyn Clock, lookup: Lookup<'_>) -> Found {
    let started_at = clock.now();
    let mut unsure = None;
    for page_size in PAGE_SIZES {
        match walk(egress, clock, &lookup, page_size).await {
            Walked::Found(sid, answer) => {
                let verdict = Verdict {
                    outcome: Outcome::Delivered,
                    attempt_outcome: AttemptOutcome::Success,
                    error: None,
                    provider_id: Some(sid.clone()),
                    recipient_opted_out: false,
                };
                let sent = verdict.sent(lookup.settings, started_at, &answer);
                // What was answered is about all texts to the recipient.
                return Found::Sent(sid, Sent { response_body: None, ..sent });
            }
            Walked::NotThere => return Found::NotSent,
            Walked::Unclear { why, answer, is_cut } => {
                unsure = Some((why, answer));
                if !is_cut {
                    break;
                }
            }
        }
    }
    let Some((why, answer)) = unsure else { return Found::NotSent };
    let response = answer.result.as_ref().ok();
    let after_hint = response.and_then(|response| retry_after(&response.headers, answer.finished_at));
    let verdict = Verdict {
        outcome: Outcome::Retry { after_hint },
        attempt_outcome: AttemptOutcome::Unknown,
        error: Some(format!("Whether Twilio sent the text is not known: {why}. It is asked again first.")),
        provider_id: None,
        recipient_opted_out: false,
    };
    Found::Unsure(verdict.sent(lookup.settings, started_at, &answer))
}

/// How a walk through the pages ended.
enum Walked {
    /// At the text.
    Found(String, Answer),
    /// Past the try, or at the last page.
    NotThere,
    /// Nowhere; a cut answer may fit with fewer texts in it.
    Unclear { why: String, answer: Answer, is_cut: bool },
}

async fn walk(egress: &EgressClient, clock: &dyn Clock, lookup: &Lookup<'_>, page_size: u32) -> Walked {
    let earliest = lookup.since - CLOCK_TOLERANCE;
    let mut url = first_page(lookup, page_size);
    let mut page_number = 1;
    loop {
        let answer = messages_api::ask(egress, clock, request(lookup, url)).await;
        let page = match Page::read(&answer) {
            Ok(page) => page,
            Err(unreadable) => {
                return Walked::Unclear { why: unreadable.why, answer, is_cut: unreadable.is_cut };
            }
        };
        if let Some(sid) = page.find(lookup, earliest) {
            return Walked::Found(sid, answer);
        }
        let Some(next) = page.next_page_uri.as_deref().filter(|_| !page.reaches_before(earliest)) else {
            return Walked::NotThere;
        };
        let why = match next_page(lookup, next) {
            Some(_) if page_number == MAX_PAGES => "there are too many texts to this recipient",
            Some(next) => {
                url = next;
                page_number += 1;
                continue;
            }
            None => "its answer leads elsewhere",
        };
        return Walked::Unclear { why: why.to_owned(), answer, is_cut: false };
    }
}

fn request(lookup: &Lookup<'_>, url: Url) -> OutboundRequest {
    OutboundRequest {
        method: Method::GET,
        url,
        headers: messages_api::request_headers(lookup.settings),
        body: Bytes::new(),
        timeout: lookup.timeout,
    }
}

fn first_page(lookup: &Lookup<'_>, page_size: u32) -> Url {
    let mut url = messages_api::messages_url(lookup.base_url, &lookup.settings.account_sid);
    let from = messages_api::from_number(&lookup.settings.sender, lookup.to);
    let mut query = url.query_pairs_mut();
    query.append_pair("To", lookup.to);
    if let Some(from) = from {
        query.append_pair("From", &from);
    }
    query.append_pair("PageSize", &page_size.to_string());
    drop(query);
    url
}

/// The page that Twilio names, which is a path of its own and another query. The credentials go with the request, so it
/// is asked for where the first page was, and nowhere else.
fn next_page(lookup: &Lookup<'_>, uri: &str) -> Option<Url> {
    let mut url = messages_api::messages_url(lookup.base_url, &lookup.settings.account_sid);
    let (path, query) = uri.split_once('?')?;
    if !path.starts_with('/') || path.starts_with("//") || !url.path().ends_with(path) {
        return None;
    }
    url.set_query(Some(query));
    Some(url)
}
