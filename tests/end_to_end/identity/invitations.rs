//! Invitations: a link by which somebody joins, once.

use patchbay_tests::{Answer, MEMBER_PASSWORD, OWNER_EMAIL, TestServer, token_in};
use serde_json::{Value, json};

const EMAIL: &str = "new@example.com";

/// Invites [`EMAIL`]; the invitation, and the token of its link.
async fn invite(server: &TestServer) -> (Value, String) {
    let invited = server.rpc().mutate("members.invite", json!({ "email": "New@Example.com" })).await;
    (invited["invitation"].clone(), token_in(invited["invitationUrl"].as_str().unwrap()))
}

async fn read(server: &TestServer, token: &str) -> Answer {
    server.rpc().as_nobody().try_mutate("auth.readInvitation", json!({ "token": token })).await
}

async fn accept(server: &TestServer, token: &str, password: &str) -> Answer {
    let input = json!({ "token": token, "name": "Nell", "password": password });
    server.rpc().as_nobody().try_mutate("auth.acceptInvitation", input).await
}

async fn is_over(server: &TestServer, token: &str) {
    let _ = read(server, token).await.refusal(404, "NOT_FOUND");
    let _ = accept(server, token, MEMBER_PASSWORD).await.refusal(404, "NOT_FOUND");
}

async fn open_invitations(server: &TestServer) -> Value {
    server.rpc().query("members.invitations", json!({})).await["items"].clone()
}

#[tokio::test]
async fn a_link_works_once() {
    let server = TestServer::start().await;
    let (invitation, token) = invite(&server).await;
    assert_eq!((&invitation["email"], &invitation["role"]), (&json!(EMAIL), &json!("member")));
    assert_eq!(open_invitations(&server).await, json!([invitation]));
    let preview = read(&server, &token).await.data();
    for name in ["email", "role", "expiresAt", "invitedBy"] {
        assert_eq!(preview[name], invitation[name], "{name}");
    }
    assert!(!preview["organizationName"].as_str().unwrap().is_empty(), "{preview}");

    let joined = accept(&server, &token, MEMBER_PASSWORD).await;
    let me = joined.data();
    assert_eq!((&me["user"]["email"], &me["user"]["name"]), (&json!(EMAIL), &json!("Nell")));
    assert_eq!(server.rpc().with_cookie(&joined.session_cookie()).query("auth.me", Value::Null).await, me);
    is_over(&server, &token).await;
    assert_eq!(open_invitations(&server).await, json!([]));
    assert!(server.can_sign_in(EMAIL, MEMBER_PASSWORD).await);
    server.finish().await;
}

#[tokio::test]
async fn of_two_who_follow_a_link_at_once_one_joins() {
    let server = TestServer::start().await;
    let (_, token) = invite(&server).await;
    let (one, two) = tokio::join!(
        accept(&server, &token, MEMBER_PASSWORD),
        accept(&server, &token, "another good password")
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    // The later one finds the link used, or the address taken by the one before.
    assert!(matches!(statuses, [200, 404 | 409]), "{statuses:?}");
    server.finish().await;
}

#[tokio::test]
async fn an_invitation_that_is_taken_back_is_over() {
    let server = TestServer::start().await;
    let (invitation, token) = invite(&server).await;
    let by_id = json!({ "id": invitation["id"] });
    assert_eq!(server.rpc().mutate("members.revokeInvitation", by_id.clone()).await, by_id);
    is_over(&server, &token).await;
    let _ = server.rpc().try_mutate("members.revokeInvitation", by_id).await.refusal(404, "NOT_FOUND");
    server.finish().await;
}

#[tokio::test]
async fn a_newer_invitation_ends_the_older_one() {
    let server = TestServer::start().await;
    let (_, older) = invite(&server).await;
    let (newer, token) = invite(&server).await;
    assert_eq!(open_invitations(&server).await, json!([newer]));
    is_over(&server, &older).await;
    let _ = accept(&server, &token, MEMBER_PASSWORD).await.data();
    server.finish().await;
}

#[tokio::test]
async fn an_easy_password_is_refused_and_the_link_stays() {
    let server = TestServer::start().await;
    let (_, token) = invite(&server).await;
    for easy in ["short", "", "aaaaaaaaaaaaaaa", EMAIL, &"long".repeat(300)] {
        assert_eq!(accept(&server, &token, easy).await.refused_fields(), ["password"], "{easy}");
    }
    let _ = accept(&server, &token, MEMBER_PASSWORD).await.data();
    server.finish().await;
}

#[tokio::test]
async fn an_address_signs_in_to_one_organization() {
    let mut server = TestServer::start().await;
    let eve = server.second_organization().await;
    let eve = server.rpc().with_token(&eve);
    // Whether an address signs in elsewhere is told to who holds its link alone, not to who invites.
    let invited = eve.mutate("members.invite", json!({ "email": OWNER_EMAIL })).await;
    let token = token_in(invited["invitationUrl"].as_str().unwrap());
    let refusal = accept(&server, &token, MEMBER_PASSWORD).await.refusal(409, "CONFLICT");
    assert!(refusal["message"].as_str().unwrap().contains("another address"), "{refusal}");
    assert_eq!(eve.query("members.list", json!({})).await["items"].as_array().unwrap().len(), 1);
    let _ = server.rpc().query("auth.me", Value::Null).await;

    let member = server.rpc().try_mutate("members.invite", json!({ "email": OWNER_EMAIL })).await;
    let _ = member.refusal(409, "CONFLICT");
    server.finish().await;
}

#[tokio::test]
async fn what_is_no_address_is_not_invited() {
    let server = TestServer::start().await;
    for email in ["new", "new@", "Nell <new@example.com>", "new@example.com\r\nBcc: b@example.com"] {
        let answer = server.rpc().try_mutate("members.invite", json!({ "email": email })).await;
        assert_eq!(answer.refused_fields(), ["email"], "{email}");
    }
    let answer = server.rpc().try_mutate("members.invite", json!({ "email": EMAIL, "role": "king" })).await;
    assert_eq!(answer.refused_fields(), ["role"]);
    server.finish().await;
}
