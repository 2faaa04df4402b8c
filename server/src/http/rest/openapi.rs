//! The OpenAPI 3.1 document: routes and wire types describe themselves, and what every route has in common is added to each.
//! Its `webhooks` are the event types that come with Patchbay.

mod common;
mod told;

use hyper::body::Bytes;
use serde_json::Value;
use url::Url;
use utoipa::{OpenApi, ToSchema};

use super::{
    confirmations, deliveries, event_types, events, messages, recoveries, secrets, webhook_log, webhooks,
};

/// What is wrong, and what to do next (RFC 9457).
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "the shape of a body for OpenAPI; never made")]
pub(super) struct ProblemDocument {
    /// `about:blank`: the status says what kind of problem it is, and `code` which one.
    r#type: String,
    /// The name of the status.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong, as a sentence for a person.
    detail: String,
    /// What is wrong, as a word a program can switch on: `INVALID_PAYLOAD`.
    code: String,
    /// The fields of the input that will not do.
    errors: Vec<ProblemError>,
    /// The request, as in `x-request-id` and in the log.
    request_id: String,
    /// The same as a URN.
    instance: String,
    /// How a test went, where a test failed.
    result: Option<crate::rpc::wire::webhook::WebhookTestResult>,
}

/// A field that will not do.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "the shape of a body for OpenAPI; never made")]
pub(super) struct ProblemError {
    /// Where: `events[0].data.amount`; empty for the whole input.
    field: String,
    /// The same as a JSON pointer: `/events/0/data/amount`.
    pointer: String,
    /// What would do, to be read after the field.
    message: String,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Patchbay",
        description = "Webhooks out and in. `/api/webhooks` and `/webhooks` are other names of `/api/v1/webhooks`. An `id` of a webhook may be its number too.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "Webhooks", description = "Channels, which people write through, and subscriptions, which systems are told of events by."),
        (name = "Events", description = "What happened, here or elsewhere."),
        (name = "Event types", description = "What can happen."),
        (name = "Deliveries", description = "What left, and how it went."),
        (name = "Recoveries", description = "Many deliveries that are tried again."),
        (name = "Messages", description = "What was said."),
    ),
    paths(
        webhooks::list, webhooks::create, webhooks::get, webhooks::replace, webhooks::update, webhooks::delete,
        webhooks::test, webhooks::enable, webhooks::disable, secrets::reveal, secrets::rotate, webhook_log::stats,
        webhook_log::logs, webhook_log::deliveries, webhook_log::delivery, webhook_log::retry,
        events::list, events::publish, events::publish_many, events::get, events::replay, events::deliveries,
        event_types::available, event_types::list, event_types::register, event_types::get, event_types::archive,
        event_types::restore,
        deliveries::list, deliveries::logs, deliveries::get, deliveries::retry, deliveries::cancel,
        recoveries::list, recoveries::preview, recoveries::start, recoveries::get, messages::get,
        confirmations::list, confirmations::get, confirmations::settle
    ),
    components(schemas(ProblemDocument, ProblemError))
)]
struct Document;

/// The document, as it is served.
pub(super) fn document(public_url: &Url) -> Bytes {
    // It cannot fail: names, texts and maps of them.
    let mut document = serde_json::to_value(Document::openapi()).unwrap_or_default();
    document["servers"] = serde_json::json!([{ "url": public_url.as_str().trim_end_matches('/') }]);
    common::add(&mut document);
    document["webhooks"] = Value::Object(told::webhooks());
    Bytes::from(document.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn read() -> Result<Value, Box<dyn std::error::Error>> {
        Ok(serde_json::from_slice(&document(&"https://patchbay.example/".parse()?))?)
    }

    #[test]
    fn every_reference_leads_somewhere() -> Outcome {
        let document = read()?;
        let text = document.to_string();
        let references: BTreeSet<&str> =
            text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(references.len() > 30, "{references:?}");
        for reference in references {
            assert!(document.pointer(reference).is_some(), "{reference}");
        }
        Ok(())
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_its_problems() -> Outcome {
        let document = read()?;
        assert_eq!(document["openapi"], "3.1.0");
        let mut names = BTreeSet::new();
        let paths = document["paths"].as_object().ok_or("no paths")?;
        for (path, operations) in paths {
            for (method, operation) in operations.as_object().ok_or("no operations")? {
                let name = operation["operationId"].as_str().ok_or("no name")?;
                assert!(names.insert(name), "{name}");
                assert!(operation["summary"].is_string(), "{method} {path}");
                for status in ["401", "403", "429", "500", "503"] {
                    let problem = &operation["responses"][status];
                    assert!(problem.is_object(), "{method} {path} says nothing of {status}");
                }
                assert!(operation["responses"]["404"].is_object() || !path.contains('{'), "{method} {path}");
            }
        }
        assert!(names.len() >= 37, "{names:?}");
        Ok(())
    }

    #[test]
    fn every_event_that_may_be_told_is_described() -> Outcome {
        let document = read()?;
        let told = document["webhooks"].as_object().ok_or("no webhooks")?;
        assert_eq!(told.len(), patchbay_domain::event_types::built_in().len());
        let media = document.pointer("/webhooks/task.created/post/requestBody/content/application~1json");
        let media = media.ok_or("task.created is not told")?;
        assert_eq!(media["example"]["type"], "task.created");
        assert!(media["schema"]["properties"]["data"]["properties"].is_object());
        Ok(())
    }
}
