//! API tokens: shown once, bounded by scopes, over at once when revoked.

use chrono::TimeDelta;
use patchbay_tests::{TestServer, eventually, now};
use serde_json::{Value, json};

#[tokio::test]
async fn the_secret_is_shown_once() {
    let server = TestServer::start().await;
    let made = server.rpc().create_token(&["secrets", "write"]).await;
    let (token, shown) = (made["token"].as_str().unwrap(), &made["apiToken"]);
    assert!(token.starts_with("pb_") && token.len() == 67, "{token}");
    assert_eq!(shown["hint"], token[..7]);
    // Writing brings reading along.
    assert_eq!(shown["scopes"], json!(["read", "write", "secrets"]));
    assert_eq!((&shown["lastUsedAt"], &shown["revokedAt"]), (&Value::Null, &Value::Null));
    let listed = server.rpc().try_query("apiTokens.list", json!({})).await;
    assert_eq!(listed.data()["items"][0], *shown);
    assert!(!listed.text.contains(token), "{}", listed.text);

    let rpc = server.rpc().with_token(token);
    let me = rpc.query("auth.me", Value::Null).await;
    assert_eq!((&me["scopes"], &me["sessionId"]), (&shown["scopes"], &Value::Null));
    let used = server.rpc().query("apiTokens.list", json!({})).await;
    assert!(used["items"][0]["lastUsedAt"].is_string(), "{used}");
    server.finish().await;
}

#[tokio::test]
async fn a_revoked_token_is_over_at_once() {
    let server = TestServer::start().await;
    let made = server.rpc().create_token(&["read"]).await;
    let rpc = server.rpc().with_token(made["token"].as_str().unwrap());
    assert!(rpc.is_signed_in().await);
    let by_id = json!({ "id": made["apiToken"]["id"] });
    let revoked = server.rpc().mutate("apiTokens.revoke", by_id.clone()).await;
    assert!(revoked["revokedAt"].is_string(), "{revoked}");
    assert!(!rpc.is_signed_in().await);
    // Again changes nothing.
    assert_eq!(server.rpc().mutate("apiTokens.revoke", by_id).await, revoked);
    let list = async |filters| server.rpc().query("apiTokens.list", filters).await["items"].clone();
    assert_eq!(list(json!({})).await.as_array().unwrap().len(), 1);
    assert_eq!(list(json!({ "includeRevoked": true })).await[0], revoked);
    server.finish().await;
}

#[tokio::test]
async fn a_token_can_end_by_itself() {
    let server = TestServer::start().await;
    let input = |at: &str| json!({ "name": "A script", "scopes": ["read"], "expiresAt": at });
    let second_ago = now() - TimeDelta::seconds(1);
    for past in [&second_ago.to_rfc3339(), "2020-01-01T00:00:00Z"] {
        let answer = server.rpc().try_mutate("apiTokens.create", input(past)).await;
        assert_eq!(answer.refused_fields(), ["expiresAt"], "{past}");
    }
    let soon = now() + TimeDelta::seconds(5);
    let made = server.rpc().mutate("apiTokens.create", input(&soon.to_rfc3339())).await;
    let rpc = server.rpc().with_token(made["token"].as_str().unwrap());
    assert!(rpc.is_signed_in().await);
    eventually("the token to end", async || (!rpc.is_signed_in().await).then_some(())).await;
    let all = server.rpc().query("apiTokens.list", json!({ "includeRevoked": true })).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 2, "{all}");
    let live = server.rpc().query("apiTokens.list", json!({})).await;
    assert_eq!(live["items"].as_array().unwrap().len(), 1, "{live}");
    server.finish().await;
}

#[tokio::test]
async fn no_token_makes_one_that_may_do_more() {
    let server = TestServer::start().await;
    let rpc = server.rpc().by_token(&["read", "admin"]).await;
    for more in ["write", "secrets"] {
        let input = json!({ "name": "More", "scopes": ["read", more] });
        let refusal = rpc.try_mutate("apiTokens.create", input).await.refusal(403, "FORBIDDEN");
        assert!(refusal["message"].as_str().unwrap().contains(more), "{refusal}");
    }
    assert!(rpc.by_token(&["read"]).await.is_signed_in().await);
    server.finish().await;
}

#[tokio::test]
async fn a_member_makes_no_token_for_admins_and_sees_their_own_alone() {
    let server = TestServer::start().await;
    let member = server.join("mel@example.com", "member").await;
    let input = json!({ "name": "More", "scopes": ["admin"] });
    let refusal = member.rpc.try_mutate("apiTokens.create", input).await.refusal(403, "FORBIDDEN");
    assert_eq!(refusal["message"], "This needs the role admin; yours is member.");
    let theirs = member.rpc.create_token(&["read", "write", "secrets"]).await["apiToken"].clone();
    assert_eq!((&theirs["userId"], &theirs["userName"]), (&member.id, &json!("mel")));
    let owners = server.rpc().create_token(&["read"]).await["apiToken"].clone();

    let list = async |rpc: &patchbay_tests::Rpc, filters| {
        rpc.query("apiTokens.list", filters).await["items"].clone()
    };
    assert_eq!(list(&member.rpc, json!({})).await, json!([theirs]));
    assert_eq!(list(&member.rpc, json!({ "userId": owners["userId"] })).await, json!([]));
    assert_eq!(list(&server.rpc(), json!({ "userId": member.id })).await, json!([theirs]));
    assert_eq!(list(&server.rpc(), json!({})).await.as_array().unwrap().len(), 3);

    let _ = member
        .rpc
        .try_mutate("apiTokens.revoke", json!({ "id": owners["id"] }))
        .await
        .refusal(404, "NOT_FOUND");
    server.rpc().mutate("apiTokens.revoke", json!({ "id": theirs["id"] })).await;
    assert_eq!(list(&member.rpc, json!({})).await, json!([]));
    server.finish().await;
}

#[tokio::test]
async fn inputs_are_checked() {
    let server = TestServer::start().await;
    for (name, scopes, field) in [
        (json!(""), json!(["read"]), "name"),
        (json!("a".repeat(101)), json!(["read"]), "name"),
        (json!("A script"), json!([]), "scopes"),
        (json!("A script"), json!(["everything"]), "scopes[0]"),
    ] {
        let input = json!({ "name": name, "scopes": scopes });
        assert_eq!(server.rpc().try_mutate("apiTokens.create", input).await.refused_fields(), [field]);
    }
    server.finish().await;
}

#[tokio::test]
async fn no_token_makes_one_that_outlives_it() {
    let server = TestServer::start().await;
    let at = |days: i64| json!((now() + TimeDelta::days(days)).to_rfc3339());
    let create = |end: Value| json!({ "name": "A script", "scopes": ["admin"], "expiresAt": end });
    let made = server.rpc().mutate("apiTokens.create", create(at(2))).await;
    let rpc = server.rpc().with_token(made["token"].as_str().unwrap());
    for longer in [at(3), Value::Null] {
        let refusal =
            rpc.try_mutate("apiTokens.create", create(longer)).await.refusal(400, "INVALID_PAYLOAD");
        assert_eq!(refusal["fields"][0]["path"], "expiresAt", "{refusal}");
    }
    rpc.mutate("apiTokens.create", create(at(1))).await;
    server.finish().await;
}
