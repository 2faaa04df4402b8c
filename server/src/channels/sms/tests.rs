//! What the tests of sending and of looking up share: a Messages API that answers as it is told.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use patchbay_domain::clock::ManualClock;
use patchbay_domain::secret::Secret;
use patchbay_domain::sms::{AccountSid, MessagingServiceSid, PhoneNumber, SmsSender, SmsSettings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

use crate::egress::{EgressClient, EgressGuard};

pub(super) const TOKEN: &str = "a-token-of-twilios";
pub(super) const TO: &str = "+15005550001";

/// An answer to one request; none closes the connection instead.
pub(super) type Scripted = Option<(u16, &'static str, String)>;

pub(super) fn noon() -> DateTime<Utc> {
    "2026-01-11T12:00:00Z".parse().unwrap()
}

pub(super) fn account() -> String {
    format!("AC{}", "a".repeat(32))
}

pub(super) fn settings() -> SmsSettings {
    SmsSettings {
        account_sid: AccountSid::parse(&account()).unwrap(),
        auth_token: Secret::new(TOKEN),
        sender: SmsSender::Number(PhoneNumber::parse("+15005550006").unwrap()),
    }
}

pub(super) fn service_settings() -> SmsSettings {
    let sid = MessagingServiceSid::parse(&format!("MG{}", "b".repeat(32))).unwrap();
    SmsSettings { sender: SmsSender::Service { sid, number: None }, ..settings() }
}

/// A Messages API below a path, as a proxy in a company would have it.
pub(super) struct FakeTwilio {
    pub(super) base_url: Url,
    pub(super) clock: ManualClock,
    pub(super) egress: EgressClient,
    requests: Arc<Mutex<Vec<String>>>,
}

impl FakeTwilio {
    /// Gives one answer to each request, in order. The clock moves a quarter of a second with each.
    pub(super) async fn answering(answers: Vec<Scripted>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = Url::parse(&format!("http://{}/twilio", listener.local_addr().unwrap())).unwrap();
        let clock = ManualClock::new(noon());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (server_clock, server_requests) = (clock.clone(), Arc::clone(&requests));
        tokio::spawn(async move {
            for answer in answers {
                let (mut connection, _) = listener.accept().await.unwrap();
                let mut request = Vec::new();
                while !is_complete(&request) {
                    let mut bytes = [0; 4096];
                    let count = connection.read(&mut bytes).await.unwrap();
                    request.extend_from_slice(&bytes[..count]);
                }
                server_requests.lock().unwrap().push(String::from_utf8(request).unwrap());
                server_clock.advance(std::time::Duration::from_millis(250));
                let Some((status, headers, body)) = answer else { continue };
                let mut text = format!("HTTP/1.1 {status} X\r\n{headers}");
                write!(text, "content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()).unwrap();
                connection.write_all(text.as_bytes()).await.unwrap();
            }
        });
        let egress = EgressClient::new(EgressGuard::default()).unwrap();
        Self { base_url, clock, egress, requests }
    }

    /// What was asked, as it came over the wire.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}
