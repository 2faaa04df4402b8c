//! The connection: to checked addresses only, and encrypted before anything of the mail is said.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::SmtpServer;
use super::error::{Phase, SmtpError, SmtpErrorKind, TlsProblem};
use crate::egress::client::{CONNECT_TIMEOUT, EgressClient};
use crate::egress::error::LookupError;

/// How a TLS handshake begins (RFC 8446 section 5.1), as no SMTP command does.
const TLS_HANDSHAKE: u8 = 0x16;

impl EgressClient {
    /// Connects and encrypts. `hello_name` is what the server is greeted with: it wants a name that exists, and the
    /// sender's domain does.
    pub(super) async fn connect_mail(
        &self,
        server: &SmtpServer<'_>,
        hello_name: &str,
        phase: &mut Phase,
    ) -> Result<AsyncSmtpConnection, SmtpError> {
        *phase = Phase::Connect;
        let addresses = self.mail_addresses(server).await?;
        let tls = self.mail_tls(server).await?;
        let hello_name = ClientId::Domain(hello_name.to_owned());
        if server.implicit_tls {
            let connected = AsyncSmtpConnection::connect_tokio1(
                &addresses[..],
                Some(CONNECT_TIMEOUT),
                &hello_name,
                Some(tls),
                None,
            );
            return connected.await.map_err(|error| SmtpError::from_lettre(&error, *phase, server));
        }
        let stream = UntilTls { stream: connect(&addresses, server).await?, is_tls: false };
        *phase = Phase::StartTls;
        let connected = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello_name);
        let mut connection =
            connected.await.map_err(|error| SmtpError::from_lettre(&error, *phase, server))?;
        if !connection.can_starttls() {
            connection.abort().await;
            let text = "the mail server does not offer STARTTLS".to_owned();
            return Err(SmtpError::new(*phase, SmtpErrorKind::Tls(TlsProblem::NotOffered), text));
        }
        let encrypted = connection.starttls(tls, &hello_name).await;
        encrypted.map_err(|error| SmtpError::from_lettre(&error, *phase, server))?;
        Ok(connection)
    }

    async fn mail_addresses(&self, server: &SmtpServer<'_>) -> Result<Vec<SocketAddr>, SmtpError> {
        let addresses = match server.host.parse::<IpAddr>() {
            Ok(address) => self
                .guard()
                .check_address(address)
                .map(|()| vec![address])
                .map_err(|error| SmtpError::refused(Phase::Connect, error.to_string()))?,
            Err(_) => self.resolver().lookup(server.host).await.map_err(|error| match error {
                LookupError::Refused(refused) => SmtpError::refused(Phase::Connect, refused.to_string()),
                LookupError::Failed(error) => no_connection(server, &error),
            })?,
        };
        Ok(addresses.into_iter().map(|address| SocketAddr::new(address, server.port)).collect())
    }

    /// What the certificate has to prove: the host's name, to the system's roots.
    async fn mail_tls(&self, server: &SmtpServer<'_>) -> Result<TlsParameters, SmtpError> {
        let mut builder = TlsParameters::builder(server.host.to_owned());
        for root in self.mail_roots() {
            builder = builder.add_root_certificate(root.clone());
        }
        // The roots are files.
        let built = tokio::task::spawn_blocking(|| builder.build()).await;
        let text = match built {
            Ok(Ok(tls)) => return Ok(tls),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        let text = format!("TLS cannot be set up here: {text}");
        Err(SmtpError::new(Phase::Connect, SmtpErrorKind::Tls(TlsProblem::Handshake), text))
    }
}

#[expect(clippy::disallowed_methods, reason = "the addresses were checked by the guard")]
async fn connect(addresses: &[SocketAddr], server: &SmtpServer<'_>) -> Result<TcpStream, SmtpError> {
    let mut last = io::Error::other("no address");
    for address in addresses {
        match tokio::time::timeout(CONNECT_TIMEOUT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => last = error,
            Err(_) => last = io::ErrorKind::TimedOut.into(),
        }
    }
    Err(no_connection(server, &last))
}

fn no_connection(server: &SmtpServer<'_>, error: &io::Error) -> SmtpError {
    let text = format!("no connection to {}:{}: {error}", server.host, server.port);
    SmtpError::new(Phase::Connect, SmtpErrorKind::Connect, text)
}

/// A connection that is to be encrypted. Until it is, it is read byte by byte, so that nothing said in the clear is
/// left in a buffer and taken for an answer of the encrypted server later (the STARTTLS injection of CVE-2011-0411).
#[derive(Debug)]
struct UntilTls {
    stream: TcpStream,
    is_tls: bool,
}

impl AsyncTokioStream for UntilTls {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}

impl AsyncRead for UntilTls {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.is_tls {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let mut byte = [0];
        let mut one = ReadBuf::new(&mut byte);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut one))?;
        buffer.put_slice(one.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for UntilTls {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.is_tls |= bytes.first() == Some(&TLS_HANDSHAKE);
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
