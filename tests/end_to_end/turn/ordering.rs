//! Several messages at once: every one has its turn, one after another in its conversation.

use std::collections::BTreeSet;

use futures::future::join_all;
use patchbay_tests::TestServer;
use serde_json::{Value, json};

const COMPANIES: [&str; 6] = ["Acme", "Initech", "Globex", "Umbrella", "Hooli", "Soylent"];

fn contents<'thread>(thread: &'thread [Value], direction: &str) -> Vec<&'thread str> {
    let wanted = thread.iter().filter(|message| message["direction"] == direction);
    wanted.map(|message| message["content"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn messages_of_one_sender_at_the_same_time_share_one_conversation() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let texts = COMPANIES.map(|company| format!("Please call {company}"));
    let ids = join_all(texts.iter().map(|text| server.send(&channel, "ann", text))).await;
    server.idle().await;

    let mut conversations = BTreeSet::new();
    for id in &ids {
        let message = server.processed(&channel, id).await;
        conversations.insert(message["conversationId"].as_str().unwrap().to_owned());
    }
    assert_eq!(conversations.len(), 1, "{conversations:?}");
    let thread = server.thread(&json!(conversations.first())).await;
    assert_eq!(contents(&thread, "inbound").len(), texts.len());
    for company in COMPANIES {
        let replies = contents(&thread, "outbound");
        assert_eq!(
            replies.iter().filter(|reply| reply.contains(company)).count(),
            1,
            "{company}: {replies:?}"
        );
    }
    let tasks = server.rpc().every("tasks.list", json!({}), 100).await;
    let numbers: BTreeSet<_> = tasks.iter().map(|task| task["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=6).collect());
    server.finish().await;
}

#[tokio::test]
async fn answers_come_in_the_order_in_which_the_messages_were_acknowledged() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    for company in COMPANIES {
        // Without waiting for the turn on the one before.
        server.send(&channel, "ann", &format!("Please call {company}")).await;
    }
    server.idle().await;
    let conversation = server.rpc().query("conversations.list", json!({})).await["items"][0].clone();
    let thread = server.thread(&conversation["id"]).await;
    for (content, company) in contents(&thread, "inbound").iter().zip(COMPANIES) {
        assert!(content.contains(company), "{content} is not about {company}");
    }
    // Several that waited together have one answer.
    let answers = contents(&thread, "outbound").join("\n");
    let places: Vec<_> = COMPANIES.iter().map(|company| answers.find(company)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{answers}");
    server.finish().await;
}

#[tokio::test]
async fn many_senders_at_the_same_time_each_get_their_own() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let sends = (0..30).map(|number| {
        let server = &server;
        let channel = &channel;
        async move { server.send(channel, &format!("sender-{number}"), "Please call Acme").await }
    });
    let ids = join_all(sends).await;
    server.idle().await;
    let messages = server.rpc().every("webhooks.getMessages", json!({ "webhookId": channel.id }), 100).await;
    assert_eq!(messages.len(), 2 * ids.len());
    let conversations: BTreeSet<_> =
        messages.iter().map(|message| message["conversationId"].to_string()).collect();
    assert_eq!(conversations.len(), ids.len());
    let numbers = server.rpc().every("conversations.list", json!({}), 100).await;
    let numbers: BTreeSet<_> =
        numbers.iter().map(|conversation| conversation["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=30).collect());
    server.finish().await;
}
