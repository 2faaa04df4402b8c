//! Card numbers in mails: gone before anything is written, however they were encoded.

use patchbay_tests::{API_TOKEN, Channel, Mail, Setup, SmtpJudge, TestServer};
use serde_json::{Value, json};

use super::{CLIENT, hand_in};

const CARD: &str = "4111111111111111";

fn spellings() -> Vec<String> {
    vec![CARD.to_owned(), "4111 1111 1111 1111".to_owned(), "4111-1111-1111-1111".to_owned()]
}

/// Mails with a card number in them, each at another place. The bytes of one in base64 do not show it.
async fn mails(card: &str) -> Vec<(&'static str, Vec<u8>)> {
    let text = format!("Please pay Acme with {card}, thanks");
    let plain = |text: &str| Mail::new(CLIENT, "Payment", text);
    let encoded = |encoding: &str| plain(&text).option("textEncoding", json!(encoding));
    let inner = plain(&text).raw().await;
    let csv = format!("name;card\nBob;{card}\n");
    // A soft line break in the middle of the number.
    let (left, right) = card.split_at(7);
    let folded = format!(
        "From: {CLIENT}\r\nSubject: Payment\r\nMessage-ID: <{card}@client.example>\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\nPlease pay Acme with {left}=\r\n{right}, thanks\r\n"
    );
    vec![
        ("text", plain(&text).raw().await),
        ("base64", encoded("base64").raw().await),
        ("quoted-printable", encoded("quoted-printable").raw().await),
        ("folded, and in the id", folded.into_bytes()),
        ("subject", Mail::new(CLIENT, &format!("Zahlung für {card} 💳"), "Please pay Acme").raw().await),
        ("sender", Mail::new(&format!("{card} <{CLIENT}>"), "Payment", "Please pay Acme").raw().await),
        (
            "HTML",
            plain("").html_only(&format!("<p>Please pay Acme with <b>{left}</b>{right}</p>")).raw().await,
        ),
        ("CSV", plain("Please pay Acme").attachment("cards.csv", "text/csv", csv.as_bytes()).raw().await),
        (
            "CSV as bytes",
            plain("Please pay Acme")
                .attachment("a.csv", "application/octet-stream", csv.as_bytes())
                .raw()
                .await,
        ),
        (
            "a file's name",
            plain("Please pay Acme").attachment(&format!("{card}.txt"), "text/plain", b"Hello").raw().await,
        ),
        ("a mail in the mail", Mail::forward_as_attachment(CLIENT, "Please pay Acme", &inner).raw().await),
        ("quoted", plain(&format!("Please pay Acme\n\nOn Monday Ann wrote:\n> with {card}\n")).raw().await),
        ("another header", plain("Please pay Acme").header("X-Card", card).raw().await),
    ]
}

async fn nowhere(server: &TestServer) {
    assert_eq!(server.places_of(&spellings()).await, Vec::<String>::new());
    let output = server.output().all();
    assert_eq!(output.lines().find(|line| spellings().iter().any(|card| line.contains(card))), None);
}

/// Every attachment of a message, as it is downloaded.
async fn attachments(server: &TestServer, message: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for attachment in message["attachments"].as_array().unwrap() {
        let (_, path) = attachment["url"].as_str().unwrap().split_once("/api/").unwrap();
        let request = server.client().get(format!("{}/api/{path}", server.address())).bearer_auth(API_TOKEN);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{attachment}");
        all.push(answer.text().await.unwrap());
    }
    all
}

#[tokio::test]
async fn a_card_number_in_a_mail_is_found_nowhere() {
    let smtp = SmtpJudge::start().await;
    let server = Setup::default().with_smtp(&smtp).set("PATCHBAY_LOG", "trace").start().await;
    let channel: Channel = server.create_email_channel(&smtp, json!({})).await;
    let shows = |text: &str| spellings().iter().any(|card| text.contains(card));
    // Every place, and every spelling somewhere.
    let mut all = Vec::new();
    for (turn, card) in spellings().iter().enumerate() {
        all.extend(mails(card).await.into_iter().skip(turn).step_by(3));
    }
    assert_eq!(all.len(), 13);
    for (name, raw) in all {
        let message = hand_in(&server, &channel, raw).await;
        assert_eq!(
            (&message["unanswered"], &message["review"]),
            (&Value::Null, &Value::Null),
            "{name}: {message}"
        );
        let shown = message.to_string();
        assert!(!shows(&shown), "{name}: {message}");
        let files = attachments(&server, &message).await;
        assert!(files.iter().all(|file| !shows(file)), "{name}: {files:?}");
        if name.starts_with("CSV") {
            assert!(
                files[0].starts_with("name;card\nBob;") && files[0].contains("[card ending 1111]"),
                "{name}: {files:?}"
            );
        } else if name != "another header" {
            assert!(shown.contains("[card ending 1111]"), "{name}: {message}");
        }
        let received = smtp.next().await;
        assert!(!shows(&String::from_utf8_lossy(&received.raw)), "{name}: {received:?}");
        assert!(!shows(&received.mail.subject) && !shows(&received.mail.text), "{name}: {received:?}");
    }
    nowhere(&server).await;
    server.finish().await;
}
