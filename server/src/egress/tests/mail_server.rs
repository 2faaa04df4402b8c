//! A mail server that says what it is told to and keeps what it heard.

use std::sync::{Arc, Mutex};

use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// What the server does when it hears a command, or `.`: the end of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reply {
    /// Says this, and goes on.
    Say(&'static str),
    /// Closes the connection.
    Cut,
}

/// How a server behaves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script {
    /// Whether TLS begins with the first byte.
    pub(crate) implicit_tls: bool,
    /// The name its certificate is for; `mail.example` where none is given.
    pub(crate) certificate_name: Option<&'static str>,
    /// What it does otherwise than a server that takes everything: verbs, as `plain EHLO` before TLS.
    pub(crate) replies: Vec<(&'static str, Reply)>,
}

pub(crate) struct MailServer {
    pub(crate) port: u16,
    /// Its certificate, DER.
    pub(crate) certificate: Vec<u8>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    pub(crate) async fn start(script: Script) -> Self {
        let name = script.certificate_name.unwrap_or("mail.example");
        let signed = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let certificate = signed.cert.der().to_vec();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![signed.cert.der().clone()],
                PrivateKeyDer::try_from(signed.signing_key.serialize_der()).unwrap(),
            )
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let server = Self { port, certificate, heard: Arc::clone(&heard) };
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                serve(connection, &acceptor, &script, &heard).await;
            }
        });
        server
    }

    /// What it heard, line by line, each with `plain` or `tls` before it.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

async fn serve(connection: TcpStream, acceptor: &TlsAcceptor, script: &Script, heard: &Mutex<Vec<String>>) {
    if script.implicit_tls {
        if let Ok(encrypted) = acceptor.accept(connection).await {
            converse(encrypted, "tls", true, script, heard).await;
        }
        return;
    }
    if let Some(connection) = converse(connection, "plain", true, script, heard).await
        && let Ok(encrypted) = acceptor.accept(connection).await
    {
        converse(encrypted, "tls", false, script, heard).await;
    }
}

/// Talks until the connection ends, or gives it back when it is to be encrypted.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    connection: S,
    how: &str,
    greets: bool,
    script: &Script,
    heard: &Mutex<Vec<String>>,
) -> Option<S> {
    let mut connection = BufReader::new(connection);
    if greets {
        reply(&mut connection, how, "GREETING", script).await?;
    }
    let mut is_content = false;
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end_matches(['\r', '\n']);
        heard.lock().unwrap().push(format!("{how} {line}"));
        if is_content && line != "." {
            continue;
        }
        is_content = false;
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_owned();
        let said = reply(&mut connection, how, &verb, script).await?;
        match verb.as_str() {
            "DATA" => is_content = said.starts_with("354"),
            "STARTTLS" if said.starts_with("220") => return Some(connection.into_inner()),
            "QUIT" => return None,
            _ => {}
        }
    }
}

/// What was said, if the conversation goes on.
async fn reply<S: AsyncWrite + Unpin>(
    connection: &mut S,
    how: &str,
    verb: &str,
    script: &Script,
) -> Option<&'static str> {
    let named = format!("{how} {verb}");
    let told = script.replies.iter().find(|(name, _)| *name == verb || *name == named);
    let usual = match (how, verb) {
        (_, "GREETING") => "220 mail.example ESMTP",
        ("plain", "EHLO") => "250-mail.example\r\n250 STARTTLS",
        (_, "EHLO") => "250-mail.example\r\n250 AUTH LOGIN PLAIN",
        (_, "STARTTLS") => "220 go ahead",
        (_, "AUTH") => "235 welcome",
        (_, "DATA") => "354 go ahead",
        (_, ".") => "250-taken\r\n250 queued as 7",
        (_, "QUIT") => "221 bye",
        _ => "250 fine",
    };
    match told.map_or(Reply::Say(usual), |(_, reply)| *reply) {
        Reply::Say(text) => {
            connection.write_all(format!("{text}\r\n").as_bytes()).await.ok()?;
            Some(text)
        }
        Reply::Cut => {
            let _ = connection.shutdown().await;
            None
        }
    }
}
