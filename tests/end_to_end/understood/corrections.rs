//! `messages.correct`: what a member says is done, told and kept.

use patchbay_tests::{LiveChanges, TestServer};
use serde_json::{Value, json};

use super::{actions, task};

#[tokio::test]
async fn what_is_no_task_is_cancelled_and_what_is_one_after_all_comes_back() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "1. Call Acme\n2. Email Bob").await;
    let (id, many) = (&message["id"], message["tasks"].as_array().unwrap().len());
    assert_eq!((&message["intent"], many), (&json!("task"), 2), "{message:#}");
    assert_eq!(message["corrections"], json!([]));

    let mut changes = LiveChanges::open(&rpc).await;
    let wrong = json!({ "messageId": id, "intent": "other", "urgency": "low" });
    let corrected = rpc.mutate("messages.correct", wrong.clone()).await;
    assert_eq!((&corrected["intent"], &corrected["urgency"]), (&json!("other"), &json!("low")));
    changes.until("the message", |change| change["kind"] == "message" && change["id"] == *id).await;
    for number in [1, 2] {
        let task = task(&server, number).await;
        assert_eq!(task["status"], "cancelled", "{task}");
        assert!(task["error"].as_str().unwrap().contains("corrected"), "{task}");
        assert_eq!(actions(&rpc, &task["id"]).await, ["task.cancelled", "task.created"]);
    }
    assert_eq!(actions(&rpc, id).await, ["message.corrected"]);
    let events = rpc.every("events.list", json!({ "type": "task.cancelled" }), 100).await;
    assert_eq!(events.len(), 2, "{events:#?}");
    let [kept] = corrected["corrections"].as_array().unwrap().as_slice() else { panic!("{corrected:#}") };
    assert_eq!((&kept["before"]["intent"], &kept["after"]["intent"]), (&json!("task"), &json!("other")));
    let status = |reading: &str| kept[reading]["tasks"][1]["status"].clone();
    assert_eq!((status("before"), status("after")), (json!("pending"), json!("cancelled")));
    let me = rpc.query("auth.me", Value::Null).await;
    assert_eq!(kept["by"], me["user"]["name"]);

    // The same again is no correction.
    let again = rpc.mutate("messages.correct", wrong).await;
    assert_eq!(again["corrections"], corrected["corrections"]);
    assert_eq!(actions(&rpc, id).await, ["message.corrected"]);

    let back = rpc.mutate("messages.correct", json!({ "messageId": id, "intent": "task" })).await;
    assert_eq!((&back["intent"], back["corrections"].as_array().unwrap().len()), (&json!("task"), 2));
    for number in [1, 2] {
        assert_eq!(task(&server, number).await["status"], "pending");
    }
    assert_eq!(rpc.every("tasks.list", json!({}), 100).await.len(), 2, "none is made anew");
    // What was understood at the time is still told beside it.
    assert_eq!(back["turn"]["understanding"]["intents"], json!(["task"]));
    server.finish().await;
}

#[tokio::test]
async fn a_task_that_was_missed_is_made_of_the_text() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let text = "The old prices still stand on the landing page";
    let message = server.send_and_wait(&channel, "ann", text).await;
    assert_eq!((&message["intent"], &message["tasks"]), (&json!("other"), &json!([])), "{message:#}");
    let say = json!({ "messageId": message["id"], "intent": "task" });
    let corrected = rpc.mutate("messages.correct", say.clone()).await;
    let [made] = corrected["tasks"].as_array().unwrap().as_slice() else { panic!("{corrected:#}") };
    let task = task(&server, 1).await;
    assert!(task["title"].as_str().unwrap().contains("landing page"), "{task}");
    assert_eq!(task["id"], made["id"]);
    assert_eq!(task["sourceMessageId"], message["id"]);
    assert_eq!(task["conversationId"], message["conversationId"]);
    let conversation = rpc.query("conversations.get", json!({ "id": message["conversationId"] })).await;
    assert_eq!(task["contactId"], conversation["contactId"]);
    assert_eq!(actions(&rpc, &task["id"]).await, ["task.created"]);
    let events = rpc.every("events.list", json!({ "type": "task.created" }), 100).await;
    assert_eq!(events[0]["data"]["sourceMessageId"], message["id"], "{events:#?}");

    let again = rpc.mutate("messages.correct", say).await;
    assert_eq!(again["corrections"].as_array().unwrap().len(), 1, "{again:#}");
    let named = json!({
        "messageId": message["id"],
        "tasks": [{ "title": "Charge 4111 1111 1111 1111", "priority": "high", "dueAt": "2031-12-24T15:00:00Z" }],
    });
    for _ in 0..2 {
        let corrected = rpc.mutate("messages.correct", named.clone()).await;
        assert_eq!(corrected["tasks"].as_array().unwrap().len(), 2, "{corrected:#}");
        assert_eq!(corrected["corrections"].as_array().unwrap().len(), 2, "{corrected:#}");
    }
    let second = super::task(&server, 2).await;
    let seen = (&second["title"], &second["priority"], &second["deadline"]);
    let expected = (&json!("Charge [card ending 1111]"), &json!("high"), &json!("2031-12-24T15:00:00.000Z"));
    assert_eq!(seen, expected);
    server.finish().await;
}

#[tokio::test]
async fn two_that_say_the_same_at_once_make_one_task() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "The landing page is still slow").await;
    let say = json!({ "messageId": message["id"], "tasks": [{ "title": "Speed up the landing page" }] });
    let one = || rpc.try_mutate("messages.correct", say.clone());
    let answers = tokio::join!(one(), one(), one(), one());
    for answer in [answers.0, answers.1, answers.2, answers.3] {
        assert_eq!(answer.data()["intent"], "task");
    }
    let titles = rpc.every("tasks.list", json!({ "search": "Speed up" }), 100).await;
    assert_eq!(titles.len(), 1, "{titles:#?}");
    let feedback = rpc.query("assistant.feedback", json!({})).await;
    assert_eq!(feedback["items"].as_array().unwrap().len(), 1, "{feedback:#}");
    server.finish().await;
}

#[tokio::test]
async fn a_task_gets_another_date_title_and_priority() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Call Acme and email Bob about Phoenix").await;
    let ids: Vec<Value> =
        message["tasks"].as_array().unwrap().iter().map(|task| task["id"].clone()).collect();
    assert_eq!(ids.len(), 2, "{message:#}");
    let say = json!({
        "messageId": message["id"], "urgency": "critical", "people": ["Acme Ltd", " "], "projects": ["Phoenix 2"],
        "tasks": [
            { "taskId": ids[0], "title": "Call Acme back", "priority": "critical", "dueAt": "2031-12-24T15:00:00+01:00" },
            { "taskId": ids[1], "remove": true },
        ],
    });
    let corrected = rpc.mutate("messages.correct", say).await;
    assert_eq!((&corrected["intent"], &corrected["urgency"]), (&json!("task"), &json!("critical")));
    assert_eq!(corrected["entities"]["people"], json!(["Acme Ltd"]));
    assert_eq!(corrected["entities"]["projects"], json!(["Phoenix 2"]));
    let first = rpc.query("tasks.get", json!({ "id": ids[0] })).await;
    let seen = (&first["title"], &first["priority"], &first["deadline"]);
    assert_eq!(seen, (&json!("Call Acme back"), &json!("critical"), &json!("2031-12-24T14:00:00.000Z")));
    assert_eq!(actions(&rpc, &ids[0]).await, ["task.updated", "task.created"]);
    assert_eq!(rpc.query("tasks.get", json!({ "id": ids[1] })).await["status"], "cancelled");
    let cleared = json!({ "messageId": message["id"], "tasks": [{ "taskId": ids[0], "dueAt": null }] });
    rpc.mutate("messages.correct", cleared).await;
    assert_eq!(rpc.query("tasks.get", json!({ "id": ids[0] })).await["deadline"], Value::Null);
    server.finish().await;
}
