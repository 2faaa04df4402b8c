use patchbay_domain::retry_policy::RetryPolicy;
use patchbay_domain::subscription::OutboundAuth;

use super::*;

fn text(value: &str) -> Option<Option<String>> {
    Some(Some(value.to_owned()))
}

fn new_one() -> RawSubscription {
    RawSubscription {
        url: text("https://hooks.example/in"),
        events: Some(Some(vec!["task.*".to_owned()])),
        ..RawSubscription::default()
    }
}

fn seed() -> Secret {
    Secret::new("ab".repeat(32))
}

fn paths(raw: RawSubscription) -> Vec<String> {
    let errors = apply(Base::Default, raw, seed).unwrap_err();
    errors.into_iter().map(|error| error.path).collect()
}

#[test]
fn what_is_not_given_is_as_the_documents_say() {
    let draft = apply(Base::Default, new_one(), seed).unwrap();
    assert_eq!((draft.name.as_str(), draft.timeout_seconds), ("hooks.example", 30));
    assert_eq!(draft.retry, RetrySchedule::named(RetryPolicy::Blend));
    assert_eq!((draft.format, draft.ordering), (PayloadFormat::Native, Ordering::None));
    assert_eq!(draft.settings.signing, Signing::default());
}

#[test]
fn every_fault_is_named_at_once_with_its_field() {
    let raw = RawSubscription {
        url: text("ftp://x"),
        events: Some(Some(vec!["task.*".to_owned(), "not a name".to_owned()])),
        headers: Some(Some(
            [("Host".to_owned(), "x".to_owned()), ("webhook-id".to_owned(), "x".to_owned())].into(),
        )),
        timeout_seconds: Some(Some(31)),
        retry_policy: text("never"),
        rate_limit_per_second: Some(Some(0)),
        method: text("GET"),
        auth_token: text("unused"),
        format: text("xml"),
        ..RawSubscription::default()
    };
    let mut found = paths(raw);
    found.sort();
    assert_eq!(
        found,
        [
            "authToken",
            "events[1]",
            "headers.Host",
            "headers.webhook-id",
            "method",
            "payloadFormat",
            "rateLimitPerSecond",
            "retryPolicy",
            "timeoutSeconds",
            "url"
        ]
    );
    assert_eq!(paths(RawSubscription::default()), ["url", "events"]);
}

#[test]
fn a_change_keeps_the_rest_and_a_replacement_does_not() {
    let raw = RawSubscription {
        auth_type: text("bearer"),
        auth_token: text("a secret token"),
        retry_policy: text("durable"),
        timeout_seconds: Some(Some(5)),
        ..new_one()
    };
    let stored = apply(Base::Default, raw, seed).unwrap();
    let change = RawSubscription { name: text("Other"), ..RawSubscription::default() };
    let changed = apply(Base::Change(&stored), change, seed).unwrap();
    assert_eq!(changed, SubscriptionDraft { name: "Other".to_owned(), ..stored.clone() });

    let replaced = apply(Base::Replace(&stored), new_one(), seed).unwrap();
    assert_eq!(replaced, apply(Base::Default, new_one(), seed).unwrap());
    let masked =
        RawSubscription { auth_type: text("bearer"), auth_token: text("••••oken"), ..new_one() };
    let replaced = apply(Base::Replace(&stored), masked.clone(), seed).unwrap();
    assert_eq!(replaced.settings.auth, OutboundAuth::Bearer { token: Secret::new("a secret token") });
    assert_eq!(paths(masked), ["authToken"]);
}

#[test]
fn headers_of_the_signature_take_other_names_but_no_name_twice() {
    let renamed = |usual: &str, name: &str| RawSubscription {
        signature_headers: Some(Some([(usual.to_owned(), name.to_owned())].into())),
        ..new_one()
    };
    let draft = apply(Base::Default, renamed("X-Webhook-Signature", "X-Hub-Signature-256"), seed).unwrap();
    assert_eq!(draft.settings.signing.header_names["x-webhook-signature"], "x-hub-signature-256");
    assert_eq!(paths(renamed("x-webhook-signature", "webhook-id")), ["signatureHeaders"]);
    assert_eq!(paths(renamed("x-other", "y")), ["signatureHeaders"]);
    assert_eq!(paths(renamed("webhook-id", "content-length")), ["signatureHeaders.webhook-id"]);
    // Headers that come later are held against the names that there are.
    let headers = Some(Some([("X-Hub-Signature-256".to_owned(), "mine".to_owned())].into()));
    let later = RawSubscription { headers, ..RawSubscription::default() };
    let errors = apply(Base::Change(&draft), later, seed).unwrap_err();
    assert_eq!(errors[0].path, "headers.x-hub-signature-256");
}

#[test]
fn a_list_of_ones_own_takes_the_place_of_a_policy_and_the_other_way_round() {
    let own = RawSubscription { retry_delays: Some(Some(vec![5, 60])), ..new_one() };
    let stored = apply(Base::Default, own, seed).unwrap();
    assert_eq!(stored.retry.delays(), [5, 60]);
    let named = RawSubscription { retry_policy: text("crm"), ..RawSubscription::default() };
    let changed = apply(Base::Change(&stored), named, seed).unwrap();
    assert_eq!(changed.retry, RetrySchedule::named(RetryPolicy::Crm));
    let many = RawSubscription { retry_policy: text("crm"), retry_count: Some(Some(5)), ..new_one() };
    assert_eq!(paths(many), ["retryCount"]);
}
