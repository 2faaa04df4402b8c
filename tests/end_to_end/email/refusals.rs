//! A mail server that does not take it: what is tried again, what is not, and what the owner is told.

use patchbay_tests::{
    Channel, Mail, ReceivedMail, SMTP_PASSWORD, SMTP_USER, SmtpAnswer, SmtpStep, TestServer,
};
use serde_json::{Value, json};

use super::{CLIENT, hand_in, start};

/// The delivery of the only answer to a mail of a new client, once it is in one of these states.
async fn answered(server: &TestServer, channel: &Channel, client: &str, states: &[&str]) -> Value {
    let mail = Mail::new(client, "Broken boiler", "Please call Acme tomorrow at 3pm");
    let message = hand_in(server, channel, mail.raw().await).await;
    let reply = server.only_reply(&message).await;
    let delivery = server.delivery_in(&reply["delivery"]["id"], states).await;
    let reply = server.only_reply(&message).await;
    let shown = if delivery["status"] == "success" { "delivered" } else { "failed" };
    assert_eq!((&reply["status"], &reply["error"]), (&json!(shown), &delivery["lastError"]));
    delivery
}

async fn outbound_error(server: &TestServer, channel: &Channel) -> Value {
    server.rpc().query("webhooks.get", json!({ "id": channel.id })).await["outboundError"].clone()
}

#[tokio::test]
async fn not_now_is_tried_again_and_arrives_once() {
    let (server, smtp, channel) = start().await;
    smtp.script([
        SmtpAnswer::error(SmtpStep::Data, 451, "4.7.1 Greylisted"),
        SmtpAnswer::error(SmtpStep::Connect, 421, "4.3.2 Too busy"),
    ])
    .await;
    let delivery = answered(&server, &channel, CLIENT, &["success"]).await;
    let attempts = delivery["attempts"].as_array().unwrap();
    let seen: Vec<_> =
        attempts.iter().map(|one| (one["outcome"].as_str().unwrap(), one["status"].as_u64())).collect();
    assert_eq!(seen, [("failed", Some(451)), ("failed", Some(421)), ("success", Some(250))]);
    assert_eq!(
        attempts[0]["error"],
        "The mail server 127.0.0.1 did not take the mail now (451): 4.7.1 Greylisted"
    );
    assert_eq!(outbound_error(&server, &channel).await, Value::Null);
    // The only one: finish() would find a second.
    smtp.next().await;
    server.finish().await;
}

#[tokio::test]
async fn no_for_good_is_the_end_and_says_why() {
    let (server, smtp, channel) = start().await;
    let mut clients = 0;
    for (answer, sentence) in [
        (
            SmtpAnswer::error(SmtpStep::Recipient, 550, "5.1.1 No such user"),
            "The mail server 127.0.0.1 refused the address bob1@client.example (550): 5.1.1 No such user",
        ),
        (
            SmtpAnswer::error(SmtpStep::Sender, 553, "5.7.1 Not yours"),
            "The mail server 127.0.0.1 refused the sender office@example.com (553): 5.7.1 Not yours. Check \
             fromAddress in the channel's settings.",
        ),
        (
            SmtpAnswer::error(SmtpStep::Data, 554, "5.6.0 Spam"),
            "The mail server 127.0.0.1 refused the mail (554): 5.6.0 Spam",
        ),
    ] {
        smtp.script([answer]).await;
        clients += 1;
        let client = format!("bob{clients}@client.example");
        let delivery = answered(&server, &channel, &client, &["failed"]).await;
        assert_eq!(
            (&delivery["lastError"], &delivery["attemptCount"]),
            (&json!(sentence), &json!(1)),
            "{delivery}"
        );
        let error = outbound_error(&server, &channel).await;
        assert_eq!(error["message"], sentence);
        assert!(error["at"].is_string(), "{error}");
    }
    // By hand it is sent again, and what leaves well clears the error.
    let failed =
        server.rpc().query("deliveries.list", json!({ "status": "failed" })).await["items"][0].clone();
    server.rpc().mutate("deliveries.retry", json!({ "id": failed["id"] })).await;
    server.delivery_in(&failed["id"], &["success"]).await;
    smtp.next().await;
    assert_eq!(outbound_error(&server, &channel).await, Value::Null);
    server.finish().await;
}

#[tokio::test]
async fn a_wrong_password_is_said_and_stands_nowhere() {
    let (server, smtp, _) = start().await;
    let wrong = "an old password for the post";
    let channel = server.create_email_channel(&smtp, json!({ "smtpPassword": wrong })).await;
    // The server says back what it was told.
    let echo = SmtpAnswer::error(SmtpStep::Auth, 535, &format!("5.7.8 {SMTP_USER} may not say {wrong}"));
    smtp.script([echo]).await;
    let sentence = "The mail server 127.0.0.1 refused the user name or password (535). Check them in the channel's \
                    settings.";
    for client in ["bob@client.example", "dan@client.example"] {
        let delivery = answered(&server, &channel, client, &["failed"]).await;
        assert_eq!(
            (&delivery["lastError"], &delivery["attemptCount"]),
            (&json!(sentence), &json!(1)),
            "{delivery}"
        );
        assert!(!delivery.to_string().contains(wrong), "{delivery}");
    }
    assert_eq!(outbound_error(&server, &channel).await["message"], sentence);
    let passwords = [wrong.to_owned(), SMTP_PASSWORD.to_owned()];
    assert_eq!(server.places_of(&passwords).await, Vec::<String>::new());
    let output = server.output().all();
    assert!(passwords.iter().all(|password| !output.contains(password)));
    server.finish().await;
}

#[tokio::test]
async fn what_was_taken_without_a_word_is_sent_again_under_the_same_id() {
    let (server, smtp, channel) = start().await;
    smtp.script([SmtpAnswer::cut_after_taking()]).await;
    let delivery = answered(&server, &channel, CLIENT, &["success"]).await;
    let outcomes: Vec<_> =
        delivery["attempts"].as_array().unwrap().iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["unknown", "success"]);
    let error = delivery["attempts"][0]["error"].as_str().unwrap();
    assert!(error.contains("did not say whether it took it") && error.contains("same Message-ID"), "{error}");
    let [first, second]: [ReceivedMail; 2] = [smtp.next().await, smtp.next().await];
    assert_eq!((&first.mail.message_id, &first.raw), (&second.mail.message_id, &second.raw));

    // Cut before that, nothing was taken, and no doubt is left.
    smtp.script([SmtpAnswer::cut(SmtpStep::Sender)]).await;
    let delivery = answered(&server, &channel, "dan@client.example", &["success"]).await;
    assert_eq!(delivery["attempts"][0]["outcome"], "failed", "{delivery}");
    smtp.next().await;
    server.finish().await;
}
