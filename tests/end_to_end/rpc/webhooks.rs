//! `webhooks.create`, `get`, `list`.

use patchbay_tests::TestServer;
use serde_json::{Value, json};

use super::UNKNOWN;

#[tokio::test]
async fn a_channel_begins_with_sensible_defaults() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({ "channelName": "Front desk" })).await;
    let created = &channel.created;
    let expected = json!({
        "kind": "channel", "channelType": "custom_webhook", "channelName": "Front desk", "number": 1,
        "isPrimary": true, "isActive": true, "isVerified": false, "outboundEnabled": true,
        "rateLimitPerMinute": 30, "rateLimitPerHour": 200, "tags": [], "metadata": {}, "deletedAt": null,
        "assistant": {
            "personality": "professional", "autoCreateTasks": true, "reopenWithinHours": 72,
            "language": "message", "requireConfirmation": false, "approval": "unknown_senders",
        },
        "overflow": "reject", "outboundError": null, "inboundError": null,
        "stats": { "messagesReceived": 0, "messagesSent": 0, "tasksCreated": 0, "deliveriesFailed": 0,
            "messagesDeferred": 0, "lastMessageAt": null },
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&created[name], value, "{name}");
    }
    // What belongs to other types of channel is null.
    let given =
        json!({ "authType": "none", "outboundHeaders": {}, "outboundMethod": "POST", "senders": "owner" });
    for (name, value) in created["providerConfig"].as_object().unwrap() {
        assert_eq!(value, &given[name], "{name}");
    }
    assert_eq!(uuid::Uuid::parse_str(&channel.token).unwrap().get_version_num(), 4);
    assert_ne!(channel.token, channel.id);
    assert_eq!(created["webhookUrl"], format!("{}/api/webhooks/inbound/{}", server.address(), channel.token));

    let got = server.rpc().query("webhooks.get", json!({ "id": channel.id })).await;
    let mut without_secret = created.clone();
    without_secret.as_object_mut().unwrap().remove("secretKey");
    assert_eq!(got, without_secret);
    assert!(!got.to_string().contains(&channel.secret_key));
    // The first one is the one to reach its owner by; the next ones are not.
    assert_eq!(server.create_channel(json!({})).await.created["isPrimary"], false);
    server.finish().await;
}

#[tokio::test]
async fn inputs_are_checked_field_by_field() {
    let server = TestServer::start().await;
    let good = json!({ "channelType": "custom_webhook", "channelName": "Front desk" });
    for (name, value, path) in [
        ("channelType", json!("pigeon"), "channelType"),
        ("channelType", json!(null), "channelType"),
        ("channelName", json!(""), "channelName"),
        ("channelName", json!("  "), "channelName"),
        ("channelName", json!("ü".repeat(101)), "channelName"),
        ("channelName", json!(7), "channelName"),
        ("rateLimitPerMinute", json!(0), "rateLimitPerMinute"),
        ("rateLimitPerMinute", json!(101), "rateLimitPerMinute"),
        ("rateLimitPerMinute", json!(-1), "rateLimitPerMinute"),
        ("rateLimitPerHour", json!(1001), "rateLimitPerHour"),
        ("rateLimitPerHour", json!(1.5), "rateLimitPerHour"),
        ("isPrimary", json!("yes"), "isPrimary"),
        ("providerConfig", json!({ "authType": "magic" }), "providerConfig.authType"),
        ("providerConfig", json!({ "outboundWebhookUrl": "ftp://x" }), "providerConfig.outboundWebhookUrl"),
        ("providerConfig", json!({ "outboundMethod": "GET" }), "providerConfig.outboundMethod"),
        ("providerConfig", json!({ "authHeader": "no good" }), "providerConfig.authHeader"),
        ("outboundConfig", json!({ "outboundWebhookUrl": "nonsense" }), "outboundConfig.outboundWebhookUrl"),
        ("tags", json!(["ok", ""]), "tags[1]"),
        ("metadata", json!([]), "metadata"),
        ("assistant", json!({ "personality": "rude" }), "assistant.personality"),
    ] {
        let mut input = good.clone();
        input[name] = value.clone();
        let answer = server.rpc().try_mutate("webhooks.create", input).await;
        assert_eq!(answer.refused_fields(), [path], "{name} {value}");
    }
    let answer = server.rpc().try_mutate("webhooks.create", json!({})).await;
    assert!(!answer.refused_fields().is_empty());
    for (auth_type, field) in [("bearer", "authToken"), ("api_key", "authToken")] {
        let mut input = good.clone();
        input["providerConfig"] = json!({ "authType": auth_type });
        let answer = server.rpc().try_mutate("webhooks.create", input).await;
        assert_eq!(answer.refused_fields(), [format!("providerConfig.{field}")], "{auth_type}");
    }
    assert_eq!(server.rpc().query("webhooks.list", json!({})).await["items"], json!([]));
    // A hundred letters are letters, not bytes.
    server.create_channel(json!({ "channelName": "ü".repeat(100) })).await;
    server.finish().await;
}

#[tokio::test]
async fn the_list_shows_what_is_asked_for() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    let mut ids = Vec::new();
    for name in ["first", "second", "third"] {
        ids.push(server.create_channel(json!({ "channelName": name })).await.id);
    }
    rpc.mutate("webhooks.update", json!({ "id": ids[1], "isActive": false })).await;
    rpc.mutate("webhooks.delete", json!({ "id": ids[2] })).await;
    let names = async |filters: Value| {
        let items = rpc.every("webhooks.list", filters, 1).await;
        let mut names: Vec<_> =
            items.iter().map(|item| item["channelName"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(json!({})).await, ["first"]);
    assert_eq!(names(json!({ "includeInactive": true })).await, ["first", "second", "third"]);
    assert_eq!(names(json!({ "kind": "channel" })).await, ["first"]);
    assert_eq!(names(json!({ "kind": "subscription" })).await, Vec::<String>::new());
    for (input, path) in
        [(json!({ "kind": "pigeon" }), "kind"), (json!({ "includeInactive": 1 }), "includeInactive")]
    {
        assert_eq!(rpc.try_query("webhooks.list", input).await.refused_fields(), [path]);
    }
    server.finish().await;
}

#[tokio::test]
async fn an_unknown_id_is_not_found() {
    let server = TestServer::start().await;
    let rpc = server.rpc();
    for id in [UNKNOWN, "nonsense", "7"] {
        for procedure in ["webhooks.update", "webhooks.delete", "webhooks.test"] {
            let _ = rpc.try_mutate(procedure, json!({ "id": id })).await.refusal(404, "WEBHOOK_NOT_FOUND");
        }
        let _ = rpc.try_query("webhooks.get", json!({ "id": id })).await.refusal(404, "WEBHOOK_NOT_FOUND");
        let input = json!({ "webhookId": id });
        let _ = rpc.try_query("webhooks.getMessages", input).await.refusal(404, "WEBHOOK_NOT_FOUND");
    }
    for procedure in ["webhooks.update", "webhooks.delete", "webhooks.test"] {
        assert_eq!(rpc.try_mutate(procedure, json!({})).await.refused_fields(), ["id"], "{procedure}");
        assert_eq!(
            rpc.try_mutate(procedure, json!({ "id": "" })).await.refused_fields(),
            ["id"],
            "{procedure}"
        );
    }
    assert_eq!(rpc.try_query("webhooks.get", json!({})).await.refused_fields(), ["id"]);
    server.finish().await;
}
