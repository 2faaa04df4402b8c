//! The secrets of subscriptions: by procedures and by REST.

use patchbay_tests::{Answer, Receiver, Rpc};
use serde_json::{Value, json};

use super::channels::base64;
use super::drive::Drive;

/// Where REST hands a secret out.
const REST_SECRET: &str = "REST, where secrets are shown";

/// What hands a subscription's secret out.
const SHOWN: &[&str] =
    &["subscriptions.create", "subscriptions.rotateSecret", "subscriptions.getSecret", REST_SECRET];

/// Gives subscriptions their secrets, has them used, and replaced.
pub(super) async fn drive(drive: &mut Drive) {
    let receiver = drive.server.receiver();
    let owner = drive.server.rpc();
    let token = drive.plant("subscription's token", "sub-bearer-81f0c2", &[]);
    by_procedures(drive, &owner, &receiver, json!({ "authType": "bearer", "authToken": token })).await;
    let key = drive.plant("subscription's key", "sub-apikey-5d21e7", &[]);
    let auth = json!({ "authType": "api_key", "authHeader": "X-Desk-Key", "authToken": key });
    by_procedures(drive, &owner, &receiver, auth).await;
    let password = drive.plant("subscription's password", "sub-basic-0c9be4", &[]);
    drive.plant("subscription's basic credentials", &base64("ann:sub-basic-0c9be4"), &[]);
    let auth = json!({ "authType": "basic", "authUsername": "ann", "authPassword": password });
    by_procedures(drive, &owner, &receiver, auth).await;
    let secret = drive.plant("subscription's HMAC secret", "sub-hmac-77aa10fe", &[]);
    by_procedures(drive, &owner, &receiver, json!({ "authType": "hmac", "hmacSecret": secret })).await;
    by_rest(drive, &owner, &receiver).await;
}

async fn by_procedures(drive: &mut Drive, owner: &Rpc, receiver: &Receiver, auth: Value) {
    let header = drive.plant("subscription's header", "sub-header-c0ffee1", &[]);
    let mut input =
        json!({ "url": receiver.url("/hook"), "events": ["lead.created"], "headers": { "X-Key": header } });
    input.as_object_mut().unwrap().extend(auth.as_object().unwrap().clone());
    let made = drive.call(owner, "subscriptions.create", input).await;
    remember_secret(drive, &made);
    let id = json!({ "id": made["id"] });
    drive.call(owner, "subscriptions.test", id.clone()).await;
    assert_eq!(receiver.next().await.header("x-key"), header.as_str().unwrap());
    let of_test = drive.plant("header of a test alone", "test-header-5ca1ab1e", &[]);
    let input = json!({ "id": made["id"], "method": "PUT", "headers": { "X-Key": of_test } });
    drive.call(owner, "subscriptions.test", input).await;
    assert_eq!(receiver.next().await.header("x-key"), of_test.as_str().unwrap());
    let lead = json!({ "type": "lead.created", "data": { "leadId": "l-1" } });
    drive.call(owner, "events.publish", lead).await;
    let _ = receiver.next().await;
    let shown = drive.call(owner, "subscriptions.getSecret", id.clone()).await;
    assert_eq!(shown["secret"], made["secret"]);
    let rotated = drive.call(owner, "subscriptions.rotateSecret", id.clone()).await;
    remember_secret(drive, &rotated);
    let own = drive.plant("subscription's own secret", "sub-own-secret-9e8d7c6b5a40", SHOWN);
    let input = json!({ "id": made["id"], "secret": own, "gracePeriodSeconds": 60 });
    let rotated = drive.call(owner, "subscriptions.rotateSecret", input).await;
    remember_secret(drive, &rotated);
    let header = drive.plant("subscription's new header", "sub-header-feed5e7", &[]);
    let input = json!({ "id": made["id"], "headers": { "X-Key": header } });
    drive.call(owner, "subscriptions.update", input).await;
    drive.call(owner, "subscriptions.disable", id.clone()).await;
    drive.call(owner, "subscriptions.enable", id.clone()).await;
    drive.call(owner, "subscriptions.delete", id.clone()).await;
    drive.call(owner, "subscriptions.restore", id.clone()).await;
    // So that the next one is told alone.
    drive.call(owner, "subscriptions.delete", id).await;
}

fn remember_secret(drive: &mut Drive, shown: &Value) {
    drive.plant("subscription's secret", shown["secret"].as_str().unwrap(), SHOWN);
    if let Some(standard) = shown["standardSecret"].as_str() {
        drive.plant("standard form of it", standard, SHOWN);
    }
}

async fn by_rest(drive: &mut Drive, owner: &Rpc, receiver: &Receiver) {
    let header = drive.plant("header by REST", "rest-header-41d2a9", &[]);
    let token = drive.plant("token by REST", "rest-bearer-90b1f3", &[]);
    let body = json!({
        "url": receiver.url("/hook"), "events": ["lead.created"], "headers": { "X-Key": header },
        "authType": "bearer", "authToken": token,
    });
    let create = || owner.rest("POST", "/webhooks").header("idempotency-key", "once").json(&body).send();
    let made = create().await;
    for answer in [&made, &create().await] {
        assert_eq!(answer.status, 201, "{}", answer.text);
        drive.remember(REST_SECRET, answer);
    }
    remember_secret(drive, &made.body);
    let path = format!("/webhooks/{}", made.body["id"].as_str().unwrap());
    let rotate = || {
        let rotate = owner.rest("POST", &format!("{path}/secret/rotate"));
        rotate.header("idempotency-key", "once").send()
    };
    let shown = owner.rest("GET", &format!("{path}/secret")).send().await;
    for answer in [&shown, &rotate().await, &rotate().await] {
        assert_eq!(answer.status, 200, "{}", answer.text);
        drive.remember(REST_SECRET, answer);
        remember_secret(drive, &answer.body);
    }
    let mut answers: Vec<Answer> = Vec::new();
    answers.push(owner.rest("POST", &format!("{path}/test")).send().await);
    let _ = receiver.next().await;
    for (method, path, body) in [
        ("GET", path.clone(), Value::Null),
        ("GET", "/webhooks".into(), Value::Null),
        ("GET", format!("{path}/logs"), Value::Null),
        ("GET", format!("{path}/deliveries"), Value::Null),
        ("GET", format!("{path}/stats"), Value::Null),
        ("PATCH", path.clone(), json!({ "headers": { "X-Other": header } })),
        ("PUT", path.clone(), json!({ "url": 7, "authToken": token })),
        ("PUT", path.clone(), json!({ "url": token, "headers": { "X Key": header } })),
        ("POST", "/webhooks".into(), json!({ "authToken": token })),
        ("POST", "/webhooks".into(), json!({ "url": token, "events": [token], "secret": [token] })),
        ("DELETE", path.clone(), Value::Null),
    ] {
        let request = owner.rest(method, &path);
        answers.push(if body.is_null() { request } else { request.json(&body) }.send().await);
    }
    for answer in &answers {
        drive.remember("REST", answer);
    }
}
