//! What sending a text and looking one up have in common: Twilio's Messages API, and what is kept of its answers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, header};
use patchbay_domain::card_number;
use patchbay_domain::clock::Clock;
use patchbay_domain::delivery::{AttemptOutcome, MAX_RESPONSE_BODY_BYTES};
use patchbay_domain::secret::MASK;
use patchbay_domain::sms::{AccountSid, SmsSender, SmsSettings};
use patchbay_domain::text::cut_bytes;
use url::Url;

use crate::delivery::headers::{self, USER_AGENT};
use crate::delivery::outcome::{self, Outcome};
use crate::delivery::sent::Sent;
use crate::egress::{EgressClient, EgressError, OutboundRequest, OutboundResponse};

/// Answer headers that Twilio's support asks for, or that say when to come again.
const SHOWN_HEADERS: [&str; 4] =
    ["content-type", "retry-after", "twilio-concurrent-requests", "twilio-request-id"];
const MAX_SHOWN_HEADER_BYTES: usize = 1024;

/// A token shorter than this is none of Twilio's; looking for it would take every such letter out of an answer.
const SHORTEST_TOKEN_BYTES: usize = 8;

/// How an address of Twilio's WhatsApp begins (C40).
const WHATSAPP: &str = "whatsapp:";

/// The account's texts; `base_url` may have a path.
pub(super) fn messages_url(base_url: &Url, account: &AccountSid) -> Url {
    let mut url = base_url.clone();
    // An error means a URL such as `mailto:`, which is refused when it is sent to.
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(["2010-04-01", "Accounts", account.as_str(), "Messages.json"]);
    }
    url.set_query(None);
    url.set_fragment(None);
    url
}

/// The headers of every request; the credentials in them do not print.
pub(super) fn request_headers(settings: &SmsSettings) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
    headers::add_secret(&mut headers, "authorization", &format!("Basic {}", credentials(settings)));
    headers
}

/// The number that texts to `to` come from, unless a service chooses it. Who is written to by WhatsApp is written to
/// from WhatsApp.
pub(super) fn from_number(sender: &SmsSender, to: &str) -> Option<String> {
    match sender {
        SmsSender::Number(number) if to.starts_with(WHATSAPP) => Some(format!("{WHATSAPP}{number}")),
        SmsSender::Number(number) => Some(number.to_string()),
        SmsSender::Service { .. } => None,
    }
}

/// An answer, or why there is none, and when.
pub(super) struct Answer {
    /// What came back.
    pub(super) result: Result<OutboundResponse, EgressError>,
    /// When it was asked.
    pub(super) started_at: DateTime<Utc>,
    /// When the answer was there.
    pub(super) finished_at: DateTime<Utc>,
}

/// Asks Twilio once. The operator set the address.
pub(super) async fn ask(egress: &EgressClient, clock: &dyn Clock, request: OutboundRequest) -> Answer {
    let started_at = clock.now();
    let result = egress.send_trusted(request).await;
    Answer { result, started_at, finished_at: clock.now() }
}

/// What is said of a try that began at `started_at`, as it may be written down.
pub(super) struct Verdict {
    /// What becomes of the delivery.
    pub(super) outcome: Outcome,
    /// How the try is written down.
    pub(super) attempt_outcome: AttemptOutcome,
    /// What went wrong.
    pub(super) error: Option<String>,
    /// Twilio's id of the text.
    pub(super) provider_id: Option<String>,
    /// Whether the recipient wants no texts.
    pub(super) recipient_opted_out: bool,
}

impl Verdict {
    /// The try as it is written down: without card numbers and without the credentials, should an answer repeat them.
    pub(super) fn sent(self, settings: &SmsSettings, started_at: DateTime<Utc>, answer: &Answer) -> Sent {
        let clean = |text: &str| card_number::redact_text(&without_credentials(settings, text)).into_owned();
        let response = answer.result.as_ref().ok();
        let milliseconds = (answer.finished_at - started_at).num_milliseconds().max(0);
        Sent {
            outcome: self.outcome,
            attempt_outcome: self.attempt_outcome,
            status: response.map(|response| response.status),
            request_headers: Vec::new(),
            remote_address: response.and_then(|response| response.address).map(|address| address.to_string()),
            error_class: outcome::error_class(&answer.result),
            response_headers: response
                .map(|response| shown_headers(&response.headers, &clean))
                .unwrap_or_default(),
            response_body: response
                .map(|response| cut_bytes(&clean(&response.body), MAX_RESPONSE_BODY_BYTES).to_owned()),
            error: self.error.map(|error| clean(&error)),
            provider_id: self.provider_id,
            recipient_opted_out: self.recipient_opted_out,
            started_at,
            duration_ms: u32::try_from(milliseconds).unwrap_or(u32::MAX),
        }
    }
}

fn shown_headers(headers: &HeaderMap, clean: &dyn Fn(&str) -> String) -> Vec<(String, String)> {
    let shown = SHOWN_HEADERS.iter().filter_map(|name| {
        let value = String::from_utf8_lossy(headers.get(*name)?.as_bytes()).into_owned();
        Some(((*name).to_owned(), cut_bytes(&clean(&value), MAX_SHOWN_HEADER_BYTES).to_owned()))
    });
    shown.collect()
}

fn credentials(settings: &SmsSettings) -> String {
    STANDARD.encode(format!("{}:{}", settings.account_sid, settings.auth_token.expose()))
}

fn without_credentials(settings: &SmsSettings, text: &str) -> String {
    let text = text.replace(&credentials(settings), MASK);
    let token = settings.auth_token.expose();
    if token.len() < SHORTEST_TOKEN_BYTES { text } else { text.replace(token, MASK) }
}

#[cfg(test)]
mod tests {
    use patchbay_domain::secret::Secret;
    use patchbay_domain::sms::PhoneNumber;

    use super::*;

    fn settings() -> SmsSettings {
        SmsSettings {
            account_sid: AccountSid::parse(&format!("AC{}", "a".repeat(32))).unwrap(),
            auth_token: Secret::new("a-token-of-twilios"),
            sender: SmsSender::Number(PhoneNumber::parse("+15005550006").unwrap()),
        }
    }

    #[test]
    fn the_url_stands_below_the_base() {
        let account = settings().account_sid;
        for (base, expected) in [
            ("https://api.twilio.com", "https://api.twilio.com"),
            ("https://api.twilio.com/", "https://api.twilio.com"),
            ("http://127.0.0.1:9/fake/twilio?x=1#y", "http://127.0.0.1:9/fake/twilio"),
            ("http://127.0.0.1:9/fake/", "http://127.0.0.1:9/fake"),
        ] {
            let url = messages_url(&Url::parse(base).unwrap(), &account);
            assert_eq!(url.as_str(), format!("{expected}/2010-04-01/Accounts/{account}/Messages.json"));
        }
    }

    #[test]
    fn whatsapp_is_answered_from_whatsapp() {
        let sender = settings().sender;
        assert_eq!(from_number(&sender, "+15005550001").as_deref(), Some("+15005550006"));
        assert_eq!(from_number(&sender, "whatsapp:+15005550001").as_deref(), Some("whatsapp:+15005550006"));
    }

    #[test]
    fn the_token_is_kept_nowhere() {
        let settings = settings();
        let headers = request_headers(&settings);
        let basic = headers["authorization"].to_str().unwrap().to_owned();
        assert_eq!(
            STANDARD.decode(&basic[6..]).unwrap(),
            format!("{}:a-token-of-twilios", settings.account_sid).as_bytes()
        );
        assert!(!format!("{headers:?}").contains(&basic[6..]));
        let echo = format!("you sent {basic}, which is a-token-of-twilios");
        let response = OutboundResponse {
            address: None,
            status: 400,
            headers: HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_str(&basic).unwrap())]),
            body: echo.clone(),
            body_cut: false,
        };
        let at = DateTime::UNIX_EPOCH;
        let answer = Answer { result: Ok(response), started_at: at, finished_at: at };
        let verdict = Verdict {
            outcome: Outcome::GiveUp,
            attempt_outcome: AttemptOutcome::Failed,
            error: Some(echo),
            provider_id: None,
            recipient_opted_out: false,
        };
        let sent = verdict.sent(&settings, at, &answer);
        assert_eq!(sent.response_body.as_deref(), Some("you sent Basic ••••, which is ••••"));
        assert_eq!(sent.response_headers, [("content-type".to_owned(), "Basic ••••".to_owned())]);
        assert!(!format!("{sent:?}").contains("twilios"));
    }
}
