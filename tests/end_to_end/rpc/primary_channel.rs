//! Every member with an active channel has exactly one primary one (CH-5).

use futures::future::join_all;
use patchbay_tests::{Rpc, TestServer};
use serde_json::{Value, json};

use super::{new_channel, owner_at_both};

/// The id of a new channel.
async fn made(rpc: &Rpc) -> Value {
    rpc.mutate("webhooks.create", new_channel()).await["id"].clone()
}

async fn update(rpc: &Rpc, id: &Value, name: &str, value: impl Into<Value>) {
    let mut input = json!({ "id": id });
    input[name] = value.into();
    rpc.mutate("webhooks.update", input).await;
}

/// The one primary channel of this member; none where they have no active one. Deleted ones are looked at too.
async fn primary(rpc: &Rpc, owner: &Value) -> Option<Value> {
    let items = rpc.every("webhooks.list", json!({ "includeInactive": true }), 100).await;
    let mine = items.into_iter().filter(|channel| channel["ownerId"] == *owner);
    let mut primary = mine.filter(|channel| channel["isPrimary"] == true);
    let found = primary.next();
    assert!(primary.next().is_none(), "more than one is primary");
    found.map(|channel| channel["id"].clone())
}

async fn id_of(rpc: &Rpc) -> Value {
    rpc.query("auth.me", Value::Null).await["user"]["id"].clone()
}

#[tokio::test]
async fn the_first_is_primary_until_another_is_said_to_be() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let me = id_of(&rpc).await;
    let first = rpc.mutate("webhooks.create", new_channel()).await;
    assert_eq!(first["isPrimary"], true);
    let second = rpc.mutate("webhooks.create", new_channel()).await;
    assert_eq!(second["isPrimary"], false);
    let mut input = new_channel();
    input["isPrimary"] = json!(true);
    let third = rpc.mutate("webhooks.create", input).await;
    assert_eq!(primary(&rpc, &me).await.as_ref(), Some(&third["id"]));
    update(&rpc, &second["id"], "isPrimary", true).await;
    assert_eq!(primary(&rpc, &me).await.as_ref(), Some(&second["id"]));
    // One must be, so taking the mark away gives it to the oldest.
    update(&rpc, &second["id"], "isPrimary", false).await;
    assert_eq!(primary(&rpc, &me).await.as_ref(), Some(&first["id"]));
    server.finish().await;
}

#[tokio::test]
async fn the_oldest_active_one_follows_when_the_primary_one_is_gone() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let me = id_of(&rpc).await;
    let (oldest, middle, newest) = (made(&rpc).await, made(&rpc).await, made(&rpc).await);
    update(&rpc, &newest, "isPrimary", true).await;
    update(&rpc, &newest, "isActive", false).await;
    assert_eq!(primary(&rpc, &me).await.as_ref(), Some(&oldest));
    rpc.mutate("webhooks.delete", json!({ "id": oldest })).await;
    assert_eq!(primary(&rpc, &me).await.as_ref(), Some(&middle));
    // Who comes back does not take it back.
    update(&rpc, &newest, "isActive", true).await;
    let restored = rpc.mutate("webhooks.restore", json!({ "id": oldest })).await;
    assert_eq!(restored["isPrimary"], false);
    assert_eq!(primary(&rpc, &me).await.as_ref(), Some(&middle));

    for id in [&oldest, &middle] {
        update(&rpc, id, "isActive", false).await;
    }
    assert_eq!(primary(&rpc, &me).await.as_ref(), Some(&newest));
    rpc.mutate("webhooks.delete", json!({ "id": newest })).await;
    assert_eq!(primary(&rpc, &me).await, None);
    let restored = rpc.mutate("webhooks.restore", json!({ "id": newest })).await;
    assert_eq!(restored["isPrimary"], true, "of none it is the first");
    // One that is switched off cannot be it.
    update(&rpc, &oldest, "isPrimary", true).await;
    assert_eq!(primary(&rpc, &me).await, Some(newest));
    server.finish().await;
}

#[tokio::test]
async fn each_of_two_members_has_their_own() {
    let server = TestServer::start().await;
    let (rpc, ann) = (server.rpc(), server.join("ann@example.com", "member").await);
    let me = id_of(&rpc).await;
    let (first, second) = (made(&rpc).await, made(&rpc).await);
    update(&rpc, &first, "ownerId", ann.id.clone()).await;
    assert_eq!(primary(&rpc, &me).await.as_ref(), Some(&second));
    assert_eq!(primary(&rpc, &ann.id).await.as_ref(), Some(&first), "the first one of its new owner");

    let third = made(&rpc).await;
    update(&rpc, &second, "ownerId", ann.id.clone()).await;
    assert_eq!(primary(&rpc, &me).await, Some(third));
    assert_eq!(primary(&rpc, &ann.id).await.as_ref(), Some(&first), "which keeps it when another one comes");
    let input = json!({ "id": first, "ownerId": me, "isPrimary": true });
    rpc.mutate("webhooks.update", input).await;
    assert_eq!(primary(&rpc, &me).await, Some(first));
    assert_eq!(primary(&rpc, &ann.id).await, Some(second));
    server.finish().await;
}

#[tokio::test]
async fn of_many_that_are_to_be_it_at_once_one_is() {
    let server = TestServer::start().await;
    let second = server.second_instance().await;
    let callers = owner_at_both(&server, second.as_ref());
    let rpc = &callers[0];
    let me = id_of(rpc).await;
    let ids = [made(rpc).await, made(rpc).await, made(rpc).await];
    for _ in 0..5 {
        let inputs = ids.iter().cycle().take(12).map(|id| json!({ "id": id, "isPrimary": true }));
        let calls = inputs.zip(callers.iter().cycle());
        for answer in join_all(calls.map(|(input, rpc)| rpc.try_mutate("webhooks.update", input))).await {
            assert_eq!(answer.status, 200, "{}", answer.text);
        }
        assert!(primary(rpc, &me).await.is_some());
    }
    if let Some(second) = second {
        second.stop().await;
    }
    server.finish().await;
}

#[tokio::test]
async fn one_that_goes_at_the_same_time_does_not_follow() {
    let server = TestServer::start().await;
    let second = server.second_instance().await;
    let callers = owner_at_both(&server, second.as_ref());
    let rpc = &callers[0];
    let me = id_of(rpc).await;
    let ids = [made(rpc).await, made(rpc).await, made(rpc).await];
    for _ in 0..10 {
        // The primary one and the one that would follow it.
        update(rpc, &ids[0], "isPrimary", true).await;
        let deletes = ids[..2].iter().zip(&callers);
        let deletes = deletes.map(|(id, rpc)| rpc.mutate("webhooks.delete", json!({ "id": id })));
        join_all(deletes).await;
        assert_eq!(primary(rpc, &me).await.as_ref(), Some(&ids[2]));
        for id in &ids[..2] {
            rpc.mutate("webhooks.restore", json!({ "id": id })).await;
        }
    }
    if let Some(second) = second {
        second.stop().await;
    }
    server.finish().await;
}
