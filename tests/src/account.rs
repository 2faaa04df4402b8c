//! What the members of a test do with their accounts: sign in, make tokens, follow links.

use serde_json::{Value, json};

use crate::{Rpc, TestServer};

/// The token in a link that is handed out: what stands behind `?token=`, to the end of the word.
#[track_caller]
#[must_use]
pub fn token_in(link: &str) -> String {
    let (_, rest) = link.split_once("?token=").unwrap();
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

impl TestServer {
    /// Whoever signs in by this address and password, by a new session.
    pub async fn sign_in(&self, email: &str, password: &str) -> Rpc {
        let input = json!({ "email": email, "password": password });
        let signed_in = self.rpc().as_nobody().try_mutate("auth.signInWithPassword", input).await;
        let _ = signed_in.data();
        self.rpc().with_cookie(&signed_in.session_cookie())
    }

    /// Whether this address and password belong together.
    pub async fn can_sign_in(&self, email: &str, password: &str) -> bool {
        let input = json!({ "email": email, "password": password });
        let answer = self.rpc().as_nobody().try_mutate("auth.signInWithPassword", input).await;
        if answer.status == 200 {
            return true;
        }
        let _ = answer.refusal(401, "UNAUTHENTICATED");
        false
    }
}

impl Rpc {
    /// Makes an API token; the whole answer.
    pub async fn create_token(&self, scopes: &[&str]) -> Value {
        self.mutate("apiTokens.create", json!({ "name": "A script", "scopes": scopes })).await
    }

    /// The same caller by a new API token with these scopes alone.
    pub async fn by_token(&self, scopes: &[&str]) -> Self {
        let made = self.create_token(scopes).await;
        self.clone().with_token(made["token"].as_str().unwrap())
    }

    /// Whether the caller is still known.
    pub async fn is_signed_in(&self) -> bool {
        let answer = self.try_query("auth.me", Value::Null).await;
        if answer.status == 200 {
            return true;
        }
        let _ = answer.refusal(401, "UNAUTHENTICATED");
        false
    }
}
