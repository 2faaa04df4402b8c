//! A channel's answers are in its language, whatever language a message is in.

use patchbay_tests::TestServer;
use serde_json::json;

#[tokio::test]
async fn answers_are_in_the_channels_language() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({ "assistant": { "language": "de" } })).await;
    assert_eq!(channel.created["assistant"]["language"], "de");
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    assert_eq!(message["turn"]["understanding"]["language"], "en", "{message:#}");
    let reply = server.only_reply(&message).await;
    assert_eq!(reply["content"], "Ich habe eine Aufgabe angelegt.\nAufgabe 1: Call Acme");
    for (language, expected) in
        [("es", "Tarea 1"), ("fr", "T\u{e2}che 1"), ("en", "Task 1"), ("message", "Aufgabe 1")]
    {
        let change = json!({ "id": channel.id, "assistant": { "language": language } });
        let changed = rpc.mutate("webhooks.update", change).await;
        assert_eq!(changed["assistant"]["language"], language);
        let sender = format!("sender-{language}");
        let message = server.send_and_wait(&channel, &sender, "Was ist offen?").await;
        assert_eq!(message["intent"], "question", "{message:#}");
        let words = server.only_reply(&message).await["content"].as_str().unwrap().to_owned();
        assert!(words.contains(expected), "{language}: {words}");
    }
    server.finish().await;
}

#[tokio::test]
async fn what_a_setting_cannot_be_is_named() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let all = json!({
        "personality": "friendly", "autoCreateTasks": false, "reopenWithinHours": 0, "language": "es",
        "requireConfirmation": true, "approval": "all_contacts",
    });
    let channel = server.create_channel(json!({ "assistant": all })).await;
    assert_eq!(channel.created["assistant"], all);
    for approval in ["never", "unknown_senders", "all_contacts"] {
        let change =
            json!({ "id": channel.id, "assistant": { "approval": approval, "requireConfirmation": false } });
        let changed = rpc.mutate("webhooks.update", change).await["assistant"].clone();
        assert_eq!(
            (&changed["approval"], &changed["requireConfirmation"]),
            (&json!(approval), &json!(false))
        );
        assert_eq!(changed["language"], "es", "what is missing stays");
    }
    for (settings, field) in [
        (json!({ "language": "German" }), "assistant.language"),
        (json!({ "language": "it" }), "assistant.language"),
        (json!({ "approval": "everybody" }), "assistant.approval"),
        (json!({ "requireConfirmation": "yes" }), "assistant.requireConfirmation"),
    ] {
        let change = json!({ "id": channel.id, "assistant": settings });
        assert_eq!(rpc.try_mutate("webhooks.update", change).await.refused_fields(), [field]);
    }
    server.finish().await;
}
