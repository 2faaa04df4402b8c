//! Admins manage members, owners manage everybody, and one owner always stays.

use patchbay_tests::{Member, TestServer};
use serde_json::{Value, json};

/// Everything that is done to another member.
fn changes(id: &Value) -> [(&'static str, Value); 4] {
    [
        ("members.update", json!({ "id": id, "role": "member" })),
        ("members.update", json!({ "id": id, "role": "owner" })),
        ("members.createPasswordReset", json!({ "id": id })),
        ("members.remove", json!({ "id": id })),
    ]
}

async fn owner_id(server: &TestServer) -> Value {
    server.rpc().query("auth.me", Value::Null).await["user"]["id"].clone()
}

#[tokio::test]
async fn an_admin_touches_neither_owners_nor_admins() {
    let server = TestServer::start().await;
    let admin = server.join("ada@example.com", "admin").await;
    let other = server.join("abe@example.com", "admin").await;
    let before = server.rpc().query("members.list", json!({})).await;
    for id in [&owner_id(&server).await, &other.id] {
        for (procedure, input) in changes(id) {
            let answer = admin.rpc.try_mutate(procedure, input.clone()).await;
            let refusal = answer.refusal(403, "FORBIDDEN");
            assert_eq!(
                refusal["message"], "This needs the role owner; yours is admin.",
                "{procedure} {input}"
            );
        }
    }
    for role in ["admin", "owner"] {
        let input = json!({ "email": "new@example.com", "role": role });
        let _ = admin.rpc.try_mutate("members.invite", input).await.refusal(403, "FORBIDDEN");
    }
    assert_eq!(server.rpc().query("members.list", json!({})).await, before);
    assert_eq!(admin.rpc.query("members.invitations", json!({})).await["items"], json!([]));
    server.finish().await;
}

#[tokio::test]
async fn an_admin_takes_back_no_invitation_that_they_could_not_give() {
    let server = TestServer::start().await;
    let admin = server.join("ada@example.com", "admin").await;
    let invite = |role: &str| json!({ "email": format!("{role}@example.com"), "role": role });
    let to_admin = server.rpc().mutate("members.invite", invite("admin")).await;
    let to_member = server.rpc().mutate("members.invite", invite("member")).await;
    let by_id = |invited: &Value| json!({ "id": invited["invitation"]["id"] });
    let _ =
        admin.rpc.try_mutate("members.revokeInvitation", by_id(&to_admin)).await.refusal(403, "FORBIDDEN");
    admin.rpc.mutate("members.revokeInvitation", by_id(&to_member)).await;
    let left = server.rpc().query("members.invitations", json!({})).await;
    assert_eq!(left["items"], json!([to_admin["invitation"]]));
    server.finish().await;
}

#[tokio::test]
async fn an_admin_ends_no_invitation_of_a_higher_role_by_a_newer_one() {
    let server = TestServer::start().await;
    let admin = server.join("ada@example.com", "admin").await;
    let invite = |role: &str| json!({ "email": "new@example.com", "role": role });
    server.rpc().mutate("members.invite", invite("owner")).await;
    let _ = admin.rpc.try_mutate("members.invite", invite("member")).await;
    let left = server.rpc().query("members.invitations", json!({})).await;
    assert_eq!(left["items"][0]["role"], "owner", "{left}");
    server.finish().await;
}

#[tokio::test]
async fn an_admin_manages_members() {
    let server = TestServer::start().await;
    let admin = server.join("ada@example.com", "admin").await;
    let member = server.join("mel@example.com", "member").await;
    let raised = json!({ "id": member.id, "role": "admin" });
    let _ = admin.rpc.try_mutate("members.update", raised).await.refusal(403, "FORBIDDEN");
    let kept = json!({ "id": member.id, "role": "member" });
    assert_eq!(admin.rpc.mutate("members.update", kept).await["role"], "member");
    admin.rpc.mutate("members.createPasswordReset", json!({ "id": member.id })).await;
    admin.rpc.mutate("members.remove", json!({ "id": member.id })).await;
    server.finish().await;
}

#[tokio::test]
async fn the_last_owner_is_neither_demoted_nor_removed() {
    let server = TestServer::start().await;
    let first = owner_id(&server).await;
    let demote = |id: &Value| json!({ "id": id, "role": "admin" });
    let refused = async |id: &Value| {
        for (procedure, input) in [("members.update", demote(id)), ("members.remove", json!({ "id": id }))] {
            let refusal = server.rpc().try_mutate(procedure, input).await.refusal(409, "CONFLICT");
            assert!(refusal["message"].as_str().unwrap().contains("only owner"), "{refusal}");
        }
    };
    server.join("ada@example.com", "admin").await;
    refused(&first).await;
    let second = server.join("olga@example.com", "owner").await;
    assert_eq!(second.rpc.mutate("members.update", demote(&second.id)).await["role"], "admin");
    refused(&first).await;
    server.finish().await;
}

#[tokio::test]
async fn of_two_owners_who_remove_each_other_at_once_one_stays() {
    let server = TestServer::start().await;
    let (first, rpc) = (owner_id(&server).await, server.rpc());
    let Member { id: second, rpc: other, .. } = server.join("olga@example.com", "owner").await;
    let (one, two) = tokio::join!(
        rpc.try_mutate("members.remove", json!({ "id": second })),
        other.try_mutate("members.remove", json!({ "id": first })),
    );
    assert_eq!([one.status, two.status].into_iter().filter(|status| *status == 200).count(), 1);
    let left = if one.status == 200 { rpc } else { other };
    let members = left.query("members.list", json!({})).await;
    assert_eq!(members["items"].as_array().unwrap().len(), 1, "{members}");
    server.finish().await;
}
