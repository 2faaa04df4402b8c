//! Every endpoint of 001 §8 and 004, under every prefix, with the same expectations (C3).

use patchbay_tests::{Answer, Receiver, Reply, Rpc, TestServer};
use serde_json::{Value, json};

const SUBSCRIPTION: &str = "authHeader authPassword authToken authType authUsername channels createdAt deletedAt \
    description disabledReason ed25519PublicKey events headers hmacSecret id isActive kind metadata method name number \
    ordering ownerId payloadFormat pinnedVersions previousSecretExpiresAt rateLimitPerSecond retryCount retryDelays \
    retryPolicy signatureHeaders stats status timeoutSeconds updatedAt url version warnings";
const DELIVERY: &str = "attemptCount conversationId createdAt eventId eventType finishedAt id kind lastError messageId \
    nextAttemptAt status targetUrl webhookId webhookMessageId";
const DETAIL: &str = "attemptCount attempts conversationId createdAt eventId eventType finishedAt id kind lastError \
    messageId nextAttemptAt requestBody status targetUrl webhookId webhookMessageId";
const LOG: &str = "attemptCount createdAt errorMessage eventType id isSuccess payload responseBody responseStatus \
    responseTimeMs webhookId";
const STATS: &str = "attempts averageDurationMs averageResponseTimeMs channel failedDeliveries failingSince \
    heldDeliveries kind lastError lastErrorAt lastStatus lastSuccessAt lastTriggeredAt nextProbeAt p95DurationMs \
    successRate successfulDeliveries totalDeliveries webhookId";
const TEST: &str = "body code deliveryId durationMs error headers status success";
const PROBLEM: &str = "code detail errors instance requestId status title type";
const FAILED_TEST: &str = "code detail errors instance requestId result status title type";
const SECRET: &str = "previousSecretExpiresAt secret standardSecret";

/// Method, path behind the prefix, body, status, and the names of what is answered, of a list of its first item.
type Step = (&'static str, &'static str, &'static str, u16, &'static str);

/// `{n}` is the number, `{d}` a delivery that failed, `{r}` the receiver.
const STEPS: [Step; 26] = [
    ("GET", "", "", 200, SUBSCRIPTION),
    ("GET", "/events", "", 200, "aliasOf description group name sample"),
    (
        "GET",
        "/event-types",
        "",
        200,
        "aliases description group isArchived isBuiltIn name sample schema version",
    ),
    ("GET", "/{id}", "", 200, SUBSCRIPTION),
    ("GET", "/{n}", "", 200, SUBSCRIPTION),
    ("PUT", "/{id}", r#"{"url":"{r}","events":["lead.*"],"name":"Replaced"}"#, 200, SUBSCRIPTION),
    ("PATCH", "/{id}", r#"{"events":["lead.created"]}"#, 200, SUBSCRIPTION),
    ("POST", "/{id}/test", "", 200, TEST),
    ("POST", "/{n}/test", r#"{"eventType":"lead.created","payload":{"leadId":"1"}}"#, 502, FAILED_TEST),
    ("GET", "/{id}/deliveries", "", 200, DELIVERY),
    ("GET", "/{n}/deliveries?status=success&limit=1", "", 200, DELIVERY),
    ("GET", "/{id}/deliveries/{d}", "", 200, DETAIL),
    ("POST", "/{id}/deliveries/{d}/retry", "", 200, DELIVERY),
    ("GET", "/{id}/logs", "", 200, LOG),
    ("GET", "/{id}/stats", "", 200, STATS),
    ("POST", "/{id}/disable", "", 200, SUBSCRIPTION),
    ("POST", "/{id}/enable", "", 200, SUBSCRIPTION),
    ("GET", "/{id}/secret", "", 200, SECRET),
    ("POST", "/{id}/secret/rotate", r#"{"gracePeriodSeconds":0}"#, 200, SECRET),
    ("POST", "/{id}", "", 405, PROBLEM),
    ("POST", "", r#"{"name":"Neither"}"#, 400, PROBLEM),
    ("GET", "/{id}/nothing", "", 404, PROBLEM),
    ("DELETE", "/{id}", "", 204, ""),
    ("GET", "/{id}", "", 404, PROBLEM),
    ("DELETE", "/{n}", "", 404, PROBLEM),
    ("GET", "/{id}/logs", "", 404, PROBLEM),
];

/// What the answer is made of.
fn names(answer: &Answer) -> String {
    let shown = answer.body.get("items").map_or(&answer.body, |items| &items[0]);
    let mut names: Vec<_> = shown.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.join(" ")
}

async fn walk(owner: &Rpc, prefix: &str, receiver: &Receiver) {
    let body = json!({ "name": "Leads", "url": receiver.url("/hook"), "events": ["lead.created"] });
    let made = owner.rest("POST", prefix).json(&body).send().await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(names(&made), format!("{} {}", SUBSCRIPTION, "secret standardSecret").sorted());
    let id = made.body["id"].as_str().unwrap().to_owned();
    assert_eq!(made.header("location"), format!("/api/v1/webhooks/{id}"));
    let number = made.body["number"].to_string();
    let mut delivery = String::new();
    for (method, path, body, status, expected) in STEPS {
        let fill = |text: &str| {
            let filled = text.replace("{id}", &id).replace("{n}", &number).replace("{d}", &delivery);
            filled.replace("{r}", &receiver.url("/hook"))
        };
        let at = format!("{method} {prefix}{path}");
        let sends = path.ends_with("/test") || path.ends_with("/retry");
        if status == 502 {
            receiver.script([Reply::status(500).body("broken")]);
        }
        let mut request = owner.rest(method, &format!("{prefix}{}", fill(path)));
        if !body.is_empty() {
            request = request.body("application/json", &fill(body));
        }
        let answer = request.send().await;
        assert_eq!(answer.status, status, "{at}: {}", answer.text);
        assert_eq!(names(&answer), expected, "{at}");
        if sends {
            let _ = receiver.next().await;
        }
        if status == 502 {
            let result = &answer.problem(502, "DELIVERY_FAILED")["result"];
            assert_eq!((&result["status"], &result["body"]), (&json!(500), &json!("broken")), "{at}");
            delivery = result["deliveryId"].as_str().unwrap().to_owned();
        }
    }
}

trait Sorted {
    fn sorted(&self) -> String;
}

impl Sorted for String {
    fn sorted(&self) -> String {
        let mut names: Vec<_> = self.split(' ').collect();
        names.sort_unstable();
        names.join(" ")
    }
}

#[tokio::test]
async fn every_prefix_answers_the_same() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    for prefix in ["/api/v1/webhooks", "/api/webhooks", "/webhooks"] {
        walk(&server.rpc(), prefix, &receiver).await;
        server.idle().await;
    }
    server.finish().await;
}

#[tokio::test]
async fn health_and_the_gateway_are_where_they_were() {
    let server = TestServer::start().await;
    let owner = server.rpc();
    let health = owner.rest("GET", "/api/v1/webhooks/health").expect(200).await;
    assert_eq!(health["status"], "ok");
    let channel = super::channel(&owner).await;
    let path = format!("/api/webhooks/inbound/{}", channel["webhookToken"].as_str().unwrap());
    let sent = owner.rest("POST", &path).json(&json!({ "content": "Call Acme" })).expect(200).await;
    assert_eq!(sent["accepted"], true);
    // A token is nothing that a management route takes for an id.
    owner.rest("GET", "/api/webhooks/inbound").send().await.problem(404, "WEBHOOK_NOT_FOUND");
    server.finish().await;
}

#[tokio::test]
async fn the_log_says_what_was_sent_and_answered() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let owner = server.rpc();
    let made = super::subscribe(&owner, &receiver).await;
    receiver.script([Reply::status(202).body("thanks")]);
    let event = owner.rest("POST", "/api/v1/events").json(&super::lead("l-1")).expect(201).await;
    let _ = receiver.next().await;
    server.idle().await;
    let path = format!("/webhooks/{}/logs", super::id(&made));
    for path in [path, "/api/v1/integrations/logs?webhookId=1".into()] {
        let log = owner.rest("GET", &path).expect(200).await;
        let entry = &log["items"][0];
        let seen =
            (&entry["eventType"], &entry["responseStatus"], &entry["responseBody"], &entry["isSuccess"]);
        assert_eq!(seen, (&json!("lead.created"), &json!(202), &json!("thanks"), &json!(true)), "{path}");
        assert_eq!(entry["payload"]["data"], json!({ "leadId": "l-1" }));
        assert_eq!((&entry["attemptCount"], &entry["errorMessage"]), (&json!(1), &Value::Null));
    }
    let of_event = format!("/api/v1/events/{}/deliveries", super::id(&event));
    assert_eq!(owner.rest("GET", &of_event).expect(200).await["items"].as_array().unwrap().len(), 1);
    let stats = owner.rest("GET", &format!("/webhooks/{}/stats", super::id(&made))).expect(200).await;
    assert_eq!((&stats["totalDeliveries"], &stats["successRate"]), (&json!(1), &json!(1.0)));
    assert_eq!(stats["averageResponseTimeMs"], stats["averageDurationMs"]);
    server.finish().await;
}
