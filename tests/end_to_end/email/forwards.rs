//! What is sent on counts, what is only quoted does not.

use patchbay_tests::{Mail, TestServer};
use serde_json::{Value, json};

use super::{CLIENT, hand_in, inbox_channel};

const OWNER: &str = "ann@agency.example";
const NOTE: &str = "Please take care of this";
const OUTLOOK: &str = "Please take care of this

________________________________
From: Bob Client <bob@client.example>
Sent: Monday, March 9, 2026 5:02 PM
To: Ann Owner <ann@agency.example>
Subject: Broken boiler

Please send somebody on Thursday at 9, the boiler leaks again.";

/// What the client wrote, sent on by the owner in the ways that mail programs have.
async fn forwards() -> Vec<(&'static str, Vec<u8>)> {
    let words = "Please send somebody on Thursday at 9, the boiler leaks again.";
    let inner = Mail::new("Bob Client <bob@client.example>", "Broken boiler", words).raw().await;
    vec![
        ("Gmail", Mail::forward(OWNER, NOTE).raw().await),
        ("Gmail, nothing above", Mail::forward(OWNER, "").raw().await),
        ("Apple", Mail::apple_forward(OWNER, NOTE).raw().await),
        ("Outlook", Mail::new(OWNER, "FW: Broken boiler", OUTLOOK).raw().await),
        ("Outlook, German", Mail::new(OWNER, "WG: Broken boiler", OUTLOOK).raw().await),
        ("an attachment", Mail::forward_as_attachment(OWNER, NOTE, &inner).raw().await),
    ]
}

#[tokio::test]
async fn a_forward_has_the_clients_words() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    for (name, raw) in forwards().await {
        let message = hand_in(&server, &channel, raw).await;
        assert!(message["content"].as_str().unwrap().contains("the boiler leaks again"), "{name}: {message}");
        assert_eq!(message["email"]["isForwarded"], true, "{name}: {message}");
        // It is the owner who asks; the client is named in the text.
        assert_eq!(message["senderIdentifier"], OWNER);
    }
    server.finish().await;
}

#[tokio::test]
async fn a_forward_makes_a_task_of_the_clients_words() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let mut without = Vec::new();
    for (name, raw) in forwards().await {
        let message = hand_in(&server, &channel, raw).await;
        let tasks = message["tasks"].as_array().unwrap();
        if !tasks.iter().any(|task| task["title"].as_str().unwrap().contains("boiler")) {
            without.push(name);
        }
    }
    assert_eq!(without, Vec::<&str>::new());
    server.finish().await;
}

#[tokio::test]
async fn where_forwards_do_not_count_they_are_cut() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({ "forwardingEnabled": false })).await;
    for (name, raw) in forwards().await.into_iter().filter(|(name, _)| !name.ends_with("nothing above")) {
        let message = hand_in(&server, &channel, raw).await;
        let content = message["content"].as_str().unwrap();
        assert!(content.contains(NOTE) && !content.contains("leaks again"), "{name}: {message}");
        assert_eq!(message["email"]["isForwarded"], false, "{name}: {message}");
    }
    server.finish().await;
}

#[tokio::test]
async fn an_answer_loses_what_it_quotes() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let ours = "<0190.0190@example.com>";
    let gmail = "Make it Friday, please.\n\n\
                 On Mon, Mar 9, 2026 at 5:02 PM Office mail <tasks@inbound.example.com>\nwrote:\n\n\
                 > I made a task: call Acme\n> about the boiler\n";
    let outlook = "Make it Friday, please.\n\n-----Original Message-----\nFrom: Office mail\nSent: Monday\n\
                   To: Bob Client\nSubject: Re: Broken boiler\n\nI made a task: call Acme about the boiler";
    let apple = "Make it Friday, please.\n\n\
                 > On 9 Mar 2026, at 17:02, Office mail <tasks@inbound.example.com> wrote:\n> \n\
                 > I made a task: call Acme\n";
    let german = "Make it Friday, please.\n\nAm 09.03.26 um 17:02 schrieb Office mail:\n\
                  > I made a task: call Acme\n\n-- \nBob Client\n";
    for (name, text) in [("Gmail", gmail), ("Outlook", outlook), ("Apple", apple), ("German", german)] {
        let mail = Mail::new(CLIENT, "Re: Broken boiler", text).in_reply_to(ours);
        let message = hand_in(&server, &channel, mail.raw().await).await;
        assert_eq!(message["content"], "Make it Friday, please.", "{name}: {message}");
        let quoted = message["email"]["quoted"].as_str().unwrap();
        assert!(quoted.contains("I made a task: call Acme"), "{name}: {message}");
        assert_eq!((&message["email"]["isForwarded"], &message["unanswered"]), (&json!(false), &Value::Null));
    }
    server.finish().await;
}
