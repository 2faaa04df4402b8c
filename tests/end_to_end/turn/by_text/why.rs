//! "WHY 12" tells the story of a task, or of a delivery.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::{office, say, task};

#[tokio::test]
async fn the_story_of_a_task_is_told() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme about the renewal, urgent").await;
    let id = task(&server, 1).await["id"].clone();
    server.rpc().mutate("tasks.update", json!({ "id": id, "assignee": "Bob" })).await;
    server.rpc().mutate("tasks.complete", json!({ "id": id })).await;
    let words = say(&server, &channel, "WHY 1").await;
    let lines: Vec<&str> = words.lines().collect();
    assert!(
        lines[0].starts_with("Task 1: Call Acme about the renewal (Bob)") && lines[0].ends_with(": done."),
        "{words}"
    );
    assert!(lines[1].starts_with("From ann by webhook, "), "{words}");
    assert!(lines[1].ends_with("\"Please call Acme about the renewal, urgent\""), "{words}");
    assert!(lines[2].starts_with("Understood: task, high, without a deadline; by built-in"), "{words}");
    let steps: Vec<&str> = lines[3].strip_prefix("Done: ").unwrap().split("; ").collect();
    assert_eq!(steps.len(), 3, "{words}");
    assert!(steps[0].starts_with("created ") && steps[0].ends_with(", assistant"), "{words}");
    assert!(steps[1].starts_with("changed (assignee) "), "{words}");
    assert!(steps[2].starts_with("completed "), "{words}");
    assert!(lines[4].starts_with("Sent: reply > the inbox: delivered"), "{words}");

    let story = server.rpc().query("tasks.story", json!({ "id": "1" })).await;
    assert_eq!(story["source"]["messageId"], message["id"]);
    assert_eq!(story["source"]["excerpt"], message["content"]);
    assert_eq!(
        (&story["source"]["who"], &story["source"]["channelName"]),
        (&json!("ann"), &json!("Front desk"))
    );
    assert_eq!(story["turn"]["model"], "built-in");
    let actions: Vec<&Value> =
        story["steps"].as_array().unwrap().iter().map(|step| &step["action"]).collect();
    assert_eq!(actions, ["task.created", "task.updated", "task.completed"]);
    assert_eq!(story["steps"][1]["changed"], json!(["assignee"]));
    assert_eq!(story["steps"][1]["actor"], "user");
    assert!(story["steps"][1]["member"].is_string());
    server.finish().await;
}

#[tokio::test]
async fn what_left_is_part_of_it() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/in")).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    server.idle().await;
    let story = server.rpc().query("tasks.story", json!({ "id": "1" })).await;
    let sent = story["sent"].as_array().unwrap();
    let kinds: Vec<&Value> = sent.iter().map(|one| &one["eventType"]).collect();
    assert!(kinds.contains(&&json!("message.sent")) && kinds.contains(&&json!("task.created")), "{story:#}");
    assert!(sent.iter().all(|one| one["status"] == "success" && one["to"] == "127.0.0.1"), "{story:#}");
    let reply = sent.iter().find(|one| one["kind"] == "reply").unwrap();
    let id = reply["deliveryId"].as_str().unwrap();
    let words = say(&server, &channel, &format!("why {id}?")).await;
    assert!(words.starts_with(&format!("Delivery {id}: message.sent to 127.0.0.1, delivered.")), "{words}");
    assert!(words.contains("Attempts: 1."), "{words}");
    // As much of it as tells it from all others is enough.
    let words = say(&server, &channel, &format!("WHY {}", &id[..id.len() - 1])).await;
    assert!(words.contains("message.sent to 127.0.0.1"), "{words}");
    let words = say(&server, &channel, "why 00000000").await;
    assert!(words.contains("no delivery 00000000"), "{words}");
    assert_eq!(message["tasks"].as_array().unwrap().len(), 1);
    server.idle().await;
    receiver.take_all();
    server.finish().await;
}

#[tokio::test]
async fn it_is_told_in_the_language_it_is_asked_in() {
    let (server, channel) = office(&["Call Acme"]).await;
    for (text, part) in [
        ("why 1?", "Made in the dashboard by "),
        ("warum 1", "Im Dashboard angelegt von "),
        ("\u{bf}Por qu\u{e9} la 1?", "Creada en el panel por "),
        ("pourquoi la 1 ?", "Cr\u{e9}\u{e9}e dans le tableau de bord par "),
    ] {
        let words = say(&server, &channel, text).await;
        assert!(words.contains(part), "{text}: {words}");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_task_that_there_is_not_has_none() {
    let mut server = TestServer::start().await;
    let token = server.second_organization().await;
    server.rpc().with_token(&token).mutate("tasks.create", json!({ "title": "Theirs" })).await;
    let channel = server.create_channel(json!({})).await;
    let words = say(&server, &channel, "why 1").await;
    assert!(words.contains("no task 1") && !words.contains("Theirs"), "{words}");
    let story = server.rpc().try_query("tasks.story", json!({ "id": "1" })).await;
    assert_eq!(story.status, 404);
    server.finish().await;
}
