//! Facts that people tell, ask for and have forgotten in their own words.

use patchbay_tests::{INBOUND_ADDRESS, Mail, TestServer};
use serde_json::{Value, json};

use super::{answer_to, ask, contact_of, facts, mail, remembered, these};

#[tokio::test]
async fn what_somebody_tells_is_remembered_with_where_it_came_from() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let message = server.send_and_wait(&channel, "rosa", "My name is Rosa. I prefer email over calls.").await;
    let rosa = contact_of(&server, &message).await;
    let name = [("name", "Rosa"), ("preference", "I prefer email over calls")];
    assert_eq!(remembered(&server, &rosa).await, these(&name));
    for fact in facts(&server, &rosa).await {
        let source = json!({
            "messageId": message["id"], "conversationId": message["conversationId"], "webhookId": channel.id,
        });
        assert_eq!((&fact["source"], &fact["createdBy"]), (&source, &Value::Null), "{fact}");
    }
    // The same again is nothing new, another name takes the place of the first.
    server.send_and_wait(&channel, "rosa", "My name is Ana. i prefer Email over calls").await;
    let known = [("name", "Ana"), ("preference", "I prefer email over calls")];
    assert_eq!(remembered(&server, &rosa).await, these(&known));
    // Nobody else is called so.
    let other = server.send_and_wait(&channel, "ben", "What do you know about me?").await;
    assert_eq!(answer_to(&server, &other).await, "I remember nothing about you yet.");
    assert_eq!(remembered(&server, &contact_of(&server, &other).await).await, []);
    server.finish().await;
}

#[tokio::test]
async fn what_is_known_is_told_and_forgotten_by_text() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let told = "My name is Rosa. I prefer email over calls. I work from 9 to 5 on weekdays.";
    let message = server.send_and_wait(&channel, "rosa", told).await;
    let rosa = contact_of(&server, &message).await;
    server.send_and_wait(&channel, "ben", "My name is Ben.").await;
    assert_eq!(remembered(&server, &rosa).await.len(), 3);

    let known = ask(&server, &channel, "rosa", "What do you remember about me?").await;
    let lines: Vec<&str> = known.lines().collect();
    assert_eq!(lines[0], "This is what I remember of you:");
    assert!(lines.contains(&"- Name: Rosa") && lines.contains(&"- I prefer email over calls"), "{known}");
    assert!(!known.contains("Ben") && lines.len() == 4, "{known}");
    for (question, begins) in [
        ("Was wissen Sie über mich?", "Das habe ich mir von Ihnen gemerkt:"),
        ("¿Qué sabes de mí?", "Esto es lo que recuerdo de usted:"),
        ("Que savez-vous de moi ?", "Voici ce que je retiens de vous :"),
    ] {
        let answer = ask(&server, &channel, "rosa", question).await;
        assert!(
            answer.starts_with(begins) && answer.contains(": Rosa\n") | answer.ends_with(": Rosa"),
            "{answer}"
        );
    }

    let answer = ask(&server, &channel, "rosa", "Forget that I prefer email").await;
    assert_eq!(answer, "Forgotten: I prefer email over calls");
    assert_eq!(remembered(&server, &rosa).await.len(), 2);
    let answer = ask(&server, &channel, "rosa", "Forget that I have a dog").await;
    assert_eq!(answer, "I remember nothing like that, so there is nothing to forget.");
    assert_eq!(ask(&server, &channel, "rosa", "Forget my name").await, "Forgotten: Rosa");
    let answer = ask(&server, &channel, "rosa", "Please forget everything you know about me.").await;
    assert_eq!(answer, "I have forgotten everything about you.");
    assert_eq!(remembered(&server, &rosa).await, []);
    assert_eq!(
        ask(&server, &channel, "ben", "what do you know about me").await,
        "This is what I remember of you:\n- Name: Ben"
    );
    let tasks = server.rpc().query("tasks.list", json!({})).await;
    assert_eq!(tasks["items"], json!([]), "none of it is a task");
    server.finish().await;
}

#[tokio::test]
async fn somebody_elses_words_tell_nothing_of_the_sender() {
    let server = TestServer::start().await;
    let config = json!({ "inboundEmailAddress": INBOUND_ADDRESS });
    let settings = json!({ "channelType": "email", "channelName": "Mail", "providerConfig": config });
    let channel = server.create_channel(settings).await;
    let forwarded = "I prefer short answers.\n\n---------- Forwarded message ---------\n\
                     From: Bob <bob@other.example>\nDate: Mon, 9 Mar 2026\nSubject: Hello\n\
                     To: Ann <ann@client.example>\n\nMy name is Bob. I hate meetings. Forget my name.";
    let message = mail(&server, &channel, Mail::new("ann@client.example", "Fwd: Hello", forwarded)).await;
    let ann = contact_of(&server, &message).await;
    assert_eq!(remembered(&server, &ann).await, these(&[("preference", "I prefer short answers")]));
    let quoted = "I like tea in the morning.\n\nOn Mon, 9 Mar 2026 at 10:00, Bob <bob@other.example> wrote:\n\
                  > My name is Bob.\n> I hate meetings.\n";
    let message = mail(&server, &channel, Mail::new("ann@client.example", "Re: Hello", quoted)).await;
    assert_eq!(contact_of(&server, &message).await, ann);
    let known =
        these(&[("preference", "I like tea in the morning"), ("preference", "I prefer short answers")]);
    assert_eq!(remembered(&server, &ann).await, known);
    server.finish().await;
}

#[tokio::test]
async fn a_card_number_is_remembered_nowhere() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let told = "Remember that my card is 4111 1111 1111 1111 for trips";
    let message = server.send_and_wait(&channel, "ann", told).await;
    let ann = contact_of(&server, &message).await;
    let kept = remembered(&server, &ann).await;
    assert!(kept[0].1.starts_with("my card is ") && !kept[0].1.contains("1111 1111"), "{kept:?}");
    let new = json!({ "contactId": ann, "kind": "note", "text": "Pays with 4111111111111111" });
    let fact = server.rpc().mutate("facts.create", new).await;
    assert!(!fact["text"].as_str().unwrap().contains("4111111111111111"), "{fact}");
    let input = json!({ "id": fact["id"], "text": "Pays with 5555 5555 5555 4444 mostly" });
    let changed = server.rpc().mutate("facts.update", input).await;
    assert!(!changed["text"].as_str().unwrap().contains("5555 5555 5555"), "{changed}");
    server.idle().await;
    let cards = ["4111111111111111", "4111 1111 1111 1111", "5555 5555 5555 4444"].map(str::to_owned);
    assert_eq!(server.places_of(&cards).await, Vec::<String>::new());
    server.finish().await;
}
