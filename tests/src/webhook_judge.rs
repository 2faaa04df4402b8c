//! What receivers do with what Patchbay delivers: the libraries of Standard Webhooks (its own and Svix's), the signature of
//! the documents, and Node's own cryptography.

use serde_json::{Value, json};

use crate::{Judge, Received};

impl Judge {
    /// Fails unless both libraries take the request by this secret (`whsec_…`), with its headers as they came.
    pub async fn assert_taken(&self, secret: &str, request: &Received) {
        for (library, problem) in self.library_problems(secret, request).await {
            assert!(problem.is_null(), "{library} says: {problem}");
        }
    }

    /// Fails unless both libraries refuse it.
    pub async fn assert_refused(&self, secret: &str, request: &Received) {
        for (library, problem) in self.library_problems(secret, request).await {
            assert!(problem.is_string(), "{library} takes {request:?}");
        }
    }

    async fn library_problems(&self, secret: &str, request: &Received) -> [(&'static str, Value); 2] {
        let mut input = as_it_came(request);
        input["secret"] = json!(secret);
        [
            ("standardwebhooks", self.call("webhooks.verify", input.clone()).await),
            ("svix", self.call("webhooks.verifyBySvix", input).await),
        ]
    }

    /// What Svix's library says of it alone, which knows Svix's own names of the headers too; null: it takes it.
    pub async fn svix_problem(&self, secret: &str, request: &Received) -> Value {
        let mut input = as_it_came(request);
        input["secret"] = json!(secret);
        self.call("webhooks.verifyBySvix", input).await
    }

    /// Whether one of the `v1a` signatures is by this public key (`whpk_…`).
    pub async fn is_signed_by(&self, public_key: &str, request: &Received) -> bool {
        let mut input = as_it_came(request);
        input["publicKey"] = json!(public_key);
        self.call("webhooks.verifyAsymmetric", input).await == json!(true)
    }

    /// Whether document 001's snippet, which signs what it parsed and wrote again, gets the signature of the request.
    pub async fn snippet_takes(&self, secret: &str, request: &Received) -> bool {
        let mut input = as_it_came(request);
        input["secret"] = json!(secret);
        self.call("webhooks.verifyAsDocumented", input).await == json!(true)
    }

    /// Whether JavaScript reads the same out of the `data` of a body as out of this JSON text, member order aside.
    pub async fn reads_the_same(&self, request: &Received, data: &str) -> bool {
        let mut input = as_it_came(request);
        input["data"] = json!(data);
        self.call("webhooks.readsTheSame", input).await == json!(true)
    }
}

fn as_it_came(request: &Received) -> Value {
    let headers: Vec<_> =
        request.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    json!({ "headers": headers, "body": std::str::from_utf8(&request.body).unwrap() })
}
