//! ETags: who changes what they have not seen is told so.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::{channel, id, subscribe};

#[tokio::test]
async fn a_change_of_what_was_not_seen_is_refused() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let owner = server.rpc();
    let subscription = subscribe(&owner, &receiver).await;
    let url = receiver.url("/hook");
    for (made, patch, put) in [
        (subscription, json!({ "name": "New" }), json!({ "url": url, "events": ["*"] })),
        (
            channel(&owner).await,
            json!({ "channelName": "New" }),
            json!({ "channelType": "custom_webhook", "channelName": "Put" }),
        ),
    ] {
        let path = format!("/api/v1/webhooks/{}", id(&made));
        let read = owner.rest("GET", &path).send().await;
        let old = read.header("etag").to_owned();
        assert!(old.starts_with(&format!("\"{}.", read.body["version"].as_str().unwrap())), "{old}");
        let with = |method: &str, tag: &str, body: &Value| {
            owner.rest(method, &path).header("if-match", tag).json(body).send()
        };
        let changed = with("PATCH", &old, &patch).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        let new = changed.header("etag").to_owned();
        assert_ne!(new, old);
        for (method, body) in [("PATCH", &patch), ("PUT", &put)] {
            with(method, &old, body).await.problem(412, "CONFLICT");
            with(method, &format!("W/{new}"), body).await.problem(412, "CONFLICT");
        }
        owner.rest("DELETE", &path).header("if-match", &old).send().await.problem(412, "CONFLICT");
        let switched = owner.rest("POST", &format!("{path}/disable")).header("if-match", &old).send().await;
        switched.problem(412, "CONFLICT");
        assert_eq!(owner.rest("GET", &path).send().await.header("etag"), new, "nothing was changed");
        // The version alone, one of several, and any at all.
        let version = changed.body["version"].as_str().unwrap();
        let by_version = with("PATCH", &format!("\"{version}\""), &patch).await;
        assert_eq!(by_version.status, 200, "{}", by_version.text);
        let several = with("PUT", &format!("{old}, {}", by_version.header("etag")), &put).await;
        assert_eq!(several.status, 200, "{}", several.text);
        with("PUT", &format!("{old}, {new}"), &put).await.problem(412, "CONFLICT");
        assert_eq!(with("PUT", "*", &put).await.status, 200);
        let last = owner.rest("GET", &path).send().await.header("etag").to_owned();
        owner.rest("DELETE", &path).header("if-match", &last).expect(204).await;
    }
    server.finish().await;
}

#[tokio::test]
async fn who_has_it_already_is_not_sent_it_again() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let owner = server.rpc();
    let made = subscribe(&owner, &receiver).await;
    let path = format!("/webhooks/{}", id(&made));
    let read = owner.rest("GET", &path).send().await;
    let tag = read.header("etag").to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let answer = owner.rest("GET", &path).header("if-none-match", &known).send().await;
        assert_eq!((answer.status, answer.text.as_str()), (304, ""), "{known}");
        assert_eq!(answer.header("etag"), tag);
    }
    // What is counted moves the tag, and leaves the version that a change compares.
    owner.rest("POST", "/api/v1/events").json(&super::lead("l-1")).expect(201).await;
    let _ = receiver.next().await;
    server.idle().await;
    let moved = owner.rest("GET", &path).header("if-none-match", &tag).send().await;
    assert_eq!((moved.status, &moved.body["stats"]["totalDeliveries"]), (200, &json!(1)));
    assert_eq!(moved.body["version"], read.body["version"]);
    let changed = owner.rest("PATCH", &path).header("if-match", &tag).json(&json!({ "name": "New" }));
    assert_eq!(changed.expect(200).await["name"], "New");
    server.finish().await;
}
