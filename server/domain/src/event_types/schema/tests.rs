//! What a schema is, and what is said of data that does not fit.

use serde_json::{Value, json};

use super::*;
use crate::event_types::built_in;

fn told(schema: Value, data: Value) -> Vec<(String, String)> {
    let violations = CompiledSchema::compile(&schema).unwrap().validate(&data).err().unwrap_or_default();
    violations.into_iter().map(|violation| (violation.path, violation.message)).collect()
}

#[track_caller]
fn assert_told(schema: Value, data: Value, expected: &[(&str, &str)]) {
    let expected: Vec<_> =
        expected.iter().map(|(path, message)| ((*path).to_owned(), (*message).to_owned())).collect();
    assert_eq!(told(schema, data), expected);
}

#[track_caller]
fn assert_refused(schema: Value, path: &str, part: &str) {
    let refused = CompiledSchema::compile(&schema).unwrap_err();
    assert_eq!(refused.path, path, "{refused}");
    assert!(refused.message.contains(part), "{refused}");
}

#[test]
fn every_sample_of_the_catalogue_fits_its_schema_and_null_fits_none_but_the_test() {
    for definition in built_in() {
        let schema = CompiledSchema::compile(&definition.schema)
            .unwrap_or_else(|refused| panic!("{}: {refused}", definition.name));
        assert_eq!(schema.validate(&definition.sample), Ok(()), "{}", definition.name);
        // A test carries whatever the member gave.
        let is_open = definition.name.as_str() == "webhook.test";
        assert_eq!(schema.validate(&Value::Null).is_ok(), is_open, "{}", definition.name);
        for name in definition.schema["properties"].as_object().unwrap().keys() {
            let mut schema = definition.schema.clone();
            schema["required"] = json!([name]);
            schema["properties"] = json!({});
            let shown = CompiledSchema::compile(&schema).unwrap().validate(&definition.sample).is_ok();
            let is_shown_elsewhere = built_in()
                .iter()
                .any(|other| other.schema == definition.schema && other.sample.get(name).is_some());
            assert!(shown || is_shown_elsewhere, "no sample of {} has {name}", definition.name);
        }
    }
}

#[test]
fn a_schema_can_go_to_any_thread() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&CompiledSchema::compile(&json!(true)).unwrap());
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let schema = json!({
        "type": "object",
        "required": ["name", "a/b"],
        "additionalProperties": false,
        "properties": {
            "name": { "type": ["string", "null"], "maxLength": 3 },
            "mail": { "format": "email" },
            "sizes": { "items": { "enum": ["s", "m"] } },
            "a/b": { "type": "integer", "minimum": 1 },
        },
    });
    let data = json!({ "name": "Ada", "mail": "ada@example.com", "sizes": ["s"], "a/b": 1 });
    assert_told(schema.clone(), data, &[]);
    let data = json!({ "name": "Adam", "mail": "here", "sizes": ["s", "xl"], "a/b": 0, "c~d": {} });
    let mut told = told(schema.clone(), data);
    told.sort();
    let expected = [
        ("/a~1b", "must be 1 or more"),
        ("/c~0d", "is not allowed"),
        ("/mail", "must have the format email"),
        ("/name", "must have 3 characters or fewer"),
        ("/sizes/1", "must be one of [\"s\",\"m\"]"),
    ];
    assert_eq!(told, expected.map(|(path, message)| (path.to_owned(), message.to_owned())));
    assert_told(
        schema.clone(),
        json!({ "name": 1, "a/b": 1 }),
        &[("/name", "must be of type null or string")],
    );
    assert_told(schema, json!({ "a/b": 1 }), &[("", "lacks the member \"name\"")]);
    assert_told(json!(false), json!(1), &[("", "is not allowed")]);
    assert_told(json!({ "additionalProperties": false }), json!({ "a": 1 }), &[("", "must have no members")]);
    assert_told(json!({ "properties": { "a": false } }), json!({ "a": 1 }), &[("/a", "is not allowed")]);
    assert_told(
        json!({ "anyOf": [{ "type": "null" }, { "const": 1 }] }),
        json!(2),
        &[("", "fits none of the alternatives")],
    );
}

#[test]
fn nothing_of_the_data_is_told() {
    let secret = "correct horse battery staple";
    for keyword in [
        json!({ "type": "integer" }),
        json!({ "const": 1 }),
        json!({ "enum": [1] }),
        json!({ "maxLength": 1 }),
        json!({ "pattern": "^x" }),
        json!({ "format": "uuid" }),
        json!({ "not": {} }),
        json!({ "oneOf": [{ "type": "null" }] }),
        json!({ "anyOf": [{ "type": "null" }] }),
        json!(false),
    ] {
        let told =
            told(json!({ "items": keyword, "maxItems": 0, "uniqueItems": true }), json!([secret, secret]));
        assert!(!told.is_empty());
        assert!(!format!("{told:?}").contains("horse"), "{told:?}");
    }
    let name = "n".repeat(5_000);
    for (path, message) in
        told(json!({ "additionalProperties": { "type": "null" } }), json!({ name.clone(): 1 }))
    {
        assert!(path.chars().count() + message.chars().count() < 130, "{path} {message}");
    }
}

#[test]
fn no_more_is_told_than_can_be_read() {
    let data: Value = (0..1_000).collect();
    assert_eq!(told(json!({ "items": { "type": "string" } }), data).len(), MAX_VIOLATIONS);
    let data = Value::Object((0..1_000).map(|number| (number.to_string(), json!(1))).collect());
    let schema = json!({ "additionalProperties": false, "properties": { "a": {} }, "required": ["a"] });
    assert_eq!(told(schema, data).len(), MAX_VIOLATIONS);
}

#[test]
fn what_is_no_schema_is_refused_with_its_place() {
    assert_refused(json!([]), "", "object");
    assert_refused(json!("string"), "", "object");
    assert_refused(json!({ "properties": { "a": { "type": "text" } } }), "/properties/a/type", "");
    assert_refused(json!({ "items": { "pattern": "(" } }), "/items/pattern", "");
    // Not in linear time.
    assert_refused(json!({ "pattern": "^(?=a)b" }), "/pattern", "");
    assert_refused(json!({ "pattern": "(a)\\1" }), "/pattern", "");
    assert_refused(json!({ "$schema": "http://json-schema.org/draft-07/schema#" }), "/$schema", "2020-12");
    assert_refused(json!({ "not": { "$id": "https://example.com/a" } }), "/not/$id", "");
    assert_refused(
        json!({ "items": { "unevaluatedProperties": false } }),
        "/items/unevaluatedProperties",
        "",
    );
    assert_refused(json!({ "$dynamicRef": "#a" }), "/$dynamicRef", "$ref");
    assert_refused(
        json!({ "properties": { "a".repeat(129): {} } }),
        &format!("/properties/{}", "a".repeat(129)),
        "128",
    );
}

#[test]
fn references_stay_in_the_schema() {
    for reference in [
        "https://example.com/schema",
        "file:///etc/passwd",
        "other.json",
        "other.json#/a",
        "#/$defs/none",
        "#/properties",
        "#none",
        "#/%24defs/a",
    ] {
        let schema = json!({ "properties": { "a": { "$ref": reference } }, "$defs": { "a": {} } });
        assert_refused(schema, "/properties/a/$ref", "same schema");
    }
    let schema = json!({
        "$id": "https://example.com/order",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "properties": { "a": { "$ref": "#/$defs/a~1b" }, "c": { "$ref": "#named" }, "$ref": { "type": "null" } },
        "$defs": { "a/b": { "type": "integer" }, "c": { "$anchor": "named", "type": "string" } },
    });
    assert_told(schema.clone(), json!({ "a": 1, "c": "x", "$ref": null }), &[]);
    assert_eq!(told(schema, json!({ "a": "x", "c": 1, "$ref": 1 })).len(), 3);
}

#[test]
fn a_list_may_hold_lists_of_its_kind() {
    let schema = json!({ "type": "array", "items": { "$ref": "#" }, "maxItems": 2 });
    assert_told(schema.clone(), json!([[], [[], []]]), &[]);
    assert_told(schema, json!([[], [[], [1]]]), &[("/1/1/0", "must be of type array")]);
}

#[test]
fn a_schema_has_an_end() {
    let nested = |depth: usize| (1..depth).fold(json!({}), |inner, _| json!([inner]));
    let schema = |depth: usize| json!({ "const": nested(depth - 1) });
    assert!(CompiledSchema::compile(&schema(MAX_SCHEMA_DEPTH)).is_ok());
    assert_refused(schema(MAX_SCHEMA_DEPTH + 1), "", "32");
    let schema = |bytes: usize| json!({ "title": "x".repeat(bytes - r#"{"title":""}"#.len()) });
    assert!(CompiledSchema::compile(&schema(MAX_SCHEMA_BYTES)).is_ok());
    assert_refused(schema(MAX_SCHEMA_BYTES + 1), "", "bytes");
}
