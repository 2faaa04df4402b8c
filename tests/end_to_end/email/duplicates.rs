//! A mail that is handed in again makes nothing again.

use futures::future::join_all;
use patchbay_tests::Mail;
use serde_json::json;

use super::{CLIENT, hand_in, start};

/// The mail without one of its header lines.
fn without_header(raw: &[u8], name: &str) -> Vec<u8> {
    let text = String::from_utf8(raw.to_vec()).unwrap();
    let lines: Vec<_> = text.split_inclusive("\r\n").filter(|line| !line.starts_with(name)).collect();
    let without = lines.concat();
    assert!(without.len() < text.len());
    without.into_bytes()
}

#[tokio::test]
async fn a_mail_that_comes_again_makes_one_task_and_one_answer() {
    let (server, smtp, channel) = start().await;
    let raw = Mail::new(CLIENT, "Broken boiler", "Please call Acme tomorrow at 3pm").raw().await;
    // As another relay hands it over: the Message-ID is the same.
    let relayed = [b"Received: from mx2.client.example\r\n".as_slice(), &raw].concat();
    let at_once = join_all((0..4).map(|_| server.mail(&channel, raw.clone()).send())).await;
    let again = server.mail(&channel, relayed).send().await;
    let first = at_once.iter().find(|answer| answer.body.get("duplicate").is_none()).unwrap();
    let id = first.body["messageId"].as_str().unwrap();
    for answer in at_once.iter().chain([&again]) {
        assert_eq!((answer.status, &answer.body["messageId"]), (200, &json!(id)), "{}", answer.text);
    }
    assert_eq!(at_once.iter().filter(|answer| answer.body["duplicate"] == true).count(), 3);
    assert_eq!(again.body["duplicate"], true, "{}", again.text);
    let message = server.processed(&channel, id).await;
    assert_eq!(message["tasks"].as_array().unwrap().len(), 1, "{message}");
    server.only_reply(&message).await;
    smtp.next().await;

    // Without a Message-ID, the same bytes are the same mail.
    let raw = Mail::new("ann@client.example", "Invoice", "Please send the invoice to Bob").raw().await;
    let nameless = without_header(&raw, "Message-ID:");
    let message = hand_in(&server, &channel, nameless.clone()).await;
    let again = server.mail(&channel, nameless.clone()).send().await;
    assert_eq!((&again.body["duplicate"], &again.body["messageId"]), (&json!(true), &message["id"]));
    let reply = server.only_reply(&message).await;
    let received = smtp.next().await.mail;
    assert_eq!((received.subject.as_str(), received.in_reply_to.as_str()), ("Re: Invoice", ""));
    assert!(received.references.is_empty(), "{received:?}");
    server.delivery_in(&reply["delivery"]["id"], &["success"]).await;

    let other = [nameless.as_slice(), b"P.S. Soon, please.\r\n"].concat();
    let message = hand_in(&server, &channel, other).await;
    assert_ne!(message["id"], again.body["messageId"]);
    smtp.next().await;
    assert_eq!(server.rpc().every("tasks.list", json!({}), 100).await.len(), 3);
    server.finish().await;
}
