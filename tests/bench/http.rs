//! As little HTTP/1.1 as will do. What measures runs on the same cores as what is measured, so it parses nothing that it
//! does not need.

use std::net::SocketAddr;
use std::ops::Range;

use anyhow::{Context, bail};
use memchr::memmem;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Where the body of the first whole message in the buffer is; nothing while it is not there. Either side says how long its
/// bodies are, which Patchbay and axum do.
pub(crate) fn body(buffer: &[u8]) -> Option<Range<usize>> {
    let start = memmem::find(buffer, b"\r\n\r\n")? + 4;
    let length = header(&buffer[..start], b"\r\ncontent-length: ").unwrap_or(0);
    let end = start + length;
    (buffer.len() >= end).then_some(start..end)
}

fn header(head: &[u8], name: &[u8]) -> Option<usize> {
    let at = memmem::find(head, name)? + name.len();
    Some(digits(&head[at..]))
}

/// The number that the bytes begin with.
pub(crate) fn digits(bytes: &[u8]) -> usize {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number, digit| number * 10 + usize::from(digit - b'0'))
}

/// A request of a body that is JSON.
pub(crate) fn request(method: &str, path: &str, token: Option<&str>, body: &str) -> Vec<u8> {
    let authorization = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{authorization}content-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A connection that is kept alive.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(16 * 1024) })
    }

    /// Sends a request and reads the answer to its end; the status.
    pub(crate) async fn call(&mut self, request: &[u8]) -> anyhow::Result<u16> {
        self.answer(request).await.map(|(status, _)| status)
    }

    async fn answer(&mut self, request: &[u8]) -> anyhow::Result<(u16, Range<usize>)> {
        self.buffer.clear();
        self.stream.write_all(request).await?;
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the connection was closed before an answer");
            }
            if let Some(body) = body(&self.buffer) {
                let status = self.buffer.get("HTTP/1.1 ".len()..).map_or(0, digits);
                return Ok((u16::try_from(status)?, body));
            }
        }
    }
}

/// One call that has to succeed, for setting up; what it answers.
pub(crate) async fn once(address: SocketAddr, request: &[u8]) -> anyhow::Result<Value> {
    let mut connection = Connection::open(address).await?;
    let (status, body) = connection.answer(request).await?;
    let text = String::from_utf8_lossy(&connection.buffer[body]);
    if !(200..300).contains(&status) {
        bail!("{status}: {text}");
    }
    serde_json::from_str(&text).with_context(|| format!("an answer that is no JSON: {text}"))
}
