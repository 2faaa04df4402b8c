//! Mails that are built to be too much: read in time, or refused with the reason.

use patchbay_tests::TestServer;
use serde_json::json;

use super::{hand_in, inbox_channel};

const HEAD: &str = "From: bob@client.example\r\nSubject: Plans\r\n";

fn nested(levels: usize) -> String {
    let levels = (0..levels)
        .map(|level| format!("Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"));
    format!("{HEAD}{}\r\nPlease call Acme\r\n", levels.collect::<String>())
}

fn many_parts(count: usize) -> String {
    let parts = "--b\r\nContent-Type: text/plain\r\n\r\nPlease call Acme\r\n".repeat(count);
    format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n")
}

#[tokio::test]
async fn what_is_beyond_the_limits_is_refused_with_the_reason() {
    let server = TestServer::start().await;
    let channel = inbox_channel(&server, json!({})).await;
    let long = |length: usize| "a".repeat(length);
    for (name, raw, reason) in [
        ("10,000 levels", nested(10_000), "nested more than"),
        ("10,000 parts", many_parts(10_000), "more than 1000 parts"),
        (
            "a long header",
            format!("{HEAD}X-Long: {}\r\n\r\nHello", long(2_000_000)),
            "headers are longer than",
        ),
        (
            "many headers",
            format!("{HEAD}{}\r\nHello", "X-A: b\r\n".repeat(200_000)),
            "headers are longer than",
        ),
        (
            "a long type",
            format!("{HEAD}Content-Type: text/{}\r\n\r\nHello", long(10_000)),
            "longer than 8 KiB",
        ),
    ] {
        let answer = server.mail(&channel, raw).send().await;
        let problem = answer.problem(400, "INVALID_PAYLOAD");
        assert!(problem["detail"].as_str().unwrap().contains(reason), "{name}: {problem}");
    }
    for (name, raw) in [
        ("some levels", nested(5)),
        ("some parts", many_parts(100)),
        ("a long subject", format!("From: bob@client.example\r\nSubject: {}\r\n\r\nHello", long(100_000))),
        ("NUL bytes", format!("{HEAD}X-Nul: a\0b\r\n\r\nPlease call\0Acme")),
        ("a long line", format!("{HEAD}\r\nPlease call Acme {}", long(500_000))),
        ("many recipients", format!("{HEAD}To: {}\r\n\r\nHello", "ann@agency.example, ".repeat(5_000))),
        ("many references", format!("{HEAD}References: {}\r\n\r\nHello", "<a@b.example> ".repeat(5_000))),
    ] {
        let message = hand_in(&server, &channel, raw).await;
        let content = message["content"].as_str().unwrap();
        assert!(!content.is_empty() && content.chars().count() <= 100_000, "{name}: {}", content.len());
    }
    server.finish().await;
}
