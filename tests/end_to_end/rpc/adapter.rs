//! What holds for every procedure: who may call, by which method, with what.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

const QUERIES: [&str; 12] = [
    "auth.me",
    "conversations.get",
    "conversations.list",
    "conversations.messages",
    "deliveries.get",
    "deliveries.list",
    "tasks.get",
    "tasks.list",
    "webhooks.get",
    "webhooks.getConversations",
    "webhooks.getMessages",
    "webhooks.list",
];
const MUTATIONS: [&str; 12] = [
    "auth.signOut",
    "conversations.reply",
    "deliveries.retry",
    "tasks.cancel",
    "tasks.complete",
    "tasks.create",
    "tasks.fail",
    "tasks.update",
    "webhooks.create",
    "webhooks.delete",
    "webhooks.test",
    "webhooks.update",
];
/// Those whose input may be left out.
const WITHOUT_INPUT: [&str; 2] = ["auth.me", "auth.signOut"];

#[tokio::test]
async fn nobody_calls_without_a_token_and_the_input_is_not_looked_at_first() {
    let server = TestServer::start().await;
    let nobody = server.rpc().as_nobody();
    let unknown = format!("pb_{}", "0".repeat(64));
    for rpc in [nobody.clone(), nobody.clone().with_token(&unknown), nobody.clone().with_token("nonsense")] {
        for procedure in QUERIES {
            let _ = rpc.get(&format!("{procedure}?input=%7B")).await.refusal(401, "UNAUTHENTICATED");
        }
        for procedure in MUTATIONS {
            let _ = rpc.post(procedure, "application/json", "{").await.refusal(401, "UNAUTHENTICATED");
        }
    }
    let forged = nobody.with_cookie("patchbay_session=0123456789");
    let _ = forged.try_query("auth.me", Value::Null).await.refusal(401, "UNAUTHENTICATED");
    server.finish().await;
}

#[tokio::test]
async fn queries_are_got_and_mutations_are_posted() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for procedure in QUERIES {
        let answer = rpc.try_mutate(procedure, json!({})).await;
        let _ = answer.refusal(405, "METHOD_NOT_ALLOWED");
        assert!(answer.header("allow").contains("GET"), "{:?}", answer.headers);
    }
    for procedure in MUTATIONS {
        let answer = rpc.try_query(procedure, json!({})).await;
        let _ = answer.refusal(405, "METHOD_NOT_ALLOWED");
        assert_eq!(answer.header("allow"), "POST");
    }
    for procedure in ["webhooks.explode", "webhooks", "webhooks.list/", "WEBHOOKS.LIST"] {
        let _ = rpc.try_query(procedure, json!({})).await.refusal(404, "PROCEDURE_NOT_FOUND");
    }
    server.finish().await;
}

#[tokio::test]
async fn inputs_that_are_none_are_refused() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for procedure in QUERIES.iter().filter(|name| !WITHOUT_INPUT.contains(name)) {
        for input in ["{", "%7B", "[1]", "\"text\"", "7"] {
            let answer = rpc.get(&format!("{procedure}?input={input}")).await;
            let _ = answer.refusal(400, "INVALID_PAYLOAD");
        }
    }
    for procedure in MUTATIONS.iter().filter(|name| !WITHOUT_INPUT.contains(name)) {
        for input in ["{", "[1]", "\"text\"", "7", "{} {}"] {
            let answer = rpc.post(procedure, "application/json", input).await;
            let _ = answer.refusal(400, "INVALID_PAYLOAD");
        }
    }
    let form = rpc.post("tasks.create", "application/x-www-form-urlencoded", "title=a").await;
    let _ = form.refusal(415, "UNSUPPORTED_MEDIA_TYPE");
    let large = json!({ "title": "a", "description": "a".repeat(1024 * 1024) }).to_string();
    let _ = rpc.post("tasks.create", "application/json", &large).await.refusal(413, "PAYLOAD_TOO_LARGE");
    server.finish().await;
}

#[tokio::test]
async fn answers_are_not_kept_and_can_be_found_in_the_log() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let answers = [
        rpc.try_query("webhooks.list", json!({})).await,
        rpc.try_mutate("tasks.create", json!({ "title": "" })).await,
        rpc.clone().as_nobody().try_query("webhooks.list", json!({})).await,
    ];
    for answer in answers {
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("content-type").starts_with("application/json"), "{:?}", answer.headers);
        assert!(!answer.header("x-request-id").is_empty());
        assert_eq!(answer.body["jsonrpc"], "2.0");
        assert_eq!(answer.body["id"], Value::Null);
        assert!(answer.body.as_object().unwrap().contains_key("id"));
    }
    server.finish().await;
}

#[tokio::test]
async fn auth_me_says_who_the_token_belongs_to() {
    let server = TestServer::start().await;
    let me = server.rpc().query("auth.me", Value::Null).await;
    assert_eq!(me["user"]["email"], patchbay_tests::OWNER_EMAIL);
    assert_eq!(me["user"]["role"], "owner");
    assert_eq!(me["organization"]["timeZone"], "UTC");
    let keys: Vec<_> = me.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["hasPassword", "organization", "scopes", "sessionId", "user"]);
    assert_eq!(me["scopes"], serde_json::json!(["read", "write", "secrets", "admin"]));
    assert_eq!((&me["hasPassword"], &me["sessionId"]), (&Value::Bool(true), &Value::Null));
    // Without any input at all.
    assert_eq!(server.rpc().get("auth.me").await.data(), me);
    server.finish().await;
}
