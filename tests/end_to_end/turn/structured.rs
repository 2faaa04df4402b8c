//! A message that says itself what its task is.

use patchbay_tests::TestServer;
use serde_json::json;

#[tokio::test]
async fn task_fields_are_taken_as_they_are() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let body = json!({
        "content": "Hi! Call Bob tomorrow and book a flight", "messageType": "structured",
        "senderIdentifier": "crm", "taskTitle": "Prepare the offer for Initech",
        "taskDescription": "Two pages.\nIn English.", "taskPriority": "critical",
        "taskDeadline": "2027-03-15T17:30:00+02:00",
    });
    let id = server.inbound(&channel).json(&body).accepted().await;
    let message = server.processed(&channel, &id).await;
    assert_eq!(message["messageType"], "structured");
    let tasks = server.rpc().every("tasks.list", json!({}), 100).await;
    assert_eq!(tasks.len(), 1, "{tasks:#?}");
    assert_eq!(tasks[0]["title"], "Prepare the offer for Initech");
    assert_eq!(tasks[0]["description"], "Two pages.\nIn English.");
    assert_eq!(tasks[0]["priority"], "critical");
    assert_eq!(tasks[0]["deadline"], "2027-03-15T15:30:00.000Z");
    assert_eq!(tasks[0]["sourceMessageId"], id);
    server.only_reply(&message).await;
    server.finish().await;
}

#[tokio::test]
async fn a_form_maps_the_same() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let fields = [("content", "From the form"), ("taskTitle", "Water the plants"), ("taskPriority", "low")];
    for post in [server.inbound(&channel).form(&fields), server.inbound(&channel).multipart(&fields)] {
        let id = post.accepted().await;
        let message = server.processed(&channel, &id).await;
        assert_eq!(message["tasks"][0]["title"], "Water the plants");
        let task = server.rpc().query("tasks.get", json!({ "id": message["tasks"][0]["id"] })).await;
        assert_eq!(task["priority"], "low");
        assert_eq!(task["deadline"], json!(null));
    }
    server.finish().await;
}
