use std::collections::BTreeMap;

use patchbay_domain::secret::Secret;
use patchbay_domain::webhook::{ChannelAuth, CustomSettings, OutboundMethod};
use proptest::prelude::*;

use super::{RawCustomSettings, apply, shown};

fn text(value: &str) -> Option<Option<String>> {
    Some(Some(value.to_owned()))
}

fn headers(pairs: &[(&str, &str)]) -> Option<Option<BTreeMap<String, String>>> {
    Some(Some(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()))
}

fn created(raw: RawCustomSettings) -> CustomSettings {
    apply(&CustomSettings::default(), raw).unwrap()
}

/// The paths of what is wrong with the settings of a new channel.
fn wrong(raw: RawCustomSettings) -> Vec<String> {
    let errors = apply(&CustomSettings::default(), raw).unwrap_err();
    errors.into_iter().map(|error| error.path.trim_start_matches("providerConfig.").to_owned()).collect()
}

fn full() -> RawCustomSettings {
    RawCustomSettings {
        auth_type: text("api_key"),
        auth_token: text("token-of-some-length"),
        auth_header: text("X-My-Key"),
        outbound_webhook_url: text("https://hooks.example.com/in?key=1"),
        outbound_headers: headers(&[("X-Team", "blue-team-secret"), ("Authorization", "Basic dXNlcjpwYXNz")]),
        outbound_method: text("put"),
        ..RawCustomSettings::default()
    }
}

#[test]
fn every_field_is_taken_and_shown_masked() {
    let settings = created(full());
    let key = Secret::new("token-of-some-length");
    assert_eq!(settings.auth, ChannelAuth::ApiKey { header: "x-my-key".into(), key });
    let shown = shown(&settings);
    assert_eq!((shown.auth_type, shown.auth_token.as_deref()), ("api_key", Some("••••ngth")));
    assert_eq!(shown.outbound_webhook_url.as_deref(), Some("https://hooks.example.com/in?key=1"));
    assert_eq!(shown.outbound_headers["x-team"], "••••cret");
    assert_eq!(shown.outbound_method, OutboundMethod::Put);
    assert!(!format!("{:?}", full()).contains("token-of"));
}

#[test]
fn nothing_given_is_no_authentication_and_the_inbox() {
    assert_eq!(created(RawCustomSettings::default()), CustomSettings::default());
    let empty = RawCustomSettings {
        auth_type: Some(None),
        auth_token: text(""),
        outbound_webhook_url: text(" "),
        outbound_headers: headers(&[]),
        outbound_method: text("POST"),
        ..RawCustomSettings::default()
    };
    assert_eq!(created(empty), CustomSettings::default(), "as forms send what was left empty");
}

#[test]
fn an_update_keeps_what_it_does_not_name_and_what_is_still_masked() {
    let before = created(full());
    assert_eq!(apply(&before, RawCustomSettings::default()).unwrap(), before);

    let shown = shown(&before);
    let echoed = RawCustomSettings {
        auth_type: text(shown.auth_type),
        auth_token: Some(shown.auth_token),
        auth_header: Some(shown.auth_header),
        hmac_secret: Some(shown.hmac_secret),
        outbound_webhook_url: Some(shown.outbound_webhook_url),
        outbound_headers: Some(Some(shown.outbound_headers)),
        outbound_method: text("PUT"),
        senders: Some(shown.senders),
    };
    assert_eq!(apply(&before, echoed).unwrap(), before, "what an answer showed can be sent back");

    let bearer = RawCustomSettings { auth_type: text("bearer"), ..RawCustomSettings::default() };
    let token = Secret::new("token-of-some-length");
    assert_eq!(apply(&before, bearer).unwrap().auth, ChannelAuth::Bearer { token }, "the token stays");

    let cleared = RawCustomSettings {
        auth_type: text("none"),
        auth_token: text("••••ngth"),
        outbound_webhook_url: Some(None),
        ..RawCustomSettings::default()
    };
    assert_eq!(apply(&before, cleared).unwrap(), CustomSettings::default());

    let other_headers = RawCustomSettings {
        outbound_headers: headers(&[("x-team", "••••"), ("x-new", "1")]),
        ..RawCustomSettings::default()
    };
    let outbound = apply(&before, other_headers).unwrap().outbound.unwrap();
    assert_eq!(outbound.headers["x-team"], Secret::new("blue-team-secret"));
    assert_eq!(outbound.headers.keys().collect::<Vec<_>>(), ["x-new", "x-team"]);
}

#[test]
fn authentication_needs_what_its_type_needs() {
    let with =
        |auth_type: &str| RawCustomSettings { auth_type: text(auth_type), ..RawCustomSettings::default() };
    assert_eq!(wrong(with("bearer")), ["authToken"]);
    assert_eq!(wrong(RawCustomSettings { auth_token: Some(None), ..with("api_key") }), ["authToken"]);
    assert_eq!(wrong(RawCustomSettings { auth_token: text("••••"), ..with("bearer") }), ["authToken"]);
    assert_eq!(wrong(RawCustomSettings { auth_token: text("a\r\nb"), ..with("bearer") }), ["authToken"]);
    assert_eq!(wrong(with("digest")), ["authType"]);
    assert_eq!(wrong(RawCustomSettings { auth_token: text("t"), ..with("none") }), ["authToken"]);
    assert_eq!(
        wrong(RawCustomSettings { hmac_secret: text("s"), ..RawCustomSettings::default() }),
        ["hmacSecret"]
    );
    let long = "x".repeat(256);
    assert_eq!(wrong(RawCustomSettings { hmac_secret: text(&long), ..with("hmac") }), ["hmacSecret"]);
    for header in ["Host", "X-Webhook-Signature", "content-type", "a b"] {
        let raw = RawCustomSettings { auth_token: text("t"), auth_header: text(header), ..with("api_key") };
        assert_eq!(wrong(raw), ["authHeader"], "{header}");
    }
    let raw = RawCustomSettings { auth_token: text(" t\n"), ..with("api_key") };
    let expected = ChannelAuth::ApiKey { header: "x-api-key".into(), key: Secret::new("t") };
    assert_eq!(created(raw).auth, expected);
    assert_eq!(created(with("hmac")).auth, ChannelAuth::Hmac { secret: None });
}

#[test]
fn an_outbound_url_is_one_that_can_be_posted_to() {
    for url in [
        "not a url",
        "/relative",
        "ftp://example.com/",
        "https://",
        "https://user:pass@example.com/",
        "https://user@example.com/",
        "https://example.com/#part",
        "file:///etc/passwd",
        "javascript:alert(1)",
        &format!("https://example.com/{}", "x".repeat(2048)),
        &format!("https://example.com/{}", "é".repeat(400)),
    ] {
        let raw = RawCustomSettings { outbound_webhook_url: text(url), ..RawCustomSettings::default() };
        assert_eq!(wrong(raw), ["outboundWebhookUrl"], "{url}");
    }
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let raw = RawCustomSettings {
        auth_type: text("bearer"),
        outbound_webhook_url: text("nowhere"),
        outbound_method: text("GET"),
        outbound_headers: headers(&[
            ("host", "x"),
            ("x-a", "a\nb"),
            ("x-b", "••••"),
            ("X-C", "1"),
            ("x-c", "2"),
        ]),
        ..RawCustomSettings::default()
    };
    assert_eq!(
        wrong(raw),
        [
            "authToken",
            "outboundWebhookUrl",
            "outboundMethod",
            "outboundHeaders.host",
            "outboundHeaders.x-a",
            "outboundHeaders.x-b",
            "outboundHeaders.x-c",
        ]
    );
    let alone =
        RawCustomSettings { outbound_headers: headers(&[("x-a", "1")]), ..RawCustomSettings::default() };
    assert_eq!(wrong(alone), ["outboundHeaders"], "headers without a URL would go nowhere");
    let pairs: BTreeMap<_, _> = (0..21).map(|number| (format!("x-{number}"), String::new())).collect();
    let many = RawCustomSettings { outbound_headers: Some(Some(pairs)), ..RawCustomSettings::default() };
    assert_eq!(wrong(many), ["outboundHeaders"]);
}

fn field() -> impl Strategy<Value = Option<Option<String>>> {
    let texts =
        prop_oneof![any::<String>(), "(none|bearer|api_key|hmac|POST|https://[a-z]{1,5}.example/|••••x)"];
    prop::option::of(prop::option::of(texts))
}

proptest! {
    #[test]
    fn anything_is_either_refused_with_a_path_or_can_be_sent(
        (auth_type, auth_token, auth_header) in (field(), field(), field()),
        (hmac_secret, outbound_webhook_url, outbound_method) in (field(), field(), field()),
        outbound_headers in prop::option::of(prop::option::of(prop::collection::btree_map(any::<String>(), any::<String>(), 0..3))),
    ) {
        let raw = RawCustomSettings {
            auth_type, auth_token, auth_header, hmac_secret, outbound_webhook_url, outbound_headers, outbound_method,
            senders: None,
        };
        match apply(&CustomSettings::default(), raw) {
            Ok(settings) => prop_assert_eq!(apply(&settings, RawCustomSettings::default()), Ok(settings)),
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                prop_assert!(errors.iter().all(|error| error.path.starts_with("providerConfig.")));
            }
        }
    }
}
