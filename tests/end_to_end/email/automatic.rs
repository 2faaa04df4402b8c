//! Mail that no person wrote is kept, with the reason, and not answered.

use patchbay_tests::{Mail, ReceivedMail};
use serde_json::json;

use super::{CLIENT, hand_in, sent, start};

/// The mail as somebody's program sends it back: the same, under another Message-ID.
fn with_another_id(received: &ReceivedMail) -> Vec<u8> {
    let raw = String::from_utf8(received.raw.to_vec()).unwrap();
    raw.replace(received.mail.message_id.as_str(), "<copy@client.example>").into_bytes()
}

#[tokio::test]
async fn no_program_is_answered() {
    let (server, smtp, channel) = start().await;
    let mail = Mail::new(CLIENT, "Broken boiler", "Please call Acme tomorrow at 3pm");
    let asked = hand_in(&server, &channel, mail.raw().await).await;
    let answer = smtp.next().await;
    let ours = answer.mail.message_id.as_str();
    let text = "Please call Acme tomorrow at 3pm";
    let from = |address: &str| Mail::new(address, "Re: Broken boiler", text);
    let list = from("dan@client.example")
        .header("List-Id", "Tents <tents.lists.client.example>")
        .header("List-Unsubscribe", "<mailto:leave@lists.client.example>");
    for (name, reason, raw) in [
        ("bounce", "bounce", Mail::bounce(ours, CLIENT)),
        ("vacation", "automatic_mail", Mail::vacation(CLIENT, ours)),
        ("Exchange's vacation", "automatic_mail", {
            let mail = Mail::new(CLIENT, "Automatic reply: Re: Broken boiler", text);
            mail.header("X-Auto-Response-Suppress", "All").raw().await
        }),
        ("RFC 3834", "automatic_mail", from(CLIENT).header("Auto-Submitted", "auto-generated").raw().await),
        ("Precedence", "automatic_mail", from(CLIENT).header("Precedence", "auto_reply").raw().await),
        ("list", "bulk_mail", list.raw().await),
        ("bulk", "bulk_mail", from("news@client.example").header("Precedence", "bulk").raw().await),
        ("no-reply", "no_reply_sender", from("no-reply@client.example").raw().await),
        ("daemon", "bounce", from("MAILER-DAEMON@mx.client.example").raw().await),
        ("our sender", "own_mail", from("office@example.com").raw().await),
        ("our address", "own_mail", from("tasks@inbound.example.com").raw().await),
        ("our mail under another id", "own_mail", with_another_id(&answer)),
    ] {
        let message = hand_in(&server, &channel, raw).await;
        assert_eq!(message["unanswered"], reason, "{name}: {message}");
        assert_eq!((&message["tasks"], &message["review"]), (&json!([]), &json!(null)), "{name}: {message}");
        let thread = server.thread(&message["conversationId"]).await;
        let kept = thread.iter().find(|one| one["id"] == message["id"]).unwrap();
        assert_eq!(kept["unanswered"], reason, "{name}: {kept}");
        let answers = sent(&server, &message).await;
        let before = usize::from(message["conversationId"] == asked["conversationId"]);
        assert_eq!(answers.len(), before, "{name}: {answers:#?}");
    }
    // The very mail that left, come back: it is in the thread already.
    let back = server.mail(&channel, answer.raw.to_vec()).send().await;
    assert_eq!((back.status, &back.body["duplicate"]), (200, &json!(true)), "{}", back.text);
    let reply = &sent(&server, &asked).await[0];
    assert_eq!(back.body["messageId"], reply["id"]);

    // A person may say no to nothing: these are no markers.
    let person = from(CLIENT).header("Auto-Submitted", "no").header("X-Auto-Response-Suppress", "OOF");
    let message = hand_in(&server, &channel, person.raw().await).await;
    assert_eq!(message["unanswered"], json!(null), "{message}");
    smtp.next().await;
    assert_eq!(server.rpc().every("tasks.list", json!({}), 100).await.len(), 2);
    server.finish().await;
}
