//! `GET …/inbound/{token}/verify?challenge=…`: whoever is given the URL sees that it is answered here.

use patchbay_tests::{ACCOUNT_SID, AUTH_TOKEN, Channel, TWILIO_NUMBER, TestServer};
use serde_json::{Value, json};

/// What a GET there gives: the status, the content type, the body.
async fn ask(server: &TestServer, token: &str, query: &str) -> (u16, String, String) {
    let url = format!("{}/api/webhooks/inbound/{token}/verify{query}", server.address());
    let answer = server.client().get(url).send().await.unwrap();
    let content_type = answer.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    (answer.status().as_u16(), content_type, answer.text().await.unwrap())
}

/// That it is refused with this status and code; the problem.
async fn refused(server: &TestServer, token: &str, query: &str, status: u16, code: &str) -> Value {
    let (given, content_type, text) = ask(server, token, query).await;
    assert_eq!((given, content_type.as_str()), (status, "application/problem+json"), "{query}: {text}");
    let problem: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(problem["code"], code, "{text}");
    problem
}

async fn of_every_type(server: &TestServer) -> [Channel; 3] {
    let config = json!({
        "twilioAccountSid": ACCOUNT_SID, "twilioAuthToken": AUTH_TOKEN, "twilioPhoneNumber": TWILIO_NUMBER,
    });
    [
        server.create_channel(json!({})).await,
        server.create_channel(json!({ "channelType": "sms", "providerConfig": config })).await,
        server.create_channel(json!({ "channelType": "email" })).await,
    ]
}

#[tokio::test]
async fn the_challenge_comes_back_as_text() {
    let server = TestServer::start().await;
    for channel in of_every_type(&server).await {
        let token = &channel.token;
        let longest = "a".repeat(1024);
        for (query, expected) in [
            ("?challenge=abc123", "abc123"),
            ("?x=1&challenge=a%20b+c%26%C3%BC&challenge=second", "a b c&ü"),
            ("?challenge=%3Cscript%3Ealert(1)%3C/script%3E", "<script>alert(1)</script>"),
            (&format!("?challenge={longest}"), longest.as_str()),
        ] {
            let (status, content_type, text) = ask(&server, token, query).await;
            assert_eq!((status, text.as_str()), (200, expected), "{query}");
            assert_eq!(content_type, "text/plain; charset=utf-8");
        }
        let too_long = format!("?challenge={longest}a");
        for query in [
            "",
            "?",
            "?challenge",
            "?challenge=",
            "?Challenge=a",
            "?challenge=a%0Ab",
            "?challenge=%00",
            &too_long,
        ] {
            let problem = refused(&server, token, query, 400, "INVALID_PAYLOAD").await;
            assert_eq!(problem["errors"][0]["field"], "challenge", "{problem}");
        }
        let posted = server.inbound_at(&format!("{token}/verify?challenge=abc")).text("abc").send().await;
        posted.problem(405, "METHOD_NOT_ALLOWED");
        assert_eq!(posted.header("allow"), "GET");

        server.rpc().mutate("webhooks.update", json!({ "id": channel.id, "isActive": false })).await;
        refused(&server, token, "?challenge=abc", 403, "WEBHOOK_INACTIVE").await;
        server.rpc().mutate("webhooks.delete", json!({ "id": channel.id })).await;
        refused(&server, token, "?challenge=abc", 404, "WEBHOOK_NOT_FOUND").await;
    }
    for token in ["0190a0b0-0000-4000-8000-000000000001", "nonsense"] {
        refused(&server, token, "?challenge=abc", 404, "WEBHOOK_NOT_FOUND").await;
    }
    server.finish().await;
}
