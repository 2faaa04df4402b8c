//! What every procedure answers and logs, the newest ones too.

use patchbay_tests::{OWNER_EMAIL, OWNER_PASSWORD, ProcedureKind, Setup, TestServer, eventually, procedures};
use serde_json::{Value, json};

use super::{UNKNOWN, new_channel};

#[tokio::test]
async fn wrong_fields_are_named_as_they_were_written_with_what_is_allowed() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let identifier = json!({ "kind": "phone", "value": "a".repeat(321) });
    for (procedure, input, path, message) in [
        (
            "auth.acceptInvitation",
            json!({ "token": "a", "name": "Ann", "password": "short" }),
            "password",
            "must be 10 to 1024 characters",
        ),
        (
            "auth.changePassword",
            json!({ "newPassword": "short" }),
            "newPassword",
            "must be 10 to 1024 characters",
        ),
        (
            "auth.updateProfile",
            json!({ "currentPassword": "" }),
            "currentPassword",
            "must be 1 to 1024 characters",
        ),
        (
            "auth.updateProfile",
            json!({ "timeZone": "Mars" }),
            "timeZone",
            "must be an IANA time zone, such as Europe/Vienna",
        ),
        (
            "settings.update",
            json!({ "timeZone": "" }),
            "timeZone",
            "must be an IANA time zone, such as Europe/Vienna",
        ),
        ("members.invite", json!({ "email": "ann at home" }), "email", "must be an e-mail address"),
        (
            "members.update",
            json!({ "id": UNKNOWN, "role": "king" }),
            "role",
            "must be owner, admin or member",
        ),
        ("apiTokens.create", json!({ "name": "a", "scopes": [] }), "scopes", "must name at least one scope"),
        (
            "apiTokens.create",
            json!({ "name": "a".repeat(101), "scopes": ["read"] }),
            "name",
            "must be 1 to 100 characters",
        ),
        (
            "apiTokens.create",
            json!({ "name": "a", "scopes": ["read", "all"] }),
            "scopes[1]",
            "must be read, write, secrets or admin",
        ),
        (
            "contacts.create",
            json!({ "name": "a", "identifiers": vec![identifier.clone(); 21] }),
            "identifiers",
            "must be at most 20 items",
        ),
        (
            "contacts.create",
            json!({ "name": "a", "identifiers": [identifier] }),
            "identifiers[0].value",
            "must be 1 to 320 characters",
        ),
        (
            "conversations.pause",
            json!({ "id": "1", "reason": "a".repeat(501) }),
            "reason",
            "must be at most 500 characters",
        ),
        (
            "webhooks.regenerateSecretKey",
            json!({ "id": "1", "gracePeriodSeconds": 604_801 }),
            "gracePeriodSeconds",
            "must be at most 604800",
        ),
        ("webhooks.update", json!({ "id": "1", "ownerId": "" }), "ownerId", "must be 1 to 64 characters"),
        ("tasks.create", json!({ "title": "a", "contactId": "" }), "contactId", "must be 1 to 64 characters"),
    ] {
        let fields = rpc.try_mutate(procedure, input).await.refusal(400, "INVALID_PAYLOAD")["fields"].clone();
        let named = fields
            .as_array()
            .unwrap()
            .iter()
            .any(|field| *field == json!({ "path": path, "message": message }));
        assert!(named, "{procedure}: {fields}");
    }
    for (procedure, input, path, message) in [
        ("audit.list", json!({ "limit": 101 }), "limit", "must be 1 to 100"),
        ("audit.list", json!({ "userId": "ann" }), "userId", "must be an id: a UUID"),
        ("contacts.list", json!({ "search": "a".repeat(201) }), "search", "must be at most 200 characters"),
        ("conversations.transitions", json!({ "id": "1", "limit": 0 }), "limit", "must be 1 to 100"),
    ] {
        let fields = rpc.try_query(procedure, input).await.refusal(400, "INVALID_PAYLOAD")["fields"].clone();
        assert_eq!(fields, json!([{ "path": path, "message": message }]), "{procedure}");
    }
    server.finish().await;
}

#[tokio::test]
async fn every_answer_has_an_id_and_is_kept_by_nobody() {
    let server = TestServer::start().await;
    let mut ids = Vec::new();
    for rpc in [server.rpc(), server.rpc().as_nobody()] {
        for procedure in procedures() {
            let answer = rpc.try_call(&procedure, json!({})).await;
            assert_eq!(
                answer.header("cache-control"),
                "no-store",
                "{}: {:?}",
                procedure.name,
                answer.headers
            );
            let id = uuid::Uuid::parse_str(answer.header("x-request-id"));
            ids.push(id.unwrap());
        }
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    server.finish().await;
}

#[tokio::test]
async fn what_is_too_large_is_refused_by_every_mutation() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let mebibyte = 1024 * 1024;
    let input = |length: usize| {
        let empty = json!({ "id": UNKNOWN, "unknown": "" }).to_string();
        json!({ "id": UNKNOWN, "unknown": "a".repeat(length - empty.len()) }).to_string()
    };
    let (largest, too_large) = (input(mebibyte), input(mebibyte + 1));
    let _ = rpc.post("contacts.delete", "application/json", &largest).await.refusal(404, "NOT_FOUND");
    for procedure in procedures().iter().filter(|one| one.kind == ProcedureKind::Mutation) {
        let answer = rpc.post(&procedure.name, "application/json", &too_large).await;
        let _ = answer.refusal(413, "PAYLOAD_TOO_LARGE");
    }
    server.finish().await;
}

#[tokio::test]
async fn another_sites_page_changes_nothing_by_the_cookie() {
    let server = TestServer::start().await;
    let credentials = json!({ "email": OWNER_EMAIL, "password": OWNER_PASSWORD });
    let signed_in = server.rpc().as_nobody().try_mutate("auth.signInWithPassword", credentials.clone()).await;
    let cookie = server.rpc().with_cookie(&signed_in.session_cookie());
    for origin in ["https://elsewhere.example", "null", "http://127.0.0.1:1"] {
        let foreign = cookie.clone().header("origin", origin);
        for procedure in procedures().iter().filter(|one| one.kind == ProcedureKind::Mutation) {
            let _ = foreign.try_call(procedure, json!({})).await.refusal(403, "FORBIDDEN");
        }
        // Nor does it sign anybody in, nor out.
        let nobody = server.rpc().as_nobody().header("origin", origin);
        let refused = nobody.try_mutate("auth.signInWithPassword", credentials.clone()).await;
        let _ = refused.refusal(403, "FORBIDDEN");
        assert_eq!(refused.header("set-cookie"), "");
        assert_eq!(foreign.query("auth.me", Value::Null).await, signed_in.data());
        // A token is never sent by accident.
        let by_token = server.rpc().header("origin", origin);
        by_token.mutate("contacts.create", json!({ "name": "Ann" })).await;
    }
    cookie.header("origin", server.address()).mutate("contacts.create", json!({ "name": "Ann" })).await;
    server.finish().await;
}

/// What was logged from a mutation's beginning to its end, and the id of the request.
async fn logged(server: &TestServer, procedure: &str, input: Value) -> (Vec<Value>, String) {
    let before = server.output().all().len();
    let id = server.rpc().try_mutate(procedure, input).await.header("x-request-id").to_owned();
    let lines = eventually("the end of the request in the log", async || {
        let output = server.output().all();
        let lines = output[before..].lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let lines: Vec<_> = lines.collect();
        lines.iter().any(|line| line["fields"]["message"] == "answered").then_some(lines)
    })
    .await;
    (lines, id)
}

#[tokio::test]
async fn what_a_request_logs_carries_its_id() {
    let setup = Setup::default().set("PATCHBAY_LOG", "debug").set("PATCHBAY_LOG_FORMAT", "json");
    let server = setup.start().await;
    for (procedure, input, status) in [
        ("contacts.create", json!({ "name": "Ann" }), 200),
        ("contacts.create", json!({ "name": "" }), 400),
        ("webhooks.create", new_channel(), 200),
        ("webhooks.regenerateSecretKey", json!({ "id": "1" }), 200),
        ("members.remove", json!({ "id": UNKNOWN }), 404),
    ] {
        let (mut lines, id) = logged(&server, procedure, input).await;
        // The workers have their own to say meanwhile.
        lines.retain(|line| {
            let target = line["target"].as_str().unwrap();
            ["patchbay::http", "patchbay::rpc", "patchbay::actions"]
                .iter()
                .any(|part| target.starts_with(part))
        });
        for line in &lines {
            assert_eq!(line["span"]["id"], id.as_str(), "{line}");
            assert_eq!(line["span"]["route"], format!("/rspc/{procedure}"), "{line}");
        }
        let answered = lines.iter().filter(|line| line["fields"]["status"] == status).count();
        assert_eq!(answered, 1, "{lines:#?}");
    }
    server.finish().await;
}
