//! `purge` of a webhook: its settings are gone for good, what happened by it can still be read (C28).

use patchbay_tests::{INBOUND_ADDRESS, Mail, Receiver, Reply, Rpc, Setup, TestServer, eventually};
use serde_json::{Value, json};

use super::{audited, events};

/// Why what was still to be done did not happen.
const PURGED: &str = "its webhook was removed for good";

/// Has the one job of this kind that is scheduled for later done now.
async fn make_due(server: &TestServer, kind: &str) {
    let sql = format!(
        "UPDATE jobs SET run_at = created_at WHERE run_at > created_at AND kind = '{kind}' RETURNING kind"
    );
    assert_eq!(server.database_texts(&sql).await.len(), 1);
}

/// How many rows of a webhook there are in each table that holds what its owner set.
async fn rows(server: &TestServer) -> Vec<String> {
    let tables =
        ["webhooks", "channels", "subscriptions", "targets", "verifications", "quota_logs", "consents"];
    let counts: Vec<_> = tables
        .iter()
        .map(|table| format!("SELECT '{table} ' || CAST(COUNT(*) AS TEXT) FROM {table}"))
        .collect();
    server.database_texts(&counts.join(" UNION ALL ")).await
}

async fn publish_lead(rpc: &Rpc, id: &str) -> Value {
    rpc.mutate("events.publish", json!({ "type": "lead.created", "data": { "leadId": id } })).await
}

/// The deliveries by a webhook, oldest first.
async fn deliveries(rpc: &Rpc, webhook: &Value) -> Vec<Value> {
    let mut found = rpc.every("deliveries.list", json!({ "webhookId": webhook }), 100).await;
    found.reverse();
    found
}

fn states(deliveries: &[Value]) -> Vec<&str> {
    deliveries.iter().map(|delivery| delivery["status"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_purged_subscription_is_gone_and_its_log_stays() {
    let mut server = TestServer::start().await;
    let member = server.join("mel@example.com", "member").await.rpc;
    let admin = server.join("ada@example.com", "admin").await.rpc;
    let receiver = server.watch(Receiver::of_events());
    receiver.script([Reply::status(200), Reply::status(500)]);
    let before = rows(&server).await;
    let subscribe = async || {
        let input =
            json!({ "url": receiver.url("/hook"), "events": ["lead.created"], "retryDelays": [3600] });
        server.rpc().mutate("subscriptions.create", input).await
    };
    let made = subscribe().await;
    let by_id = json!({ "id": made["id"] });
    let mut told = Vec::new();
    for (number, state) in [(1, "success"), (2, "retrying"), (3, "held")] {
        if state == "held" {
            admin.mutate("subscriptions.disable", by_id.clone()).await;
        }
        told.push(publish_lead(&admin, &format!("l-{number}")).await);
        eventually(state, async || {
            (states(&deliveries(&admin, &made["id"]).await).last() == Some(&state)).then_some(())
        })
        .await;
    }

    let purge = json!({ "id": made["id"], "purge": true });
    let _ = member.try_mutate("subscriptions.delete", purge.clone()).await.refusal(403, "FORBIDDEN");
    let of_channels = admin.try_mutate("webhooks.delete", purge.clone()).await;
    let _ = of_channels.refusal(404, "WEBHOOK_NOT_FOUND");
    assert_eq!(admin.mutate("subscriptions.delete", purge.clone()).await, by_id);
    for (procedure, input) in [
        ("subscriptions.delete", purge),
        ("subscriptions.restore", by_id.clone()),
        ("subscriptions.enable", by_id.clone()),
        ("subscriptions.test", by_id.clone()),
    ] {
        let _ = admin.try_mutate(procedure, input).await.refusal(404, "WEBHOOK_NOT_FOUND");
    }
    for procedure in ["subscriptions.get", "subscriptions.getSecret"] {
        let _ = admin.try_query(procedure, by_id.clone()).await.refusal(404, "WEBHOOK_NOT_FOUND");
    }
    let listed = admin.query("subscriptions.list", json!({ "includeDeleted": true })).await;
    assert_eq!(listed["items"], json!([]));
    assert_eq!(rows(&server).await, before);

    // What was still to be sent is called off.
    let log = eventually("the open deliveries to be called off", async || {
        let log = deliveries(&admin, &made["id"]).await;
        (states(&log) == ["success", "cancelled", "cancelled"]).then_some(log)
    })
    .await;
    make_due(&server, "attempt_delivery").await;
    server.idle().await;
    for (delivery, event) in log.iter().zip(&told) {
        let shown = admin.query("deliveries.get", json!({ "id": delivery["id"] })).await;
        assert_eq!((&shown["eventId"], &shown["status"]), (&event["id"], &delivery["status"]));
        assert!(shown["requestBody"].is_string(), "{shown}");
        assert_eq!(admin.query("events.get", json!({ "id": event["id"] })).await["data"], event["data"]);
    }
    assert_eq!(log[1]["lastError"], PURGED);
    assert_eq!(log[1]["attemptCount"], 1);
    publish_lead(&admin, "l-4").await;
    server.idle().await;
    assert_eq!(receiver.take_all().len(), 2, "nobody is told of anything any more");
    let entry = audited(&admin, "subscription.purged", made["id"].as_str().unwrap()).await;
    assert_eq!((&entry["before"]["name"], &entry["after"]), (&made["name"], &Value::Null));
    audited(&admin, "subscription.created", made["id"].as_str().unwrap()).await;
    assert_ne!(subscribe().await["number"], made["number"], "a number means one webhook for ever");
    server.finish().await;
}

#[tokio::test]
async fn a_purged_channel_is_gone_and_what_was_said_stays() {
    let server = TestServer::start().await;
    let second = server.second_instance().await;
    let admin = server.join("ada@example.com", "admin").await.rpc;
    let rpc = server.rpc();
    let before = rows(&server).await;
    let channel = server.create_channel(json!({ "channelName": "Back desk" })).await;
    let other = server.create_channel(json!({ "channelName": "Front desk" })).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let (conversation, task) =
        (json!({ "id": message["conversationId"] }), message["tasks"][0]["id"].clone());
    let seen = async || {
        let mut shown = rpc.query("conversations.get", conversation.clone()).await;
        shown["webhookName"].take();
        let task = rpc.query("tasks.get", json!({ "id": task })).await;
        json!([shown, server.thread(&message["conversationId"]).await, task])
    };
    let said = seen().await;
    let path = format!("/api/v1/webhooks/{}?purge=true", channel.id);
    admin.rest("DELETE", &path).expect(204).await;

    for prefix in ["/api/v1/webhooks", "/api/webhooks", "/webhooks"] {
        for id in [&channel.id, &channel.created["number"].to_string()] {
            let again = admin.rest("DELETE", &format!("{prefix}/{id}?purge=true")).send().await;
            again.problem(404, "WEBHOOK_NOT_FOUND");
        }
    }
    let _ = rpc
        .try_mutate("webhooks.restore", json!({ "id": channel.id }))
        .await
        .refusal(404, "WEBHOOK_NOT_FOUND");
    let hello = json!({ "content": "Hello" });
    server.inbound(&channel).json(&hello).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    if let Some(second) = second {
        second.inbound(&channel).json(&hello).send().await.problem(404, "WEBHOOK_NOT_FOUND");
        second.stop().await;
    }
    assert_eq!(seen().await, said);
    let reply = json!({ "id": message["conversationId"], "content": "Done" });
    let _ = rpc.try_mutate("conversations.reply", reply).await.refusal(404, "WEBHOOK_NOT_FOUND");
    rpc.mutate("conversations.resolve", conversation.clone()).await;
    assert_eq!(rpc.query("webhooks.get", json!({ "id": other.id })).await["isPrimary"], true);
    assert_eq!(events(&server, "channel.deleted").await.len(), 1);
    let entry = audited(&rpc, "webhook.purged", &channel.id).await;
    assert_eq!((&entry["before"]["name"], &entry["after"]), (&json!("Back desk"), &Value::Null));

    // One that was deleted before is told of once.
    rpc.mutate("webhooks.delete", json!({ "id": other.id, "purge": false })).await;
    rpc.mutate("webhooks.delete", json!({ "id": other.id, "purge": true })).await;
    assert_eq!(events(&server, "channel.deleted").await.len(), 2);
    assert_eq!(rows(&server).await, before);
    server.finish().await;
}

#[tokio::test]
async fn only_admins_purge_and_only_what_they_saw() {
    let mut server = TestServer::start().await;
    let member = server.join("mel@example.com", "member").await.rpc;
    let own = member
        .mutate("webhooks.create", json!({ "channelType": "custom_webhook", "channelName": "Mine" }))
        .await;
    let path = format!("/webhooks/{}", own["id"].as_str().unwrap());
    let purge = json!({ "id": own["id"], "purge": true });
    let refused = member.rest("DELETE", &format!("{path}?purge=true")).send().await;
    refused.problem(403, "FORBIDDEN");
    let _ = member.try_mutate("webhooks.delete", purge.clone()).await.refusal(403, "FORBIDDEN");
    let reader = server.rpc().by_token(&["read"]).await;
    reader.rest("DELETE", &format!("{path}?purge=true")).send().await.problem(403, "FORBIDDEN");
    for query in ["?purge=maybe", "?purge=", "?purge", "?purg=true", "?purge=true&purge=true"] {
        let refused = server.rpc().rest("DELETE", &format!("{path}{query}")).send().await;
        refused.problem(400, "INVALID_PAYLOAD");
    }
    let changed = json!({ "id": own["id"], "channelName": "Mine too" });
    member.mutate("webhooks.update", changed).await;
    let stale = server.rpc().rest("DELETE", &format!("{path}?purge=true"));
    let stale = stale.header("if-match", own["version"].as_str().unwrap()).send().await;
    assert_eq!(stale.status, 412, "{}", stale.text);
    // Whose it is may delete it; that one can be undone.
    member.rest("DELETE", &format!("{path}?purge=false")).expect(204).await;
    member.mutate("webhooks.restore", json!({ "id": own["id"] })).await;
    let eve = server.second_organization().await;
    let eve = server.rpc().with_token(&eve);
    eve.rest("DELETE", &format!("{path}?purge=true")).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    let _ = eve.try_mutate("webhooks.delete", purge.clone()).await.refusal(404, "WEBHOOK_NOT_FOUND");
    server.rpc().mutate("webhooks.delete", purge).await;
    server.finish().await;
}

#[tokio::test]
async fn messages_whose_turn_was_not_taken_fail_with_their_channel() {
    let server = Setup::default().with_limits().start().await;
    let rpc = server.rpc();
    let channel = server
        .create_channel(json!({
            "channelType": "email", "channelName": "Office mail", "rateLimitPerMinute": 1,
            "providerConfig": { "inboundEmailAddress": INBOUND_ADDRESS },
        }))
        .await;
    for company in ["Acme", "Initech"] {
        let mail = Mail::new("ann@client.example", "A call", &format!("Please call {company}"));
        assert_eq!(server.mail(&channel, mail.raw().await).send().await.status, 200);
    }
    let found = rpc.every("webhooks.getMessages", json!({ "webhookId": channel.id }), 100).await;
    let waiting = found.iter().find(|message| message["status"] == "deferred").unwrap();
    rpc.mutate("webhooks.delete", json!({ "id": channel.id, "purge": true })).await;
    make_due(&server, "take_turn").await;
    server.idle().await;
    let path = format!("/api/v1/messages/{}", waiting["id"].as_str().unwrap());
    let shown = rpc.rest("GET", &path).expect(200).await;
    assert_eq!((&shown["status"], &shown["error"]), (&json!("failed"), &json!(PURGED)));
    server.finish().await;
}
