//! Where nothing may go unless the deployment says so.

use patchbay_tests::{Reply, Setup, TestServer};
use serde_json::{Value, json};

#[tokio::test]
async fn a_private_address_is_refused_and_the_error_names_the_setting() {
    let mut server = Setup::default().unset("PATCHBAY_EGRESS_ALLOW").start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let tested = server.rpc().mutate("webhooks.test", json!({ "id": channel.id })).await;
    assert_eq!(tested["success"], false, "{tested}");
    assert!(tested["error"].as_str().unwrap().contains("PATCHBAY_EGRESS_ALLOW"), "{tested}");
    assert_eq!(tested["status"], Value::Null);

    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let reply = server.only_reply(&message).await;
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["failed"]).await;
    assert!(delivery["lastError"].as_str().unwrap().contains("PATCHBAY_EGRESS_ALLOW"), "{delivery}");

    // What the error advises helps.
    server.set("PATCHBAY_EGRESS_ALLOW", "127.0.0.1");
    server.restart().await;
    server.rpc().mutate("deliveries.retry", json!({ "id": delivery["id"] })).await;
    receiver.next().await;
    server.delivery_in(&delivery["id"], &["success"]).await;
    server.finish().await;
}

#[tokio::test]
async fn every_way_to_write_an_inner_address_is_refused() {
    let mut server = Setup::default().set("PATCHBAY_EGRESS_ALLOW", "203.0.113.7").start().await;
    let receiver = server.receiver();
    let (_, port) =
        receiver.url("").rsplit_once(':').map(|(host, port)| (host.to_owned(), port.to_owned())).unwrap();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    for host in [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.0.1",
        "172.16.0.1",
        "100.64.0.1",
        "[fd00::1]",
        "[fe80::1]",
    ] {
        let url = format!("http://{host}:{port}/hook");
        let update = json!({ "id": channel.id, "providerConfig": { "outboundWebhookUrl": url } });
        server.rpc().mutate("webhooks.update", update).await;
        let tested = server.rpc().mutate("webhooks.test", json!({ "id": channel.id })).await;
        assert_eq!(tested["success"], false, "{url}: {tested}");
        assert!(tested["error"].as_str().unwrap().contains("PATCHBAY_EGRESS_ALLOW"), "{url}: {tested}");
    }
    server.finish().await;
}

#[tokio::test]
async fn what_is_allowed_is_allowed_by_range_too() {
    let mut server = Setup::default().set("PATCHBAY_EGRESS_ALLOW", "10.0.0.0/8, 127.0.0.0/8").start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let tested = server.rpc().mutate("webhooks.test", json!({ "id": channel.id })).await;
    assert_eq!(tested["success"], true, "{tested}");
    receiver.next().await;
    server.finish().await;
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_is_not_followed() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    for status in [301, 302, 303, 307, 308] {
        receiver.script([Reply::status(status).header("location", &receiver.url("/elsewhere"))]);
        let channel = server.create_channel_to(&receiver.url("/hook")).await;
        let tested = server.rpc().mutate("webhooks.test", json!({ "id": channel.id })).await;
        assert_eq!(tested["success"], false, "{tested}");
        assert_eq!(tested["status"], status, "{tested}");
        // The only request: finish() would find a second one.
        assert_eq!(receiver.next().await.path, "/hook");
        server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
    }
    server.finish().await;
}
