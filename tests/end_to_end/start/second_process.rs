//! Two processes on one data directory.

use patchbay_tests::{TestServer, runs_on_sqlite};
use serde_json::json;

#[tokio::test]
async fn a_second_process_on_the_embedded_database_is_refused() {
    let server = TestServer::start().await;
    if runs_on_sqlite() {
        let second = server.run(&["serve"]).await;
        assert_ne!(second.code, Some(0), "{}", second.all());
        let data_dir = server.data_dir().to_str().unwrap();
        assert!(second.stderr.contains(data_dir), "does not name the directory:\n{}", second.all());
        assert!(
            second.stderr.contains("another"),
            "does not say that another process has it:\n{}",
            second.all()
        );
        assert!(!second.all().contains("panicked"), "{}", second.all());
    }
    // The first one has noticed nothing.
    server.create_channel(json!({})).await;
    server.finish().await;
}

#[tokio::test]
async fn the_lock_ends_with_its_process() {
    let mut server = TestServer::start().await;
    server.kill9().await;
    server.start_again().await;
    server.create_channel(json!({})).await;
    server.finish().await;
}

#[tokio::test]
async fn several_processes_share_postgresql() {
    let server = TestServer::start().await;
    if !runs_on_sqlite() {
        let second = server.another_instance().await;
        let channel = server.create_channel(json!({})).await;
        let seen = second.rpc().query("webhooks.get", json!({ "id": channel.id })).await;
        assert_eq!(seen["webhookToken"], channel.token);
        for number in 0..20 {
            server.send(&channel, &format!("sender-{number}"), "Please call Acme").await;
        }
        server.idle().await;
        let tasks = second.rpc().every("tasks.list", json!({}), 100).await;
        assert_eq!(tasks.len(), 20);
        second.stop().await;
    }
    server.finish().await;
}
