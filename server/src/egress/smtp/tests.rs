use std::time::Duration;

use patchbay_domain::secret::Secret;
use tokio::net::TcpListener;

use super::error::{MAX_TEXT_CHARACTERS, shown_text};
use super::{Phase, SmtpAnswer, SmtpError, SmtpErrorKind, SmtpServer, TlsProblem};
use crate::egress::EgressClient;
use crate::egress::tests::client;
use crate::egress::tests::mail_server::{MailServer, Reply, Script};

const MESSAGE: &str = "Subject: Hello\r\n\r\nFirst\r\n.hidden\r\n.\r\nLast\r\n";
/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(120);
const PASSWORD: &str = "correct-horse-battery";

fn trusting(server: &MailServer) -> EgressClient {
    client("127.0.0.1", &[&["127.0.0.1"]]).trusting_for_mail(&server.certificate)
}

async fn send_by(client: &EgressClient, server: SmtpServer<'_>) -> Result<SmtpAnswer, SmtpError> {
    client.send_mail(server, "from@example.com", "to@example.org", MESSAGE.as_bytes(), LONG).await
}

/// Sends to a server that keeps to the script, and gives what it heard as well.
async fn send(script: Script) -> (Result<SmtpAnswer, SmtpError>, Vec<String>) {
    let server = MailServer::start(script.clone()).await;
    let password = Secret::new(PASSWORD);
    let address = SmtpServer {
        host: "mail.example",
        port: server.port,
        implicit_tls: script.implicit_tls,
        credentials: Some(("user", &password)),
    };
    let result = send_by(&trusting(&server), address).await;
    (result, server.heard())
}

fn with(verb: &'static str, reply: Reply) -> Script {
    Script { replies: vec![(verb, reply)], ..Script::default() }
}

#[tokio::test]
async fn a_mail_is_handed_over_by_starttls_and_nothing_of_it_before() {
    let (result, heard) = send(Script::default()).await;
    assert_eq!(result.unwrap(), SmtpAnswer { code: 250, text: "taken queued as 7".into() });
    let expected = [
        "plain EHLO example.com",
        "plain STARTTLS",
        "tls EHLO example.com",
        "tls AUTH PLAIN AHVzZXIAY29ycmVjdC1ob3JzZS1iYXR0ZXJ5",
        "tls MAIL FROM:<from@example.com>",
        "tls RCPT TO:<to@example.org>",
        "tls DATA",
        "tls Subject: Hello",
        "tls ",
        "tls First",
        "tls ..hidden",
        "tls ..",
        "tls Last",
        "tls .",
        "tls QUIT",
    ];
    assert_eq!(heard, expected);
}

#[tokio::test]
async fn implicit_tls_encrypts_the_first_byte() {
    let (result, heard) = send(Script { implicit_tls: true, ..Script::default() }).await;
    assert_eq!(result.unwrap().code, 250);
    assert!(heard.iter().all(|line| line.starts_with("tls ")), "{heard:?}");
    assert_eq!(heard.last().unwrap(), "tls QUIT");
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let (result, heard) = send(with("plain EHLO", Reply::Say("250-mail.example\r\n250 AUTH PLAIN"))).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind, SmtpErrorKind::Tls(TlsProblem::NotOffered));
    assert_eq!(heard, ["plain EHLO example.com", "plain QUIT"]);
}

#[tokio::test]
async fn words_in_the_clear_are_not_taken_for_the_encrypted_servers() {
    let (result, heard) =
        send(with("STARTTLS", Reply::Say("220 go\r\n250-mail.example\r\n250 AUTH PLAIN\r\n235 in"))).await;
    let error = result.unwrap_err();
    assert!(matches!(error.kind, SmtpErrorKind::Tls(_)), "{error:?}");
    assert_eq!(heard, ["plain EHLO example.com", "plain STARTTLS"]);
}

#[tokio::test]
async fn the_certificate_has_to_be_the_hosts_and_trusted() {
    for implicit_tls in [false, true] {
        let script = Script { certificate_name: Some("other.example"), implicit_tls, ..Script::default() };
        let (result, heard) = send(script).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind, SmtpErrorKind::Tls(TlsProblem::WrongName), "{error:?}");
        assert!(!heard.iter().any(|line| line.starts_with("tls")), "{heard:?}");

        let server = MailServer::start(Script { implicit_tls, ..Script::default() }).await;
        let address = SmtpServer { host: "mail.example", port: server.port, implicit_tls, credentials: None };
        let error = send_by(&client("127.0.0.1", &[&["127.0.0.1"]]), address).await.unwrap_err();
        assert_eq!(error.kind, SmtpErrorKind::Tls(TlsProblem::NotTrusted), "{error:?}");
        assert!(!server.heard().iter().any(|line| line.starts_with("tls")));
    }
}

#[tokio::test]
async fn the_guard_stands_before_mail_servers_too() {
    let server = MailServer::start(Script::default()).await;
    for (host, client) in [
        ("mail.example", client("", &[&["127.0.0.1"]])),
        ("127.0.0.1", client("", &[])),
        ("::1", client("", &[])),
    ] {
        let address = SmtpServer { host, port: server.port, implicit_tls: false, credentials: None };
        let error = send_by(&client, address).await.unwrap_err();
        assert_eq!((error.phase, error.kind), (Phase::Connect, SmtpErrorKind::Refused));
        assert!(error.text.contains(host) && error.text.contains("PATCHBAY_EGRESS_ALLOW"), "{error}");
    }
    let address =
        SmtpServer { host: "mail.example", port: server.port, implicit_tls: false, credentials: None };
    let unknown = send_by(&client("", &[]), address).await.unwrap_err();
    assert_eq!(unknown.kind, SmtpErrorKind::Connect, "{unknown}");
    assert_eq!(server.heard(), Vec::<String>::new());
}

#[tokio::test]
async fn a_no_says_which_step_it_was_for() {
    for (verb, phase) in [
        ("GREETING", Phase::StartTls),
        ("STARTTLS", Phase::StartTls),
        ("AUTH", Phase::SignIn),
        ("MAIL", Phase::Sender),
        ("RCPT", Phase::Recipient),
        ("DATA", Phase::Data),
        (".", Phase::Answer),
    ] {
        let (result, heard) = send(with(verb, Reply::Say("450-4.2.0 not\r\n450 4.2.0 now"))).await;
        let text = "4.2.0 not now".to_owned();
        let kind = SmtpErrorKind::Transient(450);
        assert_eq!(result, Err(SmtpError { phase, kind, text, outcome_unknown: false }), "{verb}");
        assert_eq!(
            heard.last().is_some_and(|last| last.ends_with("QUIT")),
            verb != "GREETING",
            "{verb}: {heard:?}"
        );
        let (result, _) = send(with(verb, Reply::Say("554 5.7.1 never"))).await;
        let error = result.unwrap_err();
        assert_eq!((error.phase, error.kind), (phase, SmtpErrorKind::Permanent(554)), "{verb}");
        assert!(!error.outcome_unknown, "{verb}");
    }
}

#[tokio::test]
async fn a_lost_connection_leaves_the_outcome_open_only_after_the_end_of_the_mail() {
    for (verb, phase) in [
        ("GREETING", Phase::StartTls),
        ("STARTTLS", Phase::StartTls),
        ("tls EHLO", Phase::StartTls),
        ("AUTH", Phase::SignIn),
        ("MAIL", Phase::Sender),
        ("RCPT", Phase::Recipient),
        ("DATA", Phase::Data),
        (".", Phase::Answer),
    ] {
        let error = send(with(verb, Reply::Cut)).await.0.unwrap_err();
        assert_eq!((error.phase, error.kind), (phase, SmtpErrorKind::Cut), "{verb}: {error}");
        assert_eq!(error.outcome_unknown, verb == ".", "{verb}");
    }
    // What is no SMTP counts as lost.
    for (verb, unknown) in [("DATA", false), (".", true)] {
        let error = send(with(verb, Reply::Say("hello"))).await.0.unwrap_err();
        assert_eq!((error.kind, error.outcome_unknown), (SmtpErrorKind::Cut, unknown), "{error}");
    }
    let error = send(with("DATA", Reply::Say("250 fine"))).await.0.unwrap_err();
    assert_eq!((error.phase, error.kind), (Phase::Data, SmtpErrorKind::Cut), "no mail after a wrong yes");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_not_waited_for() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let server = SmtpServer { host: "127.0.0.1", port, implicit_tls: false, credentials: None };
    let client = client("127.0.0.1", &[]);
    let limit = Duration::from_millis(300);
    let result = client.send_mail(server, "from@example.com", "to@example.org", b"x", limit).await;
    let error = result.unwrap_err();
    assert_eq!((error.kind, error.outcome_unknown), (SmtpErrorKind::Timeout, false));
    assert!(SmtpError::late(Phase::Answer, &server).outcome_unknown);
    assert!(!SmtpError::late(Phase::Content, &server).outcome_unknown);
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_is_no_connection() {
    for implicit_tls in [false, true] {
        let server = SmtpServer { host: "127.0.0.1", port: 1, implicit_tls, credentials: None };
        let error = send_by(&client("127.0.0.1", &[]), server).await.unwrap_err();
        assert_eq!((error.phase, error.kind), (Phase::Connect, SmtpErrorKind::Connect));
        assert!(error.text.contains("127.0.0.1:1") && error.text.contains("refused"), "{error}");
    }
}

#[tokio::test]
async fn a_password_that_nobody_takes_is_not_sent() {
    let (result, heard) = send(with("tls EHLO", Reply::Say("250-mail.example\r\n250 AUTH XOAUTH2"))).await;
    let error = result.unwrap_err();
    assert_eq!((error.phase, error.kind), (Phase::SignIn, SmtpErrorKind::Refused));
    assert!(!heard.iter().any(|line| line.contains("AUTH")), "{heard:?}");
    let script = Script {
        replies: vec![
            ("tls EHLO", Reply::Say("250-mail.example\r\n250 AUTH LOGIN")),
            ("AUTH", Reply::Say("334 VXNlcm5hbWU6")),
            ("dXNlcg==", Reply::Say("334 UGFzc3dvcmQ6")),
            ("Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5", Reply::Say("235 welcome")),
        ],
        ..Script::default()
    };
    assert_eq!(send(script).await.0.unwrap().code, 250, "what old servers take");
}

#[tokio::test]
async fn a_server_cannot_have_the_password_shown() {
    let said = "535 correct-horse-battery is wrong: AHVzZXIAY29ycmVjdC1ob3JzZS1iYXR0ZXJ5, \
                Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5, correct-\u{7}horse-battery";
    let (result, _) = send(with("AUTH", Reply::Say(said))).await;
    let error = result.unwrap_err();
    assert_eq!(error.text, "•••• is wrong: ••••, ••••, ••••");
    let password = Secret::new(PASSWORD);
    let server =
        SmtpServer { host: "a", port: 1, implicit_tls: true, credentials: Some(("user", &password)) };
    assert!(!format!("{server:?} {error:?}").contains("horse"));
    assert_eq!(shown_text(" a\r\nb\tc\u{1b}[0m\0 ", &server), "a  b c[0m");
    assert_eq!(shown_text(&"é".repeat(600), &server).chars().count(), MAX_TEXT_CHARACTERS);
}

#[tokio::test]
async fn an_address_cannot_bring_a_command_along() {
    let server = MailServer::start(Script::default()).await;
    let address =
        SmtpServer { host: "mail.example", port: server.port, implicit_tls: false, credentials: None };
    for wrong in [
        "",
        "nobody",
        "a@b.c>\r\nRCPT TO:<x@y.z",
        "\"a\r\nb\"@example.com",
        "\"a b\"@example.com",
        "é@example.com",
    ] {
        let result = trusting(&server).send_mail(address, "from@example.com", wrong, b"x", LONG).await;
        assert_eq!(result.unwrap_err().kind, SmtpErrorKind::Refused, "{wrong}");
    }
    assert_eq!(server.heard(), Vec::<String>::new());
}
