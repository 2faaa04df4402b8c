//! A real mail server (nodemailer's), that insists on STARTTLS and on a password.

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::NamedTempFile;

use crate::mail::{ReceivedMail, decode, encode};
use crate::{Channel, Judge, TestServer, eventually};

/// Who may send there.
pub const SMTP_USER: &str = "office@example.com";
/// That user's password.
pub const SMTP_PASSWORD: &str = "a password for the post";

/// Where in the dialogue something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpStep {
    /// At the greeting.
    Connect,
    /// At AUTH.
    Auth,
    /// At MAIL FROM.
    Sender,
    /// At RCPT TO.
    Recipient,
    /// After the mail was read.
    Data,
}

/// What the server does at a step; the rest of the dialogue goes well.
#[derive(Debug, Clone)]
pub struct SmtpAnswer(Value);

impl SmtpAnswer {
    /// Refuses: `(SmtpStep::Data, 451, "4.7.1 Greylisted")`, `(SmtpStep::Recipient, 550, "5.1.1 No such user")`.
    #[must_use]
    pub fn error(step: SmtpStep, code: u16, text: &str) -> Self {
        Self(json!({ "at": step.name(), "code": code, "text": text }))
    }

    /// Cuts the connection instead of an answer; a mail that was read is lost.
    #[must_use]
    pub fn cut(step: SmtpStep) -> Self {
        Self(json!({ "at": step.name(), "cut": true }))
    }

    /// Takes the mail in, and cuts the connection before it says so.
    #[must_use]
    pub fn cut_after_taking() -> Self {
        Self(json!({ "at": "data", "cut": true, "keep": true }))
    }

    /// Hesitates so long, then goes on.
    #[must_use]
    pub fn after(step: SmtpStep, delay: std::time::Duration) -> Self {
        Self(json!({ "at": step.name(), "delay": u64::try_from(delay.as_millis()).unwrap() }))
    }
}

impl SmtpStep {
    const fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Auth => "auth",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Data => "data",
        }
    }
}

struct Running {
    judge: &'static Judge,
    server: Value,
    port: u16,
    ca_file: NamedTempFile,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.judge.tell("smtp.stop", json!({ "server": self.server }));
    }
}

/// The mail server, `localhost` and 127.0.0.1, with a certificate by a CA of its own. Start it before Patchbay and name
/// it with `Setup::with_smtp`; mails that no test takes fail the test. It ends with its last clone.
#[derive(Clone)]
pub struct SmtpJudge(Arc<Running>);

impl SmtpJudge {
    /// Starts it for [`SMTP_USER`] and [`SMTP_PASSWORD`] on a port of the system's choice.
    pub async fn start() -> Self {
        let (ca, certificate, key) = certificates();
        let ca_file = NamedTempFile::with_prefix("patchbay-ca-").unwrap();
        std::fs::write(ca_file.path(), ca).unwrap();
        let judge = Judge::get();
        let input = json!({ "key": key, "cert": certificate, "user": SMTP_USER, "password": SMTP_PASSWORD });
        let started = judge.call("smtp.start", input).await;
        let port = started["port"].as_u64().unwrap().try_into().unwrap();
        Self(Arc::new(Running { judge, server: started["server"].clone(), port, ca_file }))
    }

    /// Its port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.0.port
    }

    /// The file with its CA (PEM): what `SSL_CERT_FILE` is to be.
    #[must_use]
    pub fn ca_file(&self) -> &str {
        self.0.ca_file.path().to_str().unwrap()
    }

    /// What it does next, each at the next time that its step is reached, in this order.
    pub async fn script(&self, answers: impl IntoIterator<Item = SmtpAnswer>) {
        let steps: Vec<_> = answers.into_iter().map(|answer| answer.0).collect();
        self.0.judge.call("smtp.script", json!({ "server": self.0.server, "steps": steps })).await;
    }

    /// Waits for the next mail and takes it.
    pub async fn next(&self) -> ReceivedMail {
        let mail = eventually("a mail", async || self.take().await).await;
        ReceivedMail::read(&mail).await
    }

    async fn take(&self) -> Option<Value> {
        let mail = self.0.judge.call("smtp.take", json!({ "server": self.0.server })).await;
        (!mail.is_null()).then_some(mail)
    }

    /// The mails that came and were not taken, and the answers of the script that nobody got, each as a text.
    pub async fn left(&self) -> Vec<String> {
        let left = self.0.judge.call("smtp.left", json!({ "server": self.0.server })).await;
        let mails = left["mails"].as_array().unwrap().iter();
        let mails = mails.map(|mail| String::from_utf8_lossy(&decode(&mail["raw"])).into_owned());
        mails.chain(left["script"].as_array().unwrap().iter().map(ToString::to_string)).collect()
    }

    /// Hands a mail over by nodemailer's client, which insists on STARTTLS; how the server refuses it, if it does:
    /// `{"responseCode": 550, …}`.
    ///
    /// # Errors
    /// The server does not take it.
    pub async fn deliver(&self, from: &str, to: &str, raw: &[u8], password: &str) -> Result<(), Value> {
        let input = json!({
            "host": "localhost",
            "port": self.port(),
            "ca": std::fs::read_to_string(self.ca_file()).unwrap(),
            "user": SMTP_USER,
            "password": password,
            "from": from,
            "to": to,
            "raw": encode(raw),
        });
        let result = self.0.judge.call("mail.deliver", input).await;
        if result["refused"].is_null() { Ok(()) } else { Err(result["refused"].clone()) }
    }
}

/// A CA, a certificate by it, and that certificate's key, each as PEM.
fn certificates() -> (String, String, String) {
    let mut authority = CertificateParams::default();
    authority.distinguished_name.push(DnType::CommonName, "A CA for tests");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let authority_key = KeyPair::generate().unwrap();
    let ca = authority.self_signed(&authority_key).unwrap();
    let key = KeyPair::generate().unwrap();
    let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
    let certificate = CertificateParams::new(names).unwrap();
    let certificate = certificate.signed_by(&key, &Issuer::new(authority, authority_key)).unwrap();
    (ca.pem(), certificate.pem(), key.serialize_pem())
}

impl TestServer {
    /// An e-mail channel of `tasks@inbound.example.com` whose replies leave through this server; `more` goes into its
    /// `providerConfig` (null takes a setting away).
    pub async fn create_email_channel(&self, smtp: &SmtpJudge, more: Value) -> Channel {
        let mut config = json!({
            "inboundEmailAddress": crate::mail::INBOUND_ADDRESS,
            "smtpHost": "127.0.0.1",
            "smtpPort": smtp.port(),
            "smtpUser": SMTP_USER,
            "smtpPassword": SMTP_PASSWORD,
            "fromAddress": SMTP_USER,
        });
        for (name, value) in more.as_object().unwrap() {
            config[name] = value.clone();
        }
        config.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let settings =
            json!({ "channelType": "email", "channelName": "Office mail", "providerConfig": config });
        self.create_channel(settings).await
    }
}
