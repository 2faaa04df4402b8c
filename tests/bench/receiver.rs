//! The system that Patchbay delivers to: counts what arrives and answers 200 with nothing.

use std::net::{SocketAddr, TcpListener as StdListener};
use std::rc::Rc;
use std::time::Duration;

use memchr::memmem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, spawn_local};

use crate::board::Board;
use crate::http;
use crate::payload;

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

/// How it takes what comes.
#[derive(Clone)]
enum Manner {
    /// It notes the arrival and answers.
    Prompt(Rc<Board>),
    /// The same, but it notes only the answers among what a channel's own URL is told.
    Answers(Rc<Board>),
    /// It answers only after a while.
    Slow(Duration),
}

/// A receiver that listens until it is dropped.
pub(crate) struct Receiver {
    address: SocketAddr,
    accepting: AbortHandle,
}

impl Receiver {
    /// One that answers at once and notes what arrives.
    pub(crate) async fn prompt(board: Rc<Board>) -> anyhow::Result<Self> {
        Self::start(Manner::Prompt(board)).await
    }

    /// The same for a channel, which notes the answers alone: its URL is told of messages and tasks too.
    pub(crate) async fn of_answers(board: Rc<Board>) -> anyhow::Result<Self> {
        Self::start(Manner::Answers(board)).await
    }

    /// One that answers after a while.
    pub(crate) async fn slow(after: Duration) -> anyhow::Result<Self> {
        Self::start(Manner::Slow(after)).await
    }

    async fn start(manner: Manner) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let accept = async move {
            while let Ok((stream, _)) = listener.accept().await {
                spawn_local(serve(stream, manner.clone()));
            }
        };
        Ok(Self { address, accepting: spawn_local(accept).abort_handle() })
    }

    /// What to subscribe with.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A URL where nobody listens.
pub(crate) fn dead_url() -> anyhow::Result<String> {
    let listener = StdListener::bind("127.0.0.1:0")?;
    Ok(format!("http://{}/hook", listener.local_addr()?))
}

/// Until the connection ends.
async fn serve(mut stream: TcpStream, manner: Manner) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(16 * 1024);
    while stream.read_buf(&mut buffer).await? > 0 {
        while let Some(body) = http::body(&buffer) {
            let end = body.end;
            match &manner {
                Manner::Prompt(board) => note(board, &buffer[body]),
                Manner::Answers(board) if is_answer(&buffer[..body.start]) => note(board, &buffer[body]),
                Manner::Answers(_) => {}
                Manner::Slow(after) => tokio::time::sleep(*after).await,
            }
            buffer.drain(..end);
            stream.write_all(ANSWER).await?;
        }
    }
    Ok(())
}

/// Whether a head is that of an answer that leaves.
fn is_answer(head: &[u8]) -> bool {
    memmem::find(head, b"\r\nx-webhook-event: message.sent\r\n").is_some()
}

fn note(board: &Board, body: &[u8]) {
    if let Some(at) = memmem::find(body, payload::MARK.as_bytes()) {
        board.arrive(http::digits(&body[at + payload::MARK.len()..]));
    }
}
