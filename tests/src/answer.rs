//! What the server answered.

use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// An HTTP answer, read whole.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as JSON; null when it is none.
    pub body: Value,
    /// The body as text.
    pub text: String,
}

impl Answer {
    pub(crate) async fn read(response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, body, text }
    }

    /// The beginning of an answer that has no end: its body is not read.
    pub(crate) fn without_body(response: &Response) -> Self {
        let status = response.status().as_u16();
        Self { status, headers: response.headers().clone(), body: Value::Null, text: String::new() }
    }

    /// The body as text, but for the id of the request: what can be compared with another answer.
    #[must_use]
    pub fn text_alone(&self) -> String {
        self.text.replace(self.header("x-request-id"), "")
    }

    /// A header's value; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The session cookie that it sets, as `name=value`.
    #[track_caller]
    #[must_use]
    pub fn session_cookie(&self) -> String {
        let cookie = self.header("set-cookie");
        assert!(cookie.starts_with("patchbay_session="), "{cookie}");
        cookie.split(';').next().unwrap().to_owned()
    }

    /// What a procedure gave.
    #[track_caller]
    #[must_use]
    pub fn data(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        assert_eq!(self.body["result"]["type"], "response", "{}", self.text);
        self.body["result"]["data"].clone()
    }

    /// Why a procedure refused: its `RpcError`, after a look at the envelope around it.
    #[track_caller]
    #[must_use]
    pub fn refusal(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        let outer = &self.body["result"];
        let error = outer["data"]["data"].clone();
        assert_eq!(outer["type"], "error", "{}", self.text);
        assert_eq!(outer["data"]["code"], status, "{}", self.text);
        assert_eq!(outer["data"]["message"], error["message"], "{}", self.text);
        assert_eq!(error["code"], code, "{}", self.text);
        assert_eq!(error["requestId"], self.header("x-request-id"), "{}", self.text);
        assert!(error["fields"].is_array(), "{}", self.text);
        error
    }

    /// The paths of the fields that a 400 of a procedure complains of.
    #[track_caller]
    #[must_use]
    pub fn refused_fields(&self) -> Vec<String> {
        let error = self.refusal(400, "INVALID_PAYLOAD");
        let fields = error["fields"].as_array().unwrap();
        fields.iter().map(|field| field["path"].as_str().unwrap().to_owned()).collect()
    }

    /// The JSON pointers of the fields that a problem complains of.
    #[track_caller]
    #[must_use]
    pub fn pointers(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array().unwrap();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    }

    /// Checks that this is a problem document of this status and code, and gives it.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> &Value {
        assert_eq!(self.status, status, "{}", self.text);
        assert!(self.header("content-type").starts_with("application/problem+json"), "{:?}", self.headers);
        assert_eq!(self.body["status"], status, "{}", self.text);
        assert_eq!(self.body["code"], code, "{}", self.text);
        for member in ["type", "title", "detail", "requestId"] {
            assert!(
                self.body[member].as_str().is_some_and(|text| !text.is_empty()),
                "no {member}: {}",
                self.text
            );
        }
        assert!(self.body["errors"].is_array(), "{}", self.text);
        &self.body
    }
}
