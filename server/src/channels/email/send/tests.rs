use patchbay_domain::clock::ManualClock;
use patchbay_domain::email::{EmailAddress, SmtpCredentials};
use patchbay_domain::secret::Secret;

use super::*;
use crate::egress::tests::client;
use crate::egress::tests::mail_server::{MailServer, Reply, Script};

const RETRY: Outcome = Outcome::Retry { after_hint: None };
const MAIL: &str = "Subject: Re: The printer\r\n\r\nI made a task.\r\n";

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "mail.example".into(),
        port,
        credentials: Some(SmtpCredentials {
            user: "user".into(),
            password: Secret::new("correct-horse-battery"),
        }),
        from_address: EmailAddress::parse("tasks@example.com").unwrap(),
        reply_to_address: None,
    }
}

fn outgoing(smtp: &SmtpSettings) -> Outgoing<'_> {
    Outgoing { smtp, to: "ada@example.org", message: MAIL, timeout: Duration::from_secs(120) }
}

/// Sends to a server that takes everything but what the replies say.
async fn send_to(replies: Vec<(&'static str, Reply)>) -> (Sent, Vec<String>) {
    let server = MailServer::start(Script { replies, ..Script::default() }).await;
    let egress = client("127.0.0.1", &[&["127.0.0.1"]]).trusting_for_mail(&server.certificate);
    let clock = ManualClock::new(DateTime::UNIX_EPOCH);
    let sent = send(&egress, &clock, outgoing(&settings(server.port))).await;
    (sent, server.heard())
}

#[tokio::test]
async fn a_mail_that_was_taken_is_delivered() {
    let replies = vec![(".", Reply::Say("250 queued as 4111 1111 1111 1111"))];
    let (sent, heard) = send_to(replies).await;
    assert_eq!((sent.outcome, sent.attempt_outcome), (Outcome::Delivered, AttemptOutcome::Success));
    assert_eq!((sent.status, sent.error.as_deref(), sent.provider_id), (Some(250), None, None));
    let body = sent.response_body.unwrap();
    assert!(body.starts_with("queued as") && !body.contains("4111 1111"), "{body}");
    assert_eq!(sent.started_at, DateTime::UNIX_EPOCH);
    for line in ["tls MAIL FROM:<tasks@example.com>", "tls RCPT TO:<ada@example.org>", "tls I made a task."] {
        assert!(heard.contains(&line.to_owned()), "{line}: {heard:?}");
    }
}

#[tokio::test]
async fn a_refused_password_is_given_up_and_said() {
    let (sent, _) = send_to(vec![("AUTH", Reply::Say("535 5.7.8 no: correct-horse-battery"))]).await;
    assert_eq!((sent.outcome, sent.status), (Outcome::GiveUp, Some(535)));
    assert_eq!(
        sent.error.as_deref(),
        Some(
            "The mail server mail.example refused the user name or password (535). Check them in the channel's settings."
        )
    );
    assert_eq!(sent.response_body.as_deref(), Some("5.7.8 no: ••••"));
}

#[tokio::test]
async fn an_answer_that_never_came_leaves_the_outcome_unknown_and_is_tried_again() {
    let (sent, _) = send_to(vec![(".", Reply::Cut)]).await;
    assert_eq!((sent.outcome, sent.attempt_outcome), (RETRY, AttemptOutcome::Unknown));
    assert_eq!((sent.status, &sent.response_body), (None, &None));
    assert!(sent.error.unwrap().contains("did not say whether it took it"));
    let (sent, _) = send_to(vec![("DATA", Reply::Cut)]).await;
    assert_eq!((sent.outcome, sent.attempt_outcome), (RETRY, AttemptOutcome::Failed));
}

#[tokio::test]
async fn an_address_without_an_ascii_form_is_given_up_unsent() {
    let smtp = settings(1);
    let outgoing = Outgoing { to: "jürgen@example.org", ..outgoing(&smtp) };
    let sent = send(&client("", &[]), &ManualClock::new(DateTime::UNIX_EPOCH), outgoing).await;
    assert_eq!((sent.outcome, sent.attempt_outcome), (Outcome::GiveUp, AttemptOutcome::Failed));
}

fn judged(
    phase: Phase,
    kind: SmtpErrorKind,
    smtp: &SmtpSettings,
) -> (Outcome, AttemptOutcome, Option<u16>, String) {
    let outcome_unknown =
        phase == Phase::Answer && matches!(kind, SmtpErrorKind::Cut | SmtpErrorKind::Timeout);
    let error = SmtpError { phase, kind, text: "its words".into(), outcome_unknown };
    let sent = sent(&Err(error), &outgoing(smtp), DateTime::UNIX_EPOCH, 7);
    assert_eq!((sent.duration_ms, sent.provider_id), (7, None));
    assert_eq!(sent.response_body.is_some(), sent.status.is_some(), "only what the server said");
    (sent.outcome, sent.attempt_outcome, sent.status, sent.error.unwrap())
}

#[test]
fn each_failure_says_what_happened_and_what_to_do() {
    use Outcome::GiveUp;
    use SmtpErrorKind::{Connect, Cut, Permanent, Refused, Timeout, Tls, Transient};
    let smtp = settings(587);
    for (phase, kind, outcome, said) in [
        (Phase::SignIn, Permanent(530), GiveUp, "refused the user name or password (530). Check them"),
        (Phase::SignIn, Permanent(534), GiveUp, "refused the user name or password (534). Check them"),
        (Phase::SignIn, Transient(454), RETRY, "did not take the mail now (454): its words"),
        (Phase::Recipient, Permanent(550), GiveUp, "refused the address ada@example.org (550): its words"),
        (Phase::Recipient, Permanent(553), GiveUp, "refused the address ada@example.org (553): its words"),
        (Phase::Recipient, Transient(450), RETRY, "did not take the mail now (450): its words"),
        (
            Phase::Sender,
            Permanent(550),
            GiveUp,
            "refused the sender tasks@example.com (550): its words. Check fromAddress",
        ),
        (Phase::Answer, Permanent(554), GiveUp, "refused the mail (554): its words"),
        (Phase::Connect, Connect, RETRY, "did not get the mail: its words"),
        (Phase::Connect, Refused, GiveUp, "did not get the mail: its words"),
        (Phase::SignIn, Refused, GiveUp, "cannot be signed in to: its words. Check"),
        (Phase::Data, Timeout, RETRY, "did not get the mail: its words"),
        (Phase::Answer, Timeout, RETRY, "is sent again under the same Message-ID"),
        (Phase::Content, Cut, RETRY, "did not get the mail: its words"),
        (Phase::StartTls, Tls(TlsProblem::NotOffered), GiveUp, "no encryption on port 587 (STARTTLS)"),
        (Phase::StartTls, Tls(TlsProblem::WrongName), GiveUp, "Set the name that the certificate is for"),
        (Phase::StartTls, Tls(TlsProblem::NotTrusted), GiveUp, "SSL_CERT_FILE"),
        (Phase::StartTls, Tls(TlsProblem::Certificate), RETRY, "is not valid: its words. Renew it"),
        (Phase::Connect, Tls(TlsProblem::Handshake), RETRY, "Check the port"),
    ] {
        let (judged, attempt, status, error) = judged(phase, kind, &smtp);
        assert_eq!(judged, outcome, "{phase:?} {kind:?}");
        assert!(error.starts_with("The mail server mail.example ") && error.contains(said), "{error}");
        let unknown = phase == Phase::Answer && kind == Timeout;
        assert_eq!(attempt, if unknown { AttemptOutcome::Unknown } else { AttemptOutcome::Failed });
        let code = match kind {
            Permanent(code) | Transient(code) => Some(code),
            _ => None,
        };
        assert_eq!(status, code);
    }
    let open = SmtpSettings { credentials: None, ..settings(587) };
    let (_, _, _, error) = judged(Phase::Sender, Permanent(530), &open);
    assert_eq!(
        error,
        "The mail server mail.example wants a user name and a password (530). Give them in the channel's settings."
    );
}
