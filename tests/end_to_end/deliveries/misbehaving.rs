//! Receivers that misbehave: each costs one try, which says where it broke off, and no memory.

use patchbay_tests::{ClosedReceiver, Receiver, Reply, TestServer};
use serde_json::{Value, json};

use super::rude::{self, Manner};
use super::{ended, publish_lead, subscribe};

/// How much more memory it may have after receivers have sent a gigabyte and more, in MiB.
const MORE_MIB: u64 = 64;

/// The only try of a lead at this URL.
async fn tried(server: &TestServer, url: &str) -> Value {
    let settings = json!({ "retryCount": 0, "timeoutSeconds": 1 });
    let made = subscribe(server, url, &["lead.created"], settings).await;
    publish_lead(server, 1).await;
    let delivery = ended(server, &made, 1).await.remove(0);
    let detail = server.rpc().query("deliveries.get", json!({ "id": delivery["id"] })).await;
    server.rpc().mutate("subscriptions.delete", json!({ "id": made["id"] })).await;
    assert_eq!(detail["attempts"].as_array().unwrap().len(), 1, "{detail}");
    let attempt = detail["attempts"][0].clone();
    let arrived = attempt["outcome"] == "success";
    assert_eq!(detail["status"], if arrived { "success" } else { "failed" }, "{detail}");
    assert_eq!(attempt["error"].is_null(), arrived, "{attempt}");
    attempt
}

#[tokio::test]
async fn a_receiver_that_never_ends_its_answer_is_left_in_time() {
    let server = TestServer::start().await;
    for manner in [Manner::Silent, Manner::SlowHead, Manner::SlowBody] {
        let url = format!("http://{}/hook", rude::start(manner).await);
        let attempt = tried(&server, &url).await;
        assert_eq!(attempt["errorClass"], "timeout", "{manner:?}: {attempt}");
        // It may have arrived, for all that anybody knows.
        assert_eq!(attempt["outcome"], "unknown", "{manner:?}: {attempt}");
        assert!(attempt["durationMs"].as_u64().unwrap() >= 1000, "{attempt}");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_gigabyte_of_an_answer_is_cut_and_costs_no_memory() {
    let server = TestServer::start().await;
    let url = format!("http://{}/hook", rude::start(Manner::Endless).await);
    // What the first request of all costs is not what is measured.
    tried(&server, &url).await;
    let before = server.resident_mib();
    for _ in 0..8 {
        let attempt = tried(&server, &url).await;
        assert_eq!((&attempt["outcome"], &attempt["status"]), (&json!("success"), &json!(200)));
        let kept = attempt["responseBody"].as_str().unwrap().len();
        assert_eq!(kept, 16 * 1024);
    }
    let after = server.resident_mib();
    assert!(after < before + MORE_MIB, "{before} MiB before, {after} MiB after");
    server.finish().await;
}

#[tokio::test]
async fn what_is_no_http_is_a_fault_of_the_protocol() {
    let server = TestServer::start().await;
    for manner in [Manner::Garbage, Manner::Half] {
        let url = format!("http://{}/hook", rude::start(manner).await);
        let attempt = tried(&server, &url).await;
        assert_eq!(
            (&attempt["errorClass"], &attempt["outcome"]),
            (&json!("protocol"), &json!("unknown")),
            "{manner:?}: {attempt}"
        );
        assert_eq!(attempt["status"], Value::Null, "{attempt}");
    }
    server.finish().await;
}

/// Fails unless nothing was sent, for this reason.
#[track_caller]
fn was_not_sent(attempt: &Value, class: &str) {
    let is = (&attempt["errorClass"], &attempt["outcome"]);
    assert_eq!(is, (&json!(class), &json!("failed")), "{attempt}");
    assert_eq!((&attempt["status"], &attempt["remoteAddress"]), (&Value::Null, &Value::Null), "{attempt}");
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_is_sent_nothing() {
    let server = TestServer::start().await;
    let url = format!("https://{}/hook", rude::start(Manner::SelfSigned).await);
    was_not_sent(&tried(&server, &url).await, "tls");
    // One that speaks no TLS: whether its words or the end of the connection come first is for the network to say.
    let url = format!("https://{}/hook", rude::start(Manner::Garbage).await);
    let attempt = tried(&server, &url).await;
    let class = if attempt["errorClass"] == "connect" { "connect" } else { "tls" };
    was_not_sent(&attempt, class);
    server.finish().await;
}

#[tokio::test]
async fn where_there_is_no_connection_nothing_is_sent() {
    let server = TestServer::start().await;
    let closed = ClosedReceiver::new();
    was_not_sent(&tried(&server, &closed.url("/hook")).await, "connect");
    was_not_sent(&tried(&server, "http://no-such-host.invalid/hook").await, "dns");
    server.finish().await;
}

#[tokio::test]
async fn a_redirect_is_an_answer_like_any_other_and_is_not_followed() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let inner = server.watch(Receiver::of_events());
    for (status, to) in
        [(302, inner.url("/inner")), (307, "http://10.0.0.1/".to_owned()), (308, receiver.url("/elsewhere"))]
    {
        receiver.script([Reply::status(status).header("location", &to)]);
        let attempt = tried(&server, &receiver.url("/hook")).await;
        assert_eq!(
            (&attempt["errorClass"], &attempt["status"]),
            (&json!("status"), &json!(status)),
            "{attempt}"
        );
        assert!(attempt["error"].as_str().unwrap().contains("redirect"), "{attempt}");
        // The only request: finish() would find another one.
        assert_eq!(receiver.next().await.path, "/hook");
    }
    server.finish().await;
}

#[tokio::test]
async fn a_secret_in_an_answer_or_a_header_is_not_shown() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    receiver.script([Reply::status(400).header("set-cookie", "session=s3cr3t").header("x-shown", "yes")]);
    let settings = json!({
        "retryCount": 0, "headers": { "X-Key": "k-12345678" }, "authType": "basic", "authUsername": "ann",
        "authPassword": "p4ssw0rd-1234",
    });
    let made = subscribe(&server, &receiver.url("/hook?key=q-12345678"), &["lead.created"], settings).await;
    publish_lead(&server, 1).await;
    let request = receiver.next().await;
    assert_eq!(request.header("x-key"), "k-12345678");
    assert_eq!(request.basic_auth(), Some(("ann".to_owned(), "p4ssw0rd-1234".to_owned())));
    assert_eq!(request.path, "/hook?key=q-12345678");
    let delivery = ended(&server, &made, 1).await.remove(0);
    let detail = server.rpc().query("deliveries.get", json!({ "id": delivery["id"] })).await;
    let shown = detail.to_string();
    for secret in ["s3cr3t", "k-12345678", "p4ssw0rd", "YW5uOnA0", "q-12345678"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains("x-shown"), "{shown}");
    server.finish().await;
}
