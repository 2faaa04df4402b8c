//! A system that Patchbay calls: answers as it is told to, and remembers what came.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt as _;
use futures::stream;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;

use crate::eventually;

/// What the receiver answers with.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    delay: Duration,
    gate: Option<Gate>,
    is_cut: bool,
    breaks_off: bool,
}

/// What holds answers back until a test opens it: nothing depends on how long that takes.
#[derive(Debug, Clone)]
pub struct Gate(watch::Sender<bool>);

impl Gate {
    /// A closed one.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "that it is closed has to be said")]
    pub fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Lets everything through, now and from now on.
    pub fn open(&self) {
        self.0.send_replace(true);
    }

    async fn passed(&self) {
        // An error means that the gate is gone, and with it whoever could open it.
        drop(self.0.subscribe().wait_for(|is_open| *is_open).await);
    }
}

impl Reply {
    /// An empty answer of this status.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: String::new(),
            delay: Duration::ZERO,
            gate: None,
            is_cut: false,
            breaks_off: false,
        }
    }

    /// No answer at all: the connection is cut after the request was read.
    #[must_use]
    pub fn cut() -> Self {
        Self { is_cut: true, ..Self::status(200) }
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

    /// The connection is cut after half the body.
    #[must_use]
    pub fn breaking_off(mut self) -> Self {
        self.breaks_off = true;
        self
    }

    /// Only once the gate is open.
    #[must_use]
    pub fn behind(mut self, gate: &Gate) -> Self {
        self.gate = Some(gate.clone());
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

    /// The body as a URL-encoded form: its fields in their order.
    #[must_use]
    pub fn form(&self) -> Vec<(String, String)> {
        serde_urlencoded::from_bytes(&self.body).unwrap()
    }

    /// The parameters behind the path, in their order.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        serde_urlencoded::from_str(query).unwrap()
    }

    /// The user and the password that it came with (RFC 7617).
    #[must_use]
    pub fn basic_auth(&self) -> Option<(String, String)> {
        let encoded = self.header("authorization").strip_prefix("Basic ")?;
        let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
        let (user, password) = decoded.split_once(':')?;
        Some((user.to_owned(), password.to_owned()))
    }
}

/// Events that a custom channel's own URL is told of beside its replies. Most tests are about the replies.
const BESIDE_REPLIES: [&str; 3] = ["message.received", "task.", "conversation."];

/// What a receiver says that has no script for a request.
type Responder = Arc<dyn Fn(&Received) -> Reply + Send + Sync>;

struct Memory {
    /// Whether what is told of beside replies is set aside: answered with 200, and in nobody's way.
    sets_aside: bool,
    aside: Vec<Received>,
    script: VecDeque<Reply>,
    requests: VecDeque<Received>,
    responder: Responder,
}

/// The receiver. Requests wait until a test takes them; one that nobody takes is unexpected and fails the test.
#[derive(Clone)]
pub struct Receiver {
    address: String,
    memory: Arc<Mutex<Memory>>,
}

impl Receiver {
    /// Listens on a port of the system's choice. What a channel's URL is told of beside its replies is set aside.
    #[must_use]
    pub fn start() -> Self {
        Self::responding(|_| Reply::status(200))
    }

    /// The same, where everything that comes counts.
    #[must_use]
    pub fn of_events() -> Self {
        let receiver = Self::start();
        receiver.memory.lock().unwrap().sets_aside = false;
        receiver
    }

    /// The same, answering as `responder` says.
    #[must_use]
    pub fn of_events_answering(responder: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        let receiver = Self::responding(responder);
        receiver.memory.lock().unwrap().sets_aside = false;
        receiver
    }

    /// The types of the events that were set aside, in the order in which they came.
    #[must_use]
    pub fn aside(&self) -> Vec<String> {
        let memory = self.memory.lock().unwrap();
        memory.aside.iter().map(|received| received.header("x-webhook-event").to_owned()).collect()
    }

    /// The same, with other answers than 200 where there is no script.
    pub(crate) fn responding(responder: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        ClosedReceiver::new().open_with(Arc::new(responder))
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

    /// Takes the oldest request of this method, if there is one.
    pub(crate) fn take(&self, method: &Method) -> Option<Received> {
        let requests = &mut self.memory.lock().unwrap().requests;
        let index = requests.iter().position(|request| request.method == *method)?;
        requests.remove(index)
    }

    /// Takes everything that came.
    #[expect(clippy::must_use_candidate, reason = "a test may look at what came, or only be done with it")]
    pub fn take_all(&self) -> Vec<Received> {
        self.memory.lock().unwrap().requests.drain(..).collect()
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
        self.open_with(Arc::new(|_| Reply::status(200)))
    }

    fn open_with(self, responder: Responder) -> Receiver {
        let address = self.socket.local_addr().unwrap().to_string();
        let listener = self.socket.listen(1024).unwrap();
        let (script, requests) = (VecDeque::new(), VecDeque::new());
        let memory = Memory { sets_aside: true, aside: Vec::new(), script, requests, responder };
        let memory = Arc::new(Mutex::new(memory));
        tokio::spawn(serve(listener, memory.clone()));
        Receiver { address, memory }
    }
}

/// Answers every connection. Not by `axum::serve`, which cannot cut one.
async fn serve(listener: TcpListener, memory: Arc<Mutex<Memory>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let memory = memory.clone();
        let service = service_fn(move |request| answer(memory.clone(), request));
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move {
            // It ends as whoever called wants, or as the script does.
            drop(connection.await);
        });
    }
}

/// # Errors
/// The script says so: the connection is cut.
async fn answer(memory: Arc<Mutex<Memory>>, request: Request<Incoming>) -> io::Result<Response> {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(Body::new(body), usize::MAX).await.map_err(io::Error::other)?;
    let path = head.uri.path_and_query().map_or_else(String::new, ToString::to_string);
    let received = Received { method: head.method, path, headers: head.headers, body };
    let reply = {
        let mut memory = memory.lock().unwrap();
        let event = received.header("x-webhook-event");
        if memory.sets_aside && BESIDE_REPLIES.iter().any(|beside| event.starts_with(beside)) {
            memory.aside.push(received);
            return Ok(Response::new(Body::empty()));
        }
        let reply = memory.script.pop_front().unwrap_or_else(|| (memory.responder)(&received));
        memory.requests.push_back(received);
        reply
    };
    if let Some(gate) = &reply.gate {
        gate.passed().await;
    }
    tokio::time::sleep(reply.delay).await;
    if reply.is_cut {
        return Err(io::Error::other("cut, as the script says"));
    }
    let mut response = Response::builder().status(StatusCode::from_u16(reply.status).unwrap());
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let body = match reply.breaks_off {
        false => Body::from(reply.body),
        true => {
            let half = reply.body.as_bytes()[..reply.body.len() / 2].to_vec();
            let cut = async {
                // What came before is sent only where nothing follows at once.
                tokio::time::sleep(Duration::from_millis(20)).await;
                Err(io::Error::other("broken off, as the script says"))
            };
            Body::from_stream(stream::iter([Ok(half)]).chain(stream::once(cut)))
        }
    };
    Ok(response.body(body).unwrap())
}
