//! Members: their list, their roles, and what ends when they go.

use patchbay_tests::{MEMBER_PASSWORD, TestServer, token_in};
use serde_json::{Value, json};

const EMAIL: &str = "mel@example.com";

#[tokio::test]
async fn everybody_sees_who_is_there() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let seen = member.rpc.query("members.list", json!({})).await;
    assert_eq!(server.rpc().query("members.list", json!({})).await["items"], seen["items"]);
    let items = seen["items"].as_array().unwrap();
    assert_eq!(items.len(), 2, "{seen}");
    // The newest first.
    assert_eq!((&items[0]["id"], &items[0]["email"]), (&member.id, &json!(EMAIL)));
    assert_eq!((&items[0]["role"], &items[1]["role"]), (&json!("member"), &json!("owner")));
    assert!(items[0]["lastSeenAt"].is_string(), "{seen}");
    server.finish().await;
}

#[tokio::test]
async fn a_removed_member_is_out_at_once() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "admin").await;
    let second = server.sign_in(EMAIL, MEMBER_PASSWORD).await;
    let token = member.rpc.by_token(&["read", "admin"]).await;
    let reset = server.rpc().mutate("members.createPasswordReset", json!({ "id": member.id })).await;
    let link = server.run(&["sign-in-link", "--email", EMAIL]).await;
    for rpc in [&member.rpc, &second, &token] {
        assert!(rpc.is_signed_in().await);
    }

    let by_id = json!({ "id": member.id });
    assert_eq!(server.rpc().mutate("members.remove", by_id.clone()).await, by_id);
    for rpc in [&member.rpc, &second, &token] {
        assert!(!rpc.is_signed_in().await);
    }
    assert!(!server.can_sign_in(EMAIL, MEMBER_PASSWORD).await);
    let nobody = server.rpc().as_nobody();
    let reset = token_in(reset["resetUrl"].as_str().unwrap());
    let input = json!({ "token": reset, "newPassword": "another good password" });
    let _ = nobody.try_mutate("auth.resetPassword", input).await.refusal(401, "UNAUTHENTICATED");
    let input = json!({ "token": token_in(&link.stdout) });
    let _ = nobody.try_mutate("auth.signIn", input).await.refusal(401, "UNAUTHENTICATED");
    for (procedure, input) in [
        ("members.remove", by_id.clone()),
        ("members.update", json!({ "id": member.id, "role": "member" })),
        ("members.createPasswordReset", by_id),
    ] {
        let _ = server.rpc().try_mutate(procedure, input).await.refusal(404, "NOT_FOUND");
    }
    let left = server.rpc().query("members.list", json!({})).await;
    assert_eq!(left["items"].as_array().unwrap().len(), 1, "{left}");
    let tokens = server.rpc().query("apiTokens.list", json!({ "userId": member.id })).await;
    assert_eq!(tokens["items"], json!([]));
    server.finish().await;
}

#[tokio::test]
async fn a_removed_members_address_can_be_invited_again() {
    let server = TestServer::start().await;
    let gone = server.join(EMAIL, "admin").await;
    let channel = json!({ "channelType": "custom_webhook", "channelName": "Theirs" });
    let channel = gone.rpc.mutate("webhooks.create", channel).await;
    server.rpc().mutate("members.remove", json!({ "id": gone.id })).await;

    let back = server.join(EMAIL, "member").await;
    assert_ne!(back.id, gone.id);
    assert!(server.can_sign_in(EMAIL, MEMBER_PASSWORD).await);
    assert!(!gone.rpc.is_signed_in().await);
    // Who comes back is somebody new: what the one before had is not theirs.
    let by_id = json!({ "id": channel["id"] });
    assert_eq!(back.rpc.query("webhooks.get", by_id.clone()).await["ownerId"], gone.id);
    let _ = back.rpc.try_mutate("webhooks.delete", by_id).await.refusal(403, "FORBIDDEN");
    server.finish().await;
}

#[tokio::test]
async fn whom_a_removed_member_invited_does_not_join() {
    let server = TestServer::start().await;
    let admin = server.join(EMAIL, "admin").await;
    let invited = admin.rpc.mutate("members.invite", json!({ "email": "new@example.com" })).await;
    server.rpc().mutate("members.remove", json!({ "id": admin.id })).await;
    let token = token_in(invited["invitationUrl"].as_str().unwrap());
    let read = server.rpc().as_nobody().try_mutate("auth.readInvitation", json!({ "token": token })).await;
    let _ = read.refusal(404, "NOT_FOUND");
    assert_eq!(server.rpc().query("members.invitations", json!({})).await["items"], json!([]));
    server.finish().await;
}

#[tokio::test]
async fn an_owner_or_admin_can_leave() {
    let server = TestServer::start().await;
    let admin = server.join(EMAIL, "admin").await;
    admin.rpc.mutate("members.remove", json!({ "id": admin.id })).await;
    assert!(!admin.rpc.is_signed_in().await);
    server.finish().await;
}

#[tokio::test]
async fn a_role_counts_from_the_next_request_on() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let role = async |role: &str| {
        let input = json!({ "id": member.id, "role": role });
        assert_eq!(server.rpc().mutate("members.update", input).await["role"], role);
        assert_eq!(member.rpc.query("auth.me", Value::Null).await["user"]["role"], role);
    };
    let audit = async || member.rpc.try_query("audit.list", json!({})).await.status;
    assert_eq!(audit().await, 403);
    role("admin").await;
    assert_eq!(audit().await, 200);
    // What was made as an admin goes no further than a member from now on.
    let token = member.rpc.by_token(&["read", "admin"]).await;
    let _ = token.query("audit.list", json!({})).await;
    role("member").await;
    assert_eq!(audit().await, 403);
    let _ = token.try_query("audit.list", json!({})).await.refusal(403, "FORBIDDEN");
    assert!(token.is_signed_in().await);
    role("owner").await;
    member.rpc.mutate("settings.update", json!({ "name": "Theirs" })).await;
    server.finish().await;
}
