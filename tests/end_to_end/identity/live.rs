//! `live.changes` tells an organization of its own changes, whatever happens elsewhere.

use std::cell::RefCell;
use std::collections::BTreeSet;

use patchbay_tests::{LiveChanges, TestServer};
use serde_json::json;

use super::victim::Victim;

/// Every kind of thing that changes.
const KINDS: [&str; 9] = [
    "confirmation",
    "contact",
    "conversation",
    "delivery",
    "member",
    "message",
    "organization",
    "task",
    "webhook",
];

#[tokio::test]
async fn a_stranger_hears_of_nothing() {
    let mut server = TestServer::start().await;
    let token = server.second_organization().await;
    let stranger = server.rpc().with_token(&token);
    let receiver = server.receiver();
    let mut theirs = LiveChanges::open(&stranger).await;
    let mut own = LiveChanges::open(&server.rpc()).await;

    let victim = Victim::make(&server).await;
    let owner = &victim.owner;
    let conversation = json!({ "id": victim.id("conversation") });
    owner.mutate("conversations.pause", conversation.clone()).await;
    owner.mutate("conversations.resume", conversation.clone()).await;
    owner.mutate("conversations.reply", json!({ "id": victim.id("conversation"), "content": "Done" })).await;
    owner.mutate("tasks.complete", json!({ "id": victim.id("task") })).await;
    owner.mutate("members.remove", json!({ "id": victim.member.id })).await;
    owner.mutate("contacts.delete", json!({ "id": victim.contact["id"] })).await;
    owner.mutate("webhooks.delete", json!({ "id": victim.channel.id })).await;
    let channel = server.create_channel_to(&receiver.url("/")).await;
    server.send(&channel, "ann", "Please call Acme").await;
    let _ = receiver.next().await;
    server.idle().await;
    // All of it was told to somebody.
    let heard = RefCell::new(BTreeSet::new());
    let last = owner.mutate("tasks.create", json!({ "title": "The last change" })).await;
    own.until("the last change", |change| {
        heard.borrow_mut().insert(change["kind"].as_str().unwrap().to_owned());
        change["id"] == last["id"]
    })
    .await;
    assert_eq!(heard.into_inner(), KINDS.map(str::to_owned).into());

    let task = stranger.mutate("tasks.create", json!({ "title": "Mine" })).await;
    let first = theirs.next().await.unwrap();
    assert_eq!((&first["kind"], &first["id"]), (&json!("task"), &task["id"]), "{first}");
    server.finish().await;
}
