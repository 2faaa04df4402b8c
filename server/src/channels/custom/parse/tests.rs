mod properties;

use std::future::Future;

use futures::FutureExt;
use hyper::body::Bytes;
use patchbay_domain::assistant::StructuredTask;
use patchbay_domain::message::{InboundMessage, MessageType};
use patchbay_domain::task::TaskPriority;
use serde_json::{Value, json};

use super::{Parsed, Rejection, parse};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=XX";

fn keyed(card: &str) -> String {
    format!("{:016x}", card.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into())))
}

/// The whole body is there, so parsing never waits.
fn block_on<Output>(parsing: impl Future<Output = Output>) -> Output {
    parsing.now_or_never().expect("parsing waits for nothing")
}

fn read(content_type: &str, body: impl Into<Vec<u8>>) -> Result<Parsed, Rejection> {
    block_on(parse(Some(content_type), None, Bytes::from(body.into()), &keyed))
}

fn message(content_type: &str, body: impl Into<Vec<u8>>) -> InboundMessage {
    read(content_type, body).unwrap().message
}

fn json_message(body: &Value) -> InboundMessage {
    message("application/json", body.to_string())
}

/// What is wrong, in words, and the paths of the fields concerned.
fn wrong(content_type: &str, body: impl Into<Vec<u8>>) -> (String, Vec<String>) {
    match read(content_type, body) {
        Err(Rejection::Malformed { message, fields }) => {
            (message, fields.into_iter().map(|field| field.path).collect())
        }
        other => panic!("{other:?}"),
    }
}

fn wrong_fields(body: &Value) -> Vec<String> {
    wrong("application/json", body.to_string()).1
}

fn part(name: &str, value: &str) -> String {
    format!("--XX\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn full() -> Value {
    json!({
        "content": "Call Acme tomorrow",
        "senderIdentifier": "crm-42",
        "senderName": "Ana",
        "messageType": "structured",
        "externalMessageId": "m-1",
        "attachments": [{ "type": "image/png", "url": "https://files.example/a.png", "name": "a.png" }],
        "metadata": { "deal": { "id": 7 } },
        "taskTitle": "Call Acme",
        "taskDescription": "about the offer",
        "taskPriority": "high",
        "taskDeadline": "2026-03-13T15:00:00+01:00",
    })
}

#[test]
fn every_field_of_the_document_is_read_from_every_format() {
    let expected = json_message(&full());
    assert_eq!(expected.content, "Call Acme tomorrow");
    assert_eq!(expected.message_type, MessageType::Structured);
    assert_eq!(
        (expected.sender_identifier.as_str(), expected.sender_name.as_deref()),
        ("crm-42", Some("Ana"))
    );
    assert_eq!(expected.external_id.as_deref(), Some("m-1"));
    assert_eq!(expected.attachments[0].url, "https://files.example/a.png");
    assert_eq!(Value::Object(expected.metadata.clone()), json!({ "deal": { "id": 7 } }));
    let task = StructuredTask {
        title: Some("Call Acme".into()),
        description: Some("about the offer".into()),
        priority: Some(TaskPriority::High),
        deadline: Some("2026-03-13T14:00:00Z".parse().unwrap()),
    };
    assert_eq!(expected.structured, Some(task));

    let fields = full();
    let texts = fields.as_object().unwrap().iter().map(|(name, value)| {
        (name.as_str(), value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned))
    });
    let texts: Vec<_> = texts.collect();
    assert_eq!(message(FORM, serde_urlencoded::to_string(&texts).unwrap()), expected);
    let parts: String = texts.iter().map(|(name, value)| part(name, value)).collect();
    assert_eq!(message(MULTIPART, parts + "--XX--\r\n"), expected);
}

#[test]
fn the_least_is_a_text() {
    let least =
        json_message(&json!({ "content": "hi", "senderName": null, "metadata": null, "taskTitle": "" }));
    assert_eq!(least.sender_identifier, "default");
    assert_eq!(
        (least.sender_name.as_ref(), least.external_id.as_ref(), &least.structured),
        (None, None, &None)
    );
    assert_eq!(least.message_type, MessageType::Text);
    assert_eq!(message("text/plain", "hi\r\n"), least);
    assert_eq!(message("text/plain", "\u{feff}hi"), least);
    assert_eq!(message(FORM, "content=hi&senderName=&taskTitle=&metadata=&attachments="), least);
    assert_eq!(message(FORM, r#"{"content":"hi"}"#), least, "what curl -d says of JSON");
    assert_eq!(message("application/json", "\u{feff} {\"content\":\"hi\"}"), least);
    assert_eq!(block_on(parse(None, None, "hi".into(), &keyed)).unwrap().message, least);
    assert_eq!(block_on(parse(None, None, r#"{"content":"hi"}"#.into(), &keyed)).unwrap().message, least);
}

#[test]
fn a_title_is_content_enough_and_makes_the_message_structured() {
    let titled = json_message(&json!({ "taskTitle": "Call Acme" }));
    assert_eq!((titled.content.as_str(), titled.message_type), ("Call Acme", MessageType::Structured));
    let typed = json_message(&json!({ "content": "hi", "messageType": "IMAGE", "taskPriority": "Low" }));
    assert_eq!(typed.message_type, MessageType::Image);
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    for body in
        [json!({}), json!({ "content": null }), json!({ "content": " \n" }), json!({ "taskPriority": "low" })]
    {
        assert_eq!(wrong_fields(&body), ["content"], "{body}");
    }
    for (content_type, body) in
        [("application/json", ""), ("text/plain", "\n"), (FORM, ""), (MULTIPART, "--XX--\r\n")]
    {
        assert_eq!(wrong(content_type, body).1, ["content"], "{content_type}");
    }
    let wrong_everywhere = json!({
        "content": 1, "senderIdentifier": true, "senderName": [], "messageType": "fax", "externalMessageId": 1.5,
        "attachments": [{ "url": 1 }, {}, { "url": "ftp://a.example/" }, 7, { "type": 1, "url": "https://a.example/" }],
        "metadata": [], "taskTitle": "x".repeat(201), "taskPriority": "urgent", "taskDeadline": "soon",
    });
    assert_eq!(
        wrong_fields(&wrong_everywhere),
        [
            "senderIdentifier",
            "externalMessageId",
            "senderName",
            "messageType",
            "attachments[0].url",
            "attachments[1].url",
            "attachments[2].url",
            "attachments[3]",
            "attachments[4].type",
            "taskTitle",
            "taskPriority",
            "taskDeadline",
            "content",
            "metadata",
        ]
    );
    assert_eq!(wrong_fields(&json!({ "taskTitle": 5 })), ["taskTitle"]);
    let attachments = json!({ "content": "a", "attachments": vec![json!("https://a.example/"); 21] });
    assert_eq!(wrong_fields(&attachments), ["attachments"]);
    assert_eq!(wrong_fields(&json!({ "content": "é".repeat(100_001) })), ["content"]);
    assert_eq!(
        wrong_fields(&json!({ "content": "a", "metadata": { "a": "x".repeat(70_000) } })),
        ["metadata"]
    );
    let deep = (0..40).fold(json!(1), |inner, _| json!([inner]));
    assert_eq!(wrong_fields(&json!({ "content": "a", "metadata": { "a": deep } })), ["metadata"]);
}

#[test]
fn what_cannot_be_read_says_where() {
    for (content_type, body, place) in [
        ("application/json", b"{\"content\":\n \"a\",}".as_slice(), "line 2 column 6"),
        ("application/json", b"{\"content\":\"\xff\"}", "UTF-8 at byte 13"),
        ("application/json", br#"{"content":"\ud800"}"#, "line 1 column"),
        ("application/json", b"[]", "not a list"),
        ("application/json", b"12", "not a number"),
        ("text/plain", b"ab\xff", "UTF-8 at byte 3"),
        (FORM, b"content=a%2", "at byte 10"),
        (FORM, b"a=1&content=100%", "at byte 16"),
        (FORM, b"content=%ff", "at byte 9"),
        (FORM, b"content=%ED%A0%80", "at byte 9"),
        (FORM, b"=a", "without a name"),
        (MULTIPART, b"--XX\r\ncontent-disposition: form-data; name=\"content\"\r\n\r\nhi", "part 1"),
        (MULTIPART, b"no form at all", "part 1"),
        (
            MULTIPART,
            b"--XX\r\ncontent-disposition: form-data; name=\"content\"\r\n\r\n\xff\r\n--XX--\r\n",
            "part 1",
        ),
        (MULTIPART, b"--XX\r\ncontent-disposition: form-data\r\n\r\nhi\r\n--XX--\r\n", "without a name"),
    ] {
        let (message, fields) = wrong(content_type, body);
        assert!(message.contains(place), "{message}");
        assert!(fields.is_empty(), "{message}");
    }
    for (body, field) in [
        ("content=a&content=b", "content"),
        ("content=a&metadata=[1]", "metadata"),
        ("content=a&metadata={", "metadata"),
        ("content=a&attachments=[", "attachments"),
    ] {
        assert_eq!(wrong(FORM, body).1, [field], "{body}");
    }
}

#[test]
fn nul_is_refused_by_name_in_every_format() {
    for (body, path) in [
        (json!({ "content": "a\0b" }), "content"),
        (json!({ "content": "a", "metadata": { "k": ["x", "\0"] } }), "metadata.k[1]"),
        (json!({ "content": "a", "metadata": { "k\0": 1 } }), "metadata.k\u{fffd}"),
        (json!({ "content": "a", "attachments": [{ "url": "https://a.example/\0" }] }), "attachments[0].url"),
    ] {
        assert_eq!(wrong_fields(&body), [path]);
    }
    assert_eq!(wrong(FORM, "content=a%00").1, ["content"]);
    assert_eq!(wrong(MULTIPART, part("content", "a\0") + "--XX--").1, ["content"]);
    assert_eq!(wrong("text/plain", "a\0").1, ["content"]);
}

#[test]
fn files_are_refused_with_a_way_out_but_an_empty_file_input_is_none() {
    let file = |name: &str, body: &str| {
        format!(
            "--XX\r\ncontent-disposition: form-data; name=\"upload\"; filename=\"{name}\"\r\n\r\n{body}\r\n--XX--\r\n"
        )
    };
    let (text, fields) = wrong(MULTIPART, part("content", "hi") + &file("a.png", "PNG"));
    assert!(text.contains("URL"), "{text}");
    assert_eq!(fields, ["attachments"]);
    assert_eq!(message(MULTIPART, part("content", "hi") + &file("", "")).content, "hi");
}

#[test]
fn fields_beyond_the_document_are_kept_as_metadata() {
    let body = json!({ "content": "a", "metadata": { "own": 1 }, "own": 2, "deal": { "id": 7 } });
    assert_eq!(Value::Object(json_message(&body).metadata), json!({ "own": 1, "deal": { "id": 7 } }));
    let large = json!({ "content": "a", "record": "x".repeat(20_000) });
    assert!(json_message(&large).metadata.is_empty());
    let form = message(FORM, "content=a&utm=b&tag=1&tag=2&tag=3&metadata={\"x\":1}&metadata={\"y\":2}");
    assert_eq!(Value::Object(form.metadata), json!({ "utm": "b", "tag": ["1", "2", "3"], "x": 1, "y": 2 }));
}

#[test]
fn attachments_may_be_urls_alone() {
    let urls = ["https://a.example/1", "https://a.example/2"];
    let form = message(FORM, format!("content=a&attachments={}&attachments=[\"{}\"]", urls[0], urls[1]));
    assert_eq!(form.attachments.iter().map(|attachment| attachment.url.as_str()).collect::<Vec<_>>(), urls);
    assert_eq!(form.attachments[0].kind, "file");
    assert_eq!(json_message(&json!({ "content": "a", "attachments": urls })).attachments, form.attachments);
}

#[test]
fn the_idempotency_key_stands_in_for_an_external_id() {
    let with_key = |key: &str, body: Value| {
        let parsed = block_on(parse(Some("application/json"), Some(key), body.to_string().into(), &keyed));
        parsed.map(|parsed| parsed.message.external_id)
    };
    assert_eq!(with_key("k-1", json!({ "content": "a" })).unwrap().as_deref(), Some("k-1"));
    assert_eq!(with_key("\"k-1\"", json!({ "content": "a" })).unwrap().as_deref(), Some("k-1"));
    let own = json!({ "content": "a", "externalMessageId": 42 });
    assert_eq!(with_key("k-1", own).unwrap().as_deref(), Some("42"));
    assert_eq!(with_key(" ", json!({ "content": "a" })).unwrap(), None);
    assert!(with_key(&"k".repeat(256), json!({ "content": "a" })).is_err());
}

#[test]
fn the_raw_body_is_what_was_sent_unless_a_card_was_in_it() {
    let body = r#"{ "content" : "a" }"#;
    let raw = read("application/json; charset=utf-8", body).unwrap().raw;
    assert_eq!(raw.bytes, body.as_bytes());
    assert_eq!(raw.content_type.as_deref(), Some("application/json; charset=utf-8"));

    let form =
        read(FORM, "content=pay+4111%201111+1111%C2%A01111&senderIdentifier=c-5555555555554444").unwrap();
    assert_eq!(form.message.content, "pay [card ending 1111]");
    assert!(form.message.sender_identifier.starts_with("c-card-"));
    assert_eq!(form.raw.content_type.as_deref(), Some("application/json"));
    let rewritten = message("application/json", form.raw.bytes);
    assert_eq!(rewritten, form.message, "the rewritten body says the same");

    let twice = r#"{"content":"4111111111111111","content":"a"}"#;
    let raw = read("application/json", twice).unwrap().raw;
    assert_eq!(String::from_utf8(raw.bytes).unwrap(), r#"{"content":"[card ending 1111]","content":"a"}"#);
}
