//! A code through the channel proves that it works and who is at its other end.

use patchbay_tests::{Channel, FakeTwilio, Judge, SmsForm, TWILIO_NUMBER, TestServer, TwilioAnswer};
use serde_json::{Value, json};

use super::{config_of_texts, office, shown};

const PHONE: &str = "+15005550006";

/// Has a code sent; the delivery that carries it, and the code as it arrived.
async fn send_code(twilio: &FakeTwilio, server: &TestServer, channel: &Channel) -> (Value, String) {
    let input = json!({ "id": channel.id, "to": " +1 (500) 555-0006 " });
    let sent = server.rpc().mutate("webhooks.sendVerification", input).await;
    assert_eq!(sent["sentTo"], PHONE);
    assert!(sent["expiresAt"].is_string(), "{sent}");
    let came = twilio.next().await;
    let delivery = server.delivery_in(&sent["deliveryId"], &["success"]).await;
    let body = came.form()[2].1.clone();
    let official = json!({ "to": PHONE, "from": TWILIO_NUMBER, "body": body });
    let official = Judge::get().twilio_request(official).await;
    assert_eq!((&came.path, came.form()), (&official.path, official.form));
    let (code, words) = body.split_at(6);
    assert!(code.bytes().all(|byte| byte.is_ascii_digit()), "{body}");
    assert!(words.starts_with(" is the code for the channel \"Office number\""), "{body}");
    assert!(body.is_ascii() && body.len() <= 160, "one part, at the price of one: {body}");
    (delivery, code.to_owned())
}

/// The sentence with which a code is refused.
async fn refused(server: &TestServer, channel: &Channel, code: &str) -> String {
    let answer = server.rpc().try_mutate("webhooks.verify", json!({ "id": channel.id, "code": code })).await;
    let error = answer.refusal(400, "VERIFICATION_FAILED");
    assert_eq!(shown(server, channel).await["isVerified"], false);
    error["message"].as_str().unwrap().to_owned()
}

/// Another code of six digits.
fn another(code: &str) -> String {
    code.chars().map(|digit| if digit == '9' { '0' } else { '9' }).collect()
}

#[tokio::test]
async fn the_right_code_verifies_until_the_way_out_is_another() {
    let (twilio, server, channel) = office().await;
    let rpc = server.rpc();
    assert_eq!(shown(&server, &channel).await["isVerified"], false);
    assert!(refused(&server, &channel, "123456").await.contains("send one first"));

    let (delivery, code) = send_code(&twilio, &server, &channel).await;
    assert_eq!(
        (&delivery["kind"], &delivery["targetUrl"]),
        (&json!("verification"), &json!("sms:+15005550006"))
    );
    assert_eq!((&delivery["messageId"], &delivery["conversationId"]), (&Value::Null, &Value::Null));
    let again = json!({ "id": channel.id, "to": "+15005550007" });
    let too_soon = rpc.try_mutate("webhooks.sendVerification", again).await;
    let wait = too_soon.refusal(429, "RATE_LIMIT_MINUTE")["retryAfterSeconds"].as_u64().unwrap();
    assert!((1..=60).contains(&wait), "{}", too_soon.text);
    assert_eq!(too_soon.header("retry-after"), wait.to_string());

    assert!(refused(&server, &channel, &another(&code)).await.contains("4 tries are left"));
    let spaced = format!(" {}-{} ", &code[..3], &code[3..]);
    let verified = rpc.mutate("webhooks.verify", json!({ "id": channel.id, "code": spaced })).await;
    assert_eq!(verified["isVerified"], true, "{verified}");
    let used_up = rpc.try_mutate("webhooks.verify", json!({ "id": channel.id, "code": code })).await;
    let _ = used_up.refusal(400, "VERIFICATION_FAILED");
    assert_eq!(shown(&server, &channel).await, verified);
    code_is_nowhere(&server, &code, &delivery).await;
    // No message and no conversation came of it.
    assert_eq!(rpc.query("conversations.list", json!({})).await["items"], json!([]));

    // The way out is as it was, then it is another.
    for (changes, is_verified) in [
        (config_of_texts(&verified["providerConfig"]), true),
        (json!({ "twilioAuthToken": "fedcba9876543210fedcba9876543210" }), true),
        (json!({ "twilioPhoneNumber": "+15005550002" }), false),
        (json!({ "twilioPhoneNumber": TWILIO_NUMBER }), false),
    ] {
        let input = json!({ "id": channel.id, "providerConfig": changes });
        let updated = rpc.mutate("webhooks.update", input).await;
        assert_eq!(updated["isVerified"], is_verified, "{changes}");
    }
    server.finish().await;
}

/// The code is in nothing that is stored, logged or shown. It is looked for with the words around it: six digits alone
/// turn up by chance.
async fn code_is_nowhere(server: &TestServer, code: &str, delivery: &Value) {
    let places = [format!("{code} is the code"), format!("\"{code}\""), format!("\\\"{code} is")];
    assert_eq!(server.places_of(&places).await, Vec::<String>::new());
    let log = server.output().all();
    assert!(!places.iter().any(|place| log.contains(place)), "{log}");
    // Twilio said it back.
    let echo = delivery["attempts"][0]["responseBody"].as_str().unwrap();
    assert!(echo.contains("•••••• is the code") && !echo.contains(&places[0]), "{echo}");
    let body = delivery["requestBody"].as_str().unwrap();
    assert!(body.starts_with("•••••• is the code"), "{body}");
    let kept = server.database_texts("SELECT code_hash FROM verifications").await;
    assert!(kept.len() == 1 && kept[0].len() >= 32 && !kept[0].starts_with(code), "{kept:?}");
}

#[tokio::test]
async fn five_wrong_tries_end_a_code() {
    let (twilio, server, channel) = office().await;
    let (_, code) = send_code(&twilio, &server, &channel).await;
    let wrong = another(&code);
    for (try_number, expected) in [
        "4 tries are left",
        "3 tries are left",
        "2 tries are left",
        "one try is left",
        "that was the last try",
    ]
    .into_iter()
    .enumerate()
    {
        // Whatever is no code counts as a try as well.
        let given = if try_number == 2 { &code[..5] } else { wrong.as_str() };
        let sentence = refused(&server, &channel, given).await;
        assert!(sentence.contains(expected), "{sentence}");
    }
    for code in [&code, &wrong] {
        assert!(refused(&server, &channel, code).await.contains("send another one"));
    }
    server.finish().await;
}

#[tokio::test]
async fn many_tries_at_once_are_five() {
    let (twilio, server, channel) = office().await;
    let (_, code) = send_code(&twilio, &server, &channel).await;
    let (rpc, wrong) = (server.rpc(), another(&code));
    let tries =
        (0..20).map(|_| rpc.try_mutate("webhooks.verify", json!({ "id": channel.id, "code": wrong })));
    let mut counted = 0;
    for answer in futures::future::join_all(tries).await {
        let error = answer.refusal(400, "VERIFICATION_FAILED");
        counted += usize::from(error["message"].as_str().unwrap().starts_with("The code is wrong"));
    }
    assert_eq!(counted, 5);
    refused(&server, &channel, &code).await;
    assert_eq!(server.database_texts("SELECT CAST(tries AS TEXT) FROM verifications").await, ["5"]);
    server.finish().await;
}

#[tokio::test]
async fn a_code_goes_to_a_number_that_can_have_it() {
    let (twilio, server, channel) = office().await;
    let rpc = server.rpc();
    let send = async |to: Value| {
        rpc.try_mutate("webhooks.sendVerification", json!({ "id": channel.id, "to": to })).await
    };
    let without = rpc.try_mutate("webhooks.sendVerification", json!({ "id": channel.id })).await;
    assert_eq!(without.refused_fields(), ["to"]);
    for to in
        [json!(null), json!(""), json!("ann"), json!("5005550006"), json!("+1"), json!("ann@example.com")]
    {
        assert_eq!(send(to.clone()).await.refused_fields(), ["to"], "{to}");
    }
    super::text_and_wait(&server, &channel, &SmsForm::new(PHONE, "STOP")).await;
    let stopped = send(json!(PHONE)).await.refusal(409, "CONFLICT");
    assert!(stopped["message"].as_str().unwrap().contains("texted STOP"), "{stopped}");
    rpc.mutate("webhooks.update", json!({ "id": channel.id, "outboundEnabled": false })).await;
    let _ = send(json!(PHONE)).await.refusal(409, "CONFLICT");
    rpc.mutate("webhooks.update", json!({ "id": channel.id, "outboundEnabled": true })).await;
    server.idle().await;
    assert!(twilio.untaken().is_empty());

    // None of these was a code that was sent. This one is, and does not arrive: it is not tried again behind one's back.
    twilio.script([TwilioAnswer::error(429, 20429, "Too Many Requests")]);
    let sent = send(json!("+15005550007")).await.data();
    twilio.next().await;
    let failed = server.delivery_in(&sent["deliveryId"], &["failed"]).await;
    assert!(failed["lastError"].as_str().unwrap().contains("20429"), "{failed}");
    let retried = rpc.mutate("deliveries.retry", json!({ "id": failed["id"] })).await;
    let code = twilio.next().await.form()[2].1[..6].to_owned();
    server.delivery_in(&retried["id"], &["success"]).await;
    let verified = rpc.mutate("webhooks.verify", json!({ "id": channel.id, "code": code })).await;
    assert_eq!(verified["isVerified"], true);
    server.finish().await;
}
