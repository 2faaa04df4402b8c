//! Posting at an inbound URL, as the owner's systems do.

use reqwest::Client;
use serde_json::Value;

use crate::encode::percent;
use crate::{Answer, signature};

/// A message on its way in.
#[derive(Debug, Clone)]
pub struct Post {
    client: Client,
    url: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Post {
    pub(crate) fn new(client: Client, url: String) -> Self {
        Self { client, url, headers: Vec::new(), body: Vec::new() }
    }

    /// A JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.bytes("application/json", body.to_string().into_bytes())
    }

    /// A URL-encoded form.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", percent(name.as_bytes()), percent(value.as_bytes())));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.bytes("application/x-www-form-urlencoded", body.into_bytes())
    }

    /// A multipart form.
    #[must_use]
    pub fn multipart(self, fields: &[(&str, &str)]) -> Self {
        let mut body = String::new();
        for (name, value) in fields {
            body +=
                &format!("--frontier\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += "--frontier--\r\n";
        self.bytes("multipart/form-data; boundary=frontier", body.into_bytes())
    }

    /// Plain text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes("text/plain; charset=utf-8", text.as_bytes().to_vec())
    }

    /// Any bytes, said to be of any type.
    #[must_use]
    pub fn bytes(self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self.header("content-type", content_type) }
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Signed with this key, over the body given before.
    #[must_use]
    pub fn signed(self, key: &str) -> Self {
        let value = signature::legacy(key.as_bytes(), &self.body);
        self.header("x-webhook-signature", &value)
    }

    /// What the server answers.
    pub async fn send(self) -> Answer {
        match self.try_send().await {
            Ok(answer) => answer,
            Err(error) => panic!("no answer: {error}"),
        }
    }

    /// What the server answers, if it is there.
    pub async fn try_send(self) -> Result<Answer, reqwest::Error> {
        let mut request = self.client.post(&self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        Ok(Answer::read(request.body(self.body).send().await?).await)
    }

    /// The id of the message, which must be accepted and new.
    pub async fn accepted(self) -> String {
        let answer = self.send().await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.body["accepted"], true, "{}", answer.text);
        assert!(answer.body.get("duplicate").is_none(), "{}", answer.text);
        answer.body["messageId"].as_str().unwrap().to_owned()
    }
}
