//! Who may call what: as the procedures say, and before a body is read.

use patchbay_tests::TestServer;
use serde_json::json;

use super::{UNKNOWN, channel, id, subscribe};

/// Every route that takes an id.
const OF_WEBHOOKS: [(&str, &str); 15] = [
    ("GET", ""),
    ("PUT", ""),
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/test"),
    ("POST", "/enable"),
    ("POST", "/disable"),
    ("GET", "/secret"),
    ("POST", "/secret/rotate"),
    ("GET", "/stats"),
    ("GET", "/logs"),
    ("GET", "/deliveries"),
    ("GET", "/deliveries/{d}"),
    ("POST", "/deliveries/{d}/retry"),
    ("POST", "/nothing"),
];

/// The other things of an organization.
const OF_OTHERS: [(&str, &str); 11] = [
    ("GET", "/api/v1/events/{e}"),
    ("POST", "/api/v1/events/{e}/replay"),
    ("GET", "/api/v1/events/{e}/deliveries"),
    ("GET", "/api/v1/deliveries/{d}"),
    ("POST", "/api/v1/deliveries/{d}/retry"),
    ("POST", "/api/v1/deliveries/{d}/cancel"),
    ("GET", "/api/v1/recoveries/{r}"),
    ("GET", "/api/v1/messages/{m}"),
    ("GET", "/api/v1/event-types/{t}"),
    ("DELETE", "/api/v1/event-types/{t}"),
    ("POST", "/api/v1/event-types/{t}/restore"),
];

#[tokio::test]
async fn what_another_organization_has_is_not_there() {
    let mut server = TestServer::start().await;
    let eve = server.second_organization().await;
    let receiver = server.receiver();
    let (owner, eve) = (server.rpc(), server.rpc().with_token(&eve));
    let (subscription, desk) = (subscribe(&owner, &receiver).await, channel(&owner).await);
    let event = owner.rest("POST", "/api/v1/events").json(&super::lead("l-1")).expect(201).await;
    let _ = receiver.next().await;
    let path = format!("/api/webhooks/inbound/{}", desk["webhookToken"].as_str().unwrap());
    let message = owner.rest("POST", &path).json(&json!({ "content": "Call Acme" })).expect(200).await;
    let since = json!({ "since": "2020-01-01T00:00:00Z" });
    let recovery = owner.rest("POST", "/api/v1/recoveries").json(&since).expect(202).await;
    let own = json!({ "name": "own.thing", "schema": {}, "sample": {} });
    owner.rest("POST", "/api/v1/event-types").json(&own).expect(201).await;
    server.idle().await;
    let log = owner.rest("GET", &format!("/webhooks/{}/deliveries", id(&subscription))).expect(200).await;
    let delivery = id(&log["items"][0]);
    let message = message["messageId"].as_str().unwrap();
    let fill = |path: &str, known: bool| {
        [
            ("{d}", delivery),
            ("{e}", id(&event)),
            ("{r}", id(&recovery)),
            ("{m}", message),
            ("{t}", "own.thing"),
        ]
        .into_iter()
        .fold(path.to_owned(), |path, (hole, id)| {
            path.replace(
                hole,
                if known {
                    id
                } else if hole == "{t}" {
                    "no.thing"
                } else {
                    UNKNOWN
                },
            )
        })
    };
    let mut walked = Vec::new();
    for webhook in [id(&subscription), id(&desk)] {
        for prefix in ["/api/v1/webhooks", "/api/webhooks", "/webhooks"] {
            for (method, path) in OF_WEBHOOKS {
                let of = |webhook| format!("{prefix}/{webhook}{path}");
                walked.push((method, of(webhook), of(UNKNOWN)));
            }
        }
    }
    walked.extend(OF_OTHERS.map(|(method, path)| (method, path.to_owned(), path.to_owned())));
    for (method, theirs, nothing) in walked {
        let answer = |path: String| eve.rest(method, &path).send();
        let (found, missing) = (answer(fill(&theirs, true)).await, answer(fill(&nothing, false)).await);
        assert_eq!(missing.status, 404, "{method} {nothing}: {}", missing.text);
        assert_eq!((found.status, found.text_alone()), (404, missing.text_alone()), "{method} {theirs}");
    }
    for list in [
        "/webhooks",
        "/api/v1/events",
        "/api/v1/deliveries",
        "/api/v1/integrations/logs",
        "/api/v1/recoveries",
    ] {
        assert_eq!(eve.rest("GET", list).expect(200).await["items"], json!([]), "{list}");
    }
    // Numbers are counted in each organization: hers are hers.
    eve.rest("GET", "/webhooks/1").send().await.problem(404, "WEBHOOK_NOT_FOUND");
    server.idle().await;
    server.finish().await;
}

#[tokio::test]
async fn roles_and_scopes_hold_before_a_body_is_read() {
    let mut server = TestServer::start().await;
    let receiver = server.receiver();
    let owner = server.rpc();
    let member = server.join("mel@example.com", "member").await.rpc;
    let reader = owner.by_token(&["read"]).await;
    let writer = owner.by_token(&["write"]).await;
    let (subscription, desk) = (subscribe(&owner, &receiver).await, channel(&owner).await);
    let subscription = format!("/webhooks/{}", id(&subscription));
    let desk = format!("/webhooks/{}", id(&desk));
    for (caller, what) in [(&reader, "who reads"), (&member, "a member")] {
        for (method, path) in
            [("PUT", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/test"), ("POST", "/enable")]
        {
            let request = caller.rest(method, &format!("{subscription}{path}")).body("text/plain", "{");
            let answer = request.send().await;
            assert_eq!(answer.status, 403, "{what}: {method} {path}: {}", answer.text);
            answer.problem(403, "FORBIDDEN");
        }
    }
    for path in
        ["/webhooks", "/api/v1/events", "/api/v1/events/batch", "/api/v1/recoveries", "/api/v1/event-types"]
    {
        let answer = reader.rest("POST", path).body("text/plain", "{").send().await;
        answer.problem(403, "FORBIDDEN");
    }
    // Reading is for everybody, secrets are for the scope.
    for path in ["", "/stats", "/logs", "/deliveries"] {
        reader.rest("GET", &format!("{subscription}{path}")).expect(200).await;
        member.rest("GET", &format!("{subscription}{path}")).expect(200).await;
    }
    for of in [&subscription, &desk] {
        writer.rest("GET", &format!("{of}/secret")).send().await.problem(403, "FORBIDDEN");
        writer.rest("POST", &format!("{of}/secret/rotate")).send().await.problem(403, "FORBIDDEN");
    }
    member.rest("GET", &format!("{subscription}/secret")).send().await.problem(403, "FORBIDDEN");
    // A member makes channels, an admin subscriptions.
    let body = json!({ "channelType": "custom_webhook", "channelName": "Mine" });
    member.rest("POST", "/webhooks").header("origin", server.address()).json(&body).expect(201).await;
    let body = json!({ "url": "https://example.com", "events": ["*"] });
    member.rest("POST", "/webhooks").json(&body).send().await.problem(403, "FORBIDDEN");
    // The cookie of a browser does nothing for a page of another site, a token does.
    let foreign = |rpc: &patchbay_tests::Rpc| {
        rpc.rest("POST", "/api/v1/events")
            .header("origin", "https://evil.example")
            .json(&super::lead("l-1"))
            .send()
    };
    foreign(&member).await.problem(403, "FORBIDDEN");
    assert_eq!(foreign(&writer).await.status, 201);
    let _ = receiver.next().await;
    let nobody = server.rpc().as_nobody();
    for (method, path) in
        [("GET", "/webhooks"), ("POST", "/webhooks"), ("GET", "/api/v1/events"), ("DELETE", &desk)]
    {
        nobody.rest(method, path).body("text/plain", "{").send().await.problem(401, "UNAUTHENTICATED");
    }
    server.finish().await;
}
