//! What every route has: authentication, the ids of its path, idempotency keys, ETags, and the ways in which it can fail.

use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/responses/";

/// A status that is answered with a problem, and when.
const PROBLEMS: [(&str, &str, &str); 12] = [
    ("400", "InvalidInput", "The input will not do; `errors` says which fields."),
    ("401", "Unauthenticated", "Nobody is known by the token or session."),
    ("403", "Forbidden", "The role or the scope of the token does not reach."),
    ("404", "NotFound", "There is no such thing in the caller's organization."),
    (
        "409",
        "Conflict",
        "It is not in a state that allows this, or the first request under the key still runs.",
    ),
    ("412", "Changed", "It is not as `If-Match` says; read it again."),
    ("413", "TooLarge", "The body is too large."),
    ("415", "NotJson", "The body is not declared as JSON."),
    ("422", "DoesNotFit", "The data does not fit its type, or the key was used for another request."),
    ("429", "TooOften", "Too often; `Retry-After` says when."),
    ("500", "Internal", "Our mistake; the request id finds it in the log."),
    ("503", "Unavailable", "Not now; `Retry-After` says when."),
];

pub(super) fn add(document: &mut Value) {
    any_instead_of_one(document);
    let problem = json!({ "$ref": "#/components/schemas/ProblemDocument" });
    let responses = PROBLEMS.iter().map(|(_, name, description)| {
        let content = json!({ "application/problem+json": { "schema": problem } });
        ((*name).to_owned(), json!({ "description": description, "content": content }))
    });
    document["components"]["responses"] = Value::Object(responses.collect());
    document["components"]["securitySchemes"] = json!({
        "token": { "type": "http", "scheme": "bearer", "description": "An API token, `pb_…`." },
        "session": { "type": "apiKey", "in": "cookie", "name": "patchbay_session",
            "description": "The dashboard's session; what changes something must come from its own pages." },
    });
    document["security"] = json!([{ "token": [] }, { "session": [] }]);
    document["components"]["parameters"] = parameters();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (path, operations) in paths {
        for (method, operation) in operations.as_object_mut().into_iter().flatten() {
            describe(path, method, operation);
        }
    }
    for (from, status, to) in LINKS {
        let links = to.iter().map(|(operation, name)| {
            let parameters = json!({ *name: format!("$response.body#/{name}") });
            ((*operation).to_owned(), json!({ "operationId": operation, "parameters": parameters }))
        });
        if let Some(operation) = operation_mut(document, from) {
            operation["responses"][status]["links"] = Value::Object(links.collect());
        }
    }
}

/// An operation, its status, and each other that takes what it answers as this parameter.
type Link = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const LINKS: [Link; 4] = [
    (
        "createWebhook",
        "201",
        &[
            ("getWebhook", "id"),
            ("updateWebhook", "id"),
            ("replaceWebhook", "id"),
            ("enableWebhook", "id"),
            ("disableWebhook", "id"),
            ("rotateWebhookSecret", "id"),
            ("getWebhookStats", "id"),
            ("listWebhookLogs", "id"),
            ("listWebhookDeliveries", "id"),
            ("deleteWebhook", "id"),
        ],
    ),
    ("publishEvent", "201", &[("getEvent", "id"), ("replayEvent", "id"), ("listEventDeliveries", "id")]),
    ("registerEventType", "201", &[("getEventType", "name"), ("archiveEventType", "name")]),
    ("startRecovery", "202", &[("getRecovery", "id")]),
];

fn operation_mut<'document>(document: &'document mut Value, id: &str) -> Option<&'document mut Value> {
    let paths = document["paths"].as_object_mut()?.values_mut();
    let mut operations = paths.filter_map(Value::as_object_mut).flat_map(|methods| methods.values_mut());
    operations.find(|operation| operation["operationId"] == id)
}

fn parameters() -> Value {
    json!({
        "IdempotencyKey": { "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The first answer under this key is repeated for 24 hours, with `Idempotency-Replayed: true`.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!#-~]+$" } },
        "IfMatch": { "name": "If-Match", "in": "header", "required": false,
            "description": "An ETag: nothing is changed where it is another by now.", "schema": { "type": "string" } },
        "IfNoneMatch": { "name": "If-None-Match", "in": "header", "required": false,
            "description": "An ETag: 304 where it is still that.", "schema": { "type": "string" } },
    })
}

fn describe(path: &str, method: &str, operation: &mut Value) {
    let has_body = operation.get("requestBody").is_some();
    let has_versions = path == "/api/v1/webhooks/{id}";
    let takes_input = has_body || path.contains('{') || operation.get("parameters").is_some();
    let mut added: Vec<Value> = path.split('/').filter_map(of_path).collect();
    let mut refer = |name: &str| added.push(json!({ "$ref": format!("#/components/parameters/{name}") }));
    if method == "post" {
        refer("IdempotencyKey");
    }
    if has_versions {
        refer(if method == "get" { "IfNoneMatch" } else { "IfMatch" });
    }
    if let Some(known) = operation["parameters"].as_array_mut() {
        for parameter in known.iter_mut().filter(|parameter| parameter["name"] == "limit") {
            parameter["schema"] = json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 });
        }
        // What the path says is no parameter of the query.
        known.retain(|parameter| !is_in_path(path, parameter["name"].as_str().unwrap_or_default()));
        added.append(known);
    }
    operation["parameters"] = Value::Array(added);
    if has_versions {
        let tag = json!({ "description": "The version of this answer.", "schema": { "type": "string" } });
        if let Some(answer) = operation.pointer_mut("/responses/200") {
            answer["headers"]["ETag"] = tag;
        }
    }
    for (status, name, _) in PROBLEMS {
        let is_possible = match status {
            "400" => takes_input || method == "post",
            "404" => path.contains('{') || names_webhook(path, operation),
            "409" | "413" | "415" | "422" => method == "post" || has_body || method == "delete",
            "412" => has_versions && method != "get" || path.ends_with("able"),
            _ => true,
        };
        if is_possible && operation["responses"].get(status).is_none() {
            operation["responses"][status] = json!({ "$ref": format!("{SCHEMAS}{name}") });
        }
    }
}

/// Whether a webhook is named elsewhere than in the path.
fn names_webhook(path: &str, operation: &Value) -> bool {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    path.ends_with("/recoveries") || parameters.into_iter().any(|parameter| parameter["name"] == "webhookId")
}

/// `oneOf` says that no two fit, which "any JSON or null" and the like are not.
fn any_instead_of_one(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(schemas) = members.remove("oneOf") {
                members.insert("anyOf".to_owned(), schemas);
            }
            members.values_mut().for_each(any_instead_of_one);
        }
        Value::Array(items) => items.iter_mut().for_each(any_instead_of_one),
        _ => {}
    }
}

/// Whether `/webhooks/{id}/…` and the like say a parameter already.
fn is_in_path(path: &str, name: &str) -> bool {
    match name {
        "webhookId" => path.contains("/webhooks/{id}"),
        "eventId" => path.contains("/events/{id}"),
        _ => false,
    }
}

fn of_path(segment: &str) -> Option<Value> {
    let name = segment.strip_prefix('{')?.strip_suffix('}')?;
    let description = match name {
        "name" => "The name of the type.",
        "delivery_id" => "The id of the delivery.",
        _ => "The id; of a webhook its number too.",
    };
    let schema = Map::from_iter([("type".to_owned(), json!("string")), ("minLength".to_owned(), json!(1))]);
    Some(
        json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema }),
    )
}
