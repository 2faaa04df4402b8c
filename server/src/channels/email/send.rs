//! A delivery of an e-mail channel is handed to its mail server, and the answer becomes an outcome.

use std::time::Duration;

use chrono::{DateTime, Utc};
use patchbay_domain::card_number;
use patchbay_domain::clock::Clock;
use patchbay_domain::delivery::{AttemptOutcome, ErrorClass};
use patchbay_domain::email::{IMPLICIT_TLS_PORT, SmtpSettings};

use super::compose;
use crate::delivery::outcome::Outcome;
use crate::delivery::sent::Sent;
use crate::egress::{EgressClient, Phase, SmtpAnswer, SmtpError, SmtpErrorKind, SmtpServer, TlsProblem};

/// One mail, ready to be tried.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// The server that takes it, and who it is from.
    pub smtp: &'a SmtpSettings,
    /// Who it is for: a bare address.
    pub to: &'a str,
    /// The mail as [`compose::compose`] made it.
    pub message: &'a str,
    /// How long the try may take, connecting included.
    pub timeout: Duration,
}

/// Tries the mail once. Whatever happens is a [`Sent`].
///
/// Where all of the mail was sent and no answer came, it is unknown whether the server has it, and it is sent again as
/// RFC 5321 section 4.5.4.1 asks of a client: a mail that comes twice is better than one that never does. It has the
/// same Message-ID then, by which most mail servers and readers know it again.
pub async fn send(egress: &EgressClient, clock: &dyn Clock, outgoing: Outgoing<'_>) -> Sent {
    let started_at = clock.now();
    let result = hand_over(egress, &outgoing).await;
    let duration_ms = u32::try_from((clock.now() - started_at).num_milliseconds().max(0)).unwrap_or(u32::MAX);
    sent(&result, &outgoing, started_at, duration_ms)
}

async fn hand_over(egress: &EgressClient, outgoing: &Outgoing<'_>) -> Result<SmtpAnswer, SmtpError> {
    let smtp = outgoing.smtp;
    let server = SmtpServer {
        host: &smtp.host,
        port: smtp.port,
        implicit_tls: smtp.port == IMPLICIT_TLS_PORT,
        credentials: smtp
            .credentials
            .as_ref()
            .map(|credentials| (credentials.user.as_str(), &credentials.password)),
    };
    // What has no ASCII form is refused under its own name.
    let ascii = |address: &str| {
        compose::ascii_address(address).map_or_else(|| address.to_owned(), |address| address.to_string())
    };
    let (from, to) = (ascii(smtp.from_address.as_str()), ascii(outgoing.to));
    egress.send_mail(server, &from, &to, outgoing.message.as_bytes(), outgoing.timeout).await
}

fn sent(
    result: &Result<SmtpAnswer, SmtpError>,
    outgoing: &Outgoing<'_>,
    started_at: DateTime<Utc>,
    duration_ms: u32,
) -> Sent {
    let (status, words) = match result {
        Ok(answer) => (Some(answer.code), Some(&answer.text)),
        Err(error) => (error.code(), error.code().map(|_| &error.text)),
    };
    let redacted = |text: &str| card_number::redact_text(text).into_owned();
    Sent {
        outcome: result.as_ref().map_or_else(judge, |_| Outcome::Delivered),
        attempt_outcome: match result {
            Ok(_) => AttemptOutcome::Success,
            Err(error) if error.outcome_unknown => AttemptOutcome::Unknown,
            Err(_) => AttemptOutcome::Failed,
        },
        status,
        request_headers: Vec::new(),
        remote_address: None,
        error_class: result.as_ref().err().map(class_of),
        response_headers: Vec::new(),
        response_body: words.map(|words| redacted(words)),
        error: result.as_ref().err().map(|error| redacted(&describe(error, outgoing))),
        provider_id: None,
        recipient_opted_out: false,
        started_at,
        duration_ms,
    }
}

const fn class_of(error: &SmtpError) -> ErrorClass {
    match error.kind {
        SmtpErrorKind::Permanent(_) | SmtpErrorKind::Transient(_) => ErrorClass::Status,
        SmtpErrorKind::Connect => ErrorClass::Connect,
        SmtpErrorKind::Tls(_) => ErrorClass::Tls,
        SmtpErrorKind::Timeout => ErrorClass::Timeout,
        SmtpErrorKind::Refused => ErrorClass::RefusedByGuard,
        SmtpErrorKind::Cut => ErrorClass::Protocol,
    }
}

/// What only a change of the settings can mend is given up, as is what the server says no to for good.
fn judge(error: &SmtpError) -> Outcome {
    match error.kind {
        SmtpErrorKind::Permanent(_)
        | SmtpErrorKind::Refused
        | SmtpErrorKind::Tls(TlsProblem::NotOffered | TlsProblem::WrongName | TlsProblem::NotTrusted) => {
            Outcome::GiveUp
        }
        SmtpErrorKind::Transient(_)
        | SmtpErrorKind::Connect
        | SmtpErrorKind::Tls(TlsProblem::Certificate | TlsProblem::Handshake)
        | SmtpErrorKind::Timeout
        | SmtpErrorKind::Cut => Outcome::Retry { after_hint: None },
    }
}

/// What went wrong and what to do, for the one who owns the channel.
fn describe(error: &SmtpError, outgoing: &Outgoing<'_>) -> String {
    let SmtpSettings { host, port, .. } = outgoing.smtp;
    let server = format!("The mail server {host}");
    match error.kind {
        SmtpErrorKind::Permanent(code @ 530) if outgoing.smtp.credentials.is_none() => format!(
            "{server} wants a user name and a password ({code}). Give them in the channel's settings."
        ),
        SmtpErrorKind::Permanent(code @ (530 | 534 | 535)) => format!(
            "{server} refused the user name or password ({code}). Check them in the channel's settings."
        ),
        SmtpErrorKind::Permanent(code @ (550 | 553)) if error.phase == Phase::Recipient => {
            format!("{server} refused the address {} ({code}): {}", outgoing.to, error.text)
        }
        SmtpErrorKind::Permanent(code) if error.phase == Phase::Sender => format!(
            "{server} refused the sender {} ({code}): {}. Check fromAddress in the channel's settings.",
            outgoing.smtp.from_address,
            error.text.trim_end_matches('.')
        ),
        SmtpErrorKind::Permanent(code) => format!("{server} refused the mail ({code}): {}", error.text),
        SmtpErrorKind::Transient(code) => {
            format!("{server} did not take the mail now ({code}): {}", error.text)
        }
        SmtpErrorKind::Tls(TlsProblem::NotOffered) => format!(
            "{server} offers no encryption on port {port} (STARTTLS), and mail is not sent without. Turn STARTTLS on \
             there, or set port 465 in the channel's settings if it takes encrypted connections."
        ),
        SmtpErrorKind::Tls(TlsProblem::WrongName) => format!(
            "{server} showed a certificate for another name. Set the name that the certificate is for as the mail \
             server in the channel's settings."
        ),
        SmtpErrorKind::Tls(TlsProblem::NotTrusted) => format!(
            "{server} showed a certificate that is signed by nobody whom Patchbay's host trusts. Give the server a \
             certificate of a public authority, or add its authority to the host's trusted ones (SSL_CERT_FILE)."
        ),
        SmtpErrorKind::Tls(TlsProblem::Certificate) => {
            format!("{server} showed a certificate that is not valid: {}. Renew it there.", error.text)
        }
        SmtpErrorKind::Tls(TlsProblem::Handshake) => format!(
            "{server} could not be spoken to by TLS on port {port}: {}. Check the port in the channel's settings: 465 \
             is encrypted at once, every other by STARTTLS.",
            error.text
        ),
        SmtpErrorKind::Refused if error.phase == Phase::SignIn => {
            format!("{server} cannot be signed in to: {}. Check its settings for SMTP clients.", error.text)
        }
        _ if error.outcome_unknown => format!(
            "{server} got the mail but did not say whether it took it: {}. It is sent again under the same Message-ID.",
            error.text
        ),
        SmtpErrorKind::Connect | SmtpErrorKind::Timeout | SmtpErrorKind::Cut | SmtpErrorKind::Refused => {
            format!("{server} did not get the mail: {}", error.text)
        }
    }
}

#[cfg(test)]
mod tests;
