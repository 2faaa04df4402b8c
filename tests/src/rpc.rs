//! Calling procedures, as the dashboard and scripts do.

use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::encode::percent;
use crate::{Answer, Procedure, ProcedureKind};

/// Calls procedures as somebody.
#[derive(Debug, Clone)]
pub struct Rpc {
    client: Client,
    base: String,
    headers: Vec<(String, String)>,
}

impl Rpc {
    pub(crate) fn new(client: Client, base: String) -> Self {
        Self { client, base, headers: Vec::new() }
    }

    /// As whoever owns this API token.
    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.headers = vec![("authorization".into(), format!("Bearer {token}"))];
        self
    }

    /// As whoever has this session cookie, `name=value`.
    #[must_use]
    pub fn with_cookie(mut self, cookie: &str) -> Self {
        self.headers = vec![("cookie".into(), cookie.into())];
        self
    }

    /// As nobody.
    #[must_use]
    pub fn as_nobody(mut self) -> Self {
        self.headers.clear();
        self
    }

    /// With one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// What a query gives.
    pub async fn query(&self, procedure: &str, input: Value) -> Value {
        self.try_query(procedure, input).await.data()
    }

    /// What a mutation gives.
    pub async fn mutate(&self, procedure: &str, input: Value) -> Value {
        self.try_mutate(procedure, input).await.data()
    }

    /// What a query answers, be it a refusal.
    pub async fn try_query(&self, procedure: &str, input: Value) -> Answer {
        let path = format!("{procedure}?input={}", percent(input.to_string().as_bytes()));
        Answer::read(self.request(Method::GET, &path).send().await.unwrap()).await
    }

    /// What a mutation answers, be it a refusal.
    pub async fn try_mutate(&self, procedure: &str, input: Value) -> Answer {
        self.post(procedure, "application/json", &input.to_string()).await
    }

    /// What a mutation answers; nothing where the server is not there, or goes away meanwhile.
    pub async fn mutate_if_there(&self, procedure: &str, input: &Value) -> Option<Answer> {
        let request = self.request(Method::POST, procedure).header("content-type", "application/json");
        let response = request.body(input.to_string()).send().await.ok()?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.ok()?;
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Some(Answer { status, headers, body, text })
    }

    /// What a procedure answers, called as its kind is called. Of a subscription that begins, the beginning.
    pub async fn try_call(&self, procedure: &Procedure, input: Value) -> Answer {
        match procedure.kind {
            ProcedureKind::Query => self.try_query(&procedure.name, input).await,
            ProcedureKind::Mutation => self.try_mutate(&procedure.name, input).await,
            ProcedureKind::Subscription => {
                let path = format!("{}?input={}", procedure.name, percent(input.to_string().as_bytes()));
                let request = self.request(Method::GET, &path).header("accept", "text/event-stream");
                let response = request.send().await.unwrap();
                match response.status().as_u16() {
                    200 => Answer::without_body(&response),
                    _ => Answer::read(response).await,
                }
            }
        }
    }

    /// A POST of any body at a procedure.
    pub async fn post(&self, procedure: &str, content_type: &str, body: &str) -> Answer {
        let request = self.request(Method::POST, procedure).header("content-type", content_type);
        Answer::read(request.body(body.to_owned()).send().await.unwrap()).await
    }

    /// A GET of any path and query under `/rspc/`.
    pub async fn get(&self, path_and_query: &str) -> Answer {
        Answer::read(self.request(Method::GET, path_and_query).send().await.unwrap()).await
    }

    /// A GET of any path of the server, outside the procedures too.
    pub async fn fetch(&self, path: &str) -> Answer {
        Answer::read(self.request_at(Method::GET, path).send().await.unwrap()).await
    }

    /// Every item of a list, page by page of `limit`; checks that no page is larger.
    pub async fn every(&self, procedure: &str, filters: Value, limit: usize) -> Vec<Value> {
        let mut input = filters;
        input["limit"] = json!(limit);
        let mut items = Vec::new();
        loop {
            let page = self.query(procedure, input.clone()).await;
            let found = page["items"].as_array().unwrap();
            assert!(found.len() <= limit, "{procedure} gave {} of {limit}", found.len());
            items.extend(found.iter().cloned());
            if page["nextCursor"].is_null() {
                return items;
            }
            assert!(!found.is_empty(), "{procedure} gave a cursor after an empty page");
            input["cursor"] = page["nextCursor"].clone();
        }
    }

    /// A request at a path under `/rspc/`, as whoever this is.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.request_at(method, &format!("/rspc/{path}"))
    }

    pub(crate) fn request_at(&self, method: Method, path: &str) -> RequestBuilder {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            headers.append(name.parse::<reqwest::header::HeaderName>().unwrap(), value.parse().unwrap());
        }
        self.client.request(method, format!("{}{path}", self.base)).headers(headers)
    }
}
