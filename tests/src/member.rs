//! Members whom a test has join.

use serde_json::{Value, json};

use crate::{Rpc, TestServer, token_in};

/// The password of everybody who joins.
pub const MEMBER_PASSWORD: &str = "battery horse staple correct";

/// Somebody who joined by an invitation.
#[derive(Debug, Clone)]
pub struct Member {
    /// Their id.
    pub id: Value,
    /// What they are called: what stands before the `@` of their address.
    pub name: String,
    /// Calls procedures as them, by the session that joining began.
    pub rpc: Rpc,
}

impl TestServer {
    /// Has somebody join the owner's organization as a `member`, an `admin` or an `owner`.
    pub async fn join(&self, email: &str, role: &str) -> Member {
        let invited = self.rpc().mutate("members.invite", json!({ "email": email, "role": role })).await;
        let token = token_in(invited["invitationUrl"].as_str().unwrap());
        let name = email.split('@').next().unwrap().to_owned();
        let input = json!({ "token": token, "name": name, "password": MEMBER_PASSWORD });
        let joined = self.rpc().as_nobody().try_mutate("auth.acceptInvitation", input).await;
        let id = joined.data()["user"]["id"].clone();
        Member { id, name, rpc: self.rpc().with_cookie(&joined.session_cookie()) }
    }
}
