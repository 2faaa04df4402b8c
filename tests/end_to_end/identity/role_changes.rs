//! What was made under one role does not outlive it under another.

use patchbay_tests::{MEMBER_PASSWORD, TestServer, token_in};
use serde_json::json;

#[tokio::test]
async fn a_link_made_for_a_member_does_not_make_somebody_the_owner_they_became() {
    let server = TestServer::start().await;
    let admin = server.join("ada@example.com", "admin").await;
    let member = server.join("mel@example.com", "member").await;
    let made = admin.rpc.mutate("members.createPasswordReset", json!({ "id": member.id })).await;
    server.rpc().mutate("members.update", json!({ "id": member.id, "role": "owner" })).await;
    let token = token_in(made["resetUrl"].as_str().unwrap());
    let input = json!({ "token": token, "newPassword": "a password of the admin's" });
    let nobody = server.rpc().as_nobody();
    let _ = nobody.try_mutate("auth.resetPassword", input).await.refusal(401, "UNAUTHENTICATED");
    assert!(server.can_sign_in("mel@example.com", MEMBER_PASSWORD).await, "the password is as it was");
    server.finish().await;
}

#[tokio::test]
async fn a_demoted_owners_invitations_to_higher_roles_end() {
    let server = TestServer::start().await;
    let second = server.join("ona@example.com", "owner").await;
    for role in ["owner", "admin", "member"] {
        let invite = json!({ "email": format!("new-{role}@example.com"), "role": role });
        second.rpc.mutate("members.invite", invite).await;
    }
    let open = async || {
        let open = server.rpc().query("members.invitations", json!({})).await;
        let roles = open["items"].as_array().unwrap().iter().map(|one| one["role"].clone());
        roles.collect::<Vec<_>>()
    };
    server.rpc().mutate("members.update", json!({ "id": second.id, "role": "admin" })).await;
    assert_eq!(open().await, ["member"]);
    server.rpc().mutate("members.update", json!({ "id": second.id, "role": "member" })).await;
    assert_eq!(open().await, [] as [&str; 0]);
    server.finish().await;
}
