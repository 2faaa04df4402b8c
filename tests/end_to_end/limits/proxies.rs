//! Whose failures they are, behind proxies: `PATCHBAY_TRUSTED_PROXIES` decides whose X-Forwarded-For counts.

use std::net::IpAddr;

use patchbay_tests::{Post, Proxy, Setup};
use serde_json::json;

use super::{hello, too_many_failures};

const ONE: &str = "203.0.113.1";
const ANOTHER: &str = "203.0.113.2";

/// Fails as often as an address may in a minute.
async fn fail_60_times(post: Post) {
    for _ in 0..60 {
        hello(post.clone()).send().await.problem(401, "INVALID_AUTH");
    }
}

/// One more failure: its address has failed too often.
async fn is_limited(post: Post) {
    too_many_failures(&hello(post).send().await);
}

/// One more failure: its address may still fail.
async fn is_not_limited(post: Post) {
    hello(post).send().await.problem(401, "INVALID_AUTH");
}

#[tokio::test]
async fn only_what_a_trusted_proxy_says_counts() {
    let mut server = Setup::default().with_limits().start().await;
    let config = json!({ "authType": "bearer", "authToken": "tok-12345678" });
    let channel = server.create_channel(json!({ "providerConfig": config })).await;
    let outside: IpAddr = [127, 0, 0, 9].into();

    // Nobody is trusted: all that a proxy lets through comes from the proxy.
    let (one, another) =
        (Proxy::start(server.address(), ONE).await, Proxy::start(server.address(), ANOTHER).await);
    fail_60_times(server.inbound_through(&one, &channel)).await;
    is_limited(server.inbound_through(&one, &channel)).await;
    is_limited(server.inbound_through(&another, &channel)).await;
    is_limited(server.inbound(&channel).header("x-forwarded-for", ANOTHER)).await;
    is_not_limited(server.inbound_from(outside, &channel).header("x-forwarded-for", "127.0.0.1")).await;
    drop((one, another));

    server.set("PATCHBAY_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8");
    server.restart().await;
    let (one, another) =
        (Proxy::start(server.address(), ONE).await, Proxy::start(server.address(), ANOTHER).await);
    fail_60_times(server.inbound_through(&one, &channel)).await;
    is_limited(server.inbound_through(&one, &channel)).await;
    is_not_limited(server.inbound_through(&another, &channel)).await;
    is_not_limited(server.inbound(&channel)).await;
    // What the proxy was told is hearsay, however it changes.
    for claimed in [ANOTHER, "198.51.100.7", "127.0.0.1", "10.0.0.1", "unknown"] {
        is_limited(server.inbound_through(&one, &channel).header("x-forwarded-for", claimed)).await;
    }
    // A trusted proxy before a trusted proxy is looked through.
    for chain in
        [format!("{ONE}, 10.1.1.1"), format!("198.51.100.7,{ONE}:4711"), format!("[::ffff:{ONE}]:80")]
    {
        is_limited(server.inbound(&channel).header("x-forwarded-for", &chain)).await;
    }
    // Nobody fails in the name of another who does not come through the proxy.
    is_not_limited(server.inbound_from(outside, &channel).header("x-forwarded-for", ONE)).await;
    // Whoever proves themselves is let in, however often others behind the same address failed.
    let good = server.inbound_through(&one, &channel).header("authorization", "Bearer tok-12345678");
    hello(good).accepted().await;
    server.finish().await;
}
