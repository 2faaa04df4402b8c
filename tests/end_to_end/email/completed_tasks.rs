//! Whoever asked by mail is told by mail when it is done.

use patchbay_tests::Mail;
use serde_json::json;

use super::{CLIENT, hand_in, sent, start};

#[tokio::test]
async fn the_sender_is_told_in_the_thread_when_the_task_is_done() {
    let (server, smtp, channel) = start().await;
    let mail = Mail::new(CLIENT, "Broken boiler", "Please call Acme tomorrow at 3pm");
    let message = hand_in(&server, &channel, mail.raw().await).await;
    smtp.next().await;
    let nameless = "From: dan@client.example\r\nSubject: Re: Invoice\r\n\r\nPlease send the invoice to Bob";
    let other = hand_in(&server, &channel, nameless).await;
    smtp.next().await;
    for message in [&message, &other] {
        let input = json!({ "id": message["tasks"][0]["id"], "result": "Grüße, sie kommen am Freitag 🎉" });
        server.rpc().mutate("tasks.complete", input).await;
    }

    let (mut one, mut two) = (smtp.next().await, smtp.next().await);
    if two.envelope_to == [CLIENT] {
        (one, two) = (two, one);
    }
    let read = &one.mail;
    assert_eq!(
        (one.envelope_to.as_slice(), read.subject.as_str()),
        (&[CLIENT.to_owned()][..], "Re: Broken boiler")
    );
    assert_eq!(
        (read.in_reply_to.as_str(), read.references.as_slice()),
        (mail.message_id(), &[mail.message_id().to_owned()][..])
    );
    assert_eq!(read.header("auto-submitted"), "auto-generated");
    assert_eq!(read.header("x-auto-response-suppress"), "All");
    assert!(
        read.text.contains("is done") && read.text.contains("Grüße, sie kommen am Freitag 🎉"),
        "{read:?}"
    );
    let told = sent(&server, &message).await.pop().unwrap();
    assert_eq!((&told["author"], json!(read.text.trim())), (&json!("assistant"), told["content"].clone()));
    server.delivery_in(&told["delivery"]["id"], &["success"]).await;

    // A mail without an id cannot be named, and is told of all the same.
    assert_eq!(
        (two.envelope_to.as_slice(), two.mail.in_reply_to.as_str()),
        (&["dan@client.example".to_owned()][..], "")
    );
    let told = sent(&server, &other).await.pop().unwrap();
    assert_eq!(json!(two.mail.subject), told["email"]["subject"]);
    server.finish().await;
}
