//! STOP over the quota holds at once, though its turn waits.

use patchbay_tests::{FakeTwilio, Setup, SmsForm, TestServer};
use serde_json::json;

use super::{inbound_messages, let_waiting_turns_be_taken, update, waiting};

const SENDER: &str = "+15005550006";

/// What the sender said about being texted.
async fn consent(server: &TestServer) -> Vec<String> {
    server.database_texts(&format!("SELECT state FROM consents WHERE address = '{SENDER}'")).await
}

#[tokio::test]
async fn nothing_is_sent_after_a_stop_that_still_waits_for_its_turn() {
    let twilio = FakeTwilio::start();
    let server = Setup::default().with_limits().with_twilio(&twilio).start().await;
    let channel = server.create_sms_channel(json!({})).await;
    update(&server, &channel, json!({ "rateLimitPerMinute": 1 })).await;
    let text = async |words: &str| {
        let answer = server.text(&channel, &SmsForm::new(SENDER, words)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
    };
    text("Please call Acme").await;
    twilio.next().await;
    server.idle().await;
    let first = inbound_messages(&server, &channel).await.remove(0);
    let conversation = first["conversationId"].clone();

    text("STOP").await;
    let stop = inbound_messages(&server, &channel).await.pop().unwrap();
    assert_eq!((&stop["status"], &stop["unanswered"]), (&json!("deferred"), &json!("opt_out")));
    assert_eq!(waiting(&server, &channel).await, 1);
    assert_eq!(consent(&server).await, ["opted_out"]);

    let reply = async |words: &str| {
        let input = json!({ "id": conversation, "content": words });
        server.rpc().mutate("conversations.reply", input).await
    };
    let withheld = reply("Done").await;
    assert!(withheld["error"].as_str().unwrap().starts_with("Not sent: "), "{withheld}");
    assert!(twilio.untaken().is_empty());

    // START waits as well and holds as well; the turns of both change nothing, in whichever order they come.
    text("START").await;
    assert_eq!(waiting(&server, &channel).await, 2);
    assert_eq!(consent(&server).await, ["opted_in"]);
    let_waiting_turns_be_taken(&server).await;
    assert_eq!(consent(&server).await, ["opted_in"]);
    assert_eq!(waiting(&server, &channel).await, 0);
    assert_eq!(reply("Welcome back").await["error"], json!(null));
    let sent = twilio.next().await;
    assert!(sent.form().contains(&("Body".to_owned(), "Welcome back".to_owned())), "{:?}", sent.form());
    server.finish().await;
}
