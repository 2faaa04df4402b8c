//! What turns took, on each message and added up.

use patchbay_tests::{FakeModel, MODEL_NAME, ModelAnswer, Reply, Setup, TestServer, now};
use serde_json::{Value, json};

use super::server_with;

#[tokio::test]
async fn it_is_added_up_by_day_and_model() {
    let model = FakeModel::start();
    let mut server = server_with(&model).await;
    let token = server.second_organization().await;
    let channel = server.create_channel(json!({})).await;
    server.send_and_wait(&channel, "ann", "Hi there!").await;
    model.script([ModelAnswer::Says(json!({}))]);
    server.send_and_wait(&channel, "ann", "Hi there!").await;
    model.script([ModelAnswer::Other(Reply::status(401))]);
    server.send_and_wait(&channel, "ann", "Hi there!").await;
    let form = json!({ "content": "x", "senderIdentifier": "crm", "taskTitle": "Water the plants" });
    let id = server.inbound(&channel).json(&form).accepted().await;
    server.processed(&channel, &id).await;

    let usage = server.rpc().query("analytics.usage", json!({})).await;
    let items = usage["items"].as_array().unwrap();
    // A test may run over midnight.
    let sum = |model: &str, field: &str| {
        let of_model = items.iter().filter(|item| item["model"] == model);
        of_model.map(|item| item[field].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!((sum(MODEL_NAME, "turns"), sum("built-in", "turns")), (3, 1), "{usage:#}");
    assert_eq!((sum(MODEL_NAME, "fallbacks"), sum(MODEL_NAME, "repaired")), (1, 1), "{usage:#}");
    assert_eq!((sum(MODEL_NAME, "inputTokens"), sum(MODEL_NAME, "outputTokens")), (3000, 300), "{usage:#}");
    assert!(items.iter().all(|item| item["costUsd"].is_null()), "{usage:#}");
    let theirs = server.rpc().with_token(&token).query("analytics.usage", json!({})).await;
    assert_eq!(theirs["items"], json!([]));
    let past = json!({ "since": "2020-01-01", "until": "2020-12-31" });
    assert_eq!(server.rpc().query("analytics.usage", past).await["items"], json!([]));
    let refused = server.rpc().try_query("analytics.usage", json!({ "since": "yesterday" })).await;
    assert_eq!(refused.refused_fields(), ["since"]);
    model.take_all();
    server.finish().await;
}

#[tokio::test]
async fn a_model_with_a_price_costs_it() {
    let model = FakeModel::start().named("gpt-4o-mini");
    let server = server_with(&model).await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "ann", "Hi there!").await;
    let turn = &message["turn"];
    assert_eq!((&turn["inputTokens"], &turn["outputTokens"]), (&json!(1000), &json!(100)), "{turn:#}");
    assert_eq!(turn["costUsd"], json!(0.00021), "{turn:#}");
    let taken = turn["takenAt"].as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    assert!(taken <= now(), "{turn:#}");
    let usage = server.rpc().query("analytics.usage", Value::Null).await;
    assert_eq!(usage["items"][0]["costUsd"], json!(0.00021), "{usage:#}");
    model.take_all();
    server.finish().await;
}

#[tokio::test]
async fn which_model_is_set_up_is_said_by_the_doctor() {
    let model = FakeModel::start();
    let server = server_with(&model).await;
    let said = server.run(&["doctor"]).await;
    assert_eq!(said.code, Some(0), "{}", said.all());
    assert!(said.stdout.contains(&format!("assistant: {MODEL_NAME}")), "{}", said.all());
    let two = [("PATCHBAY_ANTHROPIC_API_KEY", "sk-ant"), ("PATCHBAY_ANTHROPIC_MODEL", "claude-haiku-4-5")];
    let said = server.run_with(&["doctor"], &two).await;
    assert_ne!(said.code, Some(0), "{}", said.all());
    assert!(said.stdout.contains("PATCHBAY_MODEL_PROVIDER"), "{}", said.all());
    server.finish().await;
    let server: TestServer = Setup::default().start().await;
    let said = server.run(&["doctor"]).await;
    assert!(said.stdout.contains("assistant: built in"), "{}", said.all());
    server.finish().await;
}
