//! The secrets of channels: those that are made, and those that an owner gives.

use patchbay_tests::{
    ACCOUNT_SID, AUTH_TOKEN, FakeTwilio, INBOUND_ADDRESS, Mail, Post, Receiver, Rpc, SMTP_PASSWORD,
    SMTP_USER, SmsForm, SmtpJudge, TWILIO_NUMBER,
};
use serde_json::{Value, json};

use super::drive::Drive;

/// The procedures that hand a channel's key out.
const KEY_SHOWN: &[&str] = &["webhooks.create", "webhooks.regenerateSecretKey", "webhooks.getSecretKey"];

/// Gives channels of every kind their secrets, has them used, and replaced.
pub(super) async fn drive(drive: &mut Drive, twilio: &FakeTwilio, smtp: &SmtpJudge) {
    let receiver = drive.server.receiver();
    let admin = drive.server.join("ada@example.com", "admin").await.rpc;
    let owner = drive.server.rpc();
    bearer(drive, &owner, &receiver).await;
    hmac(drive, &admin).await;
    api_key(drive, &admin).await;
    sms(drive, &owner, twilio).await;
    mail(drive, &owner, smtp).await;
}

/// Makes a channel; its id and its secret key.
async fn create(drive: &mut Drive, rpc: &Rpc, kind: &str, config: Value) -> (Value, Value) {
    let input = json!({ "channelType": kind, "channelName": format!("A {kind}"), "providerConfig": config });
    let made = drive.call(rpc, "webhooks.create", input).await;
    let key = drive.plant("secret key", made["secretKey"].as_str().unwrap(), KEY_SHOWN);
    (made, key)
}

/// Looks at a channel's key, replaces it, and looks again.
async fn replace_key(drive: &mut Drive, rpc: &Rpc, id: &Value, key: &Value) {
    let by_id = json!({ "id": id });
    let shown = drive.call(rpc, "webhooks.getSecretKey", by_id.clone()).await;
    assert_eq!(shown["secretKey"], *key);
    drive.plant("standard form of a key", shown["standardSecretKey"].as_str().unwrap(), KEY_SHOWN);
    let input = json!({ "id": id, "gracePeriodSeconds": 600 });
    let other = drive.call(rpc, "webhooks.regenerateSecretKey", input).await;
    assert_ne!(other["secretKey"], *key);
    drive.plant("new secret key", other["secretKey"].as_str().unwrap(), KEY_SHOWN);
    drive.plant("standard form of a new key", other["standardSecretKey"].as_str().unwrap(), KEY_SHOWN);
    drive.call(rpc, "webhooks.getSecretKey", by_id.clone()).await;
    drive.call(rpc, "webhooks.regenerateToken", by_id).await;
}

/// What a sender is told.
async fn send(drive: &mut Drive, post: Post) -> u16 {
    let answer = post.json(&json!({ "content": "Please call Acme" })).send().await;
    drive.remember("the gateway", &answer);
    answer.status
}

async fn bearer(drive: &mut Drive, owner: &Rpc, receiver: &Receiver) {
    let token = drive.plant("auth token", "bearer-91b2f0c7a5", &[]);
    let header = drive.plant("outbound header", "header-5c0de1f7b3", &[]);
    let config = json!({
        "authType": "bearer",
        "authToken": token,
        "outboundWebhookUrl": receiver.url("/hook"),
        "outboundHeaders": { "X-Key": header },
    });
    let (made, key) = create(drive, owner, "custom_webhook", config).await;
    let post = drive.server.inbound_at(made["webhookToken"].as_str().unwrap());
    let right = post.clone().header("authorization", &format!("Bearer {}", token.as_str().unwrap()));
    assert_eq!(send(drive, right).await, 200);
    let guess = drive.plant("wrong bearer token", "bearer-guess-77a1", &[]);
    for scheme in ["Bearer", "Basic", "Digest"] {
        let wrong = post.clone().header("authorization", &format!("{scheme} {}", guess.as_str().unwrap()));
        assert_eq!(send(drive, wrong).await, 401);
    }
    assert_eq!(receiver.next().await.header("x-key"), header.as_str().unwrap());
    let id = &made["id"];
    drive.call(owner, "webhooks.test", json!({ "id": id })).await;
    let _ = receiver.next().await;
    drive.call(owner, "webhooks.sendVerification", json!({ "id": id })).await;
    let _ = receiver.next().await;
    let header = drive.plant("new outbound header", "header-d3adb33f42", &[]);
    let token = drive.plant("new auth token", "bearer-0a9b8c7d6e", &[]);
    let config = json!({ "authToken": token, "outboundHeaders": { "X-Key": header } });
    drive.call(owner, "webhooks.update", json!({ "id": id, "providerConfig": config })).await;
    replace_key(drive, owner, id, &key).await;
}

async fn hmac(drive: &mut Drive, admin: &Rpc) {
    let secret = drive.plant("HMAC secret", "hmac-6f1e2d3c4b5a69788796a5b4c3d2e1f0", &[]);
    let config = json!({ "authType": "hmac", "hmacSecret": secret });
    let (made, key) = create(drive, admin, "custom_webhook", config).await;
    let post = drive.server.inbound_at(made["webhookToken"].as_str().unwrap());
    assert_eq!(send(drive, post.header("x-webhook-signature", "sha256=00")).await, 401);
    let secret = drive.plant("new HMAC secret", "hmac-00112233445566778899aabbccddeeff", &[]);
    let config = json!({ "hmacSecret": secret });
    drive.call(admin, "webhooks.update", json!({ "id": made["id"], "providerConfig": config })).await;
    replace_key(drive, admin, &made["id"], &key).await;
}

async fn api_key(drive: &mut Drive, admin: &Rpc) {
    let token = drive.plant("API key", "apikey-4b5a697887", &[]);
    let config = json!({ "authType": "api_key", "authHeader": "X-Desk-Key", "authToken": token });
    let (made, key) = create(drive, admin, "custom_webhook", config).await;
    let post = drive.server.inbound_at(made["webhookToken"].as_str().unwrap());
    let guess = drive.plant("wrong API key", "apikey-guess-0f1e", &[]);
    assert_eq!(send(drive, post.clone().header("x-desk-key", guess.as_str().unwrap())).await, 401);
    assert_eq!(send(drive, post.header("x-desk-key", token.as_str().unwrap())).await, 200);
    replace_key(drive, admin, &made["id"], &key).await;
}

async fn sms(drive: &mut Drive, owner: &Rpc, twilio: &FakeTwilio) {
    let token = drive.plant("Twilio token", AUTH_TOKEN, &[]);
    // As it goes over the wire.
    drive.plant("Twilio credentials", &base64(&format!("{ACCOUNT_SID}:{AUTH_TOKEN}")), &[]);
    let config = json!({
        "twilioAccountSid": ACCOUNT_SID,
        "twilioAuthToken": token,
        "twilioPhoneNumber": TWILIO_NUMBER,
    });
    let (made, key) = create(drive, owner, "sms", config).await;
    let url = made["webhookUrl"].as_str().unwrap();
    let post = drive.server.inbound_at(made["webhookToken"].as_str().unwrap());
    let form = SmsForm::new("+15005550006", "Please call Acme").sign(url).await;
    let answer = form.to(post).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    drive.remember("the gateway", &answer);
    let _ = twilio.next().await;
    replace_key(drive, owner, &made["id"], &key).await;
    let token = drive.plant("new Twilio token", "fedcba9876543210fedcba9876543210", &[]);
    let config = json!({ "twilioAuthToken": token });
    drive.call(owner, "webhooks.update", json!({ "id": made["id"], "providerConfig": config })).await;
}

async fn mail(drive: &mut Drive, owner: &Rpc, smtp: &SmtpJudge) {
    let password = drive.plant("SMTP password", SMTP_PASSWORD, &[]);
    drive.plant("SMTP credentials", &base64(&format!("\0{SMTP_USER}\0{SMTP_PASSWORD}")), &[]);
    drive.plant("SMTP password in Base64", &base64(SMTP_PASSWORD), &[]);
    let config = json!({
        "inboundEmailAddress": INBOUND_ADDRESS,
        "smtpHost": "127.0.0.1",
        "smtpPort": smtp.port(),
        "smtpUser": SMTP_USER,
        "smtpPassword": password,
        "fromAddress": SMTP_USER,
    });
    let (made, key) = create(drive, owner, "email", config).await;
    let post = drive.server.inbound_at(made["webhookToken"].as_str().unwrap());
    let raw = Mail::new("bob@client.example", "Plans", "Please look at the plan").raw().await;
    let answer = post.bytes("message/rfc822", raw).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    drive.remember("the gateway", &answer);
    let _ = smtp.next().await;
    replace_key(drive, owner, &made["id"], &key).await;
}

pub(super) fn base64(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}
