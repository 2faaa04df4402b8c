//! By text: a phone that was proved by a code is a member's, and the carriers' words keep their meaning.

use patchbay_tests::{Channel, FakeTwilio, SmsForm, TestServer, eventually};
use serde_json::{Value, json};

use super::{answer, code, confirmations, tasks};
use crate::sms::{office, text_and_wait};

pub(crate) const OWNER: &str = "+15005550100";
const STRANGER: &str = "+15005550111";

/// An SMS channel whose owner's phone was proved, and what changes about it.
pub(crate) async fn proved(assistant: Value) -> (FakeTwilio, TestServer, Channel) {
    let (twilio, server, channel) = office().await;
    let rpc = server.rpc();
    let sent = rpc.mutate("webhooks.sendVerification", json!({ "id": channel.id, "to": OWNER })).await;
    let code = twilio.next().await.form()[2].1[..6].to_owned();
    server.delivery_in(&sent["deliveryId"], &["success"]).await;
    rpc.mutate("webhooks.verify", json!({ "id": channel.id, "code": code })).await;
    rpc.mutate("webhooks.update", json!({ "id": channel.id, "assistant": assistant })).await;
    (twilio, server, channel)
}

/// Texts something and takes what is texted back.
async fn text(
    twilio: &FakeTwilio,
    server: &TestServer,
    channel: &Channel,
    from: &str,
    words: &str,
) -> String {
    let message = text_and_wait(server, channel, &SmsForm::new(from, words)).await;
    let told = answer(server, &message).await;
    if !told.is_empty() {
        let sent = twilio.next().await;
        assert_eq!(sent.form()[0].1, from);
    }
    told
}

#[tokio::test]
async fn yes_settles_what_one_waits_for_and_cancel_stays_the_carriers_word() {
    let (twilio, server, channel) = proved(json!({ "requireConfirmation": true })).await;
    text(&twilio, &server, &channel, OWNER, "Please call Acme").await;
    // "YES" opts in as well; that is no reason to hear nothing.
    let done = text(&twilio, &server, &channel, OWNER, "YES").await;
    assert!(done.contains("Task 1: Call Acme"), "{done}");
    let asked = text(&twilio, &server, &channel, OWNER, "Please order paper").await;

    for word in ["STOP", "CANCEL"] {
        assert_eq!(text(&twilio, &server, &channel, OWNER, word).await, "");
        assert_eq!(confirmations(&server).await[0]["status"], "pending", "{word}");
    }
    let id = confirmations(&server).await[0]["id"].clone();
    server.rpc().mutate("confirmations.settle", json!({ "id": id, "agree": true })).await;
    assert_eq!(tasks(&server).await.len(), 2);
    let thread = server.thread(&confirmations(&server).await[0]["conversationId"]).await;
    let last = thread.last().unwrap();
    assert_eq!(last["delivery"]["status"], "cancelled", "nothing leaves after STOP: {last}");

    assert_eq!(text(&twilio, &server, &channel, OWNER, "START").await, "");
    let told = text(&twilio, &server, &channel, OWNER, &format!("N {}", code(&asked))).await;
    assert_eq!(told, "That was agreed to already: new task \"Order paper\".");
    server.finish().await;
}

#[tokio::test]
async fn a_strangers_request_is_put_before_the_owner_who_answers_by_text() {
    let (twilio, server, channel) = proved(json!({})).await;
    let form = SmsForm::new(STRANGER, "Please send me an offer").and("ProfileName", "Sue");
    let message = text_and_wait(&server, &channel, &form).await;
    // Her answer and the question to the owner leave side by side.
    let mut sent = [twilio.next().await, twilio.next().await].map(|one| {
        let form = one.form();
        (form[0].1.clone(), form[2].1.clone())
    });
    sent.sort();
    let [(owner, asked), (stranger, told)] = sent;
    assert_eq!((owner.as_str(), stranger.as_str()), (OWNER, STRANGER));
    assert!(told.contains("Task 1: Send me an offer"), "{told}");
    assert!(!told.contains("Y "), "a stranger gets no code: {told}");
    let code = code(&asked);
    assert!(
        asked.contains(STRANGER) && asked.contains("asks for: new task \"Send me an offer\"."),
        "{asked}"
    );
    assert!(
        asked.ends_with(&format!("Y {code} to agree, N {code} to decline. It waits for 24 hours.")),
        "{asked}"
    );
    assert_eq!(tasks(&server).await[0]["needsApproval"], true);

    // The stranger cannot have guessed it, and it would be of no use.
    let told = text(&twilio, &server, &channel, STRANGER, &format!("Y {code}")).await;
    assert_eq!(told, format!("There is nothing under {code} that you could settle."));
    assert_eq!(tasks(&server).await[0]["needsApproval"], true);

    let told = text(&twilio, &server, &channel, OWNER, &format!("Y {code}")).await;
    assert_eq!(told, "Agreed: new task \"Send me an offer\".");
    assert_eq!(tasks(&server).await[0]["needsApproval"], false);
    let settled = &confirmations(&server).await[0];
    assert_eq!((&settled["status"], &settled["messageId"]), (&json!("agreed"), &message["id"]));
    server.finish().await;
}

#[tokio::test]
async fn a_member_hears_of_everything_and_a_strangers_phone_of_nothing() {
    let (twilio, server, channel) = proved(json!({})).await;
    server.rpc().mutate("tasks.create", json!({ "title": "Fire the intern quietly" })).await;
    let told = text(&twilio, &server, &channel, OWNER, "What is open?").await;
    assert!(told.contains("Task 1: Fire the intern quietly"), "{told}");
    let told = text(&twilio, &server, &channel, STRANGER, "What is open?").await;
    assert!(!told.contains("intern"), "{told}");
    text(&twilio, &server, &channel, OWNER, "Task 1 is done").await;
    eventually("the task to be done", async || {
        (tasks(&server).await[0]["status"] == "completed").then_some(())
    })
    .await;
    server.finish().await;
}
