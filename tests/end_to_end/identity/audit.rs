//! The audit trail: who changed what, from where, in which request, and how it was before.

use patchbay_tests::{Answer, MEMBER_PASSWORD, Rpc, TestServer};
use serde_json::{Value, json};

const EMAIL: &str = "mel@example.com";

/// The entries that a filter leaves, newest first.
async fn entries(rpc: &Rpc, filters: Value) -> Vec<Value> {
    rpc.every("audit.list", filters, 100).await
}

/// The entry that an answer's request made with this action.
async fn entry_of(rpc: &Rpc, answer: &Answer, action: &str) -> Value {
    let all = entries(rpc, json!({ "action": action })).await;
    let id = answer.header("x-request-id");
    let found: Vec<_> = all.into_iter().filter(|entry| entry["requestId"] == id).collect();
    assert_eq!(found.len(), 1, "{action} by {}: {found:?}", answer.text);
    found[0].clone()
}

async fn me(rpc: &Rpc) -> Value {
    rpc.query("auth.me", Value::Null).await["user"].clone()
}

/// Does each of these; every one must stand in the trail as done by this member with this token.
async fn audited(server: &TestServer, rpc: &Rpc, token: &Value, done: &[(&str, Value, &str, &Value)]) {
    let me = me(rpc).await;
    for (procedure, input, action, subject) in done {
        let answer = rpc.try_mutate(procedure, input.clone()).await;
        let data = answer.data();
        let entry = entry_of(&server.rpc(), &answer, action).await;
        // What is made new names itself.
        let subject = if subject.is_null() { &data["id"] } else { subject };
        assert_eq!(entry["subject"], *subject, "{procedure}: {entry}");
        assert_eq!(entry["actor"], "user", "{entry}");
        assert_eq!((&entry["userId"], &entry["userName"]), (&me["id"], &me["name"]), "{entry}");
        assert_eq!((&entry["address"], &entry["apiTokenId"]), (&json!("127.0.0.1"), token), "{entry}");
    }
}

/// Changes of the daily work: procedure, input, action and subject.
async fn work(server: &TestServer, rpc: &Rpc, token: &Value) {
    let channel = server.create_channel(json!({ "channelName": "Desk" })).await;
    let message = server.send_and_wait(&channel, "ann", "Please call Acme").await;
    let (webhook, conversation) = (json!(channel.id), &message["conversationId"]);
    let task = &message["tasks"][0]["id"];
    let contact = rpc.mutate("contacts.create", json!({ "name": "Ann" })).await["id"].clone();
    let by = |id: &Value| json!({ "id": id });
    let with = |id: &Value, name: &str, value: Value| json!({ "id": id, name: value });
    let new = &Value::Null;
    let done = [
        ("tasks.create", json!({ "title": "Water the plants" }), "task.created", new),
        ("tasks.update", with(task, "title", json!("Call Initech")), "task.updated", task),
        ("tasks.complete", by(task), "task.completed", task),
        ("contacts.create", json!({ "name": "Ben" }), "contact.created", new),
        ("contacts.update", with(&contact, "name", json!("Anna")), "contact.updated", &contact),
        ("contacts.delete", by(&contact), "contact.deleted", &contact),
        (
            "conversations.reply",
            with(conversation, "content", json!("Done")),
            "conversation.replied",
            conversation,
        ),
        ("conversations.pause", by(conversation), "conversation.paused", conversation),
        ("conversations.resume", by(conversation), "conversation.resumed", conversation),
        ("conversations.resolve", by(conversation), "conversation.resolved", conversation),
        ("conversations.reopen", by(conversation), "conversation.reopened", conversation),
        ("conversations.archive", by(conversation), "conversation.archived", conversation),
        ("webhooks.update", with(&webhook, "channelName", json!("Front")), "webhook.updated", &webhook),
        ("webhooks.regenerateToken", by(&webhook), "webhook.token_regenerated", &webhook),
        ("webhooks.regenerateSecretKey", by(&webhook), "webhook.secret_key_regenerated", &webhook),
        ("webhooks.delete", by(&webhook), "webhook.deleted", &webhook),
        ("webhooks.restore", by(&webhook), "webhook.restored", &webhook),
    ];
    audited(server, rpc, token, &done).await;
    let revealed = rpc.try_query("webhooks.getSecretKey", by(&webhook)).await;
    let entry = entry_of(&server.rpc(), &revealed, "webhook.secret_key_revealed").await;
    assert_eq!((&entry["subject"], &entry["apiTokenId"]), (&webhook, token), "{entry}");
}

#[tokio::test]
async fn the_daily_work_is_kept_with_who_did_it() {
    let server = TestServer::start().await;
    let admin = server.join(EMAIL, "admin").await;
    work(&server, &admin.rpc, &Value::Null).await;
    server.finish().await;
}

#[tokio::test]
async fn what_a_script_does_names_its_token() {
    let server = TestServer::start().await;
    let admin = server.join(EMAIL, "admin").await;
    let made = admin.rpc.create_token(&["write", "secrets"]).await;
    let script = admin.rpc.clone().with_token(made["token"].as_str().unwrap());
    work(&server, &script, &made["apiToken"]["id"]).await;
    server.finish().await;
}

#[tokio::test]
async fn what_is_done_to_members_is_kept() {
    let server = TestServer::start().await;
    let rpc = server.sign_in(patchbay_tests::OWNER_EMAIL, patchbay_tests::OWNER_PASSWORD).await;
    let member = server.join(EMAIL, "member").await;
    let invited =
        rpc.mutate("members.invite", json!({ "email": "new@example.com" })).await["invitation"].clone();
    let token = rpc.create_token(&["read"]).await["apiToken"]["id"].clone();
    let (own, organization) = (me(&rpc).await["id"].clone(), rpc.query("settings.get", Value::Null).await);
    let by = |id: &Value| json!({ "id": id });
    let role = json!({ "id": member.id, "role": "admin" });
    let done = [
        ("members.update", role, "member.role_changed", &member.id),
        ("members.createPasswordReset", by(&member.id), "member.password_reset_created", &member.id),
        ("members.revokeInvitation", by(&invited["id"]), "member.invitation_revoked", &invited["id"]),
        ("members.remove", by(&member.id), "member.removed", &member.id),
        ("apiTokens.revoke", by(&token), "api_token.revoked", &token),
        ("settings.update", json!({ "name": "Acme" }), "organization.updated", &organization["id"]),
        ("auth.updateProfile", json!({ "timeZone": "Europe/Vienna" }), "member.updated", &own),
    ];
    audited(&server, &rpc, &Value::Null, &done).await;

    let invited = rpc.try_mutate("members.invite", json!({ "email": "new@example.com" })).await;
    let entry = entry_of(&rpc, &invited, "member.invited").await;
    assert_eq!(entry["subject"], invited.data()["invitation"]["id"]);
    let made = rpc.try_mutate("apiTokens.create", json!({ "name": "A script", "scopes": ["read"] })).await;
    let entry = entry_of(&rpc, &made, "api_token.created").await;
    assert_eq!(entry["subject"], made.data()["apiToken"]["id"]);
    server.finish().await;
}

#[tokio::test]
async fn coming_and_going_is_kept() {
    let server = TestServer::start().await;
    let member = server.join(EMAIL, "member").await;
    let joined = entries(&server.rpc(), json!({ "userId": member.id })).await;
    let actions: Vec<_> = joined.iter().map(|entry| &entry["action"]).collect();
    assert_eq!(actions, ["member.signed_in", "member.joined"]);

    let input = json!({ "email": EMAIL, "password": MEMBER_PASSWORD });
    let signed_in = server.rpc().as_nobody().try_mutate("auth.signInWithPassword", input).await;
    let entry = entry_of(&server.rpc(), &signed_in, "member.signed_in").await;
    assert_eq!((&entry["userId"], &entry["address"]), (&member.id, &json!("127.0.0.1")));
    assert_eq!(entry["after"], json!({ "method": "password" }));
    assert_eq!(entry["subject"], signed_in.data()["sessionId"]);
    let rpc = server.rpc().with_cookie(&signed_in.session_cookie());
    let change = json!({ "currentPassword": MEMBER_PASSWORD, "newPassword": "another good password" });
    for (procedure, input, action) in [
        ("auth.changePassword", change, "member.password_changed"),
        ("auth.signOut", Value::Null, "member.signed_out"),
    ] {
        let answer = rpc.try_mutate(procedure, input).await;
        let entry = entry_of(&server.rpc(), &answer, action).await;
        assert_eq!(entry["userId"], member.id, "{entry}");
    }
    server.finish().await;
}

#[tokio::test]
async fn how_it_was_and_how_it_is_are_kept() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let renamed = rpc.try_mutate("auth.updateProfile", json!({ "name": "Olga" })).await;
    let entry = entry_of(&rpc, &renamed, "member.updated").await;
    assert_eq!(entry["after"]["name"], "Olga");
    assert!(
        entry["before"]["name"] != "Olga" && entry["before"]["email"] == entry["after"]["email"],
        "{entry}"
    );
    let task = rpc.mutate("tasks.create", json!({ "title": "Call Acme", "priority": "low" })).await;
    let changed = rpc.try_mutate("tasks.update", json!({ "id": task["id"], "priority": "high" })).await;
    let entry = entry_of(&rpc, &changed, "task.updated").await;
    assert_eq!((&entry["before"]["priority"], &entry["after"]["priority"]), (&json!("low"), &json!("high")));
    // What was refused changed nothing and is not there.
    let refused = rpc.try_mutate("tasks.update", json!({ "id": task["id"], "title": "" })).await;
    let id = refused.header("x-request-id");
    assert!(entries(&rpc, json!({})).await.iter().all(|entry| entry["requestId"] != id));
    server.finish().await;
}
