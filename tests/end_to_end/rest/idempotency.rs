//! `Idempotency-Key`: the same answer twice, and done once.

use std::collections::BTreeSet;

use futures::future::join_all;
use patchbay_tests::TestServer;
use serde_json::json;

use super::lead;

const KEY: &str = "idempotency-key";

#[tokio::test]
async fn a_repetition_gets_the_first_answer_secret_and_all() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let body = json!({ "url": "https://example.com/hook", "events": ["lead.created"], "isActive": false });
    let post = |key: &str, body| owner.rest("POST", "/api/v1/webhooks").header(KEY, key).json(body).send();
    let first = post("\"one-1\"", &body).await;
    assert_eq!((first.status, first.header("idempotency-replayed")), (201, ""), "{}", first.text);
    // Quoted or not, it is the same key.
    let again = post("one-1", &body).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"));
    assert_eq!(again.text, first.text);
    for header in ["location", "etag", "content-type"] {
        assert_eq!(again.header(header), first.header(header), "{header}");
    }
    let secret = first.body["secret"].as_str().unwrap().to_owned();
    assert_eq!(server.places_of(&[secret]).await, Vec::<String>::new(), "what is kept is sealed");
    let other = json!({ "url": "https://example.com/hook", "events": ["lead.enriched"] });
    post("one-1", &other).await.problem(422, "IDEMPOTENCY_KEY_REUSED");
    // Another route knows nothing of it, nor does somebody else.
    let elsewhere = owner.rest("POST", "/webhooks").header(KEY, "one-1").json(&body).send().await;
    assert_eq!((elsewhere.status, elsewhere.header("idempotency-replayed")), (201, ""));
    let admin = server.join("ada@example.com", "admin").await.rpc;
    let hers = admin.rest("POST", "/api/v1/webhooks").header(KEY, "one-1").json(&body).send().await;
    assert_eq!((hers.status, hers.header("idempotency-replayed")), (201, ""), "{}", hers.text);
    let all = owner.rest("GET", "/api/webhooks").expect(200).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 3);
    server.finish().await;
}

#[tokio::test]
async fn a_refusal_is_repeated_too_unless_it_may_pass() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let unfit = json!({ "type": "lead.created", "data": {} });
    let post = |rpc: &patchbay_tests::Rpc| {
        rpc.rest("POST", "/api/v1/events").header(KEY, "refused").json(&unfit).send()
    };
    let first = post(&owner).await;
    first.problem(422, "INVALID_PAYLOAD");
    let again = post(&owner).await;
    again.problem(422, "INVALID_PAYLOAD");
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.body["errors"], first.body["errors"]);
    assert_ne!(again.body["requestId"], first.body["requestId"], "it names the request that hears it");
    // Without the scope nothing was done: with it the same key is free.
    let reader = owner.by_token(&["read"]).await;
    let fine = |rpc: &patchbay_tests::Rpc| {
        rpc.rest("POST", "/api/v1/events").header(KEY, "allowed").json(&lead("l-1")).send()
    };
    fine(&reader).await.problem(403, "FORBIDDEN");
    let done = fine(&owner).await;
    assert_eq!((done.status, done.header("idempotency-replayed")), (201, ""), "{}", done.text);
    for wrong in ["", "\"\"", &"k".repeat(256)] {
        let refused = owner.rest("POST", "/api/v1/events").header(KEY, wrong).json(&lead("l-2")).send().await;
        refused.problem(400, "INVALID_PAYLOAD");
        assert_eq!(refused.pointers(), ["/Idempotency-Key"]);
    }
    server.finish().await;
}

#[tokio::test]
async fn of_many_at_once_one_is_done() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let post = || owner.rest("POST", "/api/v1/events").header(KEY, "at once").json(&lead("l-1")).send();
    let answers = join_all((0..8).map(|_| post())).await;
    let mut made = BTreeSet::new();
    for answer in &answers {
        match answer.status {
            201 => drop(made.insert(answer.body["id"].as_str().unwrap())),
            _ => {
                answer.problem(409, "IDEMPOTENCY_KEY_IN_USE");
                assert_eq!(answer.header("retry-after"), "1");
            }
        }
    }
    assert_eq!(made.len(), 1, "{answers:?}");
    let events = owner.rest("GET", "/api/v1/events?type=lead.created").expect(200).await;
    assert_eq!(events["items"].as_array().unwrap().len(), 1);
    server.finish().await;
}

#[tokio::test]
async fn a_key_that_was_taken_and_never_answered_is_free_after_a_while() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let post = || owner.rest("POST", "/api/v1/events").header(KEY, "cut off").json(&lead("l-1")).send();
    assert_eq!(post().await.status, 201);
    // As if the process had ended before the answer was kept.
    let forget = "UPDATE idempotency_keys SET status = NULL, answer = NULL RETURNING route";
    assert_eq!(server.database_texts(forget).await, ["POST /api/v1/events"]);
    post().await.problem(409, "IDEMPOTENCY_KEY_IN_USE");
    let age = "UPDATE idempotency_keys SET created_at = '2026-01-01 00:00:00+00:00' RETURNING route";
    assert_eq!(server.database_texts(age).await.len(), 1);
    let again = post().await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, ""), "{}", again.text);
    assert_eq!(post().await.header("idempotency-replayed"), "true");
    server.finish().await;
}
