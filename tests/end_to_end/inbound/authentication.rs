//! Who may post at an inbound URL.

use patchbay_tests::{Channel, Post, TestServer, signature};
use serde_json::{Value, json};

const BODY: &str = r#"{"content":"Please call Acme"}"#;

async fn channel_with(server: &TestServer, provider_config: Value) -> Channel {
    server.create_channel(json!({ "providerConfig": provider_config })).await
}

/// Each of these posts is refused, and none of them leaves a message.
async fn refused(server: &TestServer, channel: &Channel, code: &str, posts: Vec<Post>) {
    for post in posts {
        let about = format!("{post:?}");
        let answer = post.send().await;
        assert_eq!(answer.status, 401, "{about}");
        answer.problem(401, code);
    }
    let messages = server.rpc().query("webhooks.getMessages", json!({ "webhookId": channel.id })).await;
    assert_eq!(messages["items"], json!([]));
}

#[tokio::test]
async fn bearer() {
    let server = TestServer::start().await;
    let channel = channel_with(&server, json!({ "authType": "bearer", "authToken": "tok-12345678" })).await;
    let post = || server.inbound(&channel).bytes("application/json", BODY);
    let wrong = vec![
        post(),
        post().header("authorization", "Bearer tok-1234567"),
        post().header("authorization", "Bearer tok-123456789"),
        post().header("authorization", "Bearer "),
        post().header("authorization", "Basic tok-12345678"),
        post().header("authorization", "tok-12345678"),
        post().header("x-api-key", "tok-12345678"),
    ];
    refused(&server, &channel, "INVALID_AUTH", wrong).await;
    post().header("authorization", "Bearer tok-12345678").accepted().await;
    // RFC 9110: the scheme is case-insensitive.
    post().header("authorization", "bearer tok-12345678").accepted().await;
    server.finish().await;
}

#[tokio::test]
async fn api_key_in_the_usual_header_or_in_one_of_choice() {
    let server = TestServer::start().await;
    for (settings, header) in [
        (json!({ "authType": "api_key", "authToken": "key-12345678" }), "x-api-key"),
        (
            json!({ "authType": "api_key", "authToken": "key-12345678", "authHeader": "X-Front-Desk" }),
            "x-front-desk",
        ),
    ] {
        let channel = channel_with(&server, settings).await;
        let post = || server.inbound(&channel).bytes("application/json", BODY);
        let wrong = vec![
            post(),
            post().header(header, "key-1234567"),
            post().header(header, ""),
            post().header("x-other", "key-12345678"),
            post().header("authorization", "Bearer key-12345678"),
        ];
        refused(&server, &channel, "INVALID_AUTH", wrong).await;
        post().header(header, "key-12345678").accepted().await;
    }
    server.finish().await;
}

#[tokio::test]
async fn hmac_over_the_raw_bytes() {
    let server = TestServer::start().await;
    let own_key = channel_with(&server, json!({ "authType": "hmac" })).await;
    let given_key =
        channel_with(&server, json!({ "authType": "hmac", "hmacSecret": "a secret of their own" })).await;
    for (channel, key) in [(&own_key, own_key.secret_key.as_str()), (&given_key, "a secret of their own")] {
        // Spaces that a parser would lose: the bytes are signed, not what they mean.
        let post =
            || server.inbound(channel).bytes("application/json", "{ \"content\" :  \"Please call Acme\" }");
        let right = signature::legacy(key.as_bytes(), BODY.as_bytes());
        let wrong = vec![
            post(),
            post().header("x-webhook-signature", &right),
            post().signed("another key"),
            post().header("x-webhook-signature", "sha256="),
            post().header("x-webhook-signature", "sha256=zz"),
            post().header("x-webhook-signature", right.trim_start_matches("sha256=")),
        ];
        refused(&server, channel, "INVALID_SIGNATURE", wrong).await;
        post().signed(key).accepted().await;
        server.inbound(channel).form(&[("content", "Hello")]).signed(key).accepted().await;
    }
    server.finish().await;
}

#[tokio::test]
async fn what_is_checked_first_is_answered_first() {
    let server = TestServer::start().await;
    let channel = channel_with(&server, json!({ "authType": "bearer", "authToken": "tok-12345678" })).await;
    let large = vec![b'a'; 1024 * 1024 + 1];
    let unknown = "00000000-0000-4000-8000-000000000000";
    let post = || server.inbound(&channel);

    server
        .inbound_at(unknown)
        .bytes("text/plain", large.clone())
        .send()
        .await
        .problem(404, "WEBHOOK_NOT_FOUND");
    post().bytes("text/plain", large).send().await.problem(413, "PAYLOAD_TOO_LARGE");
    post().bytes("application/json", "{").send().await.problem(401, "INVALID_AUTH");
    post().bytes("application/xml", "<a/>").send().await.problem(401, "INVALID_AUTH");
    let post = || server.inbound(&channel).header("authorization", "Bearer tok-12345678");
    post().bytes("application/xml", "<a/>").send().await.problem(415, "UNSUPPORTED_MEDIA_TYPE");
    post().bytes("application/json", "{").send().await.problem(400, "INVALID_PAYLOAD");

    server.rpc().mutate("webhooks.update", json!({ "id": channel.id, "isActive": false })).await;
    server.inbound(&channel).bytes("application/xml", "<a/>").send().await.problem(403, "WEBHOOK_INACTIVE");
    server.finish().await;
}
