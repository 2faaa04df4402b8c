//! Receivers that no HTTP library would play: each takes connections and does with them what it likes.
#![expect(clippy::disallowed_methods, reason = "a receiver lives in real time, outside the program")]

use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

/// What a receiver does once it was called.
#[derive(Debug, Clone, Copy)]
pub(super) enum Manner {
    /// Takes the request and says nothing, for ever.
    Silent,
    /// The head of an answer, a byte at a time, for ever.
    SlowHead,
    /// The head at once, and the body a byte at a time, for ever.
    SlowBody,
    /// A body of 1 GiB.
    Endless,
    /// Bytes that are no HTTP.
    Garbage,
    /// Half an answer, and the connection is closed.
    Half,
    /// TLS with a certificate that nobody signed.
    SelfSigned,
}

/// Starts one; its address. It ends with the test.
pub(super) async fn start(manner: Manner) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(async move {
                // Whoever called goes away in the middle of it: that is what is tested.
                let _gone = serve(connection, manner).await;
            });
        }
    });
    address
}

async fn serve(mut connection: TcpStream, manner: Manner) -> std::io::Result<()> {
    if matches!(manner, Manner::SelfSigned) {
        let mut connection = TlsAcceptor::from(certificate()).accept(connection).await?;
        let mut request = [0; 1024];
        let read = connection.read(&mut request).await?;
        assert_eq!(read, 0, "something was sent to a server that proves nothing");
        return Ok(());
    }
    let mut request = [0; 64 * 1024];
    if connection.read(&mut request).await? == 0 {
        return Ok(());
    }
    match manner {
        Manner::Silent => std::future::pending().await,
        Manner::SlowHead => drip(&mut connection, b"HTTP/1.1 200 OK\r\nx-slow: ").await,
        Manner::SlowBody => drip(&mut connection, b"HTTP/1.1 200 OK\r\n\r\n").await,
        Manner::Endless => {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", 1_u64 << 30);
            connection.write_all(head.as_bytes()).await?;
            for _ in 0..16 * 1024 {
                connection.write_all(&[b'x'; 64 * 1024]).await?;
            }
            Ok(())
        }
        Manner::Garbage => connection.write_all(b"\x16\x03\x01 220 mail.example ESMTP\r\n\r\n").await,
        Manner::Half => connection.write_all(b"HTTP/1.1 200 OK\r\nconte").await,
        Manner::SelfSigned => unreachable!("served above"),
    }
}

/// Says how it begins, and then one more byte now and then.
async fn drip(connection: &mut TcpStream, beginning: &[u8]) -> std::io::Result<()> {
    connection.write_all(beginning).await?;
    loop {
        connection.write_all(b"x").await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn certificate() -> Arc<ServerConfig> {
    let signed = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signed.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth();
    Arc::new(config.with_single_cert(vec![signed.cert.der().clone()], key).unwrap())
}

/// A receiver that keeps everybody waiting until it is told to answer.
pub(super) struct Slow {
    address: String,
    answers: watch::Sender<bool>,
}

impl Slow {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (answers, waits) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let mut waits = waits.clone();
                tokio::spawn(async move {
                    let mut request = [0; 64 * 1024];
                    if matches!(connection.read(&mut request).await, Ok(1..)) {
                        drop(waits.wait_for(|answers| *answers).await);
                        let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
                        drop(connection.write_all(answer).await);
                    }
                });
            }
        });
        Self { address, answers }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Answers all who wait, and from now on at once.
    pub(super) fn answer(&self) {
        self.answers.send_replace(true);
    }
}
