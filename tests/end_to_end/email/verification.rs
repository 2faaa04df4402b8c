//! A channel is proved by a code that comes by mail.

use patchbay_tests::{INBOUND_ADDRESS, TestServer};
use serde_json::{Value, json};

use super::{CLIENT, inbox_channel, start};

/// The six digits in a text, which has no others like them.
fn code_in(text: &str) -> String {
    let numbers: Vec<_> = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|number| number.len() == 6)
        .collect();
    assert_eq!(numbers.len(), 1, "{text}");
    numbers[0].to_owned()
}

#[tokio::test]
async fn a_code_that_came_by_mail_verifies_the_channel() {
    let (server, smtp, channel) = start().await;
    let rpc = server.rpc();
    assert_eq!(channel.created["isVerified"], false);
    let id = json!({ "id": channel.id });
    for to in [
        Value::Null,
        json!("nobody"),
        json!("Ann <ann@agency.example>"),
        json!("a@b.example\r\nBcc: c@d.example"),
    ] {
        let input = json!({ "id": channel.id, "to": to });
        assert_eq!(rpc.try_mutate("webhooks.sendVerification", input).await.refused_fields(), ["to"], "{to}");
    }
    let input = json!({ "id": channel.id, "to": "Ann@agency.example" });
    let started = rpc.mutate("webhooks.sendVerification", input).await;
    assert_eq!(started["sentTo"], "ann@agency.example", "{started}");
    let received = smtp.next().await;
    let read = &received.mail;
    assert_eq!(received.envelope_to, ["ann@agency.example"]);
    assert_eq!(read.subject, "Your code for Office mail");
    assert_eq!((read.in_reply_to.as_str(), read.header("auto-submitted")), ("", "auto-generated"));
    let code = code_in(&read.text);
    assert!(read.text.contains("Office mail") && read.text.contains("10 minutes"), "{read:?}");
    let delivery = server.delivery_in(&started["deliveryId"], &["success"]).await;
    assert_eq!(delivery["kind"], "verification");
    // It is put in as it leaves, and kept nowhere. (Six digits may well stand in an id, so not all is searched.)
    let attempt = &delivery["attempts"][0];
    for kept in [&delivery["requestBody"], &attempt["responseBody"], &attempt["error"]] {
        assert!(!kept.as_str().unwrap_or_default().contains(&code), "{kept}");
    }

    let wrong = if code == "000000" { "000001" } else { "000000" };
    let refused = rpc.try_mutate("webhooks.verify", json!({ "id": channel.id, "code": wrong })).await;
    let _ = refused.refusal(400, "VERIFICATION_FAILED");
    let verified = rpc.mutate("webhooks.verify", json!({ "id": channel.id, "code": code })).await;
    assert_eq!(verified["isVerified"], true, "{verified}");
    assert_eq!(rpc.query("webhooks.get", id).await["isVerified"], true);
    server.finish().await;
}

#[tokio::test]
async fn without_a_mail_server_there_is_no_code() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({ "inboundEmailAddress": INBOUND_ADDRESS })).await;
    let input = json!({ "id": channel.id, "to": CLIENT });
    let refused = server.rpc().try_mutate("webhooks.sendVerification", input).await;
    let refusal = refused.refusal(409, "CONFLICT");
    assert!(refusal["message"].as_str().unwrap().contains("no mail server"), "{refusal}");
    server.finish().await;
}
