//! What one organization has, another neither sees nor changes: every procedure and every route, with every id there is.

use std::collections::BTreeSet;

use patchbay_tests::{Answer, Procedure, Rpc, TestServer, routes};
use serde_json::{Value, json};

use super::UNKNOWN;
use super::reads::everything;
use super::table::{Line, Then, fill, table};
use super::victim::{EVENT_TYPE, Victim};

/// Somebody of another organization, with a channel and a contact of their own.
struct Stranger {
    rpc: Rpc,
    channel: Value,
    contact: Value,
}

/// A server with a victim and a stranger.
async fn start() -> (TestServer, Victim, Stranger) {
    let mut server = TestServer::start().await;
    let token = server.second_organization().await;
    let victim = Victim::make(&server).await;
    let rpc = server.rpc().with_token(&token);
    let channel = json!({ "channelType": "custom_webhook", "channelName": "Mine" });
    let channel = rpc.mutate("webhooks.create", channel).await;
    let contact = rpc.mutate("contacts.create", json!({ "name": "Mine" })).await;
    let stranger = Stranger { rpc, channel: channel["id"].clone(), contact: contact["id"].clone() };
    (server, victim, stranger)
}

impl Stranger {
    /// What a procedure answers to an input with this id in its hole.
    async fn try_with(&self, procedure: &Procedure, input: &str, id: &str) -> Answer {
        let (channel, contact) = (self.channel.as_str().unwrap(), self.contact.as_str().unwrap());
        let input = fill(input, &[("$channel", channel), ("$contact", contact), ("?", id)]);
        self.rpc.try_call(procedure, input).await
    }

    /// Tries every id of the victim's in one input of a procedure; each answer must be the one to an id that nothing has.
    async fn walk(&self, procedure: &Procedure, input: &str, then: Then, victim: &Victim) {
        let name = &procedure.name;
        let nothing = self.try_with(procedure, input, UNKNOWN).await;
        victim.is_not_in(&nothing.text, name);
        match then {
            Then::Gone(code) => drop(nothing.refusal(404, code)),
            Then::Unknown => drop(nothing.refusal(401, "UNAUTHENTICATED")),
            Then::Empty => assert_eq!(nothing.data()["items"], json!([]), "{name} {input}"),
            Then::Answered => assert!(nothing.status < 500, "{name} {input}: {}", nothing.text),
        }
        if !input.contains("\"?\"") {
            return;
        }
        let mut ids: Vec<_> = victim.ids.iter().map(|(what, id)| (*what, id.as_str())).collect();
        if matches!(then, Then::Gone(_)) {
            // Numbers are counted in each organization, and the stranger has not come that far.
            ids.push(("number", "3"));
        }
        if name.starts_with("eventTypes.") {
            ids.push(("type of event", EVENT_TYPE));
        }
        for (what, id) in ids {
            let answer = self.try_with(procedure, input, id).await;
            let at = format!("{name} {input} with the id of the {what}");
            assert_eq!(answer.status, nothing.status, "{at}: {}", answer.text);
            assert_eq!(answer.text_alone(), nothing.text_alone(), "{at}");
        }
    }
}

async fn secret_key(victim: &Victim) -> Value {
    victim.owner.query("webhooks.getSecretKey", json!({ "id": victim.channel.id })).await
}

#[tokio::test]
async fn no_procedure_tells_a_stranger_anything_or_changes_anything() {
    let (server, victim, stranger) = start().await;
    let (key, before) = (secret_key(&victim).await, everything(&victim).await);
    for (procedure, Line { inputs, .. }) in table() {
        for (input, then) in *inputs {
            stranger.walk(&procedure, input, *then, &victim).await;
        }
    }
    server.idle().await;
    for ((what, now), (_, then)) in everything(&victim).await.into_iter().zip(before) {
        assert_eq!(now, then, "{what}");
    }
    assert_eq!(secret_key(&victim).await, key);
    server.finish().await;
}

#[tokio::test]
async fn cursors_of_another_organization_lead_nowhere() {
    let (server, victim, stranger) = start().await;
    let mut tried = BTreeSet::new();
    for (procedure, line) in table() {
        let (input, then) = line.inputs[0];
        if then != Then::Answered {
            continue;
        }
        let mut input = fill(input, &[]);
        input["limit"] = json!(1);
        let page = victim.owner.try_call(&procedure, input.clone()).await;
        let Some(cursor) = page.body["result"]["data"]["nextCursor"].as_str() else { continue };
        input["cursor"] = json!(cursor);
        let answer = stranger.rpc.try_call(&procedure, input).await;
        let _ = answer.data();
        victim.is_not_in(&answer.text, &procedure.name);
        tried.insert(procedure.name);
    }
    for list in ["audit.list", "conversations.list", "members.list", "tasks.list", "webhooks.list"] {
        assert!(tried.contains(list), "{tried:?}");
    }
    server.finish().await;
}

/// Every route, and what is asked of it with an id in place of `?`; nothing where there is none to guess. The REST API's are
/// nested, webhooks' under three prefixes of which one is tried here, and walked by every method in `rest/rights.rs`.
const ROUTES: [(&str, &str); 47] = [
    ("/", ""),
    ("/", "/webhooks?cursor=?"),
    ("/api/docs", ""),
    ("/api/docs/page.css", ""),
    ("/api/docs/page.js", ""),
    ("/api/openapi.json", ""),
    ("/api/v1/messages/{id}/attachments/{index}", "/api/v1/messages/?/attachments/0"),
    ("/api/v1/webhooks/health", ""),
    ("/api/webhooks/inbound/{token}", "/api/webhooks/inbound/?"),
    ("/api/webhooks/inbound/{token}/verify", "/api/webhooks/inbound/?/verify?challenge=1"),
    ("/app", ""),
    ("/app/", ""),
    ("/app/{*path}", ""),
    ("/confirmations", "/api/v1/confirmations?conversationId=?"),
    ("/confirmations/{id}", "/api/v1/confirmations/?"),
    ("/deliveries", "/api/v1/deliveries?webhookId=?"),
    ("/deliveries/{id}", "/api/v1/deliveries/?"),
    ("/deliveries/{id}/cancel", "/api/v1/deliveries/?/cancel"),
    ("/deliveries/{id}/retry", "/api/v1/deliveries/?/retry"),
    ("/event-types", "/api/v1/event-types?name=?"),
    ("/event-types", "/webhooks/event-types?name=?"),
    ("/event-types/{name}", "/api/v1/event-types/?"),
    ("/event-types/{name}/restore", "/api/v1/event-types/?/restore"),
    ("/events", "/api/v1/events?webhookId=?"),
    ("/events", "/webhooks/events?webhookId=?"),
    ("/events/batch", ""),
    ("/events/{id}", "/api/v1/events/?"),
    ("/events/{id}/deliveries", "/api/v1/events/?/deliveries"),
    ("/events/{id}/replay", "/api/v1/events/?/replay"),
    ("/healthz", ""),
    ("/integrations/logs", "/api/v1/integrations/logs?webhookId=?"),
    ("/messages/{id}", "/api/v1/messages/?"),
    ("/readyz", ""),
    ("/recoveries", "/api/v1/recoveries?cursor=?"),
    ("/recoveries/preview", "/api/v1/recoveries/preview?since=2026-01-01T00:00:00Z&webhookId=?"),
    ("/recoveries/{id}", "/api/v1/recoveries/?"),
    ("/{id}", "/webhooks/?"),
    ("/{id}/deliveries", "/webhooks/?/deliveries"),
    ("/{id}/deliveries/{delivery_id}", "/webhooks/?/deliveries/?"),
    ("/{id}/deliveries/{delivery_id}/retry", "/webhooks/?/deliveries/?/retry"),
    ("/{id}/disable", "/webhooks/?/disable"),
    ("/{id}/enable", "/webhooks/?/enable"),
    ("/{id}/logs", "/webhooks/?/logs"),
    ("/{id}/secret", "/webhooks/?/secret"),
    ("/{id}/secret/rotate", "/webhooks/?/secret/rotate"),
    ("/{id}/stats", "/webhooks/?/stats"),
    ("/{id}/test", "/webhooks/?/test"),
];

/// A path with this id wherever one belongs: the first `?` behind a slash or an equals sign.
fn fill_path(path: &str, id: &str) -> String {
    path.replace("/?", &format!("/{id}")).replace("=?", &format!("={id}"))
}

#[tokio::test]
async fn no_route_tells_a_stranger_anything() {
    assert_eq!(
        routes(),
        ROUTES.map(|(route, _)| route),
        "say in ROUTES what a stranger could ask a new route"
    );
    let (server, victim, stranger) = start().await;
    for (_, path) in ROUTES.iter().filter(|(_, path)| !path.is_empty()) {
        let nothing = stranger.rpc.fetch(&fill_path(path, UNKNOWN)).await;
        // The secret in a channel's URL is all that a sender needs, whoever it is.
        let ids = victim.ids.iter().filter(|(what, _)| *what != "URL of a channel");
        for (what, id) in ids {
            let answer = stranger.rpc.fetch(&fill_path(path, id)).await;
            assert_eq!(answer.status, nothing.status, "{path} with the id of the {what}: {}", answer.text);
            assert_eq!(answer.text_alone(), nothing.text_alone(), "{path} with the id of the {what}");
            victim.is_not_in(&answer.text, path);
        }
    }
    let attachment = format!("/api/v1/messages/{}/attachments/0", victim.id("mail"));
    stranger.rpc.fetch(&attachment).await.problem(404, "NOT_FOUND");
    assert_eq!(victim.owner.fetch(&attachment).await.status, 200);
    server.finish().await;
}
