//! Where no subscription may point (SEC), whatever way the address is written; at its creation, at a change, and at every
//! try. That a name which resolves to another address at the second look is judged anew is in `server/src/egress/tests.rs`:
//! only a resolver of the test's own can do that.

use patchbay_tests::{Receiver, Setup, TestServer};
use serde_json::{Value, json};

use super::{ended, once, publish_lead, subscribe};

/// Addresses within, in every notation that URLs know.
const INNER: [&str; 40] = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7f000001",
    "0177.0.0.1",
    "2130706433",
    "127.0.0.1.",
    "%31%32%37.0.0.1",
    "\u{ff11}\u{ff12}\u{ff17}.0.0.1",
    "127\u{3002}0\u{3002}0\u{3002}1",
    "0.0.0.0",
    "0",
    "localhost",
    "LocalHost",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[2002:7f00:1::]",
    "[2001::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "169.254.169.254",
    "2852039166",
    "168.63.129.16",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "192.0.0.1",
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
];

#[track_caller]
fn refused_for_its_address(answer: &patchbay_tests::Answer, host: &str) {
    let error = answer.refusal(400, "INVALID_PAYLOAD");
    assert_eq!(answer.refused_fields(), ["url"], "{host}");
    let message = error["fields"][0]["message"].as_str().unwrap();
    assert!(message.contains("PATCHBAY_EGRESS_ALLOW"), "{host}: {message}");
}

#[tokio::test]
async fn every_way_to_write_an_inner_address_is_refused_when_it_is_set() {
    let server = Setup::default().unset("PATCHBAY_EGRESS_ALLOW").start().await;
    let rpc = server.rpc();
    // A public address that the test never calls.
    let good = json!({ "url": "https://1.1.1.1/hook", "events": ["lead.created"] });
    let made = rpc.mutate("subscriptions.create", good).await;
    for host in INNER {
        for (scheme, port) in [("http", ":8080"), ("https", "")] {
            let url = format!("{scheme}://{host}{port}/hook?key=secret");
            let input = json!({ "url": url, "events": ["lead.created"] });
            refused_for_its_address(&rpc.try_mutate("subscriptions.create", input).await, host);
        }
        let change = json!({ "id": made["id"], "url": format!("http://{host}/") });
        refused_for_its_address(&rpc.try_mutate("subscriptions.update", change).await, host);
    }
    let kept = rpc.query("subscriptions.get", json!({ "id": made["id"] })).await;
    assert_eq!((&kept["url"], &kept["version"]), (&json!("https://1.1.1.1/hook"), &made["version"]));
    server.finish().await;
}

#[tokio::test]
async fn what_is_no_url_to_send_to_is_refused_too() {
    let server = TestServer::start().await;
    for url in [
        "",
        "hooks.example/in",
        "ftp://hooks.example/in",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://",
        "http://user:password@hooks.example/",
        "http://hooks.example/#fragment",
        "http://[::1/",
        "http://256.256.256.256/",
        &format!("http://hooks.example/{}", "x".repeat(2048)),
    ] {
        let input = json!({ "url": url, "events": ["lead.created"] });
        let answer = server.rpc().try_mutate("subscriptions.create", input).await;
        assert_eq!(answer.refused_fields(), ["url"], "{url}: {}", answer.text);
        assert!(!answer.text.contains("user:password"), "{}", answer.text);
    }
    server.finish().await;
}

#[tokio::test]
async fn what_was_allowed_is_judged_anew_at_every_try() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let made = subscribe(&server, &receiver.url("/hook?key=secret"), &["lead.created"], once()).await;
    publish_lead(&server, 1).await;
    receiver.next().await;
    ended(&server, &made, 1).await;

    server.set("PATCHBAY_EGRESS_ALLOW", "203.0.113.7");
    server.restart().await;
    publish_lead(&server, 2).await;
    let refused = ended(&server, &made, 2).await.remove(1);
    let detail = server.rpc().query("deliveries.get", json!({ "id": refused["id"] })).await;
    let attempt = &detail["attempts"][0];
    assert_eq!((&detail["status"], &attempt["errorClass"]), (&json!("failed"), &json!("refused_by_guard")));
    assert_eq!((&attempt["status"], &attempt["outcome"]), (&Value::Null, &json!("failed")), "{attempt}");
    let error = attempt["error"].as_str().unwrap();
    assert!(error.contains("PATCHBAY_EGRESS_ALLOW") && !error.contains("secret"), "{error}");
    let tested = server.rpc().mutate("subscriptions.test", json!({ "id": made["id"] })).await;
    assert_eq!(tested["success"], false, "{tested}");
    assert!(receiver.untaken().is_empty());
    // What does not move the address can be changed all the same.
    let change = json!({ "id": made["id"], "name": "Renamed" });
    assert_eq!(server.rpc().mutate("subscriptions.update", change).await["name"], "Renamed");

    // What the error advises helps.
    server.set("PATCHBAY_EGRESS_ALLOW", "127.0.0.0/8");
    server.restart().await;
    server.rpc().mutate("deliveries.retry", json!({ "id": refused["id"] })).await;
    receiver.next().await;
    server.delivery_in(&refused["id"], &["success"]).await;
    server.finish().await;
}
