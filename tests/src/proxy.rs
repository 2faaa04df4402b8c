//! Detours to the server: a reverse proxy, and other addresses of this machine.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use reqwest::Client;
use tokio::task::JoinHandle;

use crate::{Channel, Post, TestServer};

/// A reverse proxy on loopback. Keeps path, query and body to the byte; rewrites Host; appends to `X-Forwarded-For`;
/// says `X-Forwarded-Proto: https` and the old Host as `X-Forwarded-Host`. Ends when it is dropped.
pub struct Proxy {
    address: String,
    serving: JoinHandle<()>,
}

struct Forwarding {
    client: Client,
    target: String,
    host: HeaderValue,
    client_address: HeaderValue,
}

impl Proxy {
    /// Before a server at `http://127.0.0.1:…`, as which it names `patchbay.internal:8080`. Its callers seem to come from
    /// `client_address`.
    pub async fn start(target: &str, client_address: &str) -> Self {
        let forwarding = Forwarding {
            client: Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            target: target.to_owned(),
            host: HeaderValue::from_static("patchbay.internal:8080"),
            client_address: client_address.parse().unwrap(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(forward).with_state(Arc::new(forwarding));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, serving }
    }

    /// `http://127.0.0.1:…`, without a slash.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn forward(State(forwarding): State<Arc<Forwarding>>, request: Request<Body>) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut headers = head.headers;
    let was = headers.insert(header::HOST, forwarding.host.clone()).unwrap();
    headers.insert("x-forwarded-host", was);
    headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
    headers.append("x-forwarded-for", forwarding.client_address.clone());
    let url = format!("{}{path}", forwarding.target);
    match forwarding.client.request(head.method, url).headers(headers).body(body).send().await {
        Ok(answer) => {
            let (status, headers) = (answer.status(), answer.headers().clone());
            let mut response = (status, Body::from(answer.bytes().await.unwrap())).into_response();
            *response.headers_mut() = headers;
            response
        }
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

impl TestServer {
    /// The inbound URL of a channel as the world knows it: under `PATCHBAY_PUBLIC_URL` where it is set.
    #[must_use]
    pub fn public_inbound_url(&self, channel: &Channel) -> String {
        let base = self.setting("PATCHBAY_PUBLIC_URL").unwrap_or_else(|| self.address());
        format!("{}/api/webhooks/inbound/{}", base.trim_end_matches('/'), channel.token)
    }

    /// A post at a channel's inbound URL through a proxy.
    #[must_use]
    pub fn inbound_through(&self, proxy: &Proxy, channel: &Channel) -> Post {
        Post::new(self.client(), format!("{}/api/webhooks/inbound/{}", proxy.address(), channel.token))
    }

    /// A post at a channel's inbound URL from another address of this machine: any of `127.0.0.0/8`.
    #[must_use]
    pub fn inbound_from(&self, address: IpAddr, channel: &Channel) -> Post {
        let client = Client::builder().no_proxy().local_address(address).build().unwrap();
        Post::new(client, format!("{}/api/webhooks/inbound/{}", self.address(), channel.token))
    }
}
