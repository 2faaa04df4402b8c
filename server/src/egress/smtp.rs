//! Mail hands over to a mail server, behind the same guard as every other way out: one message, once, and always by
//! TLS. It is done step by step, so that it is known how far it got when it broke.

mod connect;
mod error;

#[cfg(test)]
mod tests;

use std::iter;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::response::Response;
use patchbay_domain::secret::Secret;

use super::client::EgressClient;
pub use error::{Phase, SmtpError, SmtpErrorKind, TlsProblem};

/// How long the good-bye may take. What came of the mail is known by then, so nothing hangs on it.
const QUIT_TIMEOUT: Duration = Duration::from_secs(2);
/// How a user name and a password can be shown, the best first.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// A mail server that takes a message.
#[derive(Debug, Clone, Copy)]
pub struct SmtpServer<'a> {
    /// Its name, or its address without brackets.
    pub host: &'a str,
    /// Its port.
    pub port: u16,
    /// Whether TLS begins with the first byte; otherwise by STARTTLS, and not without.
    pub implicit_tls: bool,
    /// User name and password, where it wants them.
    pub credentials: Option<(&'a str, &'a Secret)>,
}

/// What the server said to a message that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpAnswer {
    /// Its code, 200 to 299.
    pub code: u16,
    /// Its words, at most 500 characters on one line.
    pub text: String,
}

impl EgressClient {
    /// Hands the message over once. `from` and `to` are bare addresses in ASCII; the message is one of RFC 5322 with
    /// CRLF at its line ends. `timeout` is for all of it, connecting included.
    ///
    /// # Errors
    /// The server did not take it; [`SmtpError::outcome_unknown`] says whether it may have all the same.
    pub async fn send_mail(
        &self,
        server: SmtpServer<'_>,
        from: &str,
        to: &str,
        message: &[u8],
        timeout: Duration,
    ) -> Result<SmtpAnswer, SmtpError> {
        let (from, to) = (address(from)?, address(to)?);
        let mut phase = Phase::Connect;
        let mut connected = None;
        let handing_over = async {
            let connection = self.connect_mail(&server, from.domain(), &mut phase).await?;
            hand_over(connected.insert(connection), &server, (from, to), message, &mut phase).await
        };
        let result = tokio::time::timeout(timeout, handing_over).await;
        let result = result.unwrap_or_else(|_| Err(SmtpError::late(phase, &server)));
        let is_answered = result.as_ref().map_or_else(|error| error.code().is_some(), |_| true);
        if let Some(mut connection) = connected.filter(|_| is_answered) {
            let _ = tokio::time::timeout(QUIT_TIMEOUT, connection.abort()).await;
        }
        result
    }
}

/// Parsed, it cannot break out of its command.
fn address(text: &str) -> Result<Address, SmtpError> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>'));
    let address = text.parse().ok().filter(|_| is_plain);
    address.ok_or_else(|| {
        SmtpError::refused(Phase::Connect, "the address is none that mail can be sent to or from")
    })
}

async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    server: &SmtpServer<'_>,
    (from, to): (Address, Address),
    message: &[u8],
    phase: &mut Phase,
) -> Result<SmtpAnswer, SmtpError> {
    if let Some((user, password)) = server.credentials {
        *phase = Phase::SignIn;
        if !connection.is_encrypted() {
            return Err(SmtpError::refused(*phase, "a password is not sent without TLS"));
        }
        if !MECHANISMS.iter().any(|mechanism| connection.server_info().supports_auth_mechanism(*mechanism)) {
            return Err(SmtpError::refused(*phase, "the mail server takes no password by PLAIN or LOGIN"));
        }
        let credentials = Credentials::new(user.to_owned(), password.expose().to_owned());
        let answer = connection.auth(&MECHANISMS, &credentials).await;
        expect_code(answer, 200..300, *phase, server)?;
    }
    *phase = Phase::Sender;
    expect_code(connection.command(Mail::new(Some(from), Vec::new())).await, 200..300, *phase, server)?;
    *phase = Phase::Recipient;
    expect_code(connection.command(Rcpt::new(to, Vec::new())).await, 200..300, *phase, server)?;
    *phase = Phase::Data;
    expect_code(connection.command(Data).await, 354..355, *phase, server)?;
    *phase = Phase::Content;
    // The line end before the closing dot is written with the dot.
    let message = message.strip_suffix(b"\r\n").unwrap_or(message);
    // Asked for more than the message, the next thing to be written is the end of it.
    let end = iter::from_fn(|| {
        *phase = Phase::Answer;
        None
    });
    let answer = connection.message_iter(iter::once(message).chain(end)).await;
    expect_code(answer, 200..300, *phase, server)
}

fn expect_code(
    answer: Result<Response, lettre::transport::smtp::Error>,
    expected: std::ops::Range<u16>,
    phase: Phase,
    server: &SmtpServer<'_>,
) -> Result<SmtpAnswer, SmtpError> {
    let answer = answer.map_err(|error| SmtpError::from_lettre(&error, phase, server))?;
    let code = u16::from(answer.code());
    if !expected.contains(&code) {
        return Err(SmtpError::out_of_place(phase, server));
    }
    let lines: Vec<&str> = answer.message().collect();
    Ok(SmtpAnswer { code, text: error::shown_text(&lines.join(" "), server) })
}
