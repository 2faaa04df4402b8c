//! The settings of an e-mail channel: what is shown, what is kept, what is asked for again.

use patchbay_tests::{Mail, SMTP_PASSWORD, SMTP_USER};
use serde_json::{Value, json};

use super::{CLIENT, hand_in, inbox_channel, start};

#[tokio::test]
async fn what_is_shown_can_be_sent_back_as_it_is() {
    let (server, _, channel) = start().await;
    let shown = channel.created["providerConfig"].clone();
    let update = json!({ "id": channel.id, "providerConfig": shown });
    assert_eq!(server.rpc().mutate("webhooks.update", update).await["providerConfig"], shown);
    server.finish().await;
}

#[tokio::test]
async fn the_password_is_shown_to_nobody_and_sent_to_no_other_server() {
    let (server, smtp, channel) = start().await;
    let rpc = server.rpc();
    let shown = channel.created["providerConfig"].clone();
    assert_eq!(shown["smtpPassword"], "••••post");
    assert_eq!((&shown["smtpUser"], &shown["smtpHost"]), (&json!(SMTP_USER), &json!("127.0.0.1")));
    assert_eq!((&shown["smtpPort"], &shown["forwardingEnabled"]), (&json!(smtp.port()), &json!(true)));
    let update = async |config: Value| {
        rpc.try_mutate("webhooks.update", json!({ "id": channel.id, "providerConfig": config })).await
    };

    // What the dashboard was shown and sends back is no new password.
    let mut own = shown.clone();
    own.as_object_mut().unwrap().remove("outboundHeaders");
    assert_eq!(update(own.clone()).await.data()["providerConfig"], shown);
    for config in [json!({ "smtpHost": "localhost" }), {
        let mut config = own.clone();
        config["smtpHost"] = json!("mail.example.org");
        config
    }] {
        assert_eq!(update(config).await.refused_fields(), ["providerConfig.smtpPassword"]);
    }
    assert_eq!(rpc.query("webhooks.get", json!({ "id": channel.id })).await["providerConfig"], shown);
    let mail = Mail::new(CLIENT, "Broken boiler", "Please call Acme tomorrow").raw().await;
    hand_in(&server, &channel, mail).await;
    assert_eq!(smtp.next().await.user, SMTP_USER);

    let moved =
        json!({ "smtpHost": "localhost", "smtpPassword": SMTP_PASSWORD, "fromAddress": "team@example.com" });
    let after = update(moved).await.data()["providerConfig"].clone();
    assert_eq!((&after["smtpHost"], &after["smtpPassword"]), (&json!("localhost"), &shown["smtpPassword"]));
    for (config, fields) in [
        (json!({ "smtpPort": 0 }), vec!["providerConfig.smtpPort"]),
        (json!({ "smtpPort": 65536 }), vec!["providerConfig.smtpPort"]),
        (json!({ "smtpHost": "https://mail.example.org/" }), vec!["providerConfig.smtpHost"]),
        (json!({ "fromAddress": "Office <a@b.example>" }), vec!["providerConfig.fromAddress"]),
        (json!({ "fromAddress": null }), vec!["providerConfig.fromAddress"]),
        (json!({ "inboundEmailAddress": "nobody" }), vec!["providerConfig.inboundEmailAddress"]),
        (json!({ "smtpPassword": "a\r\nb" }), vec!["providerConfig.smtpPassword"]),
    ] {
        assert_eq!(update(config.clone()).await.refused_fields(), fields, "{config}");
    }
    let provider = async |name: &str| {
        update(json!({ "emailProvider": name })).await.data()["providerConfig"]["emailProvider"].clone()
    };
    assert_eq!((provider("postfix").await, provider("sendgrid").await), (json!("postfix"), json!("other")));
    let cleared = update(json!({ "smtpHost": null })).await.data()["providerConfig"].clone();
    for name in ["smtpHost", "smtpPort", "smtpUser", "smtpPassword", "fromAddress"] {
        assert_eq!(cleared[name], Value::Null, "{name}");
    }

    let inbox = inbox_channel(&server, json!({})).await;
    let masked = json!({ "id": inbox.id, "providerConfig": {
        "smtpHost": "127.0.0.1", "smtpUser": "a", "smtpPassword": "••••post", "fromAddress": "a@example.com",
    } });
    assert_eq!(
        rpc.try_mutate("webhooks.update", masked).await.refused_fields(),
        ["providerConfig.smtpPassword"]
    );
    let seen = rpc.query("webhooks.list", json!({})).await.to_string();
    assert!(!seen.contains(SMTP_PASSWORD), "{seen}");
    assert_eq!(server.places_of(&[SMTP_PASSWORD.to_owned()]).await, Vec::<String>::new());
    assert!(!server.output().all().contains(SMTP_PASSWORD));
    server.finish().await;
}
