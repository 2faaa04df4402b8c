//! `patchbay worker`: the work without a server.

use patchbay_tests::{Reply, TestServer, eventually, runs_on_sqlite};
use serde_json::json;

#[tokio::test]
async fn a_worker_wants_what_the_servers_share() {
    let server = TestServer::start().await;
    let refused = async |changed: &[(&str, &str)], expected: &str| {
        let ended = server.run_with(&["worker"], changed).await;
        assert_ne!(ended.code, Some(0), "{}", ended.all());
        assert!(ended.stderr.contains(expected), "does not name {expected}:\n{}", ended.all());
        assert!(!ended.all().contains("panicked"), "{}", ended.all());
    };
    if runs_on_sqlite() {
        refused(&[("PATCHBAY_PUBLIC_URL", "https://patchbay.example")], "PATCHBAY_DATABASE_URL").await;
    } else {
        refused(&[], "PATCHBAY_PUBLIC_URL").await;
        let elsewhere = tempfile::tempdir().unwrap();
        let data_dir = elsewhere.path().to_str().unwrap();
        let changed = [("PATCHBAY_PUBLIC_URL", server.address()), ("PATCHBAY_DATA_DIR", data_dir)];
        refused(&changed, "PATCHBAY_MASTER_KEY").await;
        assert!(!elsewhere.path().join("master.key").exists(), "a worker made a master key");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_worker_does_the_work_while_no_server_runs() {
    if runs_on_sqlite() {
        return;
    }
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(500), Reply::status(200)]);
    let settings = json!({ "name": "crm", "url": receiver.url("/hook"), "events": ["lead.created"], "retryDelays": [3] });
    server.rpc().mutate("subscriptions.create", settings).await;
    server.rpc().mutate("events.publish", json!({ "type": "lead.created", "data": { "leadId": "1" } })).await;
    let first = receiver.next().await;
    let worker = server.worker().await;
    server.stop().await;
    let second = receiver.next().await;
    assert_eq!(first.header("webhook-id"), second.header("webhook-id"));
    eventually("the delivery to be done", async || {
        let states = server.database_texts("SELECT state FROM deliveries").await;
        (states == ["success"]).then_some(())
    })
    .await;
    worker.stop().await;
    server.start_again().await;
    server.finish().await;
}
