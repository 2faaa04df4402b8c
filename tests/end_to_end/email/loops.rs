//! Two programs that answer each other come to an end.

use patchbay_tests::Mail;
use serde_json::{Value, json};

use super::{CLIENT, hand_in, sent, start};

#[tokio::test]
async fn a_correspondent_gets_twenty_automatic_answers_a_day() {
    let (server, smtp, channel) = start().await;
    let robot = "helpdesk@client.example";
    let mut last: Option<String> = None;
    let mut conversation = Value::Null;
    for round in 1..=20 {
        let mut mail =
            Mail::new(robot, "Your request", &format!("Please call us about ticket {round} tomorrow"));
        if let Some(id) = &last {
            mail = mail.in_reply_to(id);
        }
        let message = hand_in(&server, &channel, mail.raw().await).await;
        assert_eq!(message["unanswered"], json!(null), "it has no marker");
        conversation = message["conversationId"].clone();
        last = Some(smtp.next().await.mail.message_id);
    }
    for round in 21..=22 {
        let mail =
            Mail::new(robot, "Re: Your request", &format!("Please call us about ticket {round} tomorrow"));
        let message = hand_in(&server, &channel, mail.raw().await).await;
        let replies = sent(&server, &message).await;
        assert_eq!(replies.len(), round);
        let withheld = replies.last().unwrap();
        assert_eq!(
            (&withheld["status"], &withheld["delivery"]["status"]),
            (&json!("failed"), &json!("cancelled"))
        );
        let error = withheld["error"].as_str().unwrap();
        assert!(error.starts_with("Not sent: helpdesk@client.example got 20 automatic answers"), "{error}");
        assert_eq!(withheld["delivery"]["attemptCount"], 0);
    }
    let shown = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await;
    assert_eq!(shown["outboundError"], json!(null), "{shown}");

    // A member's own words go, and so does what others are answered.
    let input = json!({ "id": conversation, "content": "Who is this?" });
    server.rpc().mutate("conversations.reply", input).await;
    assert_eq!(smtp.next().await.mail.text.trim(), "Who is this?");
    let mail = Mail::new(CLIENT, "Broken boiler", "Please call Acme tomorrow").raw().await;
    hand_in(&server, &channel, mail).await;
    assert_eq!(smtp.next().await.envelope_to, [CLIENT]);
    server.finish().await;
}
