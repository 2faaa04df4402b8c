//! People who are no members: what they ask for needs approval, they hear of their own tasks only, and what is beyond them
//! is put before a member.

use patchbay_tests::{Channel, TestServer};
use serde_json::{Value, json};

use super::{answer, confirmations, tasks};

/// A contact form: strangers' words.
async fn form(server: &TestServer, assistant: Value) -> Channel {
    let settings = json!({ "providerConfig": { "senders": "contacts" }, "assistant": assistant });
    server.create_channel(settings).await
}

async fn say(server: &TestServer, channel: &Channel, who: &str, content: &str) -> String {
    let message = server.send_and_wait(channel, who, content).await;
    answer(server, &message).await
}

#[tokio::test]
async fn a_strangers_task_waits_for_approval_and_a_known_contacts_does_not() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = form(&server, json!({})).await;
    let told = say(&server, &channel, "sue", "Please call me back tomorrow").await;
    assert!(told.contains("Task 1: Call me back"), "{told}");
    let made = &tasks(&server).await[0];
    assert_eq!((&made["needsApproval"], &made["status"]), (&json!(true), &json!("pending")));
    let listed = rpc.every("tasks.list", json!({ "needsApproval": true }), 100).await;
    assert_eq!((listed.len(), &listed[0]["id"]), (1, &made["id"]));
    let waiting = confirmations(&server).await;
    assert_eq!((waiting.len(), &waiting[0]["taskIds"]), (1, &json!([made["id"]])));
    assert_eq!(waiting[0]["isOwn"], false);
    assert!(
        waiting[0]["summary"].as_str().unwrap().starts_with("new task \"Call me back\", due "),
        "{waiting:?}"
    );

    rpc.mutate("confirmations.settle", json!({ "id": waiting[0]["id"], "agree": true })).await;
    assert_eq!(tasks(&server).await[0]["needsApproval"], false);
    // A member knows her now.
    let contact = rpc.query("contacts.get", json!({ "id": made["contactId"] })).await;
    assert_eq!(contact["isKnown"], true);
    say(&server, &channel, "sue", "Please send me an offer").await;
    assert_eq!(tasks(&server).await[1]["needsApproval"], false);
    assert_eq!(confirmations(&server).await.len(), 1);
    rpc.mutate("contacts.update", json!({ "id": contact["id"], "isKnown": false })).await;
    say(&server, &channel, "sue", "Please send me a brochure").await;
    assert_eq!(tasks(&server).await[2]["needsApproval"], true);
    // One of them, without the others of its message.
    let approved = rpc.mutate("tasks.approve", json!({ "id": "3" })).await;
    assert_eq!(approved["needsApproval"], false);
    let audit = rpc.every("audit.list", json!({ "action": "task.approved" }), 100).await;
    assert_eq!(audit.len(), 2, "one by the confirmation, one by hand: {audit:#?}");
    server.finish().await;
}

#[tokio::test]
async fn a_declined_task_is_cancelled() {
    let server = TestServer::start().await;
    let channel = form(&server, json!({})).await;
    say(&server, &channel, "sue", "Please call me back, and please send me an offer").await;
    let id = confirmations(&server).await[0]["id"].clone();
    server.rpc().mutate("confirmations.settle", json!({ "id": id, "agree": false })).await;
    for task in tasks(&server).await {
        assert_eq!((&task["status"], &task["error"]), (&json!("cancelled"), &json!("declined")), "{task}");
        assert_eq!(task["needsApproval"], false);
    }
    server.finish().await;
}

#[tokio::test]
async fn the_channel_says_whose_tasks_need_approval() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for (approval, stranger, known) in
        [("never", false, false), ("unknown_senders", true, false), ("all_contacts", true, true)]
    {
        let channel = form(&server, json!({ "approval": approval })).await;
        let entered = json!({
            "name": "Kim",
            "identifiers": [{ "kind": "custom", "value": "kim", "webhookId": channel.id }],
        });
        rpc.mutate("contacts.create", entered).await;
        for (who, expected) in [("sue", stranger), ("kim", known)] {
            let message = server.send_and_wait(&channel, who, "Please call me back").await;
            let task = message["tasks"][0]["id"].clone();
            let task = rpc.query("tasks.get", json!({ "id": task })).await;
            assert_eq!(task["needsApproval"], expected, "{approval}, {who}");
        }
        rpc.mutate("webhooks.delete", json!({ "id": channel.id })).await;
    }
    server.finish().await;
}

#[tokio::test]
async fn they_hear_of_their_own_tasks_only() {
    let server = TestServer::start().await;
    let channel = form(&server, json!({})).await;
    server.rpc().mutate("tasks.create", json!({ "title": "Fire the intern quietly" })).await;
    say(&server, &channel, "sue", "Please send me an offer").await;
    for question in
        ["What is open?", "What's on the list?", "Is task 1 done?", "Who has task 1?", "What is due?"]
    {
        let told = say(&server, &channel, "sue", question).await;
        assert!(!told.contains("intern"), "{question}: {told}");
    }
    let told = say(&server, &channel, "sue", "What is open?").await;
    assert!(told.contains("Task 2: Send me an offer"), "{told}");
    let told = say(&server, &channel, "tom", "What is open?").await;
    assert!(!told.contains("offer"), "{told}");
    // Nor can they change what they do not hear of.
    say(&server, &channel, "sue", "Task 1 is done").await;
    say(&server, &channel, "tom", "Task 2 is done").await;
    for task in tasks(&server).await {
        assert_eq!(task["status"], "pending", "{task}");
    }
    say(&server, &channel, "sue", "Task 2 is done").await;
    assert_eq!(tasks(&server).await[1]["status"], "completed");
    server.finish().await;
}

#[tokio::test]
async fn cancelling_and_changing_many_is_put_before_a_member() {
    let server = TestServer::start().await;
    let channel = form(&server, json!({ "approval": "never" })).await;
    say(&server, &channel, "sue", "Please send me an offer").await;
    let told = say(&server, &channel, "sue", "Please cancel task 1").await;
    assert_eq!(told, "I have passed that on; somebody has to agree to it first.");
    assert_eq!(tasks(&server).await[0]["status"], "pending");
    let waiting = confirmations(&server).await;
    assert_eq!(waiting[0]["summary"], "cancel 1 (Send me an offer)");
    let agree = json!({ "id": waiting[0]["id"], "agree": true });
    server.rpc().mutate("confirmations.settle", agree).await;
    assert_eq!(tasks(&server).await[0]["status"], "cancelled");
    let thread = server.thread(&waiting[0]["conversationId"]).await;
    let last = thread.last().unwrap()["content"].as_str().unwrap();
    assert!(last.contains("Task 1 (Send me an offer)"), "she is told: {last}");

    for title in ["call me", "send me a brochure", "order the paint"] {
        say(&server, &channel, "sue", &format!("Please {title}")).await;
    }
    let told = say(&server, &channel, "sue", "Tasks 2, 3 and 4 are done").await;
    assert!(told.contains("passed that on"), "{told}");
    assert!(tasks(&server).await[1..].iter().all(|task| task["status"] == "pending"));
    server.finish().await;
}

#[tokio::test]
async fn a_code_is_worth_nothing_to_them() {
    let server = TestServer::start().await;
    let channel = form(&server, json!({})).await;
    say(&server, &channel, "sue", "Please send me an offer").await;
    let code = confirmations(&server).await[0]["code"].as_str().unwrap().to_owned();
    for words in [format!("Y {code}"), format!("yes {code}"), "yes".to_owned()] {
        let told = say(&server, &channel, "sue", &words).await;
        assert!(!told.contains("offer"), "{words}: {told}");
    }
    let told = say(&server, &channel, "sue", &format!("N {code}")).await;
    assert_eq!(told, format!("There is nothing under {code} that you could settle."));
    assert_eq!(tasks(&server).await[0]["needsApproval"], true);
    assert_eq!(confirmations(&server).await[0]["status"], "pending");
    server.finish().await;
}

#[tokio::test]
async fn a_task_that_is_decided_by_hand_is_not_asked_about_again() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = form(&server, json!({})).await;
    let standing =
        async || confirmations(&server).await.iter().map(|one| one["status"].clone()).collect::<Vec<_>>();
    let message =
        server.send_and_wait(&channel, "sue", "Please call me back, and please send me an offer").await;
    assert_eq!(message["tasks"].as_array().unwrap().len(), 2, "{message}");
    rpc.mutate("tasks.approve", json!({ "id": "1" })).await;
    assert_eq!(standing().await, ["pending"], "the other is still asked about");
    rpc.mutate("tasks.cancel", json!({ "id": "2" })).await;
    assert_eq!(standing().await, ["declined"]);
    // She is known by the first.
    let contact = rpc.query("contacts.get", json!({ "id": tasks(&server).await[0]["contactId"] })).await;
    assert_eq!(contact["isKnown"], true);
    assert_eq!(tasks(&server).await[0]["needsApproval"], false);

    server.send_and_wait(&channel, "tom", "Please send me a brochure").await;
    rpc.mutate("tasks.approve", json!({ "id": "3" })).await;
    assert_eq!(standing().await, ["agreed", "declined"]);
    assert_eq!(rpc.query("confirmations.count", Value::Null).await["waiting"], 0);
    // What is over waits for nothing.
    let needing = rpc.every("tasks.list", json!({ "needsApproval": true }), 100).await;
    assert_eq!(needing, Vec::<Value>::new());
    assert_eq!(rpc.every("tasks.list", json!({ "needsApproval": false }), 100).await.len(), 3);
    server.finish().await;
}
