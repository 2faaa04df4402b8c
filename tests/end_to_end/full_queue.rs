//! More than the writer can take: told to come back, never half done.

use futures::future::join_all;
use patchbay_tests::{Setup, eventually};
use serde_json::json;

#[tokio::test]
async fn a_full_write_queue_answers_503_and_keeps_what_it_accepted() {
    let server = Setup::default().set("PATCHBAY_WRITE_QUEUE", "1").start().await;
    let channel = server.create_channel(json!({ "assistant": { "autoCreateTasks": false } })).await;
    let mut accepted = Vec::new();

    eventually("a refusal by the full queue", async || {
        let posts = (0..64).map(|_| server.inbound(&channel).json(&json!({ "content": "Hello" })).send());
        let mut refused = None;
        for answer in join_all(posts).await {
            if answer.status == 200 {
                accepted.push(answer.body["messageId"].as_str().unwrap().to_owned());
            } else {
                answer.problem(503, "UNAVAILABLE");
                assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1);
                refused = Some(());
            }
        }
        refused
    })
    .await;

    server.idle().await;
    let only_inbound = json!({ "webhookId": channel.id, "direction": "inbound" });
    let messages = server.rpc().every("webhooks.getMessages", only_inbound, 100).await;
    let mut kept: Vec<_> =
        messages.iter().map(|message| message["id"].as_str().unwrap().to_owned()).collect();
    kept.sort();
    accepted.sort();
    assert_eq!(kept, accepted);
    server.finish().await;
}
