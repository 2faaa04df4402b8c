use http::{HeaderMap, HeaderValue};
use patchbay_domain::secret::Secret;
use proptest::prelude::*;
use url::form_urlencoded::Serializer;

use super::{SIGNATURE_HEADER, signature, signed_parameters, verify};
use crate::channels::Refusal;
use crate::channels::sms::form::parameters;

const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";
const REFUSED: Result<(), Refusal> = Err(Refusal::InvalidTwilioSignature);
const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
const CALL: [(&str, &str); 5] = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Caller", "+14158675309"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
];
const CALL_SIGNATURE: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

fn token() -> Secret {
    Secret::new("12345")
}

fn form(pairs: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn signed(signature: &str) -> HeaderMap {
    HeaderMap::from_iter([(SIGNATURE_HEADER.parse().unwrap(), HeaderValue::from_str(signature).unwrap())])
}

fn verified(url: &str, signature: &str, pairs: &[(&str, &str)]) -> Result<(), Refusal> {
    verify(&token(), url, Some(FORM), &signed(signature), form(pairs).as_bytes())
}

#[test]
fn twilios_own_examples_are_accepted() {
    assert_eq!(verified(URL, CALL_SIGNATURE, &CALL), Ok(()));
    let mut shuffled = CALL;
    shuffled.reverse();
    assert_eq!(verified(URL, CALL_SIGNATURE, &shuffled), Ok(()), "the order does not matter");
    let duplicates = [
        ("Sid", "CA123"),
        ("SidAccount", "AC123"),
        ("Digits", "5678"),
        ("Digits", "1234"),
        ("Digits", "1234"),
    ];
    assert_eq!(verified(URL, "IK+Dwps556ElfBT0I3Rgjkr1wJU=", &duplicates), Ok(()));
}

#[test]
fn a_text_as_it_comes_is_accepted() {
    let sid = |prefix: &str| format!("{prefix}{}", "a".repeat(32));
    let (account, message, service) = (sid("AC"), sid("SM"), sid("MG"));
    let mut pairs = vec![
        ("ToCountry", ""),
        ("AccountSid", &account),
        ("ApiVersion", "2010-04-01"),
        ("Body", "Create task: call Acme tomorrow, urgent"),
        ("From", "+15005550006"),
        ("MessageSid", &message),
        ("SmsSid", &message),
        ("SmsMessageSid", &message),
        ("MessagingServiceSid", &service),
        ("NumMedia", "0"),
        ("NumSegments", "1"),
        ("SmsStatus", "received"),
        ("To", "+15005550001"),
    ];
    let url = "https://app.example.com/api/webhooks/inbound/3f0c1e52-6d0e-4c6b-9b0e-2f7c0d6f5a11";
    assert_eq!(verified(url, "6c1kknFEHJAiI6A7pLMoliJ/N6A=", &pairs), REFUSED, "a parameter too many");
    pairs.remove(0);
    assert_eq!(verified(url, "6c1kknFEHJAiI6A7pLMoliJ/N6A=", &pairs), Ok(()));
}

#[test]
fn the_port_may_be_there_or_not() {
    let with_port = "https://mycompany.com:443/myapp.php?foo=1&bar=2";
    let port_signature = "kvajT1Ptam85bY51eRf/AJRuM3w=";
    for url in [URL, with_port] {
        for signature in [CALL_SIGNATURE, port_signature] {
            assert_eq!(verified(url, signature, &CALL), Ok(()), "{url} {signature}");
        }
    }
    let other_port = "https://mycompany.com:8443/myapp.php?foo=1&bar=2";
    assert_eq!(verified(other_port, CALL_SIGNATURE, &CALL), Ok(()), "Twilio leaves it out");
    assert_eq!(verified(other_port, port_signature, &CALL), REFUSED);
    for (url, called) in [
        ("http://a.example/x", "http://a.example:80/x"),
        ("http://[::1]/x", "http://[::1]:80/x"),
        ("http://[::1]:8080/x", "http://[::1]/x"),
        ("https://a.example?x=a:b", "https://a.example:443?x=a:b"),
    ] {
        assert_eq!(verified(url, &signature(&token(), called, b""), &[]), Ok(()), "{url}");
    }
    assert_eq!(verified("no url", &signature(&token(), "no url", b""), &[]), Ok(()));
}

#[test]
fn of_other_bodies_the_hash_in_the_url_counts() {
    let body = br#"{"property": "value", "boolean": true}"#;
    let hash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    let url = format!("{URL}&bodySHA256={hash}");
    let headers = signed("a9nBmqA0ju/hNViExpshrM61xv4=");
    let checked = |url: &str, content_type, body: &[u8]| verify(&token(), url, content_type, &headers, body);
    assert_eq!(checked(&url, Some("application/json"), body), Ok(()));
    assert_eq!(checked(&url, None, body), Ok(()));
    assert_eq!(checked(&url, Some("application/json"), b"{}"), REFUSED);
    assert_eq!(checked(&url, Some(FORM), body), REFUSED, "a form's parameters are signed");
    let unhashed = signed(&signature(&token(), URL, b""));
    assert_eq!(verify(&token(), URL, Some("application/json"), &unhashed, body), REFUSED);
    let broken = format!("{URL}&bodySHA256=zz");
    let broken_headers = signed(&signature(&token(), &broken, b""));
    assert_eq!(verify(&token(), &broken, None, &broken_headers, body), REFUSED);
}

#[test]
fn what_does_not_prove_itself_is_refused() {
    let body = form(&CALL);
    let checked =
        |token: &Secret, headers: &HeaderMap| verify(token, URL, Some(FORM), headers, body.as_bytes());
    assert_eq!(checked(&token(), &HeaderMap::new()), REFUSED);
    for given in ["", "x", "RSOYDt4T1cUTdK1PDd93/VVr8B8", &CALL_SIGNATURE.to_lowercase()] {
        assert_eq!(checked(&token(), &signed(given)), REFUSED, "{given}");
    }
    assert_eq!(checked(&Secret::new("12346"), &signed(CALL_SIGNATURE)), REFUSED);
    let emptied = Secret::new("");
    let parameters = signed_parameters(URL, Some(FORM), body.as_bytes()).unwrap();
    assert_eq!(checked(&emptied, &signed(&signature(&emptied, URL, &parameters))), REFUSED);

    let mut several = signed("wrong");
    several.append(SIGNATURE_HEADER, HeaderValue::from_static(CALL_SIGNATURE));
    assert_eq!(checked(&token(), &several), REFUSED, "only the first one counts");
    let mut first = signed(CALL_SIGNATURE);
    first.append(SIGNATURE_HEADER, HeaderValue::from_static("wrong"));
    assert_eq!(checked(&token(), &first), Ok(()));

    let unequal = body.replace("Digits=1234", "Digits&1234");
    assert_eq!(verify(&token(), URL, Some(FORM), &signed(CALL_SIGNATURE), unequal.as_bytes()), REFUSED);
    assert_eq!(
        verify(
            &token(),
            "https://a.example/",
            Some(FORM),
            &signed(&signature(&token(), "https://a.example/", b"BodyCall")),
            b"Body&Call"
        ),
        REFUSED
    );
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[A-Za-z0-9]{1,12}", any::<String>()), 1..8)
}

proptest! {
    #[test]
    fn one_changed_byte_of_the_body_is_refused(pairs in pairs(), place in any::<prop::sample::Index>(), byte: u8) {
        let body = Serializer::new(String::new()).extend_pairs(&pairs).finish().into_bytes();
        let headers = signed(&signature(&token(), URL, &signed_parameters(URL, Some(FORM), &body).unwrap()));
        prop_assert_eq!(verify(&token(), URL, Some(FORM), &headers, &body), Ok(()));
        let mut changed = body.clone();
        changed[place.index(body.len())] = byte;
        // `%2b` says the same as `%2B`, and a repeated parameter counts once.
        let said = |body: &[u8]| parameters(body).collect::<std::collections::BTreeSet<_>>();
        let is_same = said(&changed) == said(&body);
        prop_assert_eq!(verify(&token(), URL, Some(FORM), &headers, &changed).is_ok(), is_same);
    }

    #[test]
    fn one_changed_byte_of_the_url_is_refused(place in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f) {
        let mut changed = URL.as_bytes().to_vec();
        changed[place.index(URL.len())] = byte;
        let changed = String::from_utf8(changed).unwrap();
        let is_same = changed == URL;
        prop_assert_eq!(verified(&changed, CALL_SIGNATURE, &CALL).is_ok(), is_same, "{}", changed);
    }

    #[test]
    fn any_request_is_judged(url in any::<String>(), kind in any::<Option<String>>(), raw: Vec<u8>, given in "[ -~]{0,40}") {
        prop_assert_eq!(verify(&token(), &url, kind.as_deref(), &signed(&given), &raw), REFUSED);
    }
}
