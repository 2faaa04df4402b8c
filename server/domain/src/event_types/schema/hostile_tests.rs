//! Schemas and data made to hang or crash whoever checks them. Each test runs on the 2 MiB stack of a test thread, as
//! large as that of a worker.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::*;

/// As much as an event may have.
const MAX_EVENT_BYTES: usize = 256 * 1024;

fn nested(depth: usize, inner: Value) -> Value {
    (0..depth).fold(inner, |inner, _| json!({ "c": inner }))
}

/// `count` definitions that each lead to the next.
fn chain(count: usize, link: impl Fn(Value) -> Value) -> Value {
    let mut definitions: Map<String, Value> = (0..count)
        .map(|number| (format!("a{number}"), link(json!({ "$ref": format!("#/$defs/a{}", number + 1) }))))
        .collect();
    definitions.insert(format!("a{count}"), json!({ "type": "integer" }));
    json!({ "$ref": "#/$defs/a0", "$defs": definitions })
}

#[expect(clippy::disallowed_methods, reason = "a measurement of real time")]
fn measured<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let start = std::time::Instant::now();
    let outcome = what();
    (outcome, start.elapsed())
}

/// Compiles and checks, both within seconds even in a debug build on a busy machine.
#[track_caller]
fn checked(schema: &Value, data: &Value) -> Option<Result<(), Vec<Violation>>> {
    assert!(data.to_string().len() <= MAX_EVENT_BYTES && schema.to_string().len() <= MAX_SCHEMA_BYTES);
    let (compiled, compiling) = measured(|| CompiledSchema::compile(schema).ok());
    let (outcome, checking) = measured(|| compiled.map(|schema| schema.validate(data)));
    assert!(compiling < Duration::from_secs(10), "compiled in {compiling:?}");
    assert!(checking < Duration::from_secs(10), "checked in {checking:?}");
    outcome
}

fn whole(message: &str) -> Option<Result<(), Vec<Violation>>> {
    Some(Err(vec![Violation { path: String::new(), message: message.to_owned() }]))
}

fn unchecked() -> Option<Result<(), Vec<Violation>>> {
    whole("is too large to be checked against this schema")
}

#[test]
fn a_reference_to_itself_is_refused() {
    let circles = [
        (json!({ "$ref": "#" }), ""),
        (json!({ "allOf": [{ "$ref": "#" }] }), ""),
        (
            json!({ "items": { "$ref": "#/$defs/a" }, "$defs": { "a": { "not": { "$ref": "#/$defs/a" } } } }),
            "/$defs/a",
        ),
        (
            json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }),
            "/$defs/",
        ),
        (json!({ "if": {}, "then": { "dependentSchemas": { "a": { "$ref": "#" } } } }), ""),
    ];
    for (schema, path) in circles {
        let refused = CompiledSchema::compile(&schema).unwrap_err();
        assert!(refused.path.starts_with(path) && refused.message.contains("itself"), "{schema}: {refused}");
    }
}

#[test]
fn a_long_way_through_references_is_refused_or_bounded() {
    for link in [
        |next| next,
        |next| json!({ "anyOf": [next, { "type": "null" }] }),
        |next: Value| json!({ "allOf": [next.clone(), next] }),
    ] {
        assert!(CompiledSchema::compile(&chain(1_000, link)).is_err());
    }
    // One way at most thirty times, two each time: a thousand million of them.
    let twice = chain(15, |next| json!({ "allOf": [next.clone(), next] }));
    assert_eq!(checked(&twice, &json!("x")), whole("does not fit the schema, and is too large to say where"));
    let long = chain(900, |next| json!({ "properties": { "c": next } }));
    let data = nested(60, json!("x"));
    assert_eq!(checked(&long, &data), Some(Ok(())));
}

#[test]
fn work_that_doubles_with_every_level_is_not_done() {
    let schema = json!({ "anyOf": [
        { "type": "object", "properties": { "c": { "$ref": "#" } } },
        { "type": "object", "properties": { "c": { "$ref": "#" } }, "required": ["z"] },
    ] });
    assert_eq!(checked(&schema, &nested(60, json!("x"))), unchecked());
    // What fits in the count is checked and, if it does not fit, told in short.
    let told = checked(&schema, &nested(12, json!("x")));
    assert!(matches!(&told, Some(Err(violations)) if violations.len() == 1), "{told:?}");
}

#[test]
fn many_schemas_for_many_items_are_not_tried() {
    let items: Value = (0..40_000).collect();
    let schema = |count: i32| json!({ "allOf": (0..count).map(|least| json!({ "items": { "minimum": least } })).collect::<Value>() });
    assert_eq!(checked(&schema(900), &items), unchecked());
    // As much as is just done.
    assert_eq!(checked(&schema(24), &items), whole("does not fit the schema, and is too large to say where"));
    assert_eq!(checked(&schema(1), &items), Some(Ok(())));
    let schema = json!({ "items": { "enum": (100_000..108_000).collect::<Value>() } });
    assert_eq!(checked(&schema, &items), unchecked());
}

#[test]
fn failed_alternatives_do_not_fill_the_memory() {
    let data =
        Value::Object((0..3_000).map(|number| (format!("key{number}"), json!("v".repeat(50)))).collect());
    let schema =
        json!({ "anyOf": (0..1_500).map(|most| json!({ "maxProperties": most })).collect::<Value>() });
    assert_eq!(checked(&schema, &data), whole("does not fit the schema, and is too large to say where"));
}

#[test]
fn deep_data_does_not_fill_the_stack() {
    let schema = json!({ "oneOf": [
        { "allOf": [{ "anyOf": [{ "properties": { "c": { "$ref": "#" } }, "type": "object" }] }] },
        { "type": "integer" },
    ] });
    let deepest = nested(MAX_DATA_DEPTH, json!("x"));
    assert_eq!(checked(&schema, &deepest), unchecked(), "too many levels");
    assert!(matches!(checked(&schema, &nested(40, json!("x"))), Some(Err(_))));
    assert!(matches!(checked(&schema, &nested(40, json!(1))), Some(Ok(()))));
    let too_deep = whole("must not have more than 64 objects and lists within each other");
    assert_eq!(checked(&schema, &nested(MAX_DATA_DEPTH + 1, json!(1))), too_deep);
    assert_eq!(checked(&json!({}), &nested(500, json!(1))), too_deep);
}

#[test]
fn the_deepest_schema_compiles() {
    for wrap in [
        |inner| json!({ "properties": { "c": inner } }),
        |inner| json!({ "anyOf": [inner] }),
        |inner| json!({ "additionalProperties": { "not": inner } }),
    ] {
        let schema = (0..15).fold(json!({ "type": "integer" }), |inner, _| wrap(inner));
        assert!(CompiledSchema::compile(&schema).is_ok());
    }
}

#[test]
fn patterns_take_linear_time_and_little_memory() {
    let text = json!("a".repeat(200_000));
    assert!(matches!(checked(&json!({ "pattern": "^(a+)+$" }), &text), Some(Ok(()))));
    assert!(matches!(checked(&json!({ "pattern": "^(a|a)*b$" }), &text), Some(Err(_))));
    assert!(CompiledSchema::compile(&json!({ "pattern": "(\\w{1000}){1000}" })).is_err());
    let patterns = |count: usize| (0..count).map(|number| json!({ "pattern": format!("\\w{{9}}{number}") }));
    assert!(CompiledSchema::compile(&json!({ "allOf": patterns(65).collect::<Value>() })).is_err());
    assert!(checked(&json!({ "allOf": patterns(60).collect::<Value>() }), &text).is_some());
    // Data that is a pattern is not compiled.
    let pattern = json!("(((a{1000}){1000}){1000}){1000}");
    assert_eq!(checked(&json!({ "format": "regex" }), &pattern), Some(Ok(())));
}

#[test]
fn large_data_and_odd_numbers_are_checked() {
    let distinct: Value = (0..20_000).map(|number| json!({ "a": number })).collect();
    assert_eq!(checked(&json!({ "uniqueItems": true }), &distinct), Some(Ok(())));
    for (multiple, number) in [(1e-300, 1.7e300), (1e-7, 1e308), (f64::MIN_POSITIVE, f64::MAX)] {
        assert!(checked(&json!({ "multipleOf": multiple }), &json!(number)).is_some());
    }
}
