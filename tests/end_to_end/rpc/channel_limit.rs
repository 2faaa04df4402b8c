//! Three active channels a member, and no more, by whatever way and however many at once.

use futures::future::join_all;
use patchbay_tests::{Rpc, TestServer};
use serde_json::{Value, json};

use super::{UNKNOWN, new_channel};

/// The id of a new channel.
async fn made(rpc: &Rpc) -> Value {
    rpc.mutate("webhooks.create", new_channel()).await["id"].clone()
}

async fn switch(rpc: &Rpc, id: &Value, is_active: bool) {
    rpc.mutate("webhooks.update", json!({ "id": id, "isActive": is_active })).await;
}

/// Switching on must be refused.
async fn stays_off(rpc: &Rpc, id: &Value) {
    let answer = rpc.try_mutate("webhooks.update", json!({ "id": id, "isActive": true })).await;
    let _ = answer.refusal(400, "WEBHOOK_LIMIT_EXCEEDED");
}

/// The ids of every active channel that a member can see.
async fn active(rpc: &Rpc) -> Vec<Value> {
    let items = rpc.every("webhooks.list", json!({}), 100).await;
    items.into_iter().map(|channel| channel["id"].clone()).collect()
}

/// Makes the calls at once, by turns as each of the callers; exactly one of them must go through. The id of its channel.
async fn only_one(callers: &[Rpc], procedure: &str, inputs: Vec<Value>) -> Value {
    let calls = inputs.into_iter().zip(callers.iter().cycle());
    let answers = join_all(calls.map(|(input, rpc)| rpc.try_mutate(procedure, input))).await;
    let (taken, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(taken.len(), 1, "{procedure}: {answers:#?}");
    for answer in refused {
        let _ = answer.refusal(400, "WEBHOOK_LIMIT_EXCEEDED");
    }
    assert_eq!(active(&callers[0]).await.len(), 3);
    taken[0].data()["id"].clone()
}

/// With two channels there, each way to a third is gone at once by several; it begins without any.
async fn last_places_go_once(callers: &[Rpc]) {
    let rpc = &callers[0];
    for _ in 0..2 {
        made(rpc).await;
    }
    let mut latest = Value::Null;
    for count in [2, 2, 10] {
        if !latest.is_null() {
            rpc.mutate("webhooks.delete", json!({ "id": latest })).await;
        }
        latest = only_one(callers, "webhooks.create", vec![new_channel(); count]).await;
    }

    let mut off = vec![latest];
    for _ in 0..3 {
        switch(rpc, off.last().unwrap(), false).await;
        off.push(made(rpc).await);
    }
    switch(rpc, off.last().unwrap(), false).await;
    for ids in [&off[..2], &off] {
        let on = ids.iter().map(|id| json!({ "id": id, "isActive": true })).collect();
        let id = only_one(callers, "webhooks.update", on).await;
        switch(rpc, &id, false).await;
    }

    for id in &off {
        rpc.mutate("webhooks.delete", json!({ "id": id })).await;
    }
    for ids in [&off[..2], &off] {
        let back = ids.iter().map(|id| json!({ "id": id })).collect();
        let id = only_one(callers, "webhooks.restore", back).await;
        rpc.mutate("webhooks.delete", json!({ "id": id })).await;
    }
}

#[tokio::test]
async fn of_several_at_once_one_gets_the_last_place() {
    let server = TestServer::start().await;
    last_places_go_once(&[server.rpc()]).await;
    server.finish().await;
}

#[tokio::test]
async fn of_many_at_once_the_first_three_are_made() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let answers = join_all((0..8).map(|_| rpc.try_mutate("webhooks.create", new_channel()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 3, "{answers:#?}");
    let all = rpc.every("webhooks.list", json!({ "includeInactive": true }), 100).await;
    assert_eq!(all.len(), 3, "what was refused left nothing behind");
    server.finish().await;
}

#[tokio::test]
async fn nor_do_two_processes_give_it_away_twice() {
    let server = TestServer::start().await;
    if let Some(second) = server.second_instance().await {
        last_places_go_once(&[server.rpc(), second.rpc()]).await;
        second.stop().await;
    }
    server.finish().await;
}

#[tokio::test]
async fn different_ways_at_once_share_the_last_place() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    made(&rpc).await;
    made(&rpc).await;
    let deleted = json!({ "id": made(&rpc).await });
    rpc.mutate("webhooks.delete", deleted.clone()).await;
    let off = made(&rpc).await;
    switch(&rpc, &off, false).await;
    let on = json!({ "id": off, "isActive": true });
    let answers = join_all([
        rpc.try_mutate("webhooks.create", new_channel()),
        rpc.try_mutate("webhooks.update", on),
        rpc.try_mutate("webhooks.restore", deleted),
    ])
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:#?}");
    assert_eq!(active(&rpc).await.len(), 3);
    server.finish().await;
}

#[tokio::test]
async fn what_is_deleted_or_switched_off_takes_no_place() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(made(&rpc).await);
    }
    let fourth = rpc.try_mutate("webhooks.create", new_channel()).await;
    let refusal = fourth.refusal(400, "WEBHOOK_LIMIT_EXCEEDED");
    assert!(refusal["message"].as_str().unwrap().contains("at most 3 active channels"), "{refusal}");

    rpc.mutate("webhooks.delete", json!({ "id": ids[0] })).await;
    made(&rpc).await;
    switch(&rpc, &ids[1], false).await;
    made(&rpc).await;
    let _ = rpc.try_mutate("webhooks.create", new_channel()).await.refusal(400, "WEBHOOK_LIMIT_EXCEEDED");
    let restored = rpc.try_mutate("webhooks.restore", json!({ "id": ids[0] })).await;
    let _ = restored.refusal(400, "WEBHOOK_LIMIT_EXCEEDED");
    stays_off(&rpc, &ids[1]).await;
    // What was refused left nothing behind, and one that is active already may be said to be.
    let all = rpc.every("webhooks.list", json!({ "includeInactive": true }), 100).await;
    assert_eq!((all.len(), active(&rpc).await.len()), (5, 3));
    switch(&rpc, &ids[2], true).await;
    server.finish().await;
}

#[tokio::test]
async fn everybody_has_three_of_their_own() {
    let server = TestServer::start().await;
    let ann = server.join("ann@example.com", "member").await;
    for rpc in [&server.rpc(), &ann.rpc] {
        for _ in 0..3 {
            made(rpc).await;
        }
        let fourth = rpc.try_mutate("webhooks.create", new_channel()).await;
        let _ = fourth.refusal(400, "WEBHOOK_LIMIT_EXCEEDED");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_channel_is_handed_over_to_whoever_has_a_place() {
    let mut server = TestServer::start().await;
    let other = server.second_organization().await;
    let foreigner = server.rpc().with_token(&other).query("auth.me", Value::Null).await["user"]["id"].clone();
    let rpc = server.rpc();
    let ann = server.join("ann@example.com", "member").await;
    for _ in 0..2 {
        made(&ann.rpc).await;
    }
    let (first, second) = (made(&rpc).await, made(&rpc).await);
    let hand_over = |id: &Value, to: &Value| json!({ "id": id, "ownerId": to });
    for nobody in [json!(UNKNOWN), json!("nonsense"), foreigner] {
        let answer = rpc.try_mutate("webhooks.update", hand_over(&first, &nobody)).await;
        let _ = answer.refusal(404, "NOT_FOUND");
    }

    let calls = [&first, &second].map(|id| rpc.try_mutate("webhooks.update", hand_over(id, &ann.id)));
    let answers = join_all(calls).await;
    let (taken, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!((taken.len(), refused.len()), (1, 1), "{answers:#?}");
    let _ = refused[0].refusal(400, "WEBHOOK_LIMIT_EXCEEDED");
    let handed = taken[0].data();
    assert_eq!((&handed["ownerId"], &handed["ownerName"]), (&ann.id, &json!(ann.name)));
    let kept = if handed["id"] == first { &second } else { &first };
    let owner = rpc.query("auth.me", Value::Null).await["user"]["id"].clone();
    assert_eq!(rpc.query("webhooks.get", json!({ "id": kept })).await["ownerId"], owner);

    // One that is switched off takes no place until it is switched on.
    switch(&rpc, kept, false).await;
    rpc.mutate("webhooks.update", hand_over(kept, &ann.id)).await;
    stays_off(&ann.rpc, kept).await;
    // A member hands nothing over.
    let answer = ann.rpc.try_mutate("webhooks.update", hand_over(kept, &owner)).await;
    let _ = answer.refusal(403, "FORBIDDEN");
    server.finish().await;
}
