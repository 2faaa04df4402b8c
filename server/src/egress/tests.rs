pub(crate) mod mail_server;

use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::future::BoxFuture;
use http::{HeaderMap, Method};
use patchbay_domain::delivery::ErrorClass;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use url::Url;

use super::{EgressClient, EgressError, EgressGuard, HostResolver, OutboundRequest, OutboundResponse};

/// Answers each question with the next list of addresses, and with nothing when there is none left.
struct ScriptedResolver(Mutex<VecDeque<Vec<&'static str>>>);

impl HostResolver for ScriptedResolver {
    fn resolve(&self, _name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let answer = self.0.lock().unwrap().pop_front();
        Box::pin(async move {
            let addresses = answer.ok_or_else(|| io::Error::other("no such host"))?;
            Ok(addresses.iter().map(|address| address.parse().unwrap()).collect())
        })
    }
}

pub(crate) fn client(allow: &str, answers: &[&[&'static str]]) -> EgressClient {
    let resolver = ScriptedResolver(Mutex::new(answers.iter().map(|answer| answer.to_vec()).collect()));
    EgressClient::with_resolver(EgressGuard::parse(allow).unwrap(), Arc::new(resolver)).unwrap()
}

/// Takes connections and answers each with the bytes; without any it closes the connection once a request came.
async fn server(answer: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = connection.read(&mut request).await;
            let _ = connection.write_all(answer).await;
            let _ = connection.shutdown().await;
        }
    });
    address
}

async fn post(client: &EgressClient, url: &str) -> Result<OutboundResponse, EgressError> {
    let request = OutboundRequest {
        method: Method::POST,
        url: Url::parse(url).unwrap(),
        headers: HeaderMap::new(),
        body: "{}".into(),
        timeout: Duration::from_millis(500),
    };
    client.send(request).await
}

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\nx-answer: yes\r\n\r\nok";

#[tokio::test]
async fn an_allowed_address_is_reached_and_its_answer_read() {
    let address = server(OK).await;
    let answer = post(&client("127.0.0.0/8", &[]), &format!("http://{address}/hook")).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str(), answer.body_cut), (200, "ok", false));
    assert_eq!(answer.headers["x-answer"], "yes");
}

#[tokio::test]
async fn a_name_that_resolves_inwards_is_refused() {
    let port = server(OK).await.port();
    let url = format!("http://inner.example:{port}/path?key=secret");
    let error = post(&client("", &[&["127.0.0.1"]]), &url).await.unwrap_err();
    let EgressError::Refused(text) = &error else { panic!("{error:?}") };
    assert!(text.contains("inner.example") && text.contains("PATCHBAY_EGRESS_ALLOW"), "{text}");
    assert!(!text.contains("secret") && !text.contains("127."), "{text}");
    let error = post(&client("", &[]), &format!("http://127.0.0.1:{port}/")).await.unwrap_err();
    assert!(matches!(error, EgressError::Refused(_)), "{error:?}");
}

#[tokio::test]
async fn a_rebound_name_reaches_only_checked_addresses() {
    let port = server(OK).await.port();
    let url = format!("http://rebind.example:{port}/");
    let client = client("127.0.0.1", &[&["127.0.0.2", "10.0.0.1", "127.0.0.1"], &["127.0.0.2"]]);
    assert_eq!(post(&client, &url).await.unwrap().status, 200, "the one address that may be reached is used");
    let error = post(&client, &url).await.unwrap_err();
    assert!(matches!(error, EgressError::Refused(_)), "the second answer is checked anew: {error:?}");
    let error = post(&client, &url).await.unwrap_err();
    assert!(
        matches!(&error, EgressError::Connect { message, class: ErrorClass::Dns } if message.contains("rebind.example")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_named_host_may_be_private() {
    let port = server(OK).await.port();
    let client = client("inner.example", &[&["127.0.0.1"]]);
    assert_eq!(post(&client, &format!("http://inner.example:{port}/")).await.unwrap().status, 200);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let address =
        server(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n").await;
    let answer = post(&client("127.0.0.1", &[]), &format!("http://{address}/")).await.unwrap();
    assert_eq!(answer.status, 302);
}

#[tokio::test]
async fn failures_say_whether_the_request_may_have_arrived() {
    let client = client("127.0.0.1", &[]);
    let error = post(&client, "http://127.0.0.1:1/path?key=secret").await.unwrap_err();
    assert!(
        matches!(&error, EgressError::Connect { message, class: ErrorClass::Connect } if message.contains("127.0.0.1:1")),
        "{error:?}"
    );
    assert!(!error.to_string().contains("secret") && !error.is_outcome_unknown(), "{error}");

    let address = server(b"").await;
    let error = post(&client, &format!("http://{address}/path?key=secret")).await.unwrap_err();
    assert!(matches!(error, EgressError::Cut(_)), "{error:?}");
    assert!(!error.to_string().contains("secret") && error.is_outcome_unknown(), "{error}");

    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let error = post(&client, &url).await.unwrap_err();
    assert_eq!(error, EgressError::Timeout { after_sending: true });
}

#[tokio::test]
async fn a_long_answer_is_cut_and_a_broken_one_kept() {
    let mut long = b"HTTP/1.1 500 Oops\r\nconnection: close\r\n\r\n".to_vec();
    long.extend(std::iter::repeat_n(b'x', 100_000));
    let address = server(long.leak()).await;
    let client = client("127.0.0.1", &[]);
    let answer = post(&client, &format!("http://{address}/")).await.unwrap();
    assert_eq!((answer.status, answer.body.len(), answer.body_cut), (500, 16 * 1024, true));

    let address = server(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\npart").await;
    let answer = post(&client, &format!("http://{address}/")).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str(), answer.body_cut), (200, "part", true));
}

#[tokio::test]
async fn a_trusted_url_may_point_inwards_and_its_redirects_are_not_followed_either() {
    let port = server(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n")
        .await
        .port();
    let client = client("", &[&["127.0.0.1"], &["127.0.0.1"]]);
    for host in ["127.0.0.1", "inner.example"] {
        let request = OutboundRequest {
            method: Method::POST,
            url: Url::parse(&format!("http://{host}:{port}/")).unwrap(),
            headers: HeaderMap::new(),
            body: "{}".into(),
            timeout: Duration::from_secs(60),
        };
        assert!(matches!(client.send(request.clone()).await, Err(EgressError::Refused(_))), "{host}");
        assert_eq!(client.send_trusted(request).await.unwrap().status, 302, "{host}");
    }
}
