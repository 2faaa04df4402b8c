//! Card numbers: replaced before anything is written anywhere.

use patchbay_tests::{PATIENCE, Post, Setup, TestServer};
use serde_json::{Value, json};

/// 13 to 19 digits that pass the Luhn check, from the card networks' test numbers.
pub(crate) const CARDS: [&str; 7] = [
    "4222222222222",
    "30569309025904",
    "378282246310005",
    "4111111111111111",
    "5555555555554444",
    "6011000990139424",
    "6212345678900000003",
];

/// As people write them.
pub(crate) fn spellings(card: &str) -> [String; 3] {
    let groups = |separator: &str| {
        let digits: Vec<_> = card.chars().collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(separator)
    };
    [card.to_owned(), groups(" "), groups("-")]
}

/// Every field and every form of a message, with `card` in it.
fn posts(post: &dyn Fn() -> Post, card: &str) -> Vec<Post> {
    let text = format!("Please pay with {card}, thanks");
    let mut posts = vec![
        post().text(&text),
        post().form(&[("content", &text), ("senderName", card), ("taskTitle", &text)]),
        post().multipart(&[("content", &text), ("senderName", card), ("taskDescription", &text)]),
        post().json(&json!({ "content": text, "attachments": [{
            "type": "file", "url": format!("https://files.example.com/{card}"), "name": card,
        }] })),
        post().json(&json!({ "content": "a", "metadata": { "note": text, card: [card, { "deep": card }] } })),
        post().json(&json!({ "content": "a", "unknownField": card })),
        post().json(&json!({ "content": "a" })).header("idempotency-key", card),
        // Spelled so that the digits do not stand in the body.
        post().bytes("application/json", format!("{{\"content\":\"\\u003{}{}\"}}", &card[..1], &card[1..])),
    ];
    if let Ok(number) = card.parse::<u64>() {
        posts.push(post().json(&json!({ "content": "a", "metadata": { "number": number } })));
    }
    for field in
        ["content", "senderName", "senderIdentifier", "externalMessageId", "taskTitle", "taskDescription"]
    {
        let mut body = json!({ "content": "Please pay" });
        body[field] = json!(text);
        posts.push(post().json(&body));
    }
    // Refused, and not written down for that either.
    posts.push(post().json(&json!({ "content": text, "messageType": card })));
    posts.push(post().bytes("application/json", format!("{{\"content\": {card} {card}")));
    posts.push(post().bytes("application/xml", text.clone()));
    posts
}

/// That none of them is kept or logged, in any spelling.
pub(crate) async fn nowhere(server: &TestServer) {
    let texts: Vec<_> = CARDS.iter().flat_map(|card| spellings(card)).collect();
    assert_eq!(server.places_of(&texts).await, Vec::<String>::new());
    let output = server.output().all();
    let logged = output.lines().find(|line| texts.iter().any(|text| line.contains(text)));
    assert_eq!(logged, None);
}

#[tokio::test]
async fn a_card_number_sent_in_is_found_nowhere() {
    let mut server = Setup::default().set("PATCHBAY_LOG", "trace").start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    for card in CARDS {
        for spelling in spellings(card) {
            for post in posts(&|| server.inbound(&channel), &spelling) {
                let about = format!("{post:?}");
                let answer = post.send().await;
                assert!(answer.status < 500, "{about}: {}", answer.text);
                assert!(!answer.text.contains(&spelling), "{about}: {}", answer.text);
            }
        }
    }
    server.idle_within(3 * PATIENCE).await;

    let rpc = server.rpc();
    let mut seen = Value::Null;
    for (procedure, input) in [
        ("webhooks.getMessages", json!({ "webhookId": channel.id })),
        ("conversations.list", json!({})),
        ("tasks.list", json!({})),
        ("deliveries.list", json!({})),
    ] {
        seen[procedure] = json!(rpc.every(procedure, input, 100).await);
        assert!(!seen[procedure].as_array().unwrap().is_empty(), "{procedure}");
    }
    let replies = receiver.untaken();
    for reply in &replies {
        receiver.next().await;
        seen["replies"][reply.header("webhook-id")] = reply.json();
    }
    let seen = seen.to_string();
    for card in CARDS {
        for spelling in spellings(card) {
            assert!(!seen.contains(&spelling), "{spelling} is shown");
        }
    }
    nowhere(&server).await;
    server.stop().await;
    nowhere(&server).await;
    server.start_again().await;
    server.finish().await;
}

#[tokio::test]
async fn other_long_numbers_stay() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    // No Luhn check, too short, too long, a phone number, a moment in nanoseconds.
    let text = "order 4111111111111112, part 411111111111, id 41111111111111111111, call +49 30 901820, \
        at 1764000000000000001";
    let message = server.send_and_wait(&channel, "ann", text).await;
    assert_eq!(message["content"], text);
    server.finish().await;
}
