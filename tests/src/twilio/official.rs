//! Twilio's official package, asked through the judges.

use serde_json::{Value, json};

use super::messages::value;
use super::{ACCOUNT_SID, AUTH_TOKEN, FakeTwilio};
use crate::Judge;

/// A request of the official package, as it arrives.
#[derive(Debug, Clone)]
pub struct OfficialRequest {
    /// Its method.
    pub method: String,
    /// Its path and query.
    pub path: String,
    /// Its headers, names lower case.
    pub headers: Vec<(String, String)>,
    /// The fields of its form, in their order.
    pub form: Vec<(String, String)>,
}

impl OfficialRequest {
    /// A header's value; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        value(&self.headers, name).unwrap_or_default()
    }
}

impl Judge {
    /// The `X-Twilio-Signature` of a form, by the official package.
    pub async fn twilio_signature(&self, auth_token: &str, url: &str, form: &[(String, String)]) -> String {
        let input = json!({ "authToken": auth_token, "url": url, "form": form });
        self.call("twilio.sign", input).await.as_str().unwrap().to_owned()
    }

    /// Whether the official package takes this signature.
    pub async fn twilio_accepts(
        &self,
        auth_token: &str,
        signature: &str,
        url: &str,
        form: &[(String, String)],
    ) -> bool {
        let input = json!({ "authToken": auth_token, "signature": signature, "url": url, "form": form });
        self.call("twilio.validate", input).await.as_bool().unwrap()
    }

    /// The request that the official package sends for `messages.create(params)` as the fake's account; `params` are
    /// named as there: `{"to": …, "from": …, "body": …}`.
    pub async fn twilio_request(&self, params: Value) -> OfficialRequest {
        let input = json!({ "accountSid": ACCOUNT_SID, "authToken": AUTH_TOKEN, "params": params });
        let request = self.call("twilio.messageRequest", input).await;
        let text = |name: &str| request[name].as_str().unwrap().to_owned();
        let pairs = |name: &str| serde_json::from_value(request[name].clone()).unwrap();
        OfficialRequest {
            method: text("method"),
            path: text("path"),
            headers: pairs("headers"),
            form: pairs("form"),
        }
    }

    /// `messages.create(params)` of the official package, at a fake: `{"message": …}`, `{"refused": …}`, or
    /// `{"failed": …}` where no answer came.
    pub async fn twilio_create(&self, twilio: &FakeTwilio, params: Value) -> Value {
        let input = json!({
            "baseUrl": twilio.url(),
            "accountSid": ACCOUNT_SID,
            "authToken": AUTH_TOKEN,
            "params": params,
        });
        self.call("twilio.create", input).await
    }

    /// `messages.list(filter)` of the official package, at a fake.
    pub async fn twilio_list(&self, twilio: &FakeTwilio, filter: Value) -> Vec<Value> {
        let input = json!({
            "baseUrl": twilio.url(),
            "accountSid": ACCOUNT_SID,
            "authToken": AUTH_TOKEN,
            "filter": filter,
        });
        self.call("twilio.list", input).await.as_array().unwrap().clone()
    }
}
