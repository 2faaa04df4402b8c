//! Everything that can be read of an organization, to be compared with what it was.

use patchbay_tests::Member;
use serde_json::{Value, json};

use super::victim::{Victim, WORD};

/// What a member sees of their first session.
pub(super) async fn session_of(member: &Member) -> String {
    let sessions = member.rpc.query("sessions.list", json!({})).await;
    sessions["items"][0]["id"].as_str().unwrap().to_owned()
}

/// Everything of the victim's, by what it is read with.
pub(super) async fn everything(victim: &Victim) -> Vec<(String, Value)> {
    let owner = &victim.owner;
    let mut seen = Vec::new();
    for (list, filters) in [
        ("apiTokens.list", json!({ "includeRevoked": true })),
        ("audit.list", json!({})),
        ("contacts.list", json!({})),
        ("conversations.list", json!({})),
        ("conversations.messages", json!({ "id": victim.id("conversation") })),
        ("conversations.transitions", json!({ "id": victim.id("conversation") })),
        ("deliveries.list", json!({})),
        ("events.list", json!({})),
        ("members.invitations", json!({})),
        ("members.list", json!({})),
        ("recoveries.list", json!({})),
        ("subscriptions.list", json!({ "includeDeleted": true })),
        ("tasks.list", json!({})),
        ("webhooks.getMessages", json!({ "webhookId": victim.id("channel") })),
        ("webhooks.getMessages", json!({ "webhookId": victim.id("mail channel") })),
        ("webhooks.list", json!({ "includeInactive": true })),
    ] {
        let items = owner.every(list, filters.clone(), 100).await;
        // Nobody has moved the conversation.
        assert!(!items.is_empty() || list == "conversations.transitions", "{list}");
        seen.push((format!("{list} {filters}"), json!(items)));
    }
    seen.push(("settings.get".into(), owner.query("settings.get", Value::Null).await));
    seen.push((
        "deliveries.get".into(),
        owner.query("deliveries.get", json!({ "id": victim.id("delivery") })).await,
    ));
    for member in [&victim.admin, &victim.member] {
        seen.push((format!("auth.me of {}", member.name), member.rpc.query("auth.me", Value::Null).await));
        let sessions = member.rpc.query("sessions.list", json!({})).await;
        seen.push((format!("sessions.list of {}", member.name), sessions));
    }
    let attachment = owner.fetch(&format!("/api/v1/messages/{}/attachments/0", victim.id("mail"))).await;
    assert!(attachment.status == 200 && attachment.text.contains(WORD), "{}", attachment.text);
    seen.push(("the attachment".into(), json!(attachment.text)));
    for (_, value) in &mut seen {
        forget_when_used(value);
    }
    seen
}

/// When something last was used is noted to the minute, so it moves while a test runs.
fn forget_when_used(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| name != "lastSeenAt" && name != "lastUsedAt");
            members.values_mut().for_each(forget_when_used);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_when_used),
        _ => {}
    }
}
