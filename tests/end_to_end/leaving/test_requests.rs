//! Tests with a method and headers of their own (003 §3): sent as asked, once, and nothing of it is kept.

use patchbay_tests::{Receiver, Reply, TestServer, signature};
use serde_json::{Value, json};

/// A secret that a test alone is sent with.
const KEY: &str = "only-for-this-test-4f1c";

async fn create_subscription(server: &TestServer, receiver: &Receiver) -> Value {
    let input = json!({
        "url": receiver.url("/hook"), "events": ["lead.created"],
        "headers": { "X-Team": "blue", "X-Kept": "a long secret 1234" },
        "signatureHeaders": { "X-Webhook-Signature": "X-Hub-Signature-256" },
    });
    server.rpc().mutate("subscriptions.create", input).await
}

/// What a test asks for; the names of the webhook's own headers in another case.
fn asked() -> Value {
    json!({
        "method": "PUT", "payload": { "leadId": "l-1" },
        "headers": { "X-Api-Key": KEY, "x-TEAM": "green", "X-Kept": "\u{2022}\u{2022}\u{2022}\u{2022}1234" },
    })
}

#[tokio::test]
async fn a_subscription_is_tested_with_a_method_and_headers_of_the_test() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let made = create_subscription(&server, &receiver).await;
    let owner = server.rpc();
    receiver.script([Reply::status(202).header("x-seen", "yes").body("fine"), Reply::status(500).body("no")]);
    let mut input = asked();
    input["id"] = made["id"].clone();
    let tested = owner.mutate("subscriptions.test", input).await;
    assert_eq!(
        (&tested["success"], &tested["status"], &tested["body"]),
        (&json!(true), &json!(202), &json!("fine"))
    );
    assert_eq!(tested["headers"]["x-seen"], "yes");
    assert!(tested["durationMs"].is_u64() && tested["error"].is_null(), "{tested}");
    let request = receiver.next().await;
    assert_eq!(request.method, "PUT");
    for (name, value) in [("x-api-key", KEY), ("x-team", "green"), ("x-kept", "a long secret 1234")] {
        assert_eq!(request.header(name), value);
    }
    assert_eq!(request.json()["data"], json!({ "leadId": "l-1" }));
    let secret = made["secret"].as_str().unwrap();
    assert_eq!(request.header("x-hub-signature-256"), signature::legacy(secret.as_bytes(), &request.body));
    assert_eq!(request.header("x-webhook-delivery"), tested["deliveryId"]);

    // By the other door, refused: told with all that came back, and not tried again.
    let path = format!("/api/v1/webhooks/{}/test", made["number"]);
    let body = json!({ "method": "PUT", "headers": { "Authorization": format!("Bearer {KEY}") } });
    let failed = owner.rest("POST", &path).json(&body).expect(502).await;
    assert_eq!((&failed["code"], &failed["result"]["status"]), (&json!("DELIVERY_FAILED"), &json!(500)));
    assert_eq!(failed["result"]["body"], "no");
    assert_eq!(receiver.next().await.header("authorization"), format!("Bearer {KEY}"));

    server.idle().await;
    let listed = owner.query("deliveries.list", json!({ "webhookId": made["id"] })).await;
    let listed = listed["items"].as_array().unwrap();
    let states: Vec<_> =
        listed.iter().map(|one| (&one["kind"], &one["status"], &one["attemptCount"])).collect();
    let (test, one) = (json!("test"), json!(1));
    assert_eq!(states, [(&test, &json!("failed"), &one), (&test, &json!("success"), &one)]);
    assert_eq!(listed[1]["id"], tested["deliveryId"]);
    // Neither a figure nor the breaker moved, and the subscription is as it was.
    let shown = owner.query("subscriptions.get", json!({ "id": made["id"] })).await;
    assert_eq!(shown["method"], "POST");
    for field in ["headers", "stats", "status", "updatedAt"] {
        assert_eq!(shown[field], made[field], "{field}");
    }
    let audit = owner.query("audit.list", json!({ "action": "webhook.tested" })).await;
    let after = &audit["items"][1]["after"];
    assert_eq!(
        (&after["method"], &after["headers"]),
        (&json!("PUT"), &json!(["x-api-key", "x-kept", "x-team"]))
    );
    assert_eq!(server.places_of(&[KEY.to_owned()]).await, Vec::<String>::new());
    server.finish().await;
}

#[tokio::test]
async fn a_channels_outbound_url_is_tested_with_a_method_and_headers_of_the_test() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let owner = server.rpc();
    let mut input = asked();
    input["id"] = json!(channel.id);
    input["headers"].as_object_mut().unwrap().remove("X-Kept");
    let tested = owner.mutate("webhooks.test", input).await;
    assert_eq!((&tested["success"], &tested["status"]), (&json!(true), &json!(200)), "{tested}");
    let request = receiver.next().await;
    assert_eq!((request.method.as_str(), request.header("x-api-key")), ("PUT", KEY));
    signature::verify_both(&channel.secret_key, &request);

    let path = format!("/webhooks/{}/test", channel.id);
    let tested =
        owner.rest("POST", &path).json(&json!({ "headers": { "X-Api-Key": KEY } })).expect(200).await;
    assert_eq!(tested["success"], true);
    let request = receiver.next().await;
    assert_eq!((request.method.as_str(), request.header("x-api-key")), ("POST", KEY));

    let off = json!({ "id": channel.id, "outboundEnabled": false });
    owner.mutate("webhooks.update", off).await;
    let tested = owner.mutate("webhooks.test", json!({ "id": channel.id, "method": "PUT" })).await;
    assert_eq!((&tested["success"], &tested["deliveryId"]), (&json!(false), &Value::Null), "{tested}");
    assert!(tested["error"].as_str().unwrap().contains("switched off"), "{tested}");
    assert_eq!(server.places_of(&[KEY.to_owned()]).await, Vec::<String>::new());
    server.finish().await;
}

#[tokio::test]
async fn what_a_test_may_not_set_is_refused_with_its_path() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let subscription = create_subscription(&server, &receiver).await["id"].clone();
    let channel = server.create_channel_to(&receiver.url("/hook")).await;
    let owner = server.rpc();
    let refused = [
        (json!({ "method": "GET" }), "method"),
        (json!({ "headers": { "Connection": "close" } }), "headers.Connection"),
        (json!({ "headers": { "Transfer-Encoding": "chunked" } }), "headers.Transfer-Encoding"),
        (json!({ "headers": { "Host": "example.com" } }), "headers.Host"),
        (json!({ "headers": { "Content-Type": "text/plain" } }), "headers.Content-Type"),
        (json!({ "headers": { "webhook-signature": "v1,x" } }), "headers.webhook-signature"),
        (json!({ "headers": { "X-Webhook-Signature": "sha256=x" } }), "headers.X-Webhook-Signature"),
        (json!({ "headers": { "X-A": "a\r\nx-b: b" } }), "headers.X-A"),
        (json!({ "headers": { "X-New": "\u{2022}\u{2022}\u{2022}\u{2022}1234" } }), "headers.X-New"),
    ];
    for (asked, field) in refused {
        for (procedure, id) in [("subscriptions.test", &subscription), ("webhooks.test", &json!(channel.id))]
        {
            let mut input = asked.clone();
            input["id"] = id.clone();
            let fields = owner.try_mutate(procedure, input).await.refused_fields();
            assert_eq!(fields, [field], "{procedure} {asked}");
            let path = format!("/api/v1/webhooks/{}/test", id.as_str().unwrap());
            let answer = owner.rest("POST", &path).json(&asked).send().await;
            answer.problem(400, "INVALID_PAYLOAD");
            assert_eq!(answer.pointers(), [format!("/{}", field.replace('.', "/"))], "{path} {asked}");
        }
    }
    // The name that this subscription's signature is sent under.
    let input = json!({ "id": subscription, "headers": { "X-Hub-Signature-256": "x" } });
    let fields = owner.try_mutate("subscriptions.test", input).await.refused_fields();
    assert_eq!(fields, ["headers.X-Hub-Signature-256"]);
    assert!(receiver.take_all().is_empty());
    server.finish().await;
}
