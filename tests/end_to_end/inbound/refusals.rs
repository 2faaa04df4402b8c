//! What is not a message: each told apart, each saying where.

use futures::stream;
use patchbay_tests::{Post, TestServer};
use serde_json::{Value, json};

/// The fields that a 400 complains of.
async fn refused_fields(post: Post) -> Vec<String> {
    let about = format!("{post:?}");
    let answer = post.send().await;
    assert_eq!(answer.status, 400, "{about}: {}", answer.text);
    let problem = answer.problem(400, "INVALID_PAYLOAD");
    let errors = problem["errors"].as_array().unwrap().iter();
    errors
        .map(|error| {
            assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{about}: {error}");
            error["field"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[tokio::test]
async fn unknown_inactive_and_deleted() {
    let server = TestServer::start().await;
    let hello = json!({ "content": "Hello" });
    for token in ["00000000-0000-4000-8000-000000000000", "nonsense", "health", "%00", "a%2Fb"] {
        server.inbound_at(token).json(&hello).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    }
    let channel = server.create_channel(json!({})).await;
    // The id is public knowledge in the organization; only the token opens the door.
    server.inbound_at(&channel.id).json(&hello).send().await.problem(404, "WEBHOOK_NOT_FOUND");

    server.rpc().mutate("webhooks.update", json!({ "id": channel.id, "isActive": false })).await;
    server.inbound(&channel).json(&hello).send().await.problem(403, "WEBHOOK_INACTIVE");
    server.rpc().mutate("webhooks.update", json!({ "id": channel.id, "isActive": true })).await;
    server.inbound(&channel).json(&hello).accepted().await;
    server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
    server.inbound(&channel).json(&hello).send().await.problem(404, "WEBHOOK_NOT_FOUND");
    server.finish().await;
}

#[tokio::test]
async fn malformed_bodies_are_told_where() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let post = || server.inbound(&channel);

    let broken =
        post().bytes("application/json", "{\"content\": \"Hello\",\n  \"senderName\": }").send().await;
    let detail = broken.problem(400, "INVALID_PAYLOAD")["detail"].as_str().unwrap();
    assert!(detail.contains("line 2"), "{detail}");
    for body in
        ["", "[]", "\"Hello\"", "null", "{\"content\":\"a\"} {}", "{\"content\":\"a\"", "{'content':'a'}"]
    {
        post().bytes("application/json", body).send().await.problem(400, "INVALID_PAYLOAD");
    }
    for body in ["content=%FF%FE", "content=%00"] {
        post().bytes("application/x-www-form-urlencoded", body).send().await.problem(400, "INVALID_PAYLOAD");
    }
    let part = "--b\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nHello\r\n--b--\r\n";
    post().bytes("multipart/form-data", part).send().await.problem(400, "INVALID_PAYLOAD");
    for body in ["", "--b\r\n", &part[..part.len() - 8], "--c--\r\n"] {
        post().bytes("multipart/form-data; boundary=b", body).send().await.problem(400, "INVALID_PAYLOAD");
    }
    post().bytes("multipart/form-data; boundary=b", part).accepted().await;
    server.finish().await;
}

#[tokio::test]
async fn fields_are_named() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let with = |name: &str, value: Value| {
        let mut body = json!({ "content": "Hello" });
        body[name] = value;
        server.inbound(&channel).json(&body)
    };

    assert_eq!(refused_fields(server.inbound(&channel).json(&json!({}))).await, ["content"]);
    assert_eq!(refused_fields(server.inbound(&channel).form(&[("senderName", "Ann")])).await, ["content"]);
    assert_eq!(
        refused_fields(server.inbound(&channel).multipart(&[("senderName", "Ann")])).await,
        ["content"]
    );
    assert_eq!(refused_fields(server.inbound(&channel).text("  ")).await, ["content"]);
    for (name, value) in [
        ("content", json!("")),
        ("content", json!(null)),
        ("content", json!({ "text": "Hello" })),
        ("messageType", json!("carrier pigeon")),
        ("senderIdentifier", json!(["ann"])),
        ("attachments", json!("a.png")),
        ("taskPriority", json!("asap")),
        ("taskDeadline", json!("tomorrow")),
        ("metadata", json!("crm")),
    ] {
        assert_eq!(refused_fields(with(name, value.clone())).await, [name], "{value}");
    }
    let attachments =
        json!([{ "type": "image", "url": "https://files.example.com/a.png" }, { "type": "image" }]);
    let fields = refused_fields(with("attachments", attachments)).await;
    assert!(fields[0].starts_with("attachments[1]"), "{fields:?}");
    assert_eq!(server.database_texts("SELECT content FROM messages").await, Vec::<String>::new());
    server.finish().await;
}

#[tokio::test]
async fn other_types_sizes_and_methods() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    let post = || server.inbound(&channel);
    for content_type in ["application/xml", "text/html", "application/octet-stream", "nonsense"] {
        post().bytes(content_type, "Hello").send().await.problem(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    let limit = 1024 * 1024;
    for length in [limit + 1, 3 * limit] {
        post().bytes("text/plain", vec![b'a'; length]).send().await.problem(413, "PAYLOAD_TOO_LARGE");
    }
    // Without a Content-Length to judge by.
    let url = format!("{}/api/webhooks/inbound/{}", server.address(), channel.token);
    let chunks = stream::iter((0..40).map(move |_| Ok::<_, std::io::Error>(vec![b'a'; limit / 32])));
    let request = server.client().post(&url).header("content-type", "text/plain");
    let chunked = request.body(reqwest::Body::wrap_stream(chunks)).send().await.unwrap();
    assert_eq!(chunked.status().as_u16(), 413);

    let got = server.client().get(&url).send().await.unwrap();
    assert_eq!(got.status().as_u16(), 405);
    assert_eq!(server.database_texts("SELECT content FROM messages").await, Vec::<String>::new());
    server.finish().await;
}
