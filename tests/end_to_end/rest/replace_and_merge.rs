//! PUT replaces, PATCH merges (C7).

use patchbay_tests::TestServer;
use serde_json::json;

use super::id;

#[tokio::test]
async fn of_a_subscription_put_sets_back_what_patch_keeps() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let all = json!({
        "url": "https://example.com/a", "events": ["lead.*"], "name": "Leads", "description": "All of them",
        "headers": { "X-One": "first-header-value", "X-Two": "second-header-value" }, "metadata": { "a": 1, "b": { "c": 2, "d": 3 } },
        "timeoutSeconds": 5, "retryPolicy": "crm", "authType": "bearer", "authToken": "token-of-mine", "isActive": false,
    });
    let made = owner.rest("POST", "/webhooks").json(&all).expect(201).await;
    let path = format!("/webhooks/{}", id(&made));
    let patch = json!({
        "description": null,
        "headers": { "x-one": null, "X-Three": "third-header-value" },
        "metadata": { "b": { "c": null, "e": 5 }, "f": [1] },
    });
    let request = owner.rest("PATCH", &path).body("application/merge-patch+json", &patch.to_string());
    let patched = request.expect(200).await;
    assert_eq!(patched["description"], "");
    assert_eq!(patched["headers"], json!({ "x-two": "••••alue", "x-three": "••••alue" }));
    assert_eq!(patched["metadata"], json!({ "a": 1, "b": { "d": 3, "e": 5 }, "f": [1] }));
    for kept in
        ["name", "events", "url", "timeoutSeconds", "retryPolicy", "authType", "authToken", "isActive"]
    {
        assert_eq!(patched[kept], made[kept], "{kept}");
    }
    // What was masked and sent back is still what it was: the next PUT may do the same.
    let put =
        json!({ "url": "https://example.com/b", "events": ["lead.created"], "headers": patched["headers"] });
    let replaced = owner.rest("PUT", &path).json(&put).expect(200).await;
    assert_eq!(replaced["headers"], patched["headers"]);
    let plain = json!({
        "name": "example.com", "description": "", "metadata": {}, "timeoutSeconds": 30, "retryPolicy": "blend",
        "authType": "none", "authToken": null, "isActive": true, "url": "https://example.com/b",
        "events": ["lead.created"],
    });
    for (name, value) in plain.as_object().unwrap() {
        assert_eq!(replaced[name], *value, "{name}");
    }
    for kept in ["id", "number", "createdAt"] {
        assert_eq!(replaced[kept], made[kept], "{kept}");
    }
    server.finish().await;
}

#[tokio::test]
async fn of_a_channel_put_sets_back_what_patch_keeps() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let all = json!({
        "channelType": "custom_webhook", "channelName": "Desk", "tags": ["a"], "metadata": { "a": 1, "b": 2 },
        "rateLimitPerMinute": 7, "outboundEnabled": false, "assistant": { "personality": "concise" },
        "providerConfig": {
            "authType": "bearer", "authToken": "token-of-mine", "outboundWebhookUrl": "https://example.com/out",
            "outboundHeaders": { "X-One": "first-header-value" },
        },
    });
    let made = owner.rest("POST", "/webhooks").json(&all).expect(201).await;
    let path = format!("/webhooks/{}", id(&made));
    let patch = json!({
        "metadata": { "b": null, "c": 3 },
        "assistant": { "autoCreateTasks": false, "language": "de", "approval": null },
        "providerConfig": { "outboundHeaders": { "X-Two": "second-header-value" } },
        "rateLimitPerMinute": null,
    });
    let patched = owner.rest("PATCH", &path).json(&patch).expect(200).await;
    assert_eq!(patched["metadata"], json!({ "a": 1, "c": 3 }));
    assert_eq!(
        patched["assistant"],
        json!({
            "personality": "concise", "autoCreateTasks": false, "reopenWithinHours": 72,
            "language": "de", "requireConfirmation": false, "approval": "unknown_senders",
        })
    );
    let headers = json!({ "x-one": "••••alue", "x-two": "••••alue" });
    assert_eq!(patched["providerConfig"]["outboundHeaders"], headers);
    assert_eq!(patched["providerConfig"]["authToken"], made["providerConfig"]["authToken"]);
    assert_eq!((&patched["rateLimitPerMinute"], &patched["tags"]), (&json!(30), &json!(["a"])));
    let put = json!({ "channelType": "custom_webhook", "channelName": "Put" });
    let replaced = owner.rest("PUT", &path).json(&put).expect(200).await;
    for (name, value) in [
        ("channelName", json!("Put")),
        ("tags", json!([])),
        ("metadata", json!({})),
        ("outboundEnabled", json!(true)),
        (
            "assistant",
            json!({
                "personality": "professional", "autoCreateTasks": true, "reopenWithinHours": 72,
                "language": "message", "requireConfirmation": false, "approval": "unknown_senders",
            }),
        ),
        ("isActive", json!(true)),
    ] {
        assert_eq!(replaced[name], value, "{name}");
    }
    let config = &replaced["providerConfig"];
    let seen = (&config["authType"], &config["outboundWebhookUrl"], &config["outboundHeaders"]);
    assert_eq!(seen, (&json!("none"), &json!(null), &json!({})));
    let off = json!({ "channelType": "custom_webhook", "channelName": "Put", "isActive": false });
    assert_eq!(owner.rest("PUT", &path).json(&off).expect(200).await["isActive"], false);
    server.finish().await;
}
