//! `assistant.feedback`: every correction with all that it takes to read the message again.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

#[tokio::test]
async fn corrections_can_be_made_a_corpus_of() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    rpc.mutate("settings.update", json!({ "timeZone": "Europe/Vienna" })).await;
    let channel = server.create_channel(json!({})).await;
    let mut corrected = Vec::new();
    for place in 0..3 {
        let message = server.send_and_wait(&channel, "ann", &format!("Please call Acme {place}")).await;
        let say = json!({ "messageId": message["id"], "intent": "question" });
        rpc.mutate("messages.correct", say).await;
        corrected.push(message);
    }
    let all = rpc.every("assistant.feedback", json!({}), 2).await;
    assert_eq!(all.len(), 3, "{all:#?}");
    for (feedback, message) in all.iter().zip(corrected.iter().rev()) {
        assert_eq!((&feedback["messageId"], &feedback["content"]), (&message["id"], &message["content"]));
        assert_eq!((&feedback["receivedAt"], &feedback["subject"]), (&message["createdAt"], &Value::Null));
        assert_eq!(
            (&feedback["channelType"], &feedback["timeZone"]),
            (&json!("custom_webhook"), &json!("Europe/Vienna"))
        );
        assert_eq!(feedback["before"]["intent"], "task");
        assert_eq!(feedback["before"]["tasks"][0]["title"], message["tasks"][0]["title"]);
        assert_eq!(
            (&feedback["after"]["intent"], &feedback["after"]["tasks"][0]["status"]),
            (&json!("question"), &json!("cancelled"))
        );
    }
    let bad = rpc.try_query("assistant.feedback", json!({ "limit": 0 })).await;
    assert_eq!(bad.refused_fields(), ["limit"]);
    // A channel that is gone takes its type with it, and nothing else.
    rpc.mutate("webhooks.delete", json!({ "id": channel.id, "purge": true })).await;
    let left = rpc.every("assistant.feedback", json!({}), 100).await;
    assert_eq!((left.len(), &left[0]["channelType"]), (3, &Value::Null));
    server.finish().await;
}
