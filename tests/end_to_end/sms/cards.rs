//! A card number in a text never reaches the disk, whichever parameter it stands in and however it is written.

use patchbay_tests::{AUTH_TOKEN, Reply, Setup, SignedForm, SmsForm, TestServer, TwilioAnswer};
use serde_json::{Value, json};

use super::{FakeTwilio, PUBLIC_URL, assert_taken, messages};

/// From the card networks' test numbers, each in one of the ways that people write them.
const CARDS: [&str; 4] =
    ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005", "6011 0009 9013 9424"];

/// A body with every byte of its values written as `%34`, which signs like any other.
fn escaped(signed: SignedForm) -> SignedForm {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&signed.body).unwrap();
    let escape = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
    SignedForm { body: pairs.join("&").into_bytes(), ..signed }
}

async fn nowhere(server: &TestServer) {
    let mut texts: Vec<String> = CARDS.iter().map(|card| (*card).to_owned()).collect();
    texts.extend(CARDS.iter().map(|card| card.replace([' ', '-'], "")));
    texts.extend(CARDS.iter().map(|card| card.replace(' ', "+")));
    texts.extend(CARDS.iter().map(|card| card.replace(' ', "%20")));
    texts.extend(CARDS.iter().map(|card| card.bytes().map(|byte| format!("%{byte:02x}")).collect()));
    assert_eq!(server.places_of(&texts).await, Vec::<String>::new());
    let output = server.output().all();
    let logged = output.lines().find(|line| texts.iter().any(|text| line.contains(text)));
    assert_eq!(logged, None);
}

#[tokio::test]
async fn a_card_number_in_a_text_is_found_nowhere() {
    let twilio = FakeTwilio::start();
    let setup = Setup::default().set("PATCHBAY_PUBLIC_URL", PUBLIC_URL).set("PATCHBAY_LOG", "trace");
    let mut server = setup.with_twilio(&twilio).start().await;
    let channel = server.create_sms_channel(json!({})).await;
    let url = server.public_inbound_url(&channel);
    let mut replies = 0;
    for (number, card) in CARDS.into_iter().enumerate() {
        // Each from a person of its own: what one person texts quickly is answered together.
        let texted = std::cell::Cell::new(0);
        let new = || {
            let from = format!("+1500555{number}{:03}", texted.replace(texted.get() + 1));
            SmsForm::new(&from, &format!("Please pay Acme with {card}, thanks"))
        };
        let link = format!("https://files.example/{card}?n={card}").replace(' ', "%20");
        for form in [
            new(),
            new().with("To", card),
            new().with("ProfileName", card),
            new().with("FromCity", card),
            new().with("OptionalThing", card).and(card, "name"),
            new().media(&[(&link, card)]),
            new().with("MessageSid", card),
            new().with("SmsMessageSid", card).through_service(),
        ] {
            let signed = form.sign(&url).await;
            let answer = escaped(signed.clone()).to(server.inbound(&channel)).send().await;
            assert_taken(&answer);
            assert_taken(&signed.to(server.inbound(&channel)).send().await);
            replies += 1;
        }
        // As the number of a phone: kept apart from others, and not texted.
        assert_taken(&server.text(&channel, &new().with("From", card)).await);
        let key = SignedForm { idempotency_token: card.into(), ..new().sign(&url).await };
        assert_taken(&key.to(server.inbound(&channel)).send().await);
        replies += 1;
        // Refused, and not written down for that either.
        let forged = new().sign_with("another token", &url).await.to(server.inbound(&channel));
        assert_eq!(forged.send().await.status, 401);
        let broken = new().without("From").with("MessageStatus", card).sign(&url).await;
        let refused = broken.to(server.inbound(&channel)).send().await;
        assert_eq!(refused.status, 400);
        assert!(!refused.text.contains(card), "{}", refused.text);
    }
    for _ in 0..replies {
        let sent = twilio.next().await;
        let form = format!("{:?}", sent.form());
        assert!(!CARDS.iter().any(|card| form.contains(card)), "{form}");
    }
    server.idle_within(3 * patchbay_tests::PATIENCE).await;

    let rpc = server.rpc();
    let mut seen = json!({ "messages": messages(&server, &channel).await });
    for list in ["conversations.list", "tasks.list", "deliveries.list"] {
        seen[list] = json!(rpc.every(list, json!({}), 100).await);
    }
    assert!(seen["messages"].to_string().contains("[card ending 1111]"));
    let seen = seen.to_string();
    for card in CARDS {
        assert!(!seen.contains(card) && !seen.contains(&card.replace([' ', '-'], "")), "{card} is shown");
    }
    nowhere(&server).await;
    server.stop().await;
    nowhere(&server).await;
    server.start_again().await;
    server.finish().await;
}

#[tokio::test]
async fn nor_one_that_twilio_says() {
    let (twilio, server, channel) = super::office().await;
    let card = CARDS[3];
    let echo = format!("Code: {card}, {AUTH_TOKEN}");
    twilio.script([
        TwilioAnswer::error(400, 21999, &echo),
        TwilioAnswer::other(Reply::status(400).header("twilio-request-id", card).body(echo.clone())),
    ]);
    for from in ["+15005550101", "+15005550102"] {
        let message = super::text_and_wait(&server, &channel, &SmsForm::new(from, "Please call Acme")).await;
        twilio.next().await;
        let failed = super::reply_in(&server, &message, "failed").await;
        assert!(failed.to_string().contains("[card ending 9424]"), "{failed}");
        assert!(!failed.to_string().contains(AUTH_TOKEN), "{failed}");
    }
    nowhere(&server).await;
    assert_eq!(server.places_of(&[AUTH_TOKEN.to_owned()]).await, Vec::<String>::new());
    server.finish().await;
}

#[tokio::test]
async fn twilios_ids_and_long_phone_numbers_are_none() {
    let (twilio, server, channel) = super::office().await;
    // Fifteen digits that pass the Luhn check, after a plus: E.164, not a card.
    let from = "+490151234567897";
    assert!(patchbay_domain::card_number::contains(&from[1..]), "or this test says nothing");
    // Nor is an id whose digits would pass for one: by it, the text is found at Twilio.
    let sid = "SM9072158971424e20bbc22e95da47d7df";
    assert!(patchbay_domain::card_number::contains(sid), "or this test says nothing");
    let form = SmsForm::new(from, "Please call Acme").with("MessageSid", sid);
    let message = super::text_and_wait(&server, &channel, &form).await;
    assert_eq!((&message["senderIdentifier"], &message["externalMessageId"]), (&json!(from), &json!(sid)));
    assert_eq!(twilio.next().await.form()[0].1, from);
    let delivery = super::reply_in(&server, &message, "success").await;
    assert_eq!(delivery["targetUrl"], Value::from(format!("sms:{from}")));
    server.finish().await;
}
