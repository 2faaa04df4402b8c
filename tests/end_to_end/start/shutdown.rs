//! SIGTERM: stop accepting, finish what is begun.

use std::time::Duration;

use patchbay_tests::{Reply, TestServer};

#[tokio::test]
async fn what_is_leased_is_finished_before_the_end() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    receiver.script([Reply::status(200).body("done").after(Duration::from_millis(1500))]);
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let id = server.send(&channel, "ann", "Please call Acme").await;
    receiver.next().await;
    // The receiver has not answered yet.
    server.stop().await;

    server.start_again().await;
    let message = server.processed(&channel, &id).await;
    let reply = server.only_reply(&message).await;
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    assert_eq!(delivery["attempts"].as_array().unwrap().len(), 1, "{delivery}");
    assert_eq!(delivery["attempts"][0]["responseBody"], "done");
    server.finish().await;
}
