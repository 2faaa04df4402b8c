//! Nothing acknowledged is lost: the process is killed, in the middle of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use patchbay_tests::{Channel, PATIENCE_AFTER_KILL, Reply, TestServer, eventually, eventually_within};
use serde_json::json;

/// Acknowledgements before the kill: enough that the turns of the first are taken while the last arrive.
const ACKNOWLEDGED: usize = 200;
/// Senders at the same time.
const SENDERS: usize = 16;

/// Posts from all sides until the server is gone; the ids of what it acknowledged.
async fn load(server: &mut TestServer, channel: &Channel) -> Vec<String> {
    let count = Arc::new(AtomicUsize::new(0));
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| {
            let (count, post) = (count.clone(), server.inbound(channel));
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for number in 0.. {
                    let body = json!({
                        "content": "Please call Acme tomorrow at 3pm",
                        "senderIdentifier": format!("{sender}-{number}"),
                    });
                    // No answer: it was killed. What that message became is open.
                    let Ok(answer) = post.clone().json(&body).try_send().await else { break };
                    if answer.status == 200 {
                        acknowledged.push(answer.body["messageId"].as_str().unwrap().to_owned());
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                }
                acknowledged
            })
        })
        .collect();
    eventually("the load", async || (count.load(Ordering::Relaxed) >= ACKNOWLEDGED).then_some(())).await;
    server.kill9().await;
    let mut all = Vec::new();
    for sender in senders {
        all.extend(sender.await.unwrap());
    }
    all
}

#[tokio::test]
async fn after_kill_9_every_acknowledged_message_has_exactly_one_turn() {
    let mut server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let acknowledged = load(&mut server, &channel).await;
    assert!(acknowledged.len() >= ACKNOWLEDGED);
    server.start_again().await;
    server.idle_within(3 * PATIENCE_AFTER_KILL).await;

    let messages = server.rpc().every("webhooks.getMessages", json!({ "webhookId": channel.id }), 100).await;
    let mut threads = BTreeMap::<_, Vec<_>>::new();
    for message in &messages {
        threads.entry(message["conversationId"].to_string()).or_default().push(message);
    }
    for id in &acknowledged {
        let message = messages.iter().find(|message| message["id"] == *id);
        assert_eq!(message.map(|message| &message["status"]), Some(&json!("processed")), "{id}");
        assert_eq!(message.unwrap()["tasks"].as_array().unwrap().len(), 1, "{message:?}");
    }
    // Every sender wrote once: one message in, one answer out, and no task that nobody asked for.
    for thread in threads.values() {
        let mut directions: Vec<_> =
            thread.iter().map(|message| message["direction"].as_str().unwrap()).collect();
        directions.sort_unstable();
        assert_eq!(directions, ["inbound", "outbound"], "{thread:#?}");
    }
    let tasks = server.rpc().every("tasks.list", json!({}), 100).await;
    assert_eq!(tasks.len(), threads.len());
    server.finish().await;
}

#[tokio::test]
async fn a_delivery_cut_by_kill_9_is_made_again_under_the_same_id() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(200).after(Duration::from_secs(300))]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let first = receiver.next().await;
    server.kill9().await;

    server.start_again().await;
    let again = async || receiver.untaken().into_iter().next();
    eventually_within(PATIENCE_AFTER_KILL, "the delivery to be made again", again).await;
    let second = receiver.next().await;
    assert_eq!(second.header("webhook-id"), first.header("webhook-id"));
    assert_eq!(second.body, first.body);
    let reply = server.only_reply(&message).await;
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    let outcomes: Vec<_> =
        delivery["attempts"].as_array().unwrap().iter().map(|attempt| &attempt["outcome"]).collect();
    assert_eq!(outcomes, ["unknown", "success"], "{delivery}");
    server.finish().await;
}
