//! Why a mail was not handed over, and how far it got. No text here holds the password: a server may say back what it
//! was sent.

use std::error::Error;
use std::io;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use patchbay_domain::secret::MASK;
use rustls::CertificateError;

use super::SmtpServer;

/// The most of a server's words that is kept, in characters.
pub(super) const MAX_TEXT_CHARACTERS: usize = 500;

/// How far it got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Finding the server and connecting to it; with implicit TLS also the handshake and the greeting.
    Connect,
    /// The greeting and the handshake that STARTTLS begins.
    StartTls,
    /// User name and password (AUTH).
    SignIn,
    /// Who the mail is from (MAIL FROM).
    Sender,
    /// Who it is for (RCPT TO).
    Recipient,
    /// Whether it may be sent now (DATA).
    Data,
    /// The mail itself, not yet its end.
    Content,
    /// The end of it was sent, and its answer is awaited.
    Answer,
}

/// What broke it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpErrorKind {
    /// The server said no for good: its code, 500 to 599.
    Permanent(u16),
    /// The server said not now: its code, 400 to 499.
    Transient(u16),
    /// No connection.
    Connect,
    /// No encryption.
    Tls(TlsProblem),
    /// The time ran out.
    Timeout,
    /// It is not done: the guard keeps the address out, or the server takes nothing that can be given.
    Refused,
    /// The connection was lost, or the server spoke no SMTP.
    Cut,
}

/// Why a connection is not encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsProblem {
    /// The server does not offer STARTTLS.
    NotOffered,
    /// The certificate is for another name.
    WrongName,
    /// The certificate is signed by nobody whom this system trusts.
    NotTrusted,
    /// The certificate is wrong in another way: it has expired, is not valid yet or was revoked.
    Certificate,
    /// The handshake failed before there was a certificate to judge.
    Handshake,
}

/// A mail was not handed over, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct SmtpError {
    /// How far it got.
    pub phase: Phase,
    /// What broke it.
    pub kind: SmtpErrorKind,
    /// The server's words where it said no, at most 500 characters on one line; else what happened.
    pub text: String,
    /// Whether the server may have taken the mail: all of it was sent, and no answer came.
    pub outcome_unknown: bool,
}

impl SmtpError {
    /// The server's code, where it said no.
    #[must_use]
    pub const fn code(&self) -> Option<u16> {
        match self.kind {
            SmtpErrorKind::Permanent(code) | SmtpErrorKind::Transient(code) => Some(code),
            _ => None,
        }
    }

    pub(super) fn new(phase: Phase, kind: SmtpErrorKind, text: String) -> Self {
        let is_answered = matches!(kind, SmtpErrorKind::Permanent(_) | SmtpErrorKind::Transient(_));
        Self { phase, kind, text, outcome_unknown: phase == Phase::Answer && !is_answered }
    }

    pub(super) fn refused(phase: Phase, text: impl Into<String>) -> Self {
        Self::new(phase, SmtpErrorKind::Refused, text.into())
    }

    pub(super) fn late(phase: Phase, server: &SmtpServer<'_>) -> Self {
        let text = match phase {
            Phase::Connect => format!("no connection to {}:{} in time", server.host, server.port),
            _ => format!("no answer from {} in time", server.host),
        };
        Self::new(phase, SmtpErrorKind::Timeout, text)
    }

    pub(super) fn out_of_place(phase: Phase, server: &SmtpServer<'_>) -> Self {
        let text = format!("{} answered what has no place there", server.host);
        Self::new(phase, SmtpErrorKind::Cut, text)
    }

    pub(super) fn from_lettre(
        error: &lettre::transport::smtp::Error,
        phase: Phase,
        server: &SmtpServer<'_>,
    ) -> Self {
        if let Some(code) = error.status() {
            let words = error.source().map(ToString::to_string).unwrap_or_default();
            let code = u16::from(code);
            let kind =
                if code < 500 { SmtpErrorKind::Transient(code) } else { SmtpErrorKind::Permanent(code) };
            return Self::new(phase, kind, shown_text(&words, server));
        }
        if phase <= Phase::StartTls
            && let Some(error) = tls_error(error)
        {
            let text = shown_text(&format!("no TLS with {}: {error}", server.host), server);
            return Self::new(phase, SmtpErrorKind::Tls(tls_problem(error)), text);
        }
        if error.is_timeout() {
            return Self::late(phase, server);
        }
        // The innermost source says what happened ("Connection refused").
        let cause = sources(error).last().map_or_else(|| "unknown error".to_owned(), ToString::to_string);
        let (kind, text) = match phase {
            Phase::Connect => {
                (SmtpErrorKind::Connect, format!("no connection to {}:{}: {cause}", server.host, server.port))
            }
            _ => (SmtpErrorKind::Cut, format!("the connection to {} was lost: {cause}", server.host)),
        };
        Self::new(phase, kind, shown_text(&text, server))
    }
}

fn sources<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(error.source(), |error| (*error).source())
}

/// What TLS says went wrong. An `io::Error` does not name it as its source but holds it.
fn tls_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    sources(error).find_map(|source| {
        let held = source.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        held.and_then(|held| held.downcast_ref()).or_else(|| source.downcast_ref())
    })
}

fn tls_problem(error: &rustls::Error) -> TlsProblem {
    let rustls::Error::InvalidCertificate(certificate) = error else { return TlsProblem::Handshake };
    match certificate {
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TlsProblem::WrongName
        }
        CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsProblem::NotTrusted,
        // A certificate that signs itself: "CaUsedAsEndEntity" and its like.
        CertificateError::Other(_) => TlsProblem::NotTrusted,
        _ => TlsProblem::Certificate,
    }
}

/// The text on one line, without what says the password, and cut.
pub(super) fn shown_text(text: &str, server: &SmtpServer<'_>) -> String {
    let mut text = one_line(text);
    if let Some((user, password)) = server.credentials {
        let password = password.expose();
        let plain = BASE64.encode(format!("\0{user}\0{password}"));
        for said in [plain, BASE64.encode(password), one_line(password)] {
            if !said.is_empty() {
                text = text.replace(&said, MASK);
            }
        }
    }
    text.chars().take(MAX_TEXT_CHARACTERS).collect()
}

fn one_line(text: &str) -> String {
    let spaced = text.replace(['\r', '\n', '\t'], " ");
    spaced.chars().filter(|one| !one.is_control()).collect::<String>().trim().to_owned()
}
