//! What Twilio did not sign is refused, and what it signed but is no text as well.

use patchbay_tests::{
    ACCOUNT_SID, AUTH_TOKEN, Answer, Channel, Judge, Post, SignedForm, SmsForm, TWILIO_NUMBER, TestServer,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{assert_taken, messages, office, shown};

/// The forms that a wrong signature or a changed request makes of one that was signed well, and where they go.
async fn forgeries(server: &TestServer, channel: &Channel) -> Vec<(&'static str, Post)> {
    let url = server.public_inbound_url(channel);
    let form = SmsForm::new("+15005550006", "Please call Acme");
    let good = form.sign(&url).await;
    let changed_signature = |place: usize| {
        let mut bytes = good.signature.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        SignedForm { signature: String::from_utf8(bytes).unwrap(), ..good.clone() }
    };
    let with_body = |body: Vec<u8>| SignedForm { body, ..good.clone() };
    let text = String::from_utf8(good.body.clone()).unwrap();
    let at = |query: &str| server.inbound_at(&format!("{}{query}", channel.token));
    let here = || server.inbound(channel);
    let unsigned = |content_type: &str| here().bytes(content_type, good.body.clone());
    let with_query = form.sign(&format!("{url}?a=1")).await;
    let other_token = form.sign_with("ffffffffffffffffffffffffffffffff", &url).await;
    let elsewhere = form.sign("https://elsewhere.example/api/webhooks/inbound/x").await;
    let inside = form.sign(&format!("{}/api/webhooks/inbound/{}", server.address(), channel.token)).await;
    let www_form = "application/x-www-form-urlencoded";
    vec![
        ("a byte of the body", good.clone().changed().to(here())),
        ("a byte of a name", with_body(text.replace("SmsSid", "SmsSie").into_bytes()).to(here())),
        ("one parameter more", with_body(format!("{text}&A=1").into_bytes()).to(here())),
        ("one parameter less", with_body(text.replace("&NumSegments=1", "").into_bytes()).to(here())),
        ("a parameter without =", with_body(text.replace("ToCity=&", "ToCity&").into_bytes()).to(here())),
        ("the first byte of the signature", changed_signature(0).to(here())),
        ("the last byte of the signature", changed_signature(26).to(here())),
        ("a query that was not signed", good.to(at("?a=1"))),
        ("a byte of the query", with_query.to(at("?a=2"))),
        ("no query where one was signed", with_query.to(here())),
        ("another account's token", other_token.to(here())),
        ("another URL", elsewhere.to(here())),
        ("the URL behind the proxy", inside.to(here())),
        ("no signature", unsigned(www_form)),
        ("an empty signature", unsigned(www_form).header("x-twilio-signature", "")),
        ("another header", unsigned(www_form).signed(&channel.secret_key)),
        ("another content type", unsigned("text/plain").header("x-twilio-signature", &good.signature)),
    ]
}

#[track_caller]
fn assert_invalid_signature(about: &str, answer: &Answer) {
    assert_eq!(answer.status, 401, "{about}: {}", answer.text);
    let problem = answer.problem(401, "INVALID_SIGNATURE");
    assert!(problem["detail"].as_str().unwrap().contains("primary auth token"), "{about}: {problem}");
    assert!(!answer.text.contains(AUTH_TOKEN), "{about}");
}

#[tokio::test]
async fn one_changed_byte_is_enough() {
    let (twilio, server, channel) = office().await;
    assert_eq!(shown(&server, &channel).await["inboundError"], Value::Null);
    for (about, post) in forgeries(&server, &channel).await {
        assert_invalid_signature(about, &post.send().await);
    }
    // Nothing of it is kept, and a STOP that was forged stops nobody.
    let stop = SmsForm::new("+15005550006", "STOP").sign(&server.public_inbound_url(&channel)).await;
    let forged = SignedForm { signature: stop.signature.to_lowercase(), ..stop };
    assert_invalid_signature("STOP", &forged.to(server.inbound(&channel)).send().await);
    assert!(messages(&server, &channel).await.is_empty());
    for table in ["messages", "raw_bodies", "conversations", "contacts", "consents", "tasks"] {
        let count = format!("SELECT CAST(count(*) AS TEXT) FROM {table}");
        assert_eq!(server.database_texts(&count).await, ["0"], "{table}");
    }
    let error = shown(&server, &channel).await["inboundError"].clone();
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("X-Twilio-Signature") && message.contains("auth token"), "{error}");
    assert!(error["at"].is_string(), "{error}");

    let message =
        super::text_and_wait(&server, &channel, &SmsForm::new("+15005550006", "Please call Acme")).await;
    twilio.next().await;
    super::reply_in(&server, &message, "success").await;
    assert_eq!(shown(&server, &channel).await["inboundError"], Value::Null);
    server.finish().await;
}

#[tokio::test]
async fn what_is_signed_but_no_text_is_named() {
    let (twilio, server, channel) = office().await;
    let url = server.public_inbound_url(&channel);
    let post = async |form: &SmsForm| form.sign(&url).await.to(server.inbound(&channel)).send().await;
    let fields = |answer: &Answer| {
        let problem = answer.problem(400, "INVALID_PAYLOAD");
        let errors = problem["errors"].as_array().unwrap();
        errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };

    let strange = post(&SmsForm::of(&[("payload", "{}"), ("token", "x")])).await;
    assert_eq!(fields(&strange), ["MessageSid", "From", "To", "AccountSid", "Body"]);
    let text = SmsForm::new("+15005550006", "Please call Acme");
    assert_eq!(fields(&post(&text.clone().without("From")).await), ["From"]);
    assert_eq!(fields(&post(&text.clone().with("Body", " ")).await), ["Body"]);
    assert_eq!(fields(&post(&text.clone().with("Body", "a\0b")).await), ["Body"]);
    let long = "1".repeat(65);
    assert_eq!(fields(&post(&text.clone().with("MessageSid", &long)).await), ["MessageSid"]);

    let callback = SmsForm::of(&[
        ("MessageSid", text.field("MessageSid")),
        ("MessageStatus", "delivered"),
        ("SmsStatus", "delivered"),
        ("AccountSid", ACCOUNT_SID),
        ("From", TWILIO_NUMBER),
        ("To", "+15005550006"),
        ("ApiVersion", "2010-04-01"),
    ]);
    let refused = post(&callback).await;
    let detail = refused.problem(400, "INVALID_PAYLOAD")["detail"].as_str().unwrap();
    assert!(detail.contains("status callback") && detail.contains("incoming messages"), "{detail}");

    // Signed as Twilio signs JSON: the URL, with the body's hash in it.
    let body = json!({ "From": "+15005550006", "Body": "Please call Acme" }).to_string();
    let query = format!("?bodySHA256={}", hex::encode(Sha256::digest(&body)));
    let signature = Judge::get().twilio_signature(AUTH_TOKEN, &format!("{url}{query}"), &[]).await;
    let signed = |body: &str| {
        let post = server.inbound_at(&format!("{}{query}", channel.token));
        post.bytes("application/json", body).header("x-twilio-signature", &signature)
    };
    signed(&body).send().await.problem(415, "UNSUPPORTED_MEDIA_TYPE");
    assert_invalid_signature("another body", &signed(&body.replace("Acme", "Axme")).send().await);
    let large = text.clone().and("Large", &"a".repeat(256 * 1024));
    post(&large).await.problem(413, "PAYLOAD_TOO_LARGE");

    assert!(messages(&server, &channel).await.is_empty());
    // The text itself is none of these.
    assert_taken(&post(&text).await);
    twilio.next().await;
    server.finish().await;
}

#[tokio::test]
async fn there_is_nothing_at_an_address_that_is_gone_or_switched_off() {
    let (_twilio, server, channel) = office().await;
    let signed = SmsForm::new("+15005550006", "Hello").sign(&server.public_inbound_url(&channel)).await;
    let rpc = server.rpc();
    rpc.mutate("webhooks.update", json!({ "id": channel.id, "isActive": false })).await;
    signed.to(server.inbound(&channel)).send().await.problem(403, "WEBHOOK_INACTIVE");
    rpc.mutate("webhooks.delete", json!({ "id": channel.id })).await;
    signed.to(server.inbound(&channel)).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    for token in ["0190a0b0-0000-4000-8000-000000000001", "nonsense"] {
        signed.to(server.inbound_at(token)).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    }
    server.finish().await;
}
