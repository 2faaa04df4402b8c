//! Every procedure there is: who may call it, and with which inputs it is walked through. Written by hand on purpose: a
//! right that changes in the server has to change here too.

use std::collections::BTreeSet;

use patchbay_tests::{Procedure, procedures};
use serde_json::Value;

use Needs::{Admin, Anybody, Member, Owner};
use Then::{Answered, Empty, Gone, Unknown};

/// What a procedure asks of its caller: a role, and a scope where the caller is an API token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing.
    Anybody,
    /// Any member, and this scope.
    Member(&'static str),
    /// An admin, and this scope.
    Admin(&'static str),
    /// An owner, and this scope.
    Owner(&'static str),
}

/// What comes of an input in which an id is another organization's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// 404, with this code.
    Gone(&'static str),
    /// A list with nothing in it.
    Empty,
    /// 401: where it stands, a secret belongs.
    Unknown,
    /// There is no id in it; the answer tells of the caller's own.
    Answered,
}

/// A procedure.
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) needs: Needs,
    /// Inputs as JSON, of which the first one changes nothing that matters. `?`: the id that is tried; `$channel` and
    /// `$contact`: ids of the caller's own.
    pub(super) inputs: &'static [(&'static str, Then)],
}

const fn line(name: &'static str, needs: Needs, inputs: &'static [(&'static str, Then)]) -> Line {
    Line { name, needs, inputs }
}

const NOT_FOUND: Then = Gone("NOT_FOUND");
const WEBHOOK: Then = Gone("WEBHOOK_NOT_FOUND");
const NOTHING: &[(&str, Then)] = &[("null", Answered)];
const ALL: &[(&str, Then)] = &[("{}", Answered)];
const ID: &[(&str, Then)] = &[(r#"{"id":"?"}"#, NOT_FOUND)];
const OF_WEBHOOK: &[(&str, Then)] = &[(r#"{"id":"?"}"#, WEBHOOK)];
const NAME: &[(&str, Then)] = &[(r#"{"name":"?"}"#, NOT_FOUND)];
const RECOVERED: &[(&str, Then)] = &[(r#"{"webhookId":"?","since":"2026-01-01T00:00:00Z"}"#, WEBHOOK)];
const CONVERSATIONS: &[(&str, Then)] =
    &[("{}", Answered), (r#"{"webhookId":"?"}"#, Empty), (r#"{"contactId":"?"}"#, Empty)];

const TABLE: &[Line] = &[
    line("analytics.usage", Member("read"), ALL),
    line("apiTokens.create", Member("admin"), &[(r#"{"name":"","scopes":["read"]}"#, Answered)]),
    line(
        "apiTokens.list",
        Member("admin"),
        &[(r#"{"includeRevoked":true}"#, Answered), (r#"{"userId":"?","includeRevoked":true}"#, Empty)],
    ),
    line("apiTokens.revoke", Member("admin"), ID),
    line("assistant.feedback", Member("read"), ALL),
    line("assistant.preview", Member("read"), &[(r#"{"webhookId":"?"}"#, WEBHOOK)]),
    line(
        "audit.list",
        Admin("admin"),
        &[("{}", Answered), (r#"{"userId":"?"}"#, Empty), (r#"{"subject":"?"}"#, Empty)],
    ),
    line(
        "auth.acceptInvitation",
        Anybody,
        &[(r#"{"token":"?","name":"Eve","password":"long enough to be one"}"#, NOT_FOUND)],
    ),
    line("auth.changePassword", Member("admin"), &[(r#"{"newPassword":"short"}"#, Answered)]),
    line("auth.me", Member("read"), NOTHING),
    line("auth.readInvitation", Anybody, &[(r#"{"token":"?"}"#, NOT_FOUND)]),
    line("auth.requestPasswordReset", Anybody, &[(r#"{"email":"nobody@example.com"}"#, Answered)]),
    line(
        "auth.resetPassword",
        Anybody,
        &[(r#"{"token":"?","newPassword":"long enough to be one"}"#, Unknown)],
    ),
    line("auth.signIn", Anybody, &[(r#"{"token":"?"}"#, Unknown)]),
    line(
        "auth.signInWithPassword",
        Anybody,
        &[(r#"{"email":"nobody@example.com","password":"long enough to be one"}"#, Unknown)],
    ),
    line("auth.signOut", Member("read"), NOTHING),
    line("auth.updateProfile", Member("admin"), &[(r#"{"name":"Walker"}"#, Answered)]),
    line("confirmations.count", Member("read"), NOTHING),
    line("confirmations.get", Member("read"), ID),
    line(
        "confirmations.list",
        Member("read"),
        &[("{}", Answered), (r#"{"conversationId":"?"}"#, Empty), (r#"{"waiting":true}"#, Answered)],
    ),
    line("confirmations.settle", Member("write"), &[(r#"{"id":"?","agree":true}"#, NOT_FOUND)]),
    line(
        "contacts.create",
        Member("write"),
        &[(r#"{"name":"Mine","identifiers":[{"kind":"custom","value":"mine","webhookId":"?"}]}"#, WEBHOOK)],
    ),
    line("contacts.delete", Member("write"), ID),
    line("contacts.get", Member("read"), ID),
    line("contacts.list", Member("read"), &[("{}", Answered), (r#"{"search":"xylophon"}"#, Empty)]),
    line(
        "contacts.merge",
        Member("write"),
        &[(r#"{"id":"?","intoId":"$contact"}"#, NOT_FOUND), (r#"{"id":"$contact","intoId":"?"}"#, NOT_FOUND)],
    ),
    line(
        "contacts.update",
        Member("write"),
        &[
            (r#"{"id":"?","name":"Mine"}"#, NOT_FOUND),
            (
                r#"{"id":"$contact","identifiers":[{"kind":"custom","value":"mine","webhookId":"?"}]}"#,
                WEBHOOK,
            ),
        ],
    ),
    line("conversations.archive", Member("write"), ID),
    line("conversations.get", Member("read"), ID),
    line("conversations.list", Member("read"), CONVERSATIONS),
    line("conversations.messages", Member("read"), ID),
    line("conversations.pause", Member("write"), ID),
    line("conversations.reopen", Member("write"), ID),
    line("conversations.reply", Member("write"), &[(r#"{"id":"?","content":"Hello"}"#, NOT_FOUND)]),
    line("conversations.resolve", Member("write"), ID),
    line("conversations.resume", Member("write"), ID),
    line("conversations.transitions", Member("read"), ID),
    line("deliveries.cancel", Member("write"), ID),
    line("deliveries.get", Member("read"), ID),
    line(
        "deliveries.list",
        Member("read"),
        &[
            ("{}", Answered),
            (r#"{"webhookId":"?"}"#, Empty),
            (r#"{"messageId":"?"}"#, Empty),
            (r#"{"eventId":"?"}"#, Empty),
        ],
    ),
    line("deliveries.retry", Member("write"), ID),
    line("eventTypes.archive", Admin("write"), NAME),
    line("eventTypes.get", Member("read"), NAME),
    line("eventTypes.list", Member("read"), NOTHING),
    line("eventTypes.register", Admin("write"), &[(r#"{"name":"","schema":{},"sample":{}}"#, Answered)]),
    line("eventTypes.restore", Admin("write"), NAME),
    line("events.get", Member("read"), ID),
    line("events.list", Member("read"), &[("{}", Answered), (r#"{"webhookId":"?"}"#, Empty)]),
    line("events.publish", Member("write"), &[(r#"{"type":"no.such","data":{}}"#, Answered)]),
    line("events.publishMany", Member("write"), &[(r#"{"events":[]}"#, Answered)]),
    line("events.replay", Member("write"), ID),
    line("facts.create", Member("write"), &[(r#"{"contactId":"?","kind":"note","text":"Mine"}"#, NOT_FOUND)]),
    line("facts.delete", Member("write"), ID),
    line("facts.list", Member("read"), &[(r#"{"contactId":"?"}"#, NOT_FOUND)]),
    line("facts.update", Member("write"), &[(r#"{"id":"?","text":"Mine"}"#, NOT_FOUND)]),
    line("live.changes", Member("read"), NOTHING),
    line("members.createPasswordReset", Admin("admin"), ID),
    line("members.invitations", Admin("admin"), ALL),
    line("members.invite", Admin("admin"), &[(r#"{"email":"walker@example.com"}"#, Answered)]),
    line("members.list", Member("read"), ALL),
    line("members.remove", Admin("admin"), ID),
    line("members.revokeInvitation", Admin("admin"), ID),
    line("members.update", Admin("admin"), &[(r#"{"id":"?","role":"member"}"#, NOT_FOUND)]),
    line("messages.correct", Member("write"), &[(r#"{"messageId":"?"}"#, NOT_FOUND)]),
    line("messages.markReviewed", Member("write"), ID),
    line("recoveries.cancel", Member("write"), ID),
    line("recoveries.get", Member("read"), ID),
    line("recoveries.list", Member("read"), ALL),
    line("recoveries.preview", Member("read"), RECOVERED),
    line("recoveries.start", Member("write"), RECOVERED),
    line("sessions.end", Member("admin"), ID),
    line("sessions.endOthers", Member("admin"), NOTHING),
    line("sessions.list", Member("admin"), ALL),
    line("settings.get", Member("read"), NOTHING),
    line(
        "settings.update",
        Owner("admin"),
        &[
            (r#"{"timeZone":"Europe/Vienna"}"#, Answered),
            (r#"{"quietHours":{"from":"22:00","to":"07:00"}}"#, Answered),
        ],
    ),
    line("subscriptions.create", Admin("write"), &[(r#"{"url":"","events":[]}"#, Answered)]),
    line("subscriptions.delete", Admin("write"), OF_WEBHOOK),
    line("subscriptions.disable", Admin("write"), OF_WEBHOOK),
    line("subscriptions.enable", Admin("write"), OF_WEBHOOK),
    line("subscriptions.get", Member("read"), OF_WEBHOOK),
    line("subscriptions.getSecret", Admin("secrets"), OF_WEBHOOK),
    line("subscriptions.list", Member("read"), &[(r#"{"includeDeleted":true}"#, Answered)]),
    line("subscriptions.restore", Admin("write"), OF_WEBHOOK),
    line("subscriptions.rotateSecret", Admin("secrets"), OF_WEBHOOK),
    line("subscriptions.test", Admin("write"), OF_WEBHOOK),
    line(
        "subscriptions.update",
        Admin("write"),
        &[(r#"{"id":"?","name":"Mine"}"#, WEBHOOK), (r#"{"id":"?","isActive":false}"#, WEBHOOK)],
    ),
    line("tasks.approve", Member("write"), ID),
    line("tasks.cancel", Member("write"), ID),
    line("tasks.complete", Member("write"), ID),
    line(
        "tasks.create",
        Member("write"),
        &[
            (r#"{"title":"Mine","conversationId":"?"}"#, NOT_FOUND),
            (r#"{"title":"Mine","contactId":"?"}"#, NOT_FOUND),
        ],
    ),
    line("tasks.fail", Member("write"), &[(r#"{"id":"?","error":"broken"}"#, NOT_FOUND)]),
    line("tasks.get", Member("read"), ID),
    line(
        "tasks.list",
        Member("read"),
        &[
            ("{}", Answered),
            (r#"{"conversationId":"?"}"#, Empty),
            (r#"{"contactId":"?"}"#, Empty),
            (r#"{"sourceWebhookId":"?"}"#, Empty),
            (r#"{"search":"xylophon"}"#, Empty),
            (r#"{"assignee":"xylophon"}"#, Empty),
        ],
    ),
    line("tasks.story", Member("read"), ID),
    line(
        "tasks.update",
        Member("write"),
        &[(r#"{"id":"?","title":"Mine","status":"in_progress"}"#, NOT_FOUND)],
    ),
    line(
        "webhooks.create",
        Member("write"),
        &[(r#"{"channelType":"custom_webhook","channelName":""}"#, Answered)],
    ),
    line("webhooks.delete", Member("write"), OF_WEBHOOK),
    line("webhooks.get", Member("read"), OF_WEBHOOK),
    line("webhooks.getConversations", Member("read"), CONVERSATIONS),
    line("webhooks.getMessages", Member("read"), &[(r#"{"webhookId":"?"}"#, WEBHOOK)]),
    line("webhooks.getSecretKey", Member("secrets"), OF_WEBHOOK),
    line("webhooks.list", Member("read"), &[(r#"{"includeInactive":true}"#, Answered)]),
    line("webhooks.regenerateSecretKey", Member("secrets"), OF_WEBHOOK),
    line("webhooks.regenerateToken", Member("write"), OF_WEBHOOK),
    line("webhooks.restore", Member("write"), OF_WEBHOOK),
    line("webhooks.sendVerification", Member("write"), &[(r#"{"id":"?","to":"eve@example.com"}"#, WEBHOOK)]),
    line("webhooks.test", Member("write"), OF_WEBHOOK),
    line(
        "webhooks.update",
        Member("write"),
        &[
            (r#"{"id":"?","isActive":false}"#, WEBHOOK),
            (r#"{"id":"?","providerConfig":{"outboundWebhookUrl":null}}"#, WEBHOOK),
            (r#"{"id":"$channel","ownerId":"?"}"#, NOT_FOUND),
        ],
    ),
    line("webhooks.verify", Member("write"), &[(r#"{"id":"?","code":"123456"}"#, WEBHOOK)]),
];

/// Every procedure with its line; fails where the bindings and the table name others.
pub(super) fn table() -> Vec<(Procedure, &'static Line)> {
    let found = procedures();
    let names = |names: &mut dyn Iterator<Item = &str>| names.map(str::to_owned).collect::<BTreeSet<_>>();
    let bound = names(&mut found.iter().map(|procedure| procedure.name.as_str()));
    let listed = names(&mut TABLE.iter().map(|line| line.name));
    let missing: Vec<_> = bound.difference(&listed).collect();
    assert!(missing.is_empty(), "say in tests/end_to_end/identity/table.rs who may call {missing:?}");
    let gone: Vec<_> = listed.difference(&bound).collect();
    assert!(gone.is_empty(), "tests/end_to_end/identity/table.rs names what is gone: {gone:?}");
    let of = |procedure: &Procedure| TABLE.iter().find(|line| line.name == procedure.name).unwrap();
    found
        .into_iter()
        .map(|procedure| {
            let line = of(&procedure);
            (procedure, line)
        })
        .collect()
}

/// An input with its holes filled.
pub(super) fn fill(input: &str, holes: &[(&str, &str)]) -> Value {
    let filled = holes.iter().fold(input.to_owned(), |text, (hole, id)| {
        text.replace(&format!("\"{hole}\""), &Value::from(*id).to_string())
    });
    serde_json::from_str(&filled).unwrap()
}
