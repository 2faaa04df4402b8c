//! The code of `docs/verifying-signatures.md`, as it stands there, against what Patchbay really sends: receivers copy it.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use patchbay_tests::{Received, Receiver, TestServer, now};
use serde_json::{Value, json};

use super::{publish_lead, subscribe};

/// The Rust of the document: compiled with this test rather than by it.
#[expect(unreachable_pub, reason = "its readers paste it into crates of their own")]
#[path = "../../../docs/examples/verify_signature.rs"]
mod verify_signature;

const DOCUMENT: &str = include_str!("../../../docs/verifying-signatures.md");

/// Asks the code beside it about each request that comes in: by either scheme, whether it is taken.
const ASK_NODE: &str = r#"
import { readFileSync } from "node:fs";
import { verify, verifyBody } from "./verify.mjs";

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ secret, headers, body, now }) => {
  const bytes = Buffer.from(body, "base64");
  return [verify(secret, headers, bytes, ...(now === null ? [] : [now])), verifyBody(secret, headers, bytes)];
});
process.stdout.write(JSON.stringify(answers));
"#;

const ASK_PYTHON: &str = r#"
import base64
import json
import sys

from verify import verify, verify_body


def answer(secret, headers, body, now):
    body = base64.b64decode(body)
    return [verify(secret, headers, body, now), verify_body(secret, headers, body)]


json.dump([answer(**asked) for asked in json.load(sys.stdin)], sys.stdout)
"#;

/// The one block of this language.
fn block(language: &str) -> &'static str {
    let opening = format!("```{language}\n");
    let blocks: Vec<_> = DOCUMENT.split(opening.as_str()).skip(1).collect();
    assert_eq!(blocks.len(), 1, "of several blocks of {language} this does not know which one is meant");
    blocks[0].split("```").next().unwrap()
}

/// The value of a row of the vector.
fn row(name: &str) -> &'static str {
    let (_, rest) = DOCUMENT.split_once("## A vector to test with").unwrap();
    let opening = format!("| {name} | `");
    rest.split_once(opening.as_str()).unwrap().1.split('`').next().unwrap()
}

/// A request that a receiver is to judge, and whether it takes it: by Standard Webhooks, by the older scheme.
struct Case {
    what: &'static str,
    secret: String,
    headers: HashMap<String, String>,
    body: Vec<u8>,
    /// What time it is, where that is another one than now.
    now: Option<i64>,
    taken: [bool; 2],
}

impl Case {
    fn new(what: &'static str, secret: &Value, request: &Received, taken: [bool; 2]) -> Self {
        let header = |(name, value): (&hyper::http::HeaderName, &hyper::http::HeaderValue)| {
            (name.as_str().to_owned(), value.to_str().unwrap().to_owned())
        };
        Self {
            what,
            secret: secret.as_str().unwrap().to_owned(),
            headers: request.headers.iter().map(header).collect(),
            body: request.body.to_vec(),
            now: None,
            taken,
        }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(name.to_owned(), value.to_owned());
        self
    }

    fn seconds_later(mut self, seconds: i64) -> Self {
        let sent_at: i64 = self.headers["webhook-timestamp"].parse().unwrap();
        self.now = Some(sent_at + seconds);
        self
    }
}

/// The vector of the document, at its time.
fn vector() -> Case {
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature", "X-Webhook-Signature"];
    Case {
        what: "the vector",
        secret: row("secret").to_owned(),
        headers: names.iter().map(|name| (name.to_ascii_lowercase(), row(&shown(name)).to_owned())).collect(),
        body: row("body").as_bytes().to_vec(),
        now: Some(row("`webhook-timestamp`").parse().unwrap()),
        taken: [true, true],
    }
}

fn shown(name: &str) -> String {
    format!("`{name}`")
}

/// What a program that has the document's code beside it, in `file`, says of these.
fn ask(
    program: &str,
    (file, code): (&str, &str),
    (asking, ask): (&str, &str),
    cases: &[Case],
) -> Vec<[bool; 2]> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(file), code).unwrap();
    fs::write(folder.path().join(asking), ask).unwrap();
    let mut command = Command::new(program);
    command.arg(asking).current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().unwrap();
    let asked: Vec<_> = cases
        .iter()
        .map(|case| {
            let body = STANDARD.encode(&case.body);
            json!({ "secret": case.secret, "headers": case.headers, "body": body, "now": case.now })
        })
        .collect();
    process.stdin.take().unwrap().write_all(json!(asked).to_string().as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{program} ended with {}", output.status);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn ask_rust(cases: &[Case]) -> Vec<[bool; 2]> {
    let now = now().timestamp();
    let answer = |case: &Case| {
        let (secret, headers, body) = (&case.secret, &case.headers, &case.body);
        let standard = verify_signature::verify(secret, headers, body, case.now.unwrap_or(now));
        [standard, verify_signature::verify_body(secret, headers, body)]
    };
    cases.iter().map(answer).collect()
}

/// What was sent, and what somebody else may make of it.
fn cases(secret: &Value, sent: &Received) -> Vec<Case> {
    let mut changed = sent.clone();
    let mut body = sent.body.to_vec();
    let last = body.len() - 2;
    body[last] ^= 1;
    changed.body = body.into();
    let case = |what, taken| Case::new(what, secret, sent, taken);
    vec![
        vector(),
        case("as it came", [true, true]),
        Case::new("a changed byte", secret, &changed, [false, false]),
        Case::new("another secret", &json!("0".repeat(64)), sent, [false, false]),
        case("another id", [false, true]).with("webhook-id", "01890000-0000-7000-8000-000000000000"),
        case("another time", [false, true]).with("webhook-timestamp", "1768122000").seconds_later(0),
        case("just in time", [true, true]).seconds_later(300),
        case("too late", [false, true]).seconds_later(301),
        case("from the future", [false, true]).seconds_later(-301),
        case("no time", [false, true]).with("webhook-timestamp", "soon"),
        case("no signatures", [false, false]).with("webhook-signature", "").with("x-webhook-signature", ""),
        case("signatures that are none", [false, false])
            .with("webhook-signature", "v1, v1,% v1,AAAA v2,AAAA")
            .with("x-webhook-signature", "sha256=00zz"),
    ]
}

#[tokio::test]
async fn the_documents_code_takes_what_is_sent_and_nothing_else() {
    assert_eq!(
        block("rust"),
        include_str!("../../../docs/examples/verify_signature.rs"),
        "the document shows docs/examples/verify_signature.rs, to the byte"
    );
    let mut server = TestServer::start().await;
    let receiver = server.watch(Receiver::of_events());
    let made = subscribe(&server, &receiver.url("/hook"), &["lead.created"], json!({})).await;
    publish_lead(&server, 1).await;
    let mut cases = cases(&made["secret"], &receiver.next().await);
    // While a key is being replaced both sign; the older scheme has a header of its own for the key before.
    let input = json!({ "id": made["id"], "gracePeriodSeconds": 60 });
    let rotated = server.rpc().mutate("subscriptions.rotateSecret", input).await;
    publish_lead(&server, 2).await;
    let sent = receiver.next().await;
    cases.push(Case::new("the new key", &rotated["secret"], &sent, [true, true]));
    cases.push(Case::new("the key before", &made["secret"], &sent, [true, false]));
    let previous = sent.header("x-webhook-signature-previous");
    let before = Case::new("the key before, by its header", &made["secret"], &sent, [true, true]);
    cases.push(before.with("x-webhook-signature", previous));

    let answers = [
        ("Node", ask("node", ("verify.mjs", block("js")), ("ask.mjs", ASK_NODE), &cases)),
        ("Python", ask("python3", ("verify.py", block("python")), ("ask.py", ASK_PYTHON), &cases)),
        ("Rust", ask_rust(&cases)),
    ];
    for (language, answers) in answers {
        assert_eq!(answers.len(), cases.len());
        for (case, answer) in cases.iter().zip(answers) {
            assert_eq!(answer, case.taken, "{language}: {}", case.what);
        }
    }
    server.finish().await;
}
