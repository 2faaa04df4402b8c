//! One question to a model server and its answer, with as many tries as time allows.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, HeaderValue, Method, header};
use hyper::body::Bytes;
use patchbay_domain::clock::Clock;
use patchbay_domain::turn::Effort;
use tracing::Instrument as _;
use tracing::field::Empty;
use url::Url;

use super::dialect::{Asking, Dialect, Said};
use crate::config::ModelServerConfig;
use crate::egress::{EgressClient, EgressError, OutboundRequest, OutboundResponse, retry_after};

/// How much of an answer is read: thoughts that models write beside it count too.
const MAX_ANSWER_BYTES: usize = 1024 * 1024;

/// How long to wait before the second try and the third where the server does not say.
const PAUSES: [TimeDelta; 2] = [TimeDelta::milliseconds(500), TimeDelta::seconds(2)];

/// What a try needs at least: with less time left there is no use in waiting for one.
const LEAST_TIME: TimeDelta = TimeDelta::seconds(1);

const USER_AGENT: &str = concat!("Patchbay/", env!("CARGO_PKG_VERSION"));

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Unanswered {
    /// The server will not have what it was sent, or fails over it: it may not know the form that was asked for.
    Refused(u16),
    /// It answered with this, and did so to the end.
    Status(u16),
    /// There was none, or a broken one; in words without an address.
    Broken(&'static str),
}

/// Who is asked, by what, until when.
pub(super) struct Exchange<'a> {
    pub(super) dialect: &'static dyn Dialect,
    pub(super) server: &'a ModelServerConfig,
    pub(super) egress: &'a EgressClient,
    pub(super) clock: &'a dyn Clock,
    pub(super) until: DateTime<Utc>,
    /// Whether another form may be asked for, since this one is not known to work.
    pub(super) has_other_form: bool,
}

impl Exchange<'_> {
    /// Asks. 429 and 5xx are tried again while there is time, not before the server wants to be asked again.
    pub(super) async fn ask(&self, asking: &Asking<'_>, effort: &mut Effort) -> Result<Said, Unanswered> {
        // As OpenTelemetry names what is known of a call to a model.
        let span = tracing::info_span!(
            "chat",
            gen_ai.operation.name = "chat",
            gen_ai.provider.name = self.dialect.provider().name(),
            gen_ai.request.model = asking.model,
            gen_ai.usage.input_tokens = Empty,
            gen_ai.usage.output_tokens = Empty,
        );
        let said = self.ask_in_span(asking, effort).instrument(span.clone()).await?;
        effort.spend(said.input_tokens, said.output_tokens);
        span.record("gen_ai.usage.input_tokens", said.input_tokens);
        span.record("gen_ai.usage.output_tokens", said.output_tokens);
        Ok(said)
    }

    async fn ask_in_span(&self, asking: &Asking<'_>, effort: &mut Effort) -> Result<Said, Unanswered> {
        let body = Bytes::from(self.dialect.body(asking).to_string());
        let mut tries = 0;
        loop {
            effort.requests = effort.requests.saturating_add(1);
            let response = self.send(body.clone()).await?;
            let status = response.status;
            match status {
                200..300 => return self.said(&response, asking),
                400 | 422 | 501 => {
                    tracing::info!(status, "the model server refuses what it was sent");
                    return Err(Unanswered::Refused(status));
                }
                429 | 500.. => {
                    // Some servers answer 500 to a form that they do not know, others when they are not well.
                    let is_doubtful = status == 500;
                    let most = if is_doubtful && self.has_other_form { 1 } else { PAUSES.len() };
                    let given_up = || match is_doubtful {
                        true => Unanswered::Refused(status),
                        false => Unanswered::Status(status),
                    };
                    let now = self.clock.now();
                    let wanted = retry_after(&response.headers, now).map(TimeDelta::from_std);
                    let Some(pause) = PAUSES[..most].get(tries).copied() else { return Err(given_up()) };
                    tries += 1;
                    // One that is too long for a delta is too long to wait for.
                    let pause = wanted.map_or(pause, |wanted| wanted.unwrap_or(TimeDelta::MAX)).max(pause);
                    let again = now.checked_add_signed(pause).filter(|at| *at <= self.until - LEAST_TIME);
                    let Some(again) = again else { return Err(given_up()) };
                    self.clock.sleep_until(again).await;
                }
                _ => return Err(Unanswered::Status(status)),
            }
        }
    }

    async fn send(&self, body: Bytes) -> Result<OutboundResponse, Unanswered> {
        let left = (self.until - self.clock.now()).to_std().unwrap_or(Duration::ZERO);
        let request = OutboundRequest {
            method: Method::POST,
            url: self.url(),
            headers: self.headers(),
            body,
            timeout: left,
        };
        self.egress.ask_trusted(request, MAX_ANSWER_BYTES).await.map_err(|error| {
            tracing::warn!(%error, "the model server gave no answer");
            Unanswered::Broken(match error {
                EgressError::Refused(_) => "the model server cannot be asked as it is set up",
                EgressError::Connect { .. } => "the model server cannot be reached",
                EgressError::Timeout { .. } => "the model did not answer in time",
                EgressError::Cut(_) => "the connection to the model server was lost",
            })
        })
    }

    fn said(&self, response: &OutboundResponse, asking: &Asking<'_>) -> Result<Said, Unanswered> {
        if response.body_cut {
            return Err(Unanswered::Broken("the model server's answer broke off, or had no end"));
        }
        let answer = serde_json::from_str(&response.body);
        let answer = answer.map_err(|_| Unanswered::Broken("what the model server answered is no JSON"))?;
        Ok(self.dialect.read(&answer, asking.mode))
    }

    fn url(&self) -> Url {
        let mut url = self.server.base_url.clone();
        // An error means a URL such as `mailto:`, which is refused where settings are read.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(self.dialect.path());
        }
        url
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        self.dialect.authorize(&mut headers, self.server.api_key.as_ref());
        headers
    }
}
