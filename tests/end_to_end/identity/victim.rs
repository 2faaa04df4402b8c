//! The organization that a stranger is curious about: one of every kind of thing, each with a word by which it is known.

use patchbay_tests::{Channel, INBOUND_ADDRESS, Member, OWNER_EMAIL, Rpc, TestServer};
use serde_json::{Value, json};

use super::reads::session_of;

/// Stands in everything that the victim has.
pub(super) const WORD: &str = "xylophon";

/// What stands in the attachment.
const ATTACHED: &str = "xylophon plan";

/// The type of event that is the victim's own.
pub(super) const EVENT_TYPE: &str = "xylophon.broken";

/// The organization of a server's owner, with something of everything.
pub(super) struct Victim {
    /// Calls procedures as its owner.
    pub(super) owner: Rpc,
    pub(super) admin: Member,
    pub(super) member: Member,
    pub(super) channel: Channel,
    pub(super) contact: Value,
    /// Every id there is, by what it is the id of.
    pub(super) ids: Vec<(&'static str, String)>,
}

impl Victim {
    /// Fills the organization of a server's owner.
    pub(super) async fn make(server: &TestServer) -> Self {
        let owner = server.rpc();
        owner.mutate("settings.update", json!({ "name": "Xylophon Works" })).await;
        owner.mutate("auth.updateProfile", json!({ "name": "Xylophon Owner" })).await;
        let admin = server.join("xylophon-admin@example.com", "admin").await;
        let member = server.join("xylophon-member@example.com", "member").await;
        let invited = owner.mutate("members.invite", json!({ "email": "xylophon-new@example.com" })).await;
        let token = owner.mutate("apiTokens.create", json!({ "name": "Xylophon", "scopes": ["read"] })).await;

        let channel = named_channel(server).await;
        let mail = mail_with_attachment(server).await;
        let deleted = server.create_channel(json!({ "channelName": "Xylophon of old" })).await;
        owner.mutate("webhooks.delete", json!({ "id": deleted.id })).await;
        let mut message = Value::Null;
        for name in ["ann", "ben", "cleo"] {
            let sender = format!("xylophon-{name}");
            message = server.send_and_wait(&channel, &sender, "Please tune the Xylophon tomorrow").await;
        }
        let reply = server.only_reply(&message).await;
        let contact = json!({ "name": "Xylophon Ann", "identifiers": [{ "kind": "email", "value": "x@xylophon.example" }] });
        let contact = owner.mutate("contacts.create", contact).await;
        let fact = json!({ "contactId": contact["id"], "kind": "note", "text": "Plays the xylophon" });
        let fact = owner.mutate("facts.create", fact).await;
        let (feed, recovery) = feed(&owner).await;
        server.idle().await;

        let of = |value: &Value| value.as_str().unwrap().to_owned();
        let audited = owner.query("audit.list", json!({ "limit": 1 })).await;
        let me = owner.query("auth.me", Value::Null).await;
        let ids = vec![
            ("organization", of(&me["organization"]["id"])),
            ("owner", of(&me["user"]["id"])),
            ("admin", of(&admin.id)),
            ("member", of(&member.id)),
            ("invitation", of(&invited["invitation"]["id"])),
            ("session", session_of(&member).await),
            ("API token", of(&token["apiToken"]["id"])),
            ("audit entry", of(&audited["items"][0]["id"])),
            ("channel", channel.id.clone()),
            ("URL of a channel", channel.token.clone()),
            ("mail channel", of(&mail["webhookId"])),
            ("deleted channel", deleted.id),
            ("message", of(&message["id"])),
            ("reply", of(&reply["id"])),
            ("mail", of(&mail["id"])),
            ("conversation", of(&message["conversationId"])),
            ("task", of(&message["tasks"][0]["id"])),
            ("delivery", of(&reply["delivery"]["id"])),
            ("contact", of(&contact["id"])),
            ("fact", of(&fact["id"])),
            ("subscription", of(&feed["id"])),
            ("event", of(&owner.query("events.list", json!({ "limit": 1 })).await["items"][0]["id"])),
            ("recovery", of(&recovery["id"])),
        ];
        Self { owner, admin, member, channel, contact, ids }
    }

    /// The id of a thing.
    pub(super) fn id(&self, what: &str) -> &str {
        self.ids.iter().find(|(name, _)| *name == what).map(|(_, id)| id.as_str()).unwrap()
    }

    /// Fails where any word or id of the victim's stands in a text.
    #[track_caller]
    pub(super) fn is_not_in(&self, text: &str, whence: &str) {
        let lower = text.to_lowercase();
        for word in [WORD, OWNER_EMAIL].into_iter().chain(self.ids.iter().map(|(_, id)| id.as_str())) {
            assert!(!lower.contains(word), "{whence} tells {word}: {text}");
        }
    }
}

/// A subscription to something that never happens, a type of event, and a recovery.
async fn feed(owner: &Rpc) -> (Value, Value) {
    let url = "https://xylophon.example/hook";
    let feed = json!({ "name": "Xylophon feed", "url": url, "events": ["lead.created"] });
    let feed = owner.mutate("subscriptions.create", feed).await;
    let own = json!({ "name": EVENT_TYPE, "schema": {}, "sample": { "by": "xylophon" } });
    owner.mutate("eventTypes.register", own).await;
    let since = json!({ "since": "2026-01-01T00:00:00Z" });
    (feed, owner.mutate("recoveries.start", since).await)
}

async fn named_channel(server: &TestServer) -> Channel {
    let settings = json!({
        "channelName": "Xylophon desk",
        "tags": ["xylophon"],
        "metadata": { "note": "xylophon" },
        "providerConfig": { "authType": "none" },
    });
    server.create_channel(settings).await
}

async fn mail_with_attachment(server: &TestServer) -> Value {
    let settings = json!({
        "channelType": "email",
        "channelName": "Xylophon mail",
        "providerConfig": { "inboundEmailAddress": INBOUND_ADDRESS },
    });
    let channel = server.create_channel(settings).await;
    let raw = format!(
        "From: Xylophon Bob <bob@xylophon.example>\r\nTo: {INBOUND_ADDRESS}\r\nSubject: Xylophon plan\r\n\
         Message-ID: <1@xylophon.example>\r\nContent-Type: multipart/mixed; boundary=frontier\r\n\r\n\
         --frontier\r\n\r\nPlease look at the plan\r\n\
         --frontier\r\nContent-Type: text/plain; name=plan.txt\r\n\
         Content-Disposition: attachment; filename=plan.txt\r\n\r\n{ATTACHED}\r\n--frontier--\r\n"
    );
    let id = server.mail(&channel, raw).accepted().await;
    server.processed(&channel, &id).await
}
