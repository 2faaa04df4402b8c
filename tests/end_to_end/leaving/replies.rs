//! The answer at the channel's outbound URL.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

#[tokio::test]
async fn the_answer_arrives_exactly_once() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook?for=ann")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme tomorrow at 3pm").await;

    let request = receiver.next().await;
    assert_eq!(request.method, "POST");
    assert_eq!(request.path, "/hook?for=ann");
    assert!(request.header("content-type").starts_with("application/json"), "{request:?}");
    assert!(request.header("user-agent").to_lowercase().contains("patchbay"), "{request:?}");
    assert_eq!(request.header("x-webhook-event"), "message.sent");
    let body = request.json();
    assert_eq!(body["event"], "message.sent", "{body}");
    assert_eq!(body["webhookId"], channel.created["number"], "{body}");
    assert!(body["timestamp"].as_str().unwrap().ends_with('Z'), "{body}");
    let reply = server.only_reply(&message).await;
    assert!(body["data"].to_string().contains(&reply["content"].to_string()), "{body} does not say {reply}");

    let delivery = server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    assert_eq!(delivery["requestBody"].as_str().unwrap().as_bytes(), request.body);
    assert_eq!(delivery["kind"], "reply");
    assert_eq!(delivery["messageId"], reply["id"]);
    assert_eq!(delivery["attemptCount"], 1);
    assert_eq!(delivery["attempts"][0]["number"], 1);
    assert_eq!(delivery["attempts"][0]["outcome"], "success");
    assert_eq!(delivery["attempts"][0]["status"], 200);
    assert_eq!(delivery["lastError"], Value::Null);
    assert!(delivery["finishedAt"].is_string(), "{delivery}");
    // What stands in a query may be a secret.
    assert!(!delivery["targetUrl"].as_str().unwrap().contains("ann"), "{delivery}");
    assert_eq!(server.only_reply(&message).await["status"], "delivered");
    server.finish().await;
}

#[tokio::test]
async fn method_and_headers_are_the_owners_choice() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let config = json!({
        "outboundWebhookUrl": receiver.url("/put"), "outboundMethod": "PUT",
        "outboundHeaders": { "X-Team": "support", "x-legacy-key": "legacy-1234" },
    });
    // Inside outboundConfig they count for more.
    let channel = server
        .create_channel(json!({
            "providerConfig": { "outboundWebhookUrl": receiver.url("/post"), "outboundMethod": "POST" },
            "outboundConfig": config,
        }))
        .await;
    server.send(&channel, "ann", "Please call Acme").await;
    let request = receiver.next().await;
    assert_eq!((request.method.as_str(), request.path.as_str()), ("PUT", "/put"));
    assert_eq!(request.header("x-team"), "support");
    assert_eq!(request.header("x-legacy-key"), "legacy-1234");
    server.finish().await;
}

#[tokio::test]
async fn patchbay_proves_itself_the_way_the_callers_do() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    for (auth, header, value) in [
        (
            json!({ "authType": "bearer", "authToken": "tok-12345678" }),
            "authorization",
            "Bearer tok-12345678",
        ),
        (json!({ "authType": "api_key", "authToken": "key-12345678" }), "x-api-key", "key-12345678"),
        (
            json!({ "authType": "api_key", "authToken": "key-12345678", "authHeader": "X-Front-Desk" }),
            "x-front-desk",
            "key-12345678",
        ),
    ] {
        let mut config = auth;
        config["outboundWebhookUrl"] = json!(receiver.url("/hook"));
        let channel = server.create_channel(json!({ "providerConfig": config })).await;
        let post = server.inbound(&channel).header(header, value);
        post.json(&json!({ "content": "Please call Acme" })).accepted().await;
        assert_eq!(receiver.next().await.header(header), value);
    }
    server.finish().await;
}

#[tokio::test]
async fn a_members_reply_leaves_the_same_way() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    receiver.next().await;
    let input = json!({ "id": message["conversationId"], "content": "I called them \u{1F44D}" });
    let reply = server.rpc().mutate("conversations.reply", input).await;
    assert_eq!(reply["author"], "member");
    assert_eq!(reply["direction"], "outbound");
    let request = receiver.next().await;
    assert!(request.json()["data"].to_string().contains("I called them \u{1F44D}"));
    server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    server.finish().await;
}

#[tokio::test]
async fn without_outbound_nothing_leaves() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server
        .create_channel(json!({
            "outboundEnabled": false, "providerConfig": { "outboundWebhookUrl": receiver.url("/hook") },
        }))
        .await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let reply = server.only_reply(&message).await;
    assert_eq!(reply["status"], "delivered", "{reply}");
    server.finish().await;
}
