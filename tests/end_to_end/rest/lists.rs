//! Lists of webhooks: of every kind together, in pages, and narrowed.

use patchbay_tests::{Rpc, TestServer};
use serde_json::{Value, json};

use super::{UNKNOWN, id};

async fn names(owner: &Rpc, path: &str) -> Vec<String> {
    let page = owner.rest("GET", path).expect(200).await;
    let name = |one: &Value| one.get("name").or(one.get("channelName")).unwrap().as_str().unwrap().to_owned();
    page["items"].as_array().unwrap().iter().map(name).collect()
}

/// Three channels and four subscriptions, in turns.
async fn make(owner: &Rpc) -> Vec<Value> {
    let mut made = Vec::new();
    for name in ["s1", "c1", "s2", "c2", "s3", "c3", "s4"] {
        let body = match name.starts_with('s') {
            true => json!({ "name": name, "url": "https://example.com", "events": ["lead.created"] }),
            false => json!({ "channelName": name, "channelType": "custom_webhook" }),
        };
        made.push(owner.rest("POST", "/webhooks").json(&body).expect(201).await);
    }
    made
}

#[tokio::test]
async fn kinds_are_listed_together_and_apart() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let made = make(&owner).await;
    let all = ["s4", "c3", "s3", "c2", "s2", "c1", "s1"];
    let (subscriptions, channels) = (["s4", "s3", "s2", "s1"], ["c3", "c2", "c1"]);
    for prefix in ["/api/v1/webhooks", "/webhooks"] {
        assert_eq!(names(&owner, prefix).await, all, "{prefix}");
    }
    assert_eq!(names(&owner, "/api/webhooks").await, subscriptions);
    for prefix in ["/api/v1/webhooks", "/webhooks", "/api/webhooks"] {
        assert_eq!(names(&owner, &format!("{prefix}?kind=subscription")).await, subscriptions, "{prefix}");
        assert_eq!(names(&owner, &format!("{prefix}?kind=channel")).await, channels, "{prefix}");
        assert!(names(&owner, &format!("{prefix}?kind=trigger")).await.is_empty(), "{prefix}");
        // By id and number any kind answers anywhere.
        for one in &made {
            for name in [id(one), &one["number"].to_string()] {
                let read = owner.rest("GET", &format!("{prefix}/{name}")).expect(200).await;
                assert_eq!((&read["id"], &read["kind"]), (&one["id"], &one["kind"]));
            }
        }
        for nothing in [UNKNOWN, "99", "4294967296"] {
            let read = owner.rest("GET", &format!("{prefix}/{nothing}")).send().await;
            read.problem(404, "WEBHOOK_NOT_FOUND");
        }
    }
    owner.rest("POST", &format!("/webhooks/{}/disable", id(&made[0]))).expect(200).await;
    owner.rest("POST", &format!("/webhooks/{}/disable", id(&made[1]))).expect(200).await;
    owner.rest("DELETE", &format!("/webhooks/{}", id(&made[6]))).expect(204).await;
    assert_eq!(names(&owner, "/webhooks?isActive=false").await, ["c1", "s1"]);
    assert_eq!(names(&owner, "/webhooks?isActive=true").await, ["c3", "s3", "c2", "s2"]);
    assert_eq!(names(&owner, "/webhooks").await, all[1..]);
    assert_eq!(names(&owner, "/webhooks?includeDeleted=true").await, all);
    server.finish().await;
}

#[tokio::test]
async fn pages_of_every_size_hold_every_webhook_once() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let made = make(&owner).await;
    let expected: Vec<_> = made.iter().rev().map(|one| id(one).to_owned()).collect();
    for limit in 1..=8 {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = owner.rest("GET", &format!("/webhooks?limit={limit}{cursor}")).expect(200).await;
            let items = page["items"].as_array().unwrap();
            assert!(items.len() <= limit, "{limit}");
            found.extend(items.iter().map(|one| id(one).to_owned()));
            let Some(next) = page["nextCursor"].as_str() else { break };
            assert_eq!(items.len(), limit);
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found, expected, "{limit}");
    }
    server.finish().await;
}
