//! Text that databases, parsers and terminals disagree about: the same on both databases, and never a 500.

use patchbay_tests::TestServer;
use serde_json::json;

#[tokio::test]
async fn nul_is_refused_wherever_it_stands() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    for name in
        ["content", "senderIdentifier", "senderName", "externalMessageId", "taskTitle", "taskDescription"]
    {
        let mut body = json!({ "content": "Hello" });
        body[name] = json!("a\u{0}b");
        let answer = server.inbound(&channel).json(&body).send().await;
        let problem = answer.problem(400, "INVALID_PAYLOAD");
        assert_eq!(problem["errors"][0]["field"], name, "{problem}");
    }
    let attachment = json!({ "type": "file", "url": "https://example.com/", "name": "\u{0}" });
    for body in [
        json!({ "content": "Hello", "metadata": { "a": "b\u{0}" } }),
        json!({ "content": "Hello", "metadata": { "a\u{0}": "b" } }),
        json!({ "content": "Hello", "attachments": [attachment] }),
    ] {
        server.inbound(&channel).json(&body).send().await.problem(400, "INVALID_PAYLOAD");
    }
    server.inbound(&channel).text("a\u{0}b").send().await.problem(400, "INVALID_PAYLOAD");
    server.inbound(&channel).form(&[("content", "a\u{0}b")]).send().await.problem(400, "INVALID_PAYLOAD");
    server
        .inbound(&channel)
        .multipart(&[("content", "a\u{0}b")])
        .send()
        .await
        .problem(400, "INVALID_PAYLOAD");

    let rpc = server.rpc();
    assert_eq!(
        rpc.try_mutate("tasks.create", json!({ "title": "a\u{0}b" })).await.refused_fields(),
        ["title"]
    );
    let search = rpc.try_query("tasks.list", json!({ "search": "a\u{0}b" })).await;
    assert!(search.status < 500, "{}", search.text);
    server.finish().await;
}

#[tokio::test]
async fn bytes_that_are_not_utf_8_are_refused() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    for bad in [&b"\xff"[..], b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"] {
        let json = [b"{\"content\":\"a", bad, b"\"}"].concat();
        let part =
            [b"--b\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\n", bad, b"\r\n--b--\r\n"]
                .concat();
        for (content_type, body) in [
            ("application/json", json),
            ("text/plain", bad.to_vec()),
            ("application/x-www-form-urlencoded", [b"content=", bad].concat()),
            ("multipart/form-data; boundary=b", part),
        ] {
            server.inbound(&channel).bytes(content_type, body).send().await.problem(400, "INVALID_PAYLOAD");
        }
    }
    let lone_surrogate = r#"{"content":"a\ud800b"}"#;
    server
        .inbound(&channel)
        .bytes("application/json", lone_surrogate)
        .send()
        .await
        .problem(400, "INVALID_PAYLOAD");
    server.finish().await;
}

#[tokio::test]
async fn everything_else_is_kept_to_the_letter() {
    let server = TestServer::start().await;
    let channel = server.create_channel(json!({})).await;
    for content in [
        "🦊 שלום 日本語 ñ e\u{301}",
        "line one\nline two\r\n\ttabbed",
        "separators \u{2028}\u{2029} and \u{200b}zero\u{feff} width, \u{202e}turned around",
        "'; DROP TABLE messages; -- %s {} $1 \\u0000 \\",
        "<script>alert(1)</script> & \"quotes\"",
        "control \u{1}\u{7f}\u{1b}[31m characters",
    ] {
        let id = server.send(&channel, "ann", content).await;
        let message = server.processed(&channel, &id).await;
        assert_eq!(message["content"], content);
    }
    server.finish().await;
}
