//! The four forms of a message.

use patchbay_tests::TestServer;
use serde_json::json;

#[tokio::test]
async fn every_content_type_says_the_same() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let fields =
        [("content", "Plants & pots: 50% ü"), ("senderIdentifier", "ann@example.com"), ("senderName", "Ann")];
    let object =
        json!({ "content": fields[0].1, "senderIdentifier": fields[1].1, "senderName": fields[2].1 });
    let post = || server.inbound(&channel);

    let posts = [
        post().json(&object),
        post().bytes("application/json; charset=utf-8", object.to_string()),
        post().bytes("Application/JSON", object.to_string()),
        post().form(&fields),
        post().multipart(&fields),
    ];
    for post in posts {
        let about = format!("{post:?}");
        let id = post.accepted().await;
        let message = server.message(&channel, &id).await.unwrap();
        assert_eq!(message["content"], fields[0].1, "{about}");
        assert_eq!(message["senderIdentifier"], fields[1].1, "{about}");
        assert_eq!(message["senderName"], fields[2].1, "{about}");
        assert_eq!(message["messageType"], "text", "{about}");
        assert_eq!(message["direction"], "inbound", "{about}");
        assert_eq!(message["author"], "contact", "{about}");
    }
    let id = post().text(fields[0].1).accepted().await;
    let message = server.processed(&channel, &id).await;
    assert_eq!(message["content"], fields[0].1);
    assert!(message["conversationId"].is_string(), "{message}");
    server.finish().await;
}

#[tokio::test]
async fn everything_that_a_message_may_carry_is_kept() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let attachments =
        json!([{ "type": "image/png", "url": "https://files.example.com/a.png", "name": "a.png" }]);
    let body = json!({
        "content": "Look at this", "senderIdentifier": "+15551234567", "senderName": "Ann",
        "messageType": "image", "externalMessageId": "ext-1", "attachments": attachments,
        "metadata": { "source": "crm", "nested": [1, 2.5] }, "somethingNew": "is ignored",
    });
    let id = server.inbound(&channel).json(&body).accepted().await;
    let message = server.processed(&channel, &id).await;
    assert_eq!(message["messageType"], "image");
    assert_eq!(message["externalMessageId"], "ext-1");
    assert_eq!(message["attachments"], attachments);
    assert_eq!(message["webhookId"], channel.id);
    assert!(message["createdAt"].as_str().unwrap().ends_with('Z'), "{message}");
    server.finish().await;
}

#[tokio::test]
async fn the_answer_is_short_and_is_not_kept_by_caches() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let answer = server.inbound(&channel).json(&json!({ "content": "Hello" })).send().await;
    assert_eq!(answer.body, json!({ "accepted": true, "messageId": answer.body["messageId"] }));
    assert!(answer.header("content-type").starts_with("application/json"), "{:?}", answer.headers);
    assert!(!answer.header("x-request-id").is_empty(), "{:?}", answer.headers);
    server.finish().await;
}
