//! The settings of a text channel: checked, masked, kept.

use patchbay_tests::{ACCOUNT_SID, AUTH_TOKEN, Answer, MESSAGING_SERVICE_SID, SmsForm, TWILIO_NUMBER};
use serde_json::{Value, json};

use super::{assert_taken, config_of_texts, office, shown, start};

const OTHER_TOKEN: &str = "fedcba9876543210fedcba9876543210";

#[tokio::test]
async fn the_token_is_shown_to_nobody_and_kept_where_its_mask_comes_back() {
    let (twilio, server, channel) = office().await;
    let rpc = server.rpc();
    let config = shown(&server, &channel).await["providerConfig"].clone();
    assert_eq!(config["twilioAccountSid"], ACCOUNT_SID);
    assert_eq!(config["twilioAuthToken"], "••••cdef");
    assert_eq!(config["twilioPhoneNumber"], TWILIO_NUMBER);
    assert_eq!(config["twilioMessagingServiceSid"], Value::Null);
    let listed = rpc.query("webhooks.list", json!({})).await;
    assert_eq!(listed["items"][0]["providerConfig"], config);
    assert_eq!(channel.created["providerConfig"], config);
    assert!(!listed.to_string().contains(AUTH_TOKEN) && !channel.created.to_string().contains(AUTH_TOKEN));
    assert_eq!(channel.created["overflow"], "defer");

    let update = async |changes: Value| {
        rpc.mutate("webhooks.update", json!({ "id": channel.id, "providerConfig": changes })).await
    };
    let url = server.public_inbound_url(&channel);
    let text = async |token: &str| {
        let signed = SmsForm::new("+15005550006", "Hi there!").sign_with(token, &url).await;
        signed.to(server.inbound(&channel)).send().await
    };
    // What was shown and is sent back unchanged is no new token.
    let before = shown(&server, &channel).await;
    let after = update(config_of_texts(&config)).await;
    assert_eq!(after["providerConfig"], config);
    for name in ["webhookToken", "webhookUrl", "number", "createdAt", "isVerified"] {
        assert_eq!(after[name], before[name], "{name}");
    }
    assert_taken(&text(AUTH_TOKEN).await);
    assert_eq!(twilio.next().await.basic_auth(), Some((ACCOUNT_SID.into(), AUTH_TOKEN.into())));

    // Nor does another change touch it.
    let moved = update(json!({ "twilioMessagingServiceSid": MESSAGING_SERVICE_SID })).await;
    assert_eq!(moved["providerConfig"]["twilioMessagingServiceSid"], MESSAGING_SERVICE_SID);
    assert_eq!(moved["providerConfig"]["twilioPhoneNumber"], TWILIO_NUMBER);
    assert_taken(&text(AUTH_TOKEN).await);
    let sender = ("MessagingServiceSid".to_owned(), MESSAGING_SERVICE_SID.to_owned());
    assert!(twilio.next().await.form().contains(&sender));
    let back = update(json!({ "twilioMessagingServiceSid": null })).await;
    assert_eq!(back["providerConfig"], config);

    let changed = update(json!({ "twilioAuthToken": OTHER_TOKEN })).await;
    assert_eq!(changed["providerConfig"]["twilioAuthToken"], "••••3210");
    text(AUTH_TOKEN).await.problem(401, "INVALID_SIGNATURE");
    update(json!({ "twilioAuthToken": AUTH_TOKEN })).await;
    text(OTHER_TOKEN).await.problem(401, "INVALID_SIGNATURE");
    server.idle().await;
    let tokens = [AUTH_TOKEN.to_owned(), OTHER_TOKEN.to_owned()];
    assert_eq!(server.places_of(&tokens).await, Vec::<String>::new());
    let log = server.output().all();
    assert!(!tokens.iter().any(|token| log.contains(token)), "{log}");
    server.finish().await;
}

#[tokio::test]
async fn what_was_shown_can_be_sent_back_whole() {
    let (_twilio, server, channel) = office().await;
    let before = shown(&server, &channel).await["providerConfig"].clone();
    let input = json!({ "id": channel.id, "providerConfig": before });
    let after = server.rpc().mutate("webhooks.update", input).await;
    assert_eq!(after["providerConfig"], before);
    server.finish().await;
}

/// The paths and sentences of what is wrong.
#[track_caller]
fn wrong(answer: &Answer) -> Vec<(String, String)> {
    let error = answer.refusal(400, "INVALID_PAYLOAD");
    let text = |field: &Value, name: &str| field[name].as_str().unwrap().to_owned();
    let fields = error["fields"].as_array().unwrap();
    fields.iter().map(|field| (text(field, "path"), text(field, "message"))).collect()
}

#[track_caller]
fn paths(answer: &Answer) -> Vec<String> {
    wrong(answer).into_iter().map(|(path, _)| path.replace("providerConfig.", "")).collect()
}

#[tokio::test]
async fn what_will_not_do_is_said_field_by_field() {
    let (_twilio, server) = start().await;
    let rpc = server.rpc();
    let create = async |channel_type: &str, config: Value| {
        let input = json!({ "channelType": channel_type, "channelName": "Office", "providerConfig": config });
        rpc.try_mutate("webhooks.create", input).await
    };
    let nothing = create("sms", json!({})).await;
    assert_eq!(paths(&nothing), ["twilioAccountSid", "twilioAuthToken", "twilioPhoneNumber"]);
    for (_, message) in wrong(&nothing) {
        assert!(message.starts_with("is required; "), "{message}");
    }
    let good = json!({
        "twilioAccountSid": ACCOUNT_SID, "twilioAuthToken": AUTH_TOKEN, "twilioPhoneNumber": TWILIO_NUMBER,
    });
    for (name, value) in [
        ("twilioAccountSid", "SKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ("twilioAccountSid", "AC123"),
        ("twilioAuthToken", "••••cdef"),
        ("twilioAuthToken", "two words"),
        ("twilioPhoneNumber", "5005550001x"),
        ("twilioPhoneNumber", "+0123456789"),
        ("twilioMessagingServiceSid", "MG123"),
    ] {
        let mut config = good.clone();
        config[name] = json!(value);
        let answer = create("sms", config).await;
        assert_eq!(paths(&answer), [name], "{value}");
        assert!(!answer.text.contains(AUTH_TOKEN), "{}", answer.text);
    }
    // The fields of one type of channel are nothing to the others.
    let mut mixed = good.clone();
    mixed["smtpHost"] = json!("mail.example.com");
    mixed["outboundWebhookUrl"] = json!("https://example.com/hook");
    let foreign = create("sms", mixed).await;
    assert_eq!(paths(&foreign), ["outboundWebhookUrl", "smtpHost"]);
    assert_eq!(paths(&create("custom_webhook", good.clone()).await).len(), 3);
    assert_eq!(paths(&create("email", good).await).len(), 3);
    assert_eq!(rpc.query("webhooks.list", json!({})).await["items"], json!([]));
    server.finish().await;
}

#[tokio::test]
async fn a_channel_stays_what_it_was_made_as() {
    let (_twilio, server, channel) = office().await;
    let rpc = server.rpc();
    let before = shown(&server, &channel).await;
    let update = async |changes: Value| {
        let mut input = json!({ "id": channel.id });
        input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        rpc.try_mutate("webhooks.update", input).await
    };
    let config = json!({ "authType": "bearer", "authToken": "abcdefgh", "fromAddress": "a@b.example" });
    let refused = update(json!({ "channelType": "email", "providerConfig": config })).await;
    assert_eq!(paths(&refused), ["authType", "authToken", "fromAddress"]);
    for (name, value) in [
        ("twilioAccountSid", Value::Null),
        ("twilioAuthToken", Value::Null),
        ("twilioAuthToken", json!("")),
        ("twilioPhoneNumber", Value::Null),
    ] {
        let mut config = json!({});
        config[name] = value;
        assert_eq!(paths(&update(json!({ "providerConfig": config })).await), [name]);
    }
    assert_eq!(shown(&server, &channel).await, before);
    // A type is no setting: given anyway, it changes nothing.
    drop(update(json!({ "channelType": "custom_webhook", "isActive": true })).await);
    let after = shown(&server, &channel).await;
    assert_eq!((&after["channelType"], &after["providerConfig"]), (&json!("sms"), &before["providerConfig"]));

    let both_ways = update(json!({ "overflow": "reject" })).await.data();
    assert_eq!(both_ways["overflow"], "reject");
    assert_eq!(update(json!({ "overflow": "defer" })).await.data()["overflow"], "defer");
    server.finish().await;
}
