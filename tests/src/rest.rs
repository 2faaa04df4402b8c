//! The REST API, called as whoever an [`Rpc`] is.

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use crate::{Answer, Rpc};

/// A request at any path of the server.
#[derive(Debug)]
pub struct Rest {
    request: RequestBuilder,
}

impl Rpc {
    /// A request at a path, as whoever this is.
    #[must_use]
    pub fn rest(&self, method: &str, path: &str) -> Rest {
        Rest { request: self.request_at(method.parse::<Method>().unwrap(), path) }
    }
}

impl Rest {
    /// With a JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", &body.to_string())
    }

    /// With any body of any type.
    #[must_use]
    pub fn body(self, content_type: &str, body: &str) -> Self {
        Self { request: self.request.header("content-type", content_type).body(body.to_owned()) }
    }

    /// With a header.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        Self { request: self.request.header(name, value) }
    }

    /// What the server answers.
    pub async fn send(self) -> Answer {
        Answer::read(self.request.send().await.unwrap()).await
    }

    /// The body of an answer of this status.
    pub async fn expect(self, status: u16) -> Value {
        let answer = self.send().await;
        assert_eq!(answer.status, status, "{}", answer.text);
        answer.body
    }
}
