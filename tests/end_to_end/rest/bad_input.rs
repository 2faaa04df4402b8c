//! What will not do is named: by a status, a code, and a pointer to the field.

use patchbay_tests::TestServer;
use serde_json::json;

use super::{channel, id, subscribe};

const JSON: &str = "application/json";
const INVALID: &str = "INVALID_PAYLOAD";

/// Method, path, content type, body; status, code, pointers.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str, u16, &'a str, &'a [&'a str]);

const TABLE: &[Row<'static>] = &[
    ("POST", "/webhooks", JSON, "{", 400, INVALID, &[""]),
    ("POST", "/webhooks", JSON, "[]", 400, INVALID, &[""]),
    ("POST", "/webhooks", JSON, "", 400, INVALID, &["/channelType", "/url", "/events"]),
    (
        "POST",
        "/webhooks",
        JSON,
        r#"{"name":"x","path":"leads"}"#,
        400,
        INVALID,
        &["/channelType", "/url", "/events"],
    ),
    ("POST", "/webhooks", JSON, r#"{"url":"https://example.com"}"#, 400, INVALID, &["/events"]),
    ("POST", "/webhooks", JSON, r#"{"events":["*"]}"#, 400, INVALID, &["/url"]),
    ("POST", "/webhooks", JSON, r#"{"url":"https://example.com","events":"*"}"#, 400, INVALID, &["/events"]),
    (
        "POST",
        "/webhooks",
        JSON,
        r#"{"url":"https://example.com","events":[7]}"#,
        400,
        INVALID,
        &["/events/0"],
    ),
    ("POST", "/webhooks", JSON, r#"{"url":"ftp://example.com","events":["*"]}"#, 400, INVALID, &["/url"]),
    ("POST", "/webhooks", JSON, r#"{"url":"https://example.com","event":["*"]}"#, 400, INVALID, &["/event"]),
    (
        "POST",
        "/webhooks",
        JSON,
        r#"{"channelType":"fax","channelName":"x"}"#,
        400,
        INVALID,
        &["/channelType"],
    ),
    (
        "POST",
        "/webhooks",
        JSON,
        r#"{"channelType":"sms","channelName":"x","providerConfig":{"twilioAuthTokn":"x"}}"#,
        400,
        INVALID,
        &["/providerConfig/twilioAuthTokn"],
    ),
    (
        "POST",
        "/webhooks",
        JSON,
        r#"{"channelType":"custom_webhook","channelName":"x","rateLimitPerMinute":0}"#,
        400,
        INVALID,
        &["/rateLimitPerMinute"],
    ),
    ("POST", "/webhooks", "text/plain", "{}", 415, "UNSUPPORTED_MEDIA_TYPE", &[]),
    ("POST", "/webhooks", "application/x-www-form-urlencoded", "url=x", 415, "UNSUPPORTED_MEDIA_TYPE", &[]),
    ("POST", "/webhooks", "application/merge-patch+json", "{}", 415, "UNSUPPORTED_MEDIA_TYPE", &[]),
    ("GET", "/webhooks?limit=0", "", "", 400, INVALID, &["/limit"]),
    ("GET", "/webhooks?limit=ten", "", "", 400, INVALID, &["/limit"]),
    ("GET", "/webhooks?limit=1&limit=2", "", "", 400, INVALID, &["/limit"]),
    ("GET", "/webhooks?kind=robot", "", "", 400, INVALID, &["/kind"]),
    ("GET", "/webhooks?isActive=yes", "", "", 400, INVALID, &["/isActive"]),
    ("GET", "/webhooks?cursor=first", "", "", 400, INVALID, &["/cursor"]),
    ("GET", "/webhooks?page=2", "", "", 400, INVALID, &["/page"]),
    ("GET", "/api/v1/deliveries?webhookId=twelve", "", "", 400, INVALID, &["/webhookId"]),
    ("GET", "/api/v1/deliveries?webhookId=99", "", "", 404, "WEBHOOK_NOT_FOUND", &[]),
    ("GET", "/api/v1/deliveries?since=yesterday", "", "", 400, INVALID, &["/since"]),
    ("GET", "/api/v1/deliveries?statuses=failed,lost", "", "", 400, INVALID, &["/statuses/1"]),
    ("GET", "/api/v1/recoveries/preview", "", "", 400, INVALID, &["/since"]),
    ("POST", "/api/v1/events", JSON, r#"{"type":"lead.created"}"#, 400, INVALID, &["/data"]),
    ("POST", "/api/v1/events", JSON, r#"{"type":"no.such","data":{}}"#, 422, INVALID, &["/type"]),
    ("POST", "/api/v1/events", JSON, r#"{"type":"lead.created","data":{}}"#, 422, INVALID, &["/data"]),
    ("POST", "/api/v1/events/batch", JSON, r#"{"events":[]}"#, 400, INVALID, &["/events"]),
    (
        "POST",
        "/api/v1/events/batch",
        JSON,
        r#"{"events":[{"type":"lead.created","data":{"leadId":7}}]}"#,
        422,
        INVALID,
        &["/events/0/data/leadId"],
    ),
    (
        "POST",
        "/api/v1/event-types",
        JSON,
        r#"{"name":"a b","schema":{},"sample":{}}"#,
        400,
        INVALID,
        &["/name"],
    ),
    ("PATCH", "/webhooks/{s}", JSON, r#"{"id":"x"}"#, 400, INVALID, &["/id"]),
    ("PATCH", "/webhooks/{s}", JSON, r#"{"url":null}"#, 400, INVALID, &["/url"]),
    ("PATCH", "/webhooks/{s}", JSON, r#"{"channelName":"x"}"#, 400, INVALID, &["/channelName"]),
    ("PATCH", "/webhooks/{s}", "text/json", "{}", 415, "UNSUPPORTED_MEDIA_TYPE", &[]),
    ("PATCH", "/webhooks/{c}", JSON, r#"{"events":["*"]}"#, 400, INVALID, &["/events"]),
    ("PATCH", "/webhooks/{c}", JSON, r#"{"channelName":null}"#, 400, INVALID, &["/channelName"]),
    ("PUT", "/webhooks/{s}", JSON, r#"{"name":"x"}"#, 400, INVALID, &["/url"]),
    (
        "PUT",
        "/webhooks/{s}",
        JSON,
        r#"{"url":"https://example.com","events":["*"],"secret":"abcdefgh"}"#,
        400,
        INVALID,
        &["/secret"],
    ),
    ("PUT", "/webhooks/{c}", JSON, r#"{"channelType":"custom_webhook"}"#, 400, INVALID, &["/channelName"]),
    (
        "PUT",
        "/webhooks/{c}",
        JSON,
        r#"{"channelType":"custom_webhook","channelName":"x","isActive":1}"#,
        400,
        INVALID,
        &["/isActive"],
    ),
    (
        "PUT",
        "/webhooks/{c}",
        JSON,
        r#"{"channelType":"email","channelName":"x"}"#,
        400,
        INVALID,
        &["/channelType"],
    ),
    ("POST", "/webhooks/{s}/test", JSON, r#"{"eventType":"no.such"}"#, 400, INVALID, &["/eventType"]),
    ("POST", "/webhooks/{c}/test", JSON, r#"{"eventType":"lead.created"}"#, 400, INVALID, &["/eventType"]),
    ("POST", "/webhooks/{s}/enable", JSON, r#"{"now":true}"#, 400, INVALID, &["/now"]),
    (
        "POST",
        "/webhooks/{c}/secret/rotate",
        JSON,
        r#"{"secret":"mine-own-secret"}"#,
        400,
        INVALID,
        &["/secret"],
    ),
    (
        "POST",
        "/webhooks/{s}/secret/rotate",
        JSON,
        r#"{"gracePeriodSeconds":604801}"#,
        400,
        INVALID,
        &["/gracePeriodSeconds"],
    ),
    ("GET", "/webhooks/twelve", "", "", 404, "WEBHOOK_NOT_FOUND", &[]),
    ("GET", "/webhooks/%FF", "", "", 404, "NOT_FOUND", &[]),
    ("GET", "/api/v1/nothing", "", "", 404, "NOT_FOUND", &[]),
    ("DELETE", "/api/v1/events", "", "", 405, "METHOD_NOT_ALLOWED", &[]),
];

#[tokio::test]
async fn every_mistake_is_named() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let owner = server.rpc();
    let (subscription, channel) = (subscribe(&owner, &receiver).await, channel(&owner).await);
    for (method, path, content_type, body, status, code, pointers) in TABLE {
        let path = path.replace("{s}", id(&subscription)).replace("{c}", id(&channel));
        let request = owner.rest(method, &path);
        let request = if content_type.is_empty() { request } else { request.body(content_type, body) };
        let answer = request.send().await;
        let at = format!("{method} {path} {body}: {}", answer.text);
        assert_eq!(answer.status, *status, "{at}");
        answer.problem(*status, code);
        assert_eq!(answer.pointers(), *pointers, "{at}");
        let instance = format!("urn:uuid:{}", answer.header("x-request-id"));
        assert_eq!(answer.body["instance"], instance, "{at}");
        if *status == 405 {
            assert_eq!(answer.header("allow"), "GET,HEAD,POST");
        }
    }
    for body in
        [json!({ "url": "https://example.com\u{0}", "events": ["*"] }), json!({ "channelType": "sms\u{0}" })]
    {
        owner.rest("POST", "/webhooks").json(&body).send().await.problem(400, INVALID);
    }
    server.finish().await;
}
