use std::sync::{Arc, Mutex};

use patchbay_domain::clock::ManualClock;
use patchbay_domain::delivery::{AttemptOutcome, ErrorClass};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;
use uuid::Uuid;

use super::*;
use crate::delivery::outcome::Outcome;
use crate::delivery::signatures;
use crate::egress::{DEFAULT_TIMEOUT, EgressGuard};

const BODY: &str = r#"{"event":"message.sent"}"#;

struct Fixture {
    url: Url,
    headers: BTreeMap<String, Secret>,
    auth: OutboundAuth,
    secrets: Vec<Secret>,
    signing: Signing,
}

impl Fixture {
    fn new(url: &str, auth: OutboundAuth) -> Self {
        let own = Secret::new("a channel's own secret key");
        let secret = match &auth {
            OutboundAuth::Hmac { secret: Some(secret) } => secret.clone(),
            _ => own,
        };
        Self {
            url: Url::parse(url).unwrap(),
            headers: BTreeMap::from([("x-team".to_owned(), Secret::new("blue"))]),
            auth,
            secrets: vec![secret],
            signing: Signing::default(),
        }
    }

    fn outgoing(&self) -> Outgoing<'_> {
        Outgoing {
            url: &self.url,
            method: OutboundMethod::Put,
            headers: &self.headers,
            auth: &self.auth,
            secrets: &self.secrets,
            signing: &self.signing,
            format: PayloadFormat::Native,
            webhook_message_id: EventId::from(Uuid::from_u128(1)),
            event_type: "message.sent",
            delivery_id: DeliveryId::from(Uuid::from_u128(2)),
            body: BODY,
            retries_refusals: false,
            timeout: DEFAULT_TIMEOUT,
        }
    }
}

fn noon() -> DateTime<Utc> {
    "2026-01-11T12:00:00Z".parse().unwrap()
}

#[test]
fn each_way_of_proving_itself_is_in_the_request() {
    let key = || Secret::new("the owner's key for this");
    let unsigned = OutboundAuth::None;
    let bearer = OutboundAuth::Bearer { token: key() };
    let api_key = OutboundAuth::ApiKey { header: "x-api-key".into(), key: key() };
    let basic = OutboundAuth::Basic { username: "ann".into(), password: key() };
    let hmac = OutboundAuth::Hmac { secret: Some(key()) };
    for (auth, header, value) in [
        (unsigned, "x-team", "blue".to_owned()),
        (bearer, "authorization", "Bearer the owner's key for this".to_owned()),
        (api_key, "x-api-key", "the owner's key for this".to_owned()),
        (basic, "authorization", "Basic YW5uOnRoZSBvd25lcidzIGtleSBmb3IgdGhpcw==".to_owned()),
        (hmac, "x-webhook-signature", signatures::legacy(&key(), BODY.as_bytes())),
    ] {
        let signs_with_own = !matches!(auth, OutboundAuth::Hmac { .. });
        let fixture = Fixture::new("https://hooks.example/", auth);
        let request = request(&fixture.outgoing(), noon());
        assert_eq!(request.headers[header], value);
        assert_eq!(request.method, Method::PUT);
        if signs_with_own {
            let signature = signatures::legacy(&fixture.secrets[0], BODY.as_bytes());
            assert_eq!(request.headers["x-webhook-signature"], signature, "signed all the same");
        }
        assert!(request.headers.contains_key("webhook-signature"));
        assert!(!format!("{request:?}").contains("owner's key"), "secrets do not print");
    }
}

#[test]
fn a_header_of_the_owners_wins_over_the_token_for_callers() {
    let mut fixture =
        Fixture::new("https://hooks.example/", OutboundAuth::Bearer { token: Secret::new("in") });
    fixture.headers.insert("authorization".into(), Secret::new("Bearer out"));
    assert_eq!(request(&fixture.outgoing(), noon()).headers["authorization"], "Bearer out");
}

#[tokio::test]
async fn a_try_is_signed_sent_and_written_down() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let clock = ManualClock::new(noon());
    let received = Arc::new(Mutex::new(String::new()));
    let (server_clock, server_received) = (clock.clone(), Arc::clone(&received));
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut text = String::new();
        while !text.ends_with(BODY) {
            let mut bytes = [0; 4096];
            let count = connection.read(&mut bytes).await.unwrap();
            text.push_str(std::str::from_utf8(&bytes[..count]).unwrap());
        }
        *server_received.lock().unwrap() = text;
        server_clock.advance(Duration::from_millis(250));
        let answer = "HTTP/1.1 503 No\r\nretry-after: 9\r\nset-cookie: a=b\r\ncontent-length: 25\r\n\r\nno 4111 1111 1111 1111 \0!";
        connection.write_all(answer.as_bytes()).await.unwrap();
    });
    let egress = EgressClient::new(EgressGuard::parse("127.0.0.1").unwrap()).unwrap();
    let fixture = Fixture::new(&format!("http://{address}/hook?key=1"), OutboundAuth::None);
    let sent = send(&egress, &clock, fixture.outgoing()).await;

    assert_eq!(sent.outcome, Outcome::Retry { after_hint: Some(Duration::from_secs(9)) });
    assert_eq!((sent.attempt_outcome, sent.status), (AttemptOutcome::Failed, Some(503)));
    assert_eq!(sent.response_body.as_deref(), Some("no [card ending 1111] \u{fffd}!"));
    assert_eq!(sent.error.as_deref(), Some("the receiver answered 503 Service Unavailable"));
    assert_eq!((sent.started_at, sent.duration_ms), (noon(), 250));
    assert_eq!(sent.error_class, Some(ErrorClass::Status));
    assert_eq!(sent.remote_address, Some(address.to_string()));
    let shown = |name: &str| sent.request_headers.iter().find(|(one, _)| one == name).map(|(_, value)| value);
    assert_eq!(shown("x-team").map(String::as_str), Some("••••"), "what the owner set is a secret");
    assert_eq!(shown("x-webhook-event").map(String::as_str), Some("message.sent"));
    assert!(
        sent.response_headers.iter().all(|(name, _)| name != "set-cookie"),
        "{:?}",
        sent.response_headers
    );
    let request = received.lock().unwrap().clone();
    assert!(
        request.starts_with("PUT /hook?key=1 HTTP/1.1\r\n") && request.contains("content-length: 24\r\n"),
        "{request}"
    );
    assert!(request.contains("webhook-id: 00000000-0000-0000-0000-000000000001\r\n"), "{request}");
}

#[tokio::test]
async fn a_refused_address_is_given_up_at_once() {
    let egress = EgressClient::new(EgressGuard::default()).unwrap();
    let fixture = Fixture::new("http://169.254.169.254/latest", OutboundAuth::None);
    let sent = send(&egress, &ManualClock::new(noon()), fixture.outgoing()).await;
    assert_eq!((sent.outcome, sent.attempt_outcome), (Outcome::GiveUp, AttemptOutcome::Failed));
    assert!(sent.error.unwrap().contains("PATCHBAY_EGRESS_ALLOW"));
    assert_eq!(sent.error_class, Some(ErrorClass::RefusedByGuard));
    assert_eq!((sent.status, sent.response_body), (None, None));
}
