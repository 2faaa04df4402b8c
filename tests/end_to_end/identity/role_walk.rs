//! Every procedure, called by everybody: who lacks the role or the scope is told so, and nobody else is.

use patchbay_tests::{Answer, Rpc, TestServer};
use serde_json::Value;

use super::UNKNOWN;
use super::table::{Line, Needs, fill, table};

/// The roles, from the lowest.
const ROLES: [&str; 3] = ["member", "admin", "owner"];
/// The scopes of API tokens.
const SCOPES: [&str; 4] = ["read", "write", "secrets", "admin"];

/// What a refused caller is told; none where they may call.
fn refusal(needs: Needs, role: &str, scopes: &[&str]) -> Option<String> {
    let (needed, scope) = match needs {
        Needs::Anybody => return None,
        Needs::Member(scope) => ("member", scope),
        Needs::Admin(scope) => ("admin", scope),
        Needs::Owner(scope) => ("owner", scope),
    };
    let rank = |role: &str| ROLES.iter().position(|one| *one == role).unwrap();
    if !scopes.contains(&scope) {
        return Some(format!("This API token lacks the scope \"{scope}\"; make one that has it."));
    }
    (rank(role) < rank(needed)).then(|| format!("This needs the role {needed}; yours is {role}."))
}

/// What a procedure answers to its first input, which names nothing that is there.
async fn call(rpc: &Rpc, procedure: &patchbay_tests::Procedure, line: &Line) -> Answer {
    let (input, _) = line.inputs[0];
    rpc.try_call(procedure, fill(input, &[("?", UNKNOWN)])).await
}

/// Calls every procedure as somebody with this role and these scopes.
async fn walk(rpc: &Rpc, role: &str, scopes: &[&str]) {
    let (last, others): (Vec<_>, Vec<_>) =
        table().into_iter().partition(|(_, line)| line.name == "auth.signOut");
    for (procedure, line) in others.into_iter().chain(last) {
        let answer = call(rpc, &procedure, line).await;
        let at = format!("{} as {role} with {scopes:?}: {}", line.name, answer.text);
        match refusal(line.needs, role, scopes) {
            Some(told) => assert_eq!(answer.refusal(403, "FORBIDDEN")["message"], *told, "{at}"),
            None => assert!(answer.status != 403 && answer.status < 500, "{at}"),
        }
        assert!(answer.status != 401 || line.needs == Needs::Anybody, "{at}");
    }
}

#[tokio::test]
async fn roles_reach_as_far_as_the_table_says() {
    let server = TestServer::start().await;
    for role in ROLES {
        let member = server.join(&format!("{role}@walk.example"), role).await;
        walk(&member.rpc, role, &SCOPES).await;
    }
    server.finish().await;
}

#[tokio::test]
async fn scopes_reach_as_far_as_the_table_says() {
    let server = TestServer::start().await;
    for scope in SCOPES {
        let token = server.rpc().by_token(&[scope]).await;
        // Who may write may read.
        let scopes: &[&str] = if scope == "write" { &["read", "write"] } else { &[scope] };
        walk(&token, "owner", scopes).await;
    }
    server.finish().await;
}

#[tokio::test]
async fn a_token_reaches_no_further_than_its_member() {
    let server = TestServer::start().await;
    let admin = server.join("ada@walk.example", "admin").await;
    walk(&admin.rpc.by_token(&SCOPES).await, "admin", &SCOPES).await;
    let member = server.join("mel@walk.example", "member").await;
    let scopes = ["read", "write", "secrets"];
    walk(&member.rpc.by_token(&scopes).await, "member", &scopes).await;
    server.finish().await;
}

#[tokio::test]
async fn nobody_calls_what_is_not_for_everybody() {
    let server = TestServer::start().await;
    let nobody = server.rpc().as_nobody();
    let told = "Nobody is signed in: sign in, or send `Authorization: Bearer pb_…`.";
    for (procedure, line) in table() {
        let answer = call(&nobody, &procedure, line).await;
        if line.needs == Needs::Anybody {
            assert_ne!(answer.body["result"]["data"]["data"]["message"], told, "{}", line.name);
            assert!(answer.status < 500, "{}: {}", line.name, answer.text);
        } else {
            assert_eq!(answer.refusal(401, "UNAUTHENTICATED")["message"], told, "{}", line.name);
            // Nor does an input that is none say anything about itself first.
            let unread = nobody.try_call(&procedure, Value::from(7)).await;
            let _ = unread.refusal(401, "UNAUTHENTICATED");
        }
    }
    server.finish().await;
}
