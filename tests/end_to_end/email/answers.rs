//! A mail makes a task, and its answer arrives in the thread of what it answers.

use patchbay_tests::{INBOUND_ADDRESS, Mail, ReceivedMail, SMTP_USER};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{CLIENT, hand_in, sent, start};

/// `{message}.{conversation}@domain`: both ids are those of the answer in the thread.
fn assert_our_id(received: &ReceivedMail, reply: &Value) {
    let id = received.mail.message_id.trim_matches(['<', '>']);
    let (left, domain) = id.split_once('@').unwrap();
    let (message, conversation) = left.split_once('.').unwrap();
    assert!(Uuid::try_parse(message).is_ok() && Uuid::try_parse(conversation).is_ok(), "{id}");
    assert_eq!((json!(message), json!(conversation)), (reply["id"].clone(), reply["conversationId"].clone()));
    assert_eq!((domain, &reply["externalMessageId"]), ("example.com", &json!(id)));
}

#[tokio::test]
async fn a_mail_makes_a_task_and_an_answer_in_its_thread() {
    let (server, smtp, channel) = start().await;
    let mail = Mail::new(
        "Zoë Müller <zoe@client.example>",
        "Grüße aus Köln 👋",
        "Please call Söhne & Co 📞 tomorrow at 3pm",
    );
    let message = hand_in(&server, &channel, mail.raw().await).await;
    assert_eq!(message["tasks"].as_array().unwrap().len(), 1, "{message}");
    assert!(message["tasks"][0]["title"].as_str().unwrap().contains("Söhne & Co"), "{message}");
    assert_eq!(message["senderIdentifier"], "zoe@client.example");
    assert_eq!(message["senderName"], "Zoë Müller");
    assert_eq!(message["email"]["subject"], "Grüße aus Köln 👋");
    assert_eq!(message["email"]["to"], json!([INBOUND_ADDRESS]));
    assert_eq!((&message["unanswered"], &message["review"]), (&Value::Null, &Value::Null));

    let received = smtp.next().await;
    assert!(received.secure);
    assert_eq!((received.user.as_str(), received.envelope_from.as_str()), (SMTP_USER, SMTP_USER));
    assert_eq!(received.envelope_to, ["zoe@client.example"]);
    let read = &received.mail;
    assert_eq!(
        (read.from.as_slice(), read.to.as_slice()),
        (&[SMTP_USER.to_owned()][..], &received.envelope_to[..])
    );
    assert!(read.header("from").contains("Office mail"), "{read:?}");
    assert_eq!(read.subject, "Re: Grüße aus Köln 👋");
    assert_eq!(
        (read.in_reply_to.as_str(), read.references.as_slice()),
        (mail.message_id(), &[mail.message_id().to_owned()][..])
    );
    assert_eq!(read.header("auto-submitted"), "auto-replied");
    assert_eq!(read.header("x-auto-response-suppress"), "All");
    assert!(!read.header("date").is_empty());
    let reply = server.only_reply(&message).await;
    assert_our_id(&received, &reply);
    assert_eq!(json!(read.text.trim()), reply["content"]);
    assert!(read.text.contains("Söhne & Co"), "{read:?}");
    let delivery = server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    assert_eq!(delivery["targetUrl"], "mailto:zoe@client.example");
    assert_eq!(delivery["attempts"][0]["status"], 250, "{delivery}");
    server.finish().await;
}

#[tokio::test]
async fn three_rounds_are_one_thread() {
    let (server, smtp, _) = start().await;
    let with_reply_to = json!({ "replyToAddress": INBOUND_ADDRESS });
    let channel = server.create_email_channel(&smtp, with_reply_to).await;
    let mut chain: Vec<String> = Vec::new();
    let mut conversation = Value::Null;
    for (round, (subject, text)) in [
        ("Broken boiler", "Please call Acme tomorrow at 3pm"),
        ("Re: Broken boiler", "What is the status?\n\nOn Tue, Office mail wrote:\n> Done"),
        ("RE: Re: Broken boiler", "Please also send the invoice to Bob"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut mail = Mail::new(CLIENT, subject, text);
        if let Some(last) = chain.last() {
            mail = mail.option("inReplyTo", json!(last)).option("references", json!(chain));
        }
        let message = hand_in(&server, &channel, mail.raw().await).await;
        chain.push(mail.message_id().to_owned());
        if round == 0 {
            conversation = message["conversationId"].clone();
        }
        assert_eq!(message["conversationId"], conversation);
        let received = smtp.next().await;
        let read = &received.mail;
        assert_eq!(read.subject, "Re: Broken boiler");
        assert_eq!((&read.in_reply_to, &read.references), (chain.last().unwrap(), &chain), "round {round}");
        assert_eq!(read.header("auto-submitted"), "auto-replied");
        assert_eq!(read.reply_to, [INBOUND_ADDRESS]);
        let replies = sent(&server, &message).await;
        assert_eq!(replies.len(), round + 1);
        assert_our_id(&received, &replies[round]);
        chain.push(read.message_id.clone());
    }

    let content = "Ich rufe Sie gleich an – Grüße 😀\n.\n..and a line with dots";
    let reply =
        server.rpc().mutate("conversations.reply", json!({ "id": conversation, "content": content })).await;
    let received = smtp.next().await;
    let read = &received.mail;
    assert_eq!(read.text.trim_end(), content);
    for name in ["auto-submitted", "x-auto-response-suppress"] {
        assert_eq!(read.header(name), "", "a member is no program");
    }
    chain.pop();
    assert_eq!((&read.in_reply_to, &read.references), (chain.last().unwrap(), &chain));
    assert_our_id(&received, &reply);
    server.delivery_in(&reply["delivery"]["id"], &["success"]).await;
    let conversations = server.rpc().query("conversations.list", json!({})).await;
    assert_eq!(conversations["items"].as_array().unwrap().len(), 1, "{conversations}");
    assert_eq!(conversations["items"][0]["messageCount"], 7);
    server.finish().await;
}

#[tokio::test]
async fn without_a_mail_server_the_answer_stays_in_the_inbox() {
    let (server, smtp, answered) = start().await;
    let channel = super::inbox_channel(&server, json!({})).await;
    let mail = Mail::new(CLIENT, "Broken boiler", "Please call Acme tomorrow at 3pm").raw().await;
    let message = hand_in(&server, &channel, mail.clone()).await;
    let reply = server.only_reply(&message).await;
    assert_eq!((&reply["status"], &reply["delivery"]["status"]), (&json!("delivered"), &json!("success")));
    assert_eq!(reply["delivery"]["attemptCount"], 0);
    let input = json!({ "id": message["conversationId"], "content": "By hand" });
    assert_eq!(server.rpc().mutate("conversations.reply", input).await["status"], "delivered");

    // The same mail to two channels is two messages.
    hand_in(&server, &answered, mail).await;
    smtp.next().await;
    // Switched off, outbound leaves nothing out.
    let off = json!({ "id": answered.id, "outboundEnabled": false });
    server.rpc().mutate("webhooks.update", off).await;
    let mail = Mail::new(CLIENT, "Another", "Please call Acme on Friday").raw().await;
    let message = hand_in(&server, &answered, mail).await;
    let replies = sent(&server, &message).await;
    assert_eq!((replies.len(), &replies[1]["status"]), (2, &json!("delivered")));
    server.finish().await;
}
