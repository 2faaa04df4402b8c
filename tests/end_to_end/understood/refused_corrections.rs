//! Corrections that cannot be: the field is named, and nothing changes.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

#[tokio::test]
async fn what_cannot_be_is_named() {
    let mut server = TestServer::start().await;
    let token = server.second_organization().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let other = server.send_and_wait(&channel, "bob", "Please email Bob").await;
    let (id, own) = (&message["id"], &message["tasks"][0]["id"]);
    let foreign = &other["tasks"][0]["id"];
    for (say, field) in [
        (json!({ "intent": "order" }), "intent"),
        (json!({ "urgency": "asap" }), "urgency"),
        (json!({ "people": vec!["x"; 21] }), "people"),
        (json!({ "tasks": vec![json!({ "title": "x" }); 21] }), "tasks"),
        (json!({ "tasks": [{ "taskId": foreign, "remove": true }] }), "tasks[0].taskId"),
        (json!({ "tasks": [{ "taskId": own }, { "taskId": "none" }] }), "tasks[1].taskId"),
        (json!({ "tasks": [{ "taskId": own }, { "taskId": own }] }), "tasks[1].taskId"),
        (json!({ "tasks": [{ "remove": true }] }), "tasks[0].taskId"),
        (json!({ "tasks": [{ "taskId": own, "remove": true, "title": "x" }] }), "tasks[0].remove"),
        (json!({ "tasks": [{ "title": " " }] }), "tasks[0].title"),
        (json!({ "tasks": [{ "title": "x".repeat(201) }] }), "tasks[0].title"),
        (json!({ "tasks": [{ "dueAt": "soon" }] }), "tasks[0].dueAt"),
        (json!({ "tasks": [{ "priority": "asap" }] }), "tasks[0].priority"),
        (json!({ "intent": "question", "tasks": [{ "title": "x" }] }), "tasks[0]"),
    ] {
        let mut input = say.clone();
        input["messageId"] = id.clone();
        assert_eq!(rpc.try_mutate("messages.correct", input).await.refused_fields(), [field], "{say}");
    }
    let answer = server.only_reply(&message).await;
    let outbound = rpc.try_mutate("messages.correct", json!({ "messageId": answer["id"] })).await;
    assert_eq!(outbound.refused_fields(), ["messageId"]);

    // Another organization knows of none of it.
    let theirs = rpc.clone().with_token(&token);
    let say = json!({ "messageId": id, "intent": "other" });
    let _ = theirs.try_mutate("messages.correct", say).await.refusal(404, "NOT_FOUND");
    assert_eq!(theirs.query("assistant.feedback", json!({})).await["items"], json!([]));
    let after = server.message(&channel, id.as_str().unwrap()).await.unwrap();
    assert_eq!((&after["corrections"], &after["tasks"][0]["status"]), (&json!([]), &json!("pending")));

    // What is done is not undone by a word.
    rpc.mutate("tasks.complete", json!({ "id": own })).await;
    let remove = json!({ "messageId": id, "tasks": [{ "taskId": own, "remove": true }] });
    let _ = rpc.try_mutate("messages.correct", remove).await.refusal(409, "CONFLICT");
    let corrected = rpc.mutate("messages.correct", json!({ "messageId": id, "intent": "update" })).await;
    assert_eq!(
        (&corrected["intent"], &corrected["tasks"][0]["status"]),
        (&json!("update"), &json!("completed"))
    );
    server.finish().await;
}

#[tokio::test]
async fn a_message_without_words_needs_a_title() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let form = json!({
        "content": "\u{1f4ce}", "senderIdentifier": "ann",
        "attachments": [{ "type": "image", "url": "https://example.com/a.png" }],
    });
    let id = server.inbound(&channel).json(&form).accepted().await;
    server.processed(&channel, &id).await;
    let refused = rpc.try_mutate("messages.correct", json!({ "messageId": id, "intent": "task" })).await;
    assert_eq!(refused.refused_fields(), ["tasks"]);
    let refused = rpc.try_mutate("messages.correct", json!({ "messageId": id, "tasks": [{}] })).await;
    assert_eq!(refused.refused_fields(), ["tasks[0].title"]);
    let say = json!({ "messageId": id, "intent": "task", "tasks": [{ "title": "Look at the picture" }] });
    let made: Value = rpc.mutate("messages.correct", say).await["tasks"][0]["title"].clone();
    assert_eq!(made, "Look at the picture");
    server.finish().await;
}
