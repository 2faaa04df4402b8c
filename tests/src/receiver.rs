//! A system that Patchbay calls: answers as it is told to, and remembers what came.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::Response;
use serde_json::Value;
use tokio::net::TcpSocket;

use crate::eventually;

/// What the receiver answers with.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    delay: Duration,
}

impl Reply {
    /// An empty answer of this status.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: String::new(), delay: Duration::ZERO }
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// With a body.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        self
    }

    /// Only after a while.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// A request that came.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its method.
    pub method: Method,
    /// Its path and query.
    pub path: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, to the byte.
    pub body: Bytes,
}

impl Received {
    /// A header's value; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

#[derive(Default)]
struct Memory {
    script: VecDeque<Reply>,
    requests: VecDeque<Received>,
}

/// The receiver. Requests wait until a test takes them; one that nobody takes is unexpected and fails the test.
#[derive(Clone)]
pub struct Receiver {
    address: String,
    memory: Arc<Mutex<Memory>>,
}

impl Receiver {
    /// Listens on a port of the system's choice.
    #[must_use]
    pub fn start() -> Self {
        ClosedReceiver::new().open()
    }

    /// Its URL with this path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What it answers next, one after another; then 200.
    pub fn script(&self, replies: impl IntoIterator<Item = Reply>) {
        self.memory.lock().unwrap().script.extend(replies);
    }

    /// Waits for the next request and takes it.
    pub async fn next(&self) -> Received {
        eventually("a request at the receiver", async || self.memory.lock().unwrap().requests.pop_front())
            .await
    }

    /// What came and was not taken.
    #[must_use]
    pub fn untaken(&self) -> Vec<Received> {
        self.memory.lock().unwrap().requests.iter().cloned().collect()
    }
}

/// A receiver that is not there yet: its port is taken, so that nobody else gets it, and refuses every connection.
pub struct ClosedReceiver {
    socket: TcpSocket,
}

impl ClosedReceiver {
    /// Takes a port of the system's choice.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "taking a port is not nothing")]
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self { socket }
    }

    /// The URL that it will have, with this path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.socket.local_addr().unwrap())
    }

    pub(crate) fn open(self) -> Receiver {
        let address = self.socket.local_addr().unwrap().to_string();
        let listener = self.socket.listen(1024).unwrap();
        let memory = Arc::new(Mutex::new(Memory::default()));
        let router = axum::Router::new().fallback(answer).with_state(memory.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Receiver { address, memory }
    }
}

async fn answer(State(memory): State<Arc<Mutex<Memory>>>, request: Request<Body>) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let path = head.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    let received = Received { method: head.method, path, headers: head.headers, body };
    let reply = {
        let mut memory = memory.lock().unwrap();
        memory.requests.push_back(received);
        memory.script.pop_front().unwrap_or_else(|| Reply::status(200))
    };
    tokio::time::sleep(reply.delay).await;
    let mut response = Response::builder().status(StatusCode::from_u16(reply.status).unwrap());
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(reply.body)).unwrap()
}
