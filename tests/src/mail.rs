//! Mails: written by nodemailer or by hand, read by mailparser.

mod fixtures;

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Channel, Judge, Post, TestServer};

/// Where the test server's e-mail channels are written to.
pub const INBOUND_ADDRESS: &str = "tasks@inbound.example.com";

pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn decode(text: &Value) -> Vec<u8> {
    STANDARD.decode(text.as_str().unwrap()).unwrap()
}

/// A mail to be written, by nodemailer.
#[derive(Debug, Clone)]
pub struct Mail {
    options: Value,
}

impl Mail {
    /// A plain mail to [`INBOUND_ADDRESS`], with a new Message-ID. `from`: `ann@client.example`, or with a name.
    #[must_use]
    pub fn new(from: &str, subject: &str, text: &str) -> Self {
        let id = format!("<{}@client.example>", Uuid::new_v4());
        Self {
            options: json!({
                "from": from,
                "to": INBOUND_ADDRESS,
                "subject": subject,
                "text": text,
                "messageId": id,
                "headers": {},
                "attachments": [],
            }),
        }
    }

    /// With an option of nodemailer's: `("cc", json!("bob@client.example"))`; null takes one away.
    #[must_use]
    pub fn option(mut self, name: &str, value: Value) -> Self {
        self.options[name] = value;
        self
    }

    /// With an HTML part beside the text.
    #[must_use]
    pub fn html(self, html: &str) -> Self {
        self.option("html", json!(html))
    }

    /// With an HTML part alone.
    #[must_use]
    pub fn html_only(self, html: &str) -> Self {
        self.option("text", Value::Null).html(html)
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options["headers"][name] = json!(value);
        self
    }

    /// As an answer to a mail with this Message-ID, angle brackets included.
    #[must_use]
    pub fn in_reply_to(self, message_id: &str) -> Self {
        self.option("inReplyTo", json!(message_id)).option("references", json!(message_id))
    }

    /// With an attachment.
    #[must_use]
    pub fn attachment(mut self, filename: &str, content_type: &str, content: &[u8]) -> Self {
        let attachment = json!({
            "filename": filename,
            "contentType": content_type,
            "content": encode(content),
            "encoding": "base64",
        });
        self.options["attachments"].as_array_mut().unwrap().push(attachment);
        self
    }

    /// Its Message-ID with its angle brackets.
    #[must_use]
    pub fn message_id(&self) -> &str {
        self.options["messageId"].as_str().unwrap()
    }

    /// The mail as it goes over the wire.
    pub async fn raw(&self) -> Vec<u8> {
        let mut options = self.options.clone();
        options.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        decode(&Judge::get().call("mail.compose", options).await)
    }
}

/// An attachment as a reader sees it.
#[derive(Debug, Clone)]
pub struct ReadAttachment {
    /// Its name; empty when it has none.
    pub filename: String,
    /// Its type.
    pub content_type: String,
    /// Its bytes.
    pub content: Bytes,
}

/// A mail as mailparser reads it.
#[derive(Debug, Clone)]
pub struct ReadMail {
    /// The headers in their order: names lower case, values unfolded but not decoded.
    pub headers: Vec<(String, String)>,
    /// Who it is from, addresses only.
    pub from: Vec<String>,
    /// Whom it is to, addresses only.
    pub to: Vec<String>,
    /// Where answers go, addresses only.
    pub reply_to: Vec<String>,
    /// The subject, decoded.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The HTML part, if there is one.
    pub html: Option<String>,
    /// The Message-ID with its angle brackets.
    pub message_id: String,
    /// The id that it answers to, with its angle brackets; empty when there is none.
    pub in_reply_to: String,
    /// The ids of its thread, with their angle brackets.
    pub references: Vec<String>,
    /// The attachments.
    pub attachments: Vec<ReadAttachment>,
}

impl ReadMail {
    /// What mailparser reads in these bytes.
    pub async fn read(raw: &[u8]) -> Self {
        let mail = Judge::get().call("mail.parse", json!({ "raw": encode(raw) })).await;
        let text = |name: &str| mail[name].as_str().unwrap().to_owned();
        let addresses = |name: &str| {
            let all = mail[name].as_array().unwrap().iter();
            all.map(|one| one["address"].as_str().unwrap().to_owned()).collect()
        };
        let attachment = |one: &Value| ReadAttachment {
            filename: one["filename"].as_str().unwrap().to_owned(),
            content_type: one["contentType"].as_str().unwrap().to_owned(),
            content: decode(&one["content"]).into(),
        };
        Self {
            headers: serde_json::from_value(mail["headers"].clone()).unwrap(),
            from: addresses("from"),
            to: addresses("to"),
            reply_to: addresses("replyTo"),
            subject: text("subject"),
            text: text("text"),
            html: mail["html"].as_str().map(str::to_owned),
            message_id: text("messageId"),
            in_reply_to: text("inReplyTo"),
            references: serde_json::from_value(mail["references"].clone()).unwrap(),
            attachments: mail["attachments"].as_array().unwrap().iter().map(attachment).collect(),
        }
    }

    /// A header's value; empty when there is none. Fails when there are several.
    #[track_caller]
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let value = found.next().map_or("", |(_, value)| value);
        assert!(found.next().is_none(), "several {name}: {:?}", self.headers);
        value
    }
}

/// A mail that the SMTP judge took in.
#[derive(Debug, Clone)]
pub struct ReceivedMail {
    /// Its bytes.
    pub raw: Bytes,
    /// The sender of the envelope; empty for `<>`.
    pub envelope_from: String,
    /// The recipients of the envelope.
    pub envelope_to: Vec<String>,
    /// Whether it came over TLS.
    pub secure: bool,
    /// Who had signed in.
    pub user: String,
    /// What the client called itself.
    pub helo: String,
    /// What a reader sees.
    pub mail: ReadMail,
}

impl ReceivedMail {
    pub(crate) async fn read(received: &Value) -> Self {
        let text = |name: &str| received[name].as_str().unwrap_or_default().to_owned();
        let raw = decode(&received["raw"]);
        Self {
            mail: ReadMail::read(&raw).await,
            raw: raw.into(),
            envelope_from: text("from"),
            envelope_to: serde_json::from_value(received["to"].clone()).unwrap(),
            secure: received["secure"].as_bool().unwrap(),
            user: text("user"),
            helo: text("helo"),
        }
    }
}

impl TestServer {
    /// A raw mail on its way to a channel.
    #[must_use]
    pub fn mail(&self, channel: &Channel, raw: impl Into<Vec<u8>>) -> Post {
        self.inbound(channel).bytes("message/rfc822", raw)
    }
}
