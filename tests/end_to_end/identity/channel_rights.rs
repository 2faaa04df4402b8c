//! A channel is its owner's, and every admin's; another member looks on.

use patchbay_tests::{Member, Rpc, TestServer};
use serde_json::{Value, json};

/// What only the owner of a channel and admins may do, with what belongs in the input besides the id. `restore` is for a
/// deleted one.
fn changes() -> [(&'static str, Value); 9] {
    [
        ("webhooks.update", json!({ "channelName": "Renamed" })),
        ("webhooks.regenerateToken", json!({})),
        ("webhooks.regenerateSecretKey", json!({})),
        ("webhooks.getSecretKey", json!({})),
        ("webhooks.test", json!({})),
        ("webhooks.sendVerification", json!({})),
        ("webhooks.verify", json!({ "code": "123456" })),
        ("webhooks.delete", json!({})),
        ("webhooks.restore", json!({})),
    ]
}

async fn create(rpc: &Rpc) -> Value {
    let input = json!({ "channelType": "custom_webhook", "channelName": "Desk" });
    rpc.mutate("webhooks.create", input).await
}

/// Does each of these with a channel; the status and code of each answer.
async fn do_all(rpc: &Rpc, channel: &Value) -> Vec<(&'static str, u16, Value)> {
    let mut done = Vec::new();
    for (procedure, mut input) in changes() {
        input["id"] = channel["id"].clone();
        let answer = match procedure {
            "webhooks.getSecretKey" => rpc.try_query(procedure, input).await,
            _ => rpc.try_mutate(procedure, input).await,
        };
        done.push((procedure, answer.status, answer.body["result"]["data"]["data"]["code"].clone()));
    }
    done
}

/// What comes of them for somebody who may.
fn allowed() -> Vec<(&'static str, u16, Value)> {
    let of = |(procedure, _)| match procedure {
        // There is nowhere to send a code to, so none was sent.
        "webhooks.sendVerification" => (procedure, 409, json!("CONFLICT")),
        "webhooks.verify" => (procedure, 400, json!("VERIFICATION_FAILED")),
        _ => (procedure, 200, Value::Null),
    };
    changes().into_iter().map(of).collect()
}

async fn members(server: &TestServer) -> (Member, Member, Member) {
    let admin = server.join("ada@example.com", "admin").await;
    let member = server.join("mel@example.com", "member").await;
    (admin, member, server.join("ned@example.com", "member").await)
}

#[tokio::test]
async fn a_member_changes_their_own_channel() {
    let server = TestServer::start().await;
    let (_, member, _) = members(&server).await;
    let channel = create(&member.rpc).await;
    assert_eq!(channel["ownerId"], member.id);
    assert_eq!(do_all(&member.rpc, &channel).await, allowed());
    server.finish().await;
}

#[tokio::test]
async fn owners_and_admins_change_any_channel() {
    let server = TestServer::start().await;
    let (admin, member, _) = members(&server).await;
    let channel = create(&member.rpc).await;
    for rpc in [&admin.rpc, &server.rpc()] {
        assert_eq!(do_all(rpc, &channel).await, allowed());
    }
    server.finish().await;
}

#[tokio::test]
async fn a_member_only_looks_at_another_members_channel() {
    let server = TestServer::start().await;
    let (admin, member, other) = members(&server).await;
    for owner in [&server.rpc(), &admin.rpc, &member.rpc] {
        let channel = create(owner).await;
        let by_id = json!({ "id": channel["id"] });
        let before = other.rpc.query("webhooks.get", by_id.clone()).await;
        for (procedure, status, code) in do_all(&other.rpc, &channel).await {
            assert_eq!((status, code), (403, json!("FORBIDDEN")), "{procedure}");
        }
        assert_eq!(other.rpc.query("webhooks.get", by_id.clone()).await, before);
        owner.mutate("webhooks.delete", by_id.clone()).await;
        let refused = other.rpc.try_mutate("webhooks.restore", by_id).await;
        let told = refused.refusal(403, "FORBIDDEN")["message"].clone();
        assert!(told.as_str().unwrap().contains("another member's"), "{told}");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_channel_is_handed_over_by_admins_alone() {
    let server = TestServer::start().await;
    let (admin, member, other) = members(&server).await;
    let channel = create(&member.rpc).await;
    let to = |who: &Member| json!({ "id": channel["id"], "ownerId": who.id });
    // Saying whose it is already changes nothing, so it needs nothing.
    assert_eq!(member.rpc.mutate("webhooks.update", to(&member)).await["ownerId"], member.id);
    let _ = member.rpc.try_mutate("webhooks.update", to(&other)).await.refusal(403, "FORBIDDEN");
    assert_eq!(admin.rpc.mutate("webhooks.update", to(&other)).await["ownerId"], other.id);
    let renamed = json!({ "id": channel["id"], "channelName": "Renamed" });
    let _ = member.rpc.try_mutate("webhooks.update", renamed.clone()).await.refusal(403, "FORBIDDEN");
    assert_eq!(other.rpc.mutate("webhooks.update", renamed).await["channelName"], "Renamed");
    server.finish().await;
}
