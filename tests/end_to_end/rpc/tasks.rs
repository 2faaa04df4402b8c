//! `tasks.create`, `get`, `list`, `update`.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::UNKNOWN;

#[tokio::test]
async fn a_task_is_created_found_and_changed() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let task = rpc.mutate("tasks.create", json!({ "title": "Water the plants" })).await;
    let expected = json!({
        "id": task["id"], "number": 1, "title": "Water the plants", "description": null, "priority": "medium",
        "status": "pending", "deadline": null, "needsApproval": false, "assignee": null, "result": null, "error": null, "sourceWebhookId": null,
        "sourceMessageId": null, "conversationId": null, "contactId": null, "createdAt": task["createdAt"],
        "updatedAt": task["updatedAt"], "completedAt": null,
    });
    assert_eq!(task, expected);
    for id in [task["id"].clone(), json!("1")] {
        assert_eq!(rpc.query("tasks.get", json!({ "id": id })).await, task);
    }
    let id = &task["id"];
    let set = json!({ "id": id, "title": "Feed the cat", "description": "Twice", "priority": "high",
        "deadline": "2027-01-01T12:00:00+01:00", "status": "in_progress" });
    let updated = rpc.mutate("tasks.update", set).await;
    assert_eq!(updated["title"], "Feed the cat");
    assert_eq!(updated["description"], "Twice");
    assert_eq!(updated["priority"], "high");
    assert_eq!(updated["deadline"], "2027-01-01T11:00:00.000Z");
    assert_eq!(updated["status"], "in_progress");
    let cleared =
        rpc.mutate("tasks.update", json!({ "id": id, "description": null, "deadline": null })).await;
    assert_eq!(cleared["description"], Value::Null);
    assert_eq!(cleared["deadline"], Value::Null);
    assert_eq!(cleared["title"], "Feed the cat");
    assert_eq!(rpc.query("tasks.get", json!({ "id": id })).await, cleared);
    server.finish().await;
}

#[tokio::test]
async fn a_task_may_belong_to_a_conversation() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Hello").await;
    let input = json!({ "title": "Call back", "conversationId": message["conversationId"] });
    let task = rpc.mutate("tasks.create", input).await;
    assert_eq!(task["conversationId"], message["conversationId"]);
    let unknown =
        rpc.try_mutate("tasks.create", json!({ "title": "Call back", "conversationId": UNKNOWN })).await;
    assert!(unknown.status == 404 || unknown.status == 400, "{}", unknown.text);
    server.finish().await;
}

#[tokio::test]
async fn inputs_are_checked_field_by_field() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let task = rpc
        .mutate("tasks.create", json!({ "title": "ü".repeat(200), "description": "a".repeat(10_000) }))
        .await;
    for (name, value) in [
        ("title", json!("")),
        ("title", json!("   ")),
        ("title", json!("a".repeat(201))),
        ("title", json!(["a"])),
        ("description", json!("a".repeat(10_001))),
        ("priority", json!("urgent")),
        ("deadline", json!("tomorrow")),
        ("deadline", json!(1_764_000_000)),
    ] {
        let mut create = json!({ "title": "Water the plants" });
        create[name] = value.clone();
        let mut update = json!({ "id": task["id"] });
        update[name] = value.clone();
        assert_eq!(rpc.try_mutate("tasks.create", create).await.refused_fields(), [name], "{value}");
        assert_eq!(rpc.try_mutate("tasks.update", update).await.refused_fields(), [name], "{value}");
    }
    let done = json!({ "id": task["id"], "status": "completed" });
    assert_eq!(rpc.try_mutate("tasks.update", done).await.refused_fields(), ["status"]);
    assert_eq!(rpc.try_mutate("tasks.create", json!({})).await.refused_fields(), ["title"]);
    assert_eq!(rpc.query("tasks.get", json!({ "id": task["id"] })).await, task);
    for (name, value) in [("status", "lost"), ("priority", "urgent")] {
        let mut input = json!({});
        input[name] = json!(value);
        assert_eq!(rpc.try_query("tasks.list", input).await.refused_fields(), [name]);
    }
    server.finish().await;
}

#[tokio::test]
async fn the_list_can_be_narrowed() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for (title, priority) in [("Water the plants", "low"), ("Feed the CAT", "high"), ("100% of_it", "high")] {
        rpc.mutate(
            "tasks.create",
            json!({ "title": title, "priority": priority, "description": "Once a day" }),
        )
        .await;
    }
    let first = rpc.query("tasks.get", json!({ "id": "1" })).await;
    rpc.mutate("tasks.complete", json!({ "id": first["id"] })).await;
    let titles = async |filters: Value| {
        let items = rpc.every("tasks.list", filters, 2).await;
        items.iter().map(|task| task["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(json!({})).await, ["100% of_it", "Feed the CAT", "Water the plants"]);
    assert_eq!(titles(json!({ "priority": "high" })).await, ["100% of_it", "Feed the CAT"]);
    assert_eq!(titles(json!({ "status": "completed" })).await, ["Water the plants"]);
    assert_eq!(titles(json!({ "status": "pending", "priority": "low" })).await, Vec::<String>::new());
    assert_eq!(titles(json!({ "search": "the cat" })).await, ["Feed the CAT"]);
    // What people type is text, not a pattern.
    assert_eq!(titles(json!({ "search": "0% of_" })).await, ["100% of_it"]);
    assert_eq!(titles(json!({ "search": "%e%" })).await, Vec::<String>::new());
    assert_eq!(titles(json!({ "search": "' OR 1=1 --" })).await, Vec::<String>::new());
    assert_eq!(titles(json!({ "sourceWebhookId": UNKNOWN })).await, Vec::<String>::new());
    server.finish().await;
}

#[tokio::test]
async fn an_unknown_task_is_not_found() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for id in [UNKNOWN, "nonsense", "7", "-1", "99999999999999999999"] {
        let _ = rpc.try_query("tasks.get", json!({ "id": id })).await.refusal(404, "NOT_FOUND");
        for procedure in ["tasks.update", "tasks.complete", "tasks.cancel"] {
            let _ = rpc.try_mutate(procedure, json!({ "id": id })).await.refusal(404, "NOT_FOUND");
        }
        let _ = rpc
            .try_mutate("tasks.fail", json!({ "id": id, "error": "broken" }))
            .await
            .refusal(404, "NOT_FOUND");
    }
    server.finish().await;
}
