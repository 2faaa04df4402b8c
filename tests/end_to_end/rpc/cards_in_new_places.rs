//! Card numbers in what members write about people, tokens and conversations: kept and logged nowhere.

use patchbay_tests::{MEMBER_PASSWORD, Rpc, Setup, TestServer, token_in};
use serde_json::{Value, json};

use crate::cards::{CARDS, nowhere, spellings};

/// A server that logs whatever it can.
async fn start() -> TestServer {
    Setup::default().set("PATCHBAY_LOG", "trace").start().await
}

/// Every card number in every spelling.
fn cards() -> Vec<String> {
    CARDS.iter().flat_map(|card| spellings(card)).collect()
}

/// What a mutation gives to an input with this in it; it says it back nowhere, be it a refusal.
async fn say(rpc: &Rpc, procedure: &str, card: &str, input: Value) -> Value {
    let answer = rpc.try_mutate(procedure, input).await;
    assert!(answer.status < 500, "{procedure}: {}", answer.text);
    assert!(!answer.text.contains(card), "{procedure}: {}", answer.text);
    answer.body["result"]["data"].clone()
}

async fn finish(mut server: TestServer) {
    nowhere(&server).await;
    server.stop().await;
    nowhere(&server).await;
    server.start_again().await;
    server.finish().await;
}

#[tokio::test]
async fn in_what_contacts_are_called() {
    let server = start().await;
    let rpc = server.rpc();
    for card in cards() {
        let name = format!("Ann {card}");
        let ann = say(&rpc, "contacts.create", &card, json!({ "name": name })).await;
        assert!(ann["name"].as_str().unwrap().starts_with("Ann "), "{ann}");
        let update = json!({ "id": ann["id"], "name": format!("{card} is Ann's"), "timeZone": "UTC" });
        say(&rpc, "contacts.update", &card, update).await;
        say(&rpc, "contacts.update", &card, json!({ "id": ann["id"], "timeZone": card })).await;
        say(&rpc, "contacts.delete", &card, json!({ "id": card })).await;
        rpc.query("contacts.list", json!({ "search": card })).await;
    }
    finish(server).await;
}

#[tokio::test]
async fn in_what_contacts_are_known_by() {
    let server = start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let ann = rpc.mutate("contacts.create", json!({ "name": "Ann" })).await;
    for card in cards() {
        let identifiers =
            json!([{ "kind": "custom", "value": format!("ann {card}"), "webhookId": channel.id }]);
        let input = json!({ "id": ann["id"], "name": "Bob", "identifiers": identifiers });
        say(&rpc, "contacts.update", &card, input.clone()).await;
        // A second time, so that it is refused as another's.
        for _ in 0..2 {
            say(&rpc, "contacts.create", &card, input.clone()).await;
        }
    }
    finish(server).await;
}

#[tokio::test]
async fn in_the_names_of_members_organizations_and_tokens() {
    let server = start().await;
    let rpc = server.rpc();
    for (number, card) in cards().into_iter().enumerate() {
        let name = format!("Name {card}");
        let invite = json!({ "email": format!("member{number}@example.com") });
        let link = rpc.mutate("members.invite", invite).await["invitationUrl"].clone();
        let token = token_in(link.as_str().unwrap());
        let join = json!({ "token": token, "name": name, "password": MEMBER_PASSWORD });
        say(&rpc.clone().as_nobody(), "auth.acceptInvitation", &card, join).await;
        say(&rpc, "auth.updateProfile", &card, json!({ "name": name })).await;
        say(&rpc, "settings.update", &card, json!({ "name": name })).await;
        say(&rpc, "apiTokens.create", &card, json!({ "name": name, "scopes": ["read"] })).await;
        // What browsers call themselves is shown with their sessions.
        let browser = rpc.clone().as_nobody().header("user-agent", &name);
        let credentials = json!({
            "email": format!("member{number}@example.com"), "password": MEMBER_PASSWORD,
        });
        say(&browser, "auth.signInWithPassword", &card, credentials).await;
    }
    finish(server).await;
}

#[tokio::test]
async fn in_the_reasons_of_steps() {
    let server = start().await;
    let rpc = server.rpc();
    let channel = server.create_channel(json!({})).await;
    let id = server.send_and_wait(&channel, "ann", "Please call Acme").await["conversationId"].clone();
    for card in cards() {
        for step in ["pause", "resume", "resolve", "reopen"] {
            let input = json!({ "id": id, "reason": format!("Paid with {card}") });
            let procedure = format!("conversations.{step}");
            say(&rpc, &procedure, &card, input).await;
        }
    }
    let kept = rpc.every("conversations.transitions", json!({ "id": id }), 100).await;
    assert_eq!(kept.len(), 4 * cards().len());
    assert!(kept.iter().all(|one| one["reason"].as_str().unwrap().starts_with("Paid with ")), "{kept:#?}");
    finish(server).await;
}
