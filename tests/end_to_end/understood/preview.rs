//! `assistant.preview`: what would be understood and answered, and nothing of it happens.

use patchbay_tests::{FakeModel, MODEL_NAME, Setup, TestServer};
use serde_json::{Value, json};

/// How many rows there are of what a turn makes.
async fn rows(server: &TestServer) -> Vec<String> {
    let mut counts = Vec::new();
    for table in [
        "messages",
        "conversations",
        "tasks",
        "turns",
        "events",
        "deliveries",
        "audit_entries",
        "corrections",
        "contacts",
    ] {
        let sql = format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table}");
        counts.push(format!("{table}: {}", server.database_texts(&sql).await.join("")));
    }
    counts
}

#[tokio::test]
async fn the_latest_messages_are_read_with_other_settings() {
    let mut server = TestServer::start().await;
    let token = server.second_organization().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let preview = async |input: Value| {
        let mut input = input;
        input["webhookId"] = json!(channel.id);
        rpc.query("assistant.preview", input).await
    };
    assert_eq!(preview(json!({})).await["items"], json!([]), "nothing came yet");
    for place in 0..11 {
        server.send_and_wait(&channel, "ann", &format!("Please call Acme {place}")).await;
    }
    let last = server.send_and_wait(&channel, "ann", "Task 1 is done").await;
    server.idle().await;
    let (before, stored) =
        (rows(&server).await, rpc.query("webhooks.get", json!({ "id": channel.id })).await);

    let same = preview(json!({})).await;
    let items = same["items"].as_array().unwrap();
    assert_eq!(
        (items.len(), &same["model"], &same["configuredModel"]),
        (10, &json!("built-in"), &json!("built-in"))
    );
    assert_eq!((&items[0]["messageId"], &items[0]["content"]), (&last["id"], &last["content"]));
    assert_eq!(items[0]["understanding"]["intents"], json!(["update"]));
    assert_eq!(items[1]["reply"], "I have created a task.\nTask 12: Call Acme 10");

    let other = preview(json!({ "settings": { "language": "de", "personality": "friendly" } })).await;
    assert_eq!(other["items"][1]["reply"], "Alles klar! Steht auf der Liste.\nAufgabe 12: Call Acme 10");
    let none = preview(json!({ "settings": { "autoCreateTasks": false } })).await;
    assert_eq!(none["items"][1]["understanding"]["tasks"], json!([]));
    assert!(none["items"][1]["reply"].as_str().unwrap().contains("do not create tasks"), "{none:#}");

    let texts = preview(json!({ "texts": ["Was ist offen?", "Charge 4111 1111 1111 1111"] })).await;
    let items = texts["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[0]["messageId"]), (2, &Value::Null));
    assert_eq!(items[0]["understanding"]["language"], "de");
    assert!(items[0]["reply"].as_str().unwrap().contains("Aufgabe 2"), "{texts:#}");
    assert!(!texts.to_string().contains("4111 1111"), "{texts:#}");

    server.idle().await;
    assert_eq!(rows(&server).await, before);
    assert_eq!(rpc.query("webhooks.get", json!({ "id": channel.id })).await, stored);
    for (input, field) in [
        (json!({ "texts": [] }), "texts"),
        (json!({ "texts": vec!["x"; 11] }), "texts"),
        (json!({ "texts": ["x", " "] }), "texts[1]"),
        (json!({ "texts": ["x".repeat(2_001)] }), "texts[0]"),
        (json!({ "settings": { "language": "it" } }), "settings.language"),
        (json!({ "settings": { "reopenWithinHours": 721 } }), "settings.reopenWithinHours"),
    ] {
        let mut input = input;
        input["webhookId"] = json!(channel.id);
        assert_eq!(rpc.try_query("assistant.preview", input).await.refused_fields(), [field]);
    }
    let theirs = rpc.clone().with_token(&token);
    let refused = theirs.try_query("assistant.preview", json!({ "webhookId": channel.id })).await;
    let _ = refused.refusal(404, "WEBHOOK_NOT_FOUND");
    server.finish().await;
}

#[tokio::test]
async fn no_model_on_a_server_is_asked() {
    let model = FakeModel::start();
    let server = Setup::default().with_model(&model).start().await;
    let channel = server.create_channel(json!({})).await;
    let input = json!({ "webhookId": channel.created["number"].to_string(), "texts": ["Please call Acme"] });
    let preview = server.rpc().query("assistant.preview", input).await;
    assert_eq!((&preview["model"], &preview["configuredModel"]), (&json!("built-in"), &json!(MODEL_NAME)));
    assert_eq!(preview["items"][0]["understanding"]["intents"], json!(["task"]));
    assert!(model.take_all().is_empty());
    server.finish().await;
}
