//! Pausing, resuming, resolving, reopening and archiving conversations: 002 FR-09 and nothing else.

use futures::future::join_all;
use patchbay_tests::{Answer, Channel, LiveChanges, Rpc, TestServer};
use serde_json::{Value, json};

use super::{UNKNOWN, audited, events, owner_at_both};

const STEPS: [&str; 5] = ["pause", "resume", "resolve", "reopen", "archive"];

/// The types of the events that steps are told by.
const STEPS_TAKEN: &str = "conversation.updated', 'conversation.resolved";

/// Every status, the steps that lead there from a new conversation, and the steps of FR-09 from there with their ends.
type Standing = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);
const STANDINGS: [Standing; 4] = [
    ("active", &[], &[("pause", "paused"), ("resolve", "resolved"), ("archive", "archived")]),
    ("paused", &["pause"], &[("resume", "active"), ("archive", "archived")]),
    ("resolved", &["resolve"], &[("reopen", "active"), ("archive", "archived")]),
    ("archived", &["archive"], &[]),
];

async fn begun(server: &TestServer, channel: &Channel, sender: &str) -> Value {
    server.send_and_wait(channel, sender, "Please call Acme").await["conversationId"].clone()
}

async fn take(rpc: &Rpc, step: &str, id: &Value) -> Answer {
    rpc.try_mutate(&format!("conversations.{step}"), json!({ "id": id })).await
}

/// All that a step leaves of a conversation.
async fn traces(server: &TestServer, id: &Value) -> Value {
    let rpc = server.rpc();
    let told = events(server, STEPS_TAKEN).await;
    json!({
        "conversation": rpc.query("conversations.get", json!({ "id": id })).await,
        "transitions": rpc.every("conversations.transitions", json!({ "id": id }), 100).await,
        "audit": rpc.every("audit.list", json!({ "subject": id }), 100).await,
        "events": told.into_iter().filter(|event| event["conversationId"] == *id).collect::<Vec<_>>(),
    })
}

#[tokio::test]
async fn the_steps_of_fr_09_lead_on_and_all_others_nowhere() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    for (status, way, allowed) in STANDINGS {
        for step in STEPS {
            let id = begun(&server, &channel, &format!("{step} when {status}")).await;
            for earlier in way {
                let _ = take(&rpc, earlier, &id).await.data();
            }
            let before = traces(&server, &id).await;
            assert_eq!(before["conversation"]["status"], status);
            let answer = take(&rpc, step, &id).await;
            let Some((_, end)) = allowed.iter().find(|(name, _)| *name == step) else {
                let message = answer.refusal(409, "CONFLICT")["message"].clone();
                let number = before["conversation"]["number"].to_string();
                assert!(message.as_str().unwrap().contains(&format!("{number} is {status}")), "{message}");
                assert_eq!(traces(&server, &id).await, before, "{step} when {status}");
                continue;
            };
            let mut moved = before["conversation"].clone();
            moved["status"] = json!(end);
            assert_eq!(answer.data(), moved, "{step} when {status}");
            assert_eq!(rpc.query("conversations.get", json!({ "id": id })).await, moved);
        }
    }
    server.finish().await;
}

#[tokio::test]
async fn every_step_is_written_down_with_who_and_why() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let ann = server.join("ann@example.com", "member").await;
    let channel = server.create_channel(json!({})).await;
    let id = begun(&server, &channel, "bob").await;
    let number = rpc.query("conversations.get", json!({ "id": id })).await["number"].to_string();
    let me = rpc.query("auth.me", Value::Null).await["user"].clone();
    let mut changes = LiveChanges::open(&ann.rpc).await;
    let steps = [
        ("pause", "paused", "active", "paused", json!("I take over"), &rpc, &me["id"], &me["name"]),
        ("resume", "resumed", "paused", "active", json!(null), &ann.rpc, &ann.id, &json!(ann.name)),
        ("resolve", "resolved", "active", "resolved", json!("Paid"), &ann.rpc, &ann.id, &json!(ann.name)),
        ("reopen", "reopened", "resolved", "active", json!("é".repeat(500)), &rpc, &me["id"], &me["name"]),
        ("archive", "archived", "active", "archived", json!("Over"), &rpc, &me["id"], &me["name"]),
    ];
    for (step, done, from, to, reason, who, user_id, user_name) in &steps {
        // People say its number.
        let input = json!({ "id": number, "reason": reason });
        let answer = who.try_mutate(&format!("conversations.{step}"), input).await;
        assert_eq!(answer.data()["id"], id);
        let told = |change: &Value| change["kind"] == "conversation" && change["id"] == id;
        let change = changes.until(step, told).await;
        assert_eq!((&change["conversationId"], &change["webhookId"]), (&id, &json!(channel.id)));

        let newest = rpc.query("conversations.transitions", json!({ "id": id, "limit": 1 })).await;
        let mut transition = newest["items"][0].clone();
        let kept = transition.as_object_mut().unwrap();
        let (entry_id, at) = (kept.remove("id").unwrap(), kept.remove("at").unwrap());
        let expected =
            json!({ "from": from, "to": to, "reason": reason, "userId": user_id, "userName": user_name });
        assert_eq!(transition, expected, "{step}");

        let entry = audited(&rpc, &format!("conversation.{done}"), id.as_str().unwrap()).await;
        assert_eq!((&entry["id"], &entry["at"]), (&entry_id, &at));
        assert_eq!((&entry["actor"], &entry["userId"]), (&json!("user"), *user_id));
        assert_eq!(entry["requestId"], answer.header("x-request-id"));
        let change = (&entry["before"], &entry["after"]);
        assert_eq!(change, (&json!({ "status": from }), &json!({ "status": to, "reason": reason })));
    }

    let mut told = events(&server, STEPS_TAKEN).await;
    told.retain(|event| event.get("previousStatus").is_some());
    assert_eq!(told.len(), steps.len(), "{told:#?}");
    for (event, (_, _, from, to, reason, _, user_id, _)) in told.iter().zip(&steps) {
        let expected = json!({
            "conversationId": id, "previousStatus": from, "status": to, "reason": reason, "userId": user_id,
            "senderIdentifier": "bob", "contextSummary": event["contextSummary"],
        });
        assert_eq!(event, &expected);
    }
    let pages = rpc.every("conversations.transitions", json!({ "id": number }), 2).await;
    let ends: Vec<_> = pages.iter().map(|one| one["to"].as_str().unwrap()).collect();
    assert_eq!(ends, ["archived", "active", "resolved", "active", "paused"]);
    server.finish().await;
}

#[tokio::test]
async fn what_is_no_step_is_refused() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let id = begun(&server, &channel, "ann").await;
    let before = traces(&server, &id).await;
    for step in STEPS {
        let procedure = format!("conversations.{step}");
        for unknown in [UNKNOWN, "nonsense", "7"] {
            let _ = rpc.try_mutate(&procedure, json!({ "id": unknown })).await.refusal(404, "NOT_FOUND");
        }
        assert_eq!(rpc.try_mutate(&procedure, json!({})).await.refused_fields(), ["id"], "{procedure}");
        for reason in [json!("a".repeat(501)), json!(7)] {
            let answer = rpc.try_mutate(&procedure, json!({ "id": id, "reason": reason })).await;
            assert_eq!(answer.refused_fields(), ["reason"], "{procedure}");
        }
    }
    let _ =
        rpc.try_query("conversations.transitions", json!({ "id": UNKNOWN })).await.refusal(404, "NOT_FOUND");
    assert_eq!(traces(&server, &id).await, before);
    // Blanks are no reason.
    rpc.mutate("conversations.pause", json!({ "id": id, "reason": " \n" })).await;
    assert_eq!(traces(&server, &id).await["transitions"][0]["reason"], Value::Null);
    server.finish().await;
}

#[tokio::test]
async fn of_the_same_step_at_once_one_is_taken() {
    let server = TestServer::start().await;
    let second = server.second_instance().await;
    let callers = owner_at_both(&server, second.as_ref());
    let channel = server.create_channel(json!({})).await;
    let id = begun(&server, &channel, "ann").await;
    for round in 1..=5 {
        for step in ["pause", "resume"] {
            let answers = join_all(callers.iter().map(|rpc| take(rpc, step, &id))).await;
            let (taken, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
            assert_eq!((taken.len(), refused.len()), (1, 1), "{answers:#?}");
            let _ = refused[0].refusal(409, "CONFLICT");
        }
        let transitions = callers[0].every("conversations.transitions", json!({ "id": id }), 100).await;
        assert_eq!(transitions.len(), 2 * round);
    }
    if let Some(second) = second {
        second.stop().await;
    }
    server.finish().await;
}

#[tokio::test]
async fn different_steps_at_once_follow_one_another() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    for round in 0..5 {
        let id = begun(&server, &channel, &format!("sender {round}")).await;
        let answers = join_all(STEPS.map(|step| take(&rpc, step, &id))).await;
        let transitions = rpc.every("conversations.transitions", json!({ "id": id }), 100).await;
        assert_eq!(transitions.len(), answers.iter().filter(|answer| answer.status == 200).count());
        let mut status = json!("active");
        for transition in transitions.iter().rev() {
            assert_eq!(transition["from"], status, "{transitions:#?}");
            status = transition["to"].clone();
        }
        assert_eq!(rpc.query("conversations.get", json!({ "id": id })).await["status"], status);
    }
    server.finish().await;
}
