//! Bodies are what `JSON.stringify(JSON.parse(body))` gives (C11), so that the snippet of document 001, which signs what it
//! parsed, gets the signature: run by Node.

use std::fmt::Write as _;

use patchbay_tests::{Judge, Receiver, TestServer};
use serde_json::json;

use super::{publish_text, subscribe};

/// Payloads with everything that the two ways to write JSON may differ in.
fn awkward() -> Vec<String> {
    // As deep as it may be, the object around it counted.
    let deep = format!("{}1.50{}", "[".repeat(63), "]".repeat(63));
    let members = [
        r#""b":1,"10":"ten","2":"two","01":"no index","4294967294":"the last","4294967295":"none","-1":0,"1.5":0"#,
        r#""one":1.0,"large":1e21,"larger":1.5E+300,"minusZero":-0,"minusZeroToo":-0.0,"tenth":0.1,"small":0.000001"#,
        r#""smaller":1e-7,"smallest":5e-324,"largest":1.7976931348623157e308,"third":0.3333333333333333,"e20":1e20"#,
        r#""fraction":100.25,"exponent":12e-1,"most":9007199254740991,"least":-9007199254740991,"zeros":1.500"#,
        "\"line\":\"a\u{2028}b\u{2029}c\",\"escaped\":\"\\u2028\\/\\u00e9\\u0001\\b\\f\\n\\r\\t\\\"\\\\\\u007f\"",
        "\"emoji\":\"\u{1F98A}\u{1F469}\u{200D}\u{1F4BB}\",\"pair\":\"\\ud83e\\udd8a\",\"zo\u{eb}\":\"\u{feff}\"",
        r#""__proto__":{"polluted":true,"1":1,"0":0},"constructor":{"prototype":null},"toString":"x","":"no name""#,
        r#""spaces" : [ 1 , 2 ,{ "a" : null } , true,false ], "empty":{},"none":[]"#,
    ];
    let deep = format!("\"deep\":{deep}");
    members
        .into_iter()
        .chain([deep.as_str()])
        .map(|members| format!(r#"{{"leadId":"l",{members}}}"#))
        .collect()
}

/// A stream of numbers that looks like chance and is the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// Any JSON value, written as nobody writes it by hand.
    fn value(&mut self, depth: u32, text: &mut String) {
        match self.below(if depth == 0 { 4 } else { 6 }) {
            0 => text
                .push_str(["null", "true", "false", "-0.0", "1E2"][usize::try_from(self.below(5)).unwrap()]),
            1 => write!(text, "{}.{}e{}", self.below(1000), self.below(1000), self.below(40)).unwrap(),
            2 => write!(text, "-{}.{}e-{}", self.below(10), self.below(100_000), self.below(20)).unwrap(),
            3 => self.string(text),
            4 => {
                text.push('[');
                for place in 0..self.below(4) {
                    text.push_str(if place > 0 { " ,\t" } else { "" });
                    self.value(depth - 1, text);
                }
                text.push(']');
            }
            _ => {
                text.push('{');
                for place in 0..self.below(5) {
                    text.push_str(if place > 0 { "," } else { "" });
                    // Names that are an index, look like one, or are none.
                    match self.below(3) {
                        0 => write!(text, "\"{place}{}\"", self.below(100)).unwrap(),
                        1 => write!(text, "\"0{place}{}\"", self.below(9)).unwrap(),
                        _ => write!(text, "\"n{place}\"").unwrap(),
                    }
                    text.push(':');
                    self.value(depth - 1, text);
                }
                text.push('}');
            }
        }
    }

    fn string(&mut self, text: &mut String) {
        text.push('"');
        for _ in 0..self.below(6) {
            let pieces =
                ["a", "\\u0041", "\\/", "/", "\u{2028}", "\\ud83d\\ude00", "\\u000b", "\\n", "\u{e9}", "<"];
            text.push_str(pieces[usize::try_from(self.below(10)).unwrap()]);
        }
        text.push('"');
    }
}

#[tokio::test]
async fn the_documents_snippet_verifies_whatever_is_published() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    let secret = made["secret"].as_str().unwrap();
    let mut chance = Chance(42);
    let random = (0..60).map(|_| {
        let mut data = String::from(r#"{"leadId":"l","value":"#);
        chance.value(5, &mut data);
        data + "}"
    });
    for data in awkward().into_iter().chain(random) {
        let event = format!(r#"{{"type":"lead.created","data":{data}}}"#);
        let _ = publish_text(&server, &event).await.data();
        let request = receiver.next().await;
        let body = String::from_utf8_lossy(&request.body);
        assert!(Judge::get().snippet_takes(secret, &request).await, "{data}\nis delivered as\n{body}");
        assert!(Judge::get().reads_the_same(&request, &data).await, "{data}\nis delivered as\n{body}");
    }
    server.finish().await;
}

#[tokio::test]
async fn whole_numbers_that_javascript_cannot_hold_stay_as_they_are() {
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    // None of them passes the check of a card number, which would be taken out.
    for number in ["9007199254740993", "-9223372036854775807", "9223372036854775807", "18446744073709551615"]
    {
        let event = format!(r#"{{"type":"lead.created","data":{{"leadId":"l","number":{number}}}}}"#);
        let _ = publish_text(&server, &event).await.data();
        let request = receiver.next().await;
        let body = std::str::from_utf8(&request.body).unwrap();
        assert!(body.contains(&format!("\"number\":{number}")), "{number}: {body}");
        // The one of the two signatures that does not depend on what a parser makes of it.
        Judge::get().assert_taken(made["standardSecret"].as_str().unwrap(), &request).await;
    }
    server.finish().await;
}
