//! One change at a time.

use serde_json::{Value, json};

use super::check;
use crate::event_types::built_in;
use crate::event_types::schema::CompiledSchema;

/// Both must be schemas at all, so that a slip in a test does not pass for an answer.
fn outcome(old: &Value, new: &Value) -> Result<(), String> {
    for schema in [old, new] {
        CompiledSchema::compile(schema).unwrap();
    }
    check(old, new).map_err(|refused| refused.path)
}

#[track_caller]
fn accepted(old: Value, new: Value) {
    assert_eq!(outcome(&old, &new), Ok(()), "{old} to {new}");
}

#[track_caller]
fn refused(old: Value, new: Value, path: &str) {
    assert_eq!(outcome(&old, &new), Err(path.to_owned()), "{old} to {new}");
}

/// One way it may change, the other not.
#[track_caller]
fn loosens(tight: Value, loose: Value, path: &str) {
    refused(loose.clone(), tight.clone(), path);
    accepted(tight, loose);
}

#[test]
fn everything_is_compatible_with_itself() {
    for definition in built_in() {
        accepted(definition.schema.clone(), definition.schema.clone());
        accepted(definition.schema.clone(), json!(true));
    }
}

#[test]
fn types_widen() {
    loosens(json!({ "type": "integer" }), json!({ "type": "number" }), "/type");
    loosens(json!({ "type": "string" }), json!({ "type": ["string", "null"] }), "/type");
    loosens(json!({ "type": "string" }), json!({}), "/type");
    accepted(json!({ "type": ["integer", "null"] }), json!({ "type": ["null", "number"] }));
}

#[test]
fn members_cease_to_be_required() {
    let tight = json!({ "type": "object", "required": ["a", "b"] });
    loosens(tight, json!({ "type": "object", "required": ["b"] }), "/required");
}

#[test]
fn optional_members_are_added_where_the_old_schema_was_open() {
    let with = |rest: Value, more: Value| {
        let mut schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
        schema["additionalProperties"] = rest;
        schema["properties"].as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        schema
    };
    let more = json!({ "b": { "type": "integer" } });
    accepted(with(json!(true), json!({})), with(json!(true), more.clone()));
    accepted(with(json!(false), json!({})), with(json!(false), more.clone()));
    accepted(with(json!({ "type": "integer" }), json!({})), with(json!({ "type": "integer" }), more.clone()));
    refused(
        with(json!({ "type": ["integer", "null"] }), json!({})),
        with(json!({ "type": ["integer", "null"] }), more.clone()),
        "/properties/b/type",
    );
    accepted(with(json!(true), more.clone()), with(json!(true), json!({})));
    refused(with(json!(false), more.clone()), with(json!(false), json!({})), "/additionalProperties");
    refused(
        with(json!({ "type": "string" }), more),
        with(json!({ "type": "string" }), json!({})),
        "/additionalProperties/type",
    );
}

#[test]
fn a_member_that_something_else_names_is_not_new() {
    let required = |more: Value| json!({ "required": ["a"], "properties": more });
    refused(required(json!({})), required(json!({ "a": { "type": "string" } })), "/properties/a/type");
    for (keyword, said) in [
        ("allOf", json!([{ "properties": { "a": { "type": "integer" } } }])),
        ("enum", json!([{ "a": 1 }])),
        ("propertyNames", json!({ "enum": ["a"] })),
        ("$ref", json!("#/$defs/named")),
    ] {
        let with = |more: Value| json!({ keyword: said, "properties": more, "$defs": { "named": { "properties": { "a": { "type": "integer" } } } } });
        refused(with(json!({})), with(json!({ "a": { "type": "string" } })), "/properties/a");
    }
    // Nor below: what the reference leads to grows where its user already says something.
    let user = |more: Value| {
        json!({
            "properties": { "list": { "$ref": "#/$defs/list", "items": { "properties": { "a": { "type": "integer" } } } } },
            "$defs": { "list": { "items": { "properties": more } } },
        })
    };
    let path = "/$defs/list/items/properties/a";
    refused(user(json!({})), user(json!({ "a": { "type": "string" } })), path);
}

#[test]
fn unnamed_members_stay_accepted() {
    loosens(json!({ "additionalProperties": false }), json!({}), "/additionalProperties");
    loosens(
        json!({ "additionalProperties": { "type": "integer" } }),
        json!({ "additionalProperties": { "type": "number" } }),
        "/additionalProperties/type",
    );
    let pattern =
        json!({ "patternProperties": { "^x": { "type": "string" } }, "additionalProperties": false });
    refused(pattern.clone(), json!({ "additionalProperties": false }), "/additionalProperties");
    accepted(pattern.clone(), json!({ "patternProperties": { "^x": { "type": "string" } } }));
    refused(json!({}), json!({ "patternProperties": { "^x": false } }), "/patternProperties");
    let mut named = pattern.clone();
    named["properties"] = json!({ "xa": { "minLength": 1 } });
    refused(pattern, named, "/properties/xa");
}

#[test]
fn values_are_added() {
    loosens(json!({ "const": 1 }), json!({ "enum": [1, "a"] }), "/const");
    loosens(json!({ "enum": ["a"] }), json!({ "enum": ["b", "a"] }), "/enum");
    loosens(json!({ "type": "string", "enum": ["a"] }), json!({ "type": "string" }), "/enum");
}

#[test]
fn bounds_loosen() {
    for (tight, loose) in [(2, 1), (1, -1)] {
        loosens(json!({ "minimum": tight }), json!({ "minimum": loose }), "/minimum");
        loosens(json!({ "maximum": loose }), json!({ "maximum": tight }), "/maximum");
        loosens(json!({ "exclusiveMinimum": tight }), json!({ "minimum": loose }), "/exclusiveMinimum");
    }
    loosens(json!({ "exclusiveMinimum": 1 }), json!({ "minimum": 1 }), "/exclusiveMinimum");
    loosens(json!({ "exclusiveMaximum": 1.5 }), json!({ "maximum": 1.5 }), "/exclusiveMaximum");
    loosens(
        json!({ "maximum": 9_007_199_254_740_992_u64 }),
        json!({ "maximum": 9_007_199_254_740_993_u64 }),
        "/maximum",
    );
    refused(
        json!({ "maximum": 9_007_199_254_740_993_u64 }),
        json!({ "maximum": 9_007_199_254_740_992.0 }),
        "/maximum",
    );
    for keyword in ["minLength", "minItems", "minProperties"] {
        loosens(json!({ keyword: 2 }), json!({ keyword: 1 }), &format!("/{keyword}"));
        accepted(json!({}), json!({ keyword: 0 }));
    }
    for keyword in ["maxLength", "maxItems", "maxProperties"] {
        loosens(json!({ keyword: 1 }), json!({ keyword: 2 }), &format!("/{keyword}"));
        refused(json!({}), json!({ keyword: 2 }), &format!("/{keyword}"));
    }
}

#[test]
fn what_is_not_understood_stays_or_goes() {
    for schema in [
        json!({ "pattern": "^a" }),
        json!({ "format": "email" }),
        json!({ "multipleOf": 2 }),
        json!({ "uniqueItems": true }),
        json!({ "not": { "type": "null" } }),
        json!({ "allOf": [{ "minimum": 1 }] }),
        json!({ "anyOf": [{ "type": "null" }, { "minimum": 1 }] }),
        json!({ "if": { "type": "string" } }),
        json!({ "propertyNames": { "maxLength": 3 } }),
        json!({ "dependentRequired": { "a": ["b"] } }),
        json!({ "contains": { "type": "null" } }),
        json!({ "prefixItems": [{ "type": "null" }] }),
    ] {
        let path = format!("/{}", schema.as_object().unwrap().keys().next().unwrap());
        let mut with_title = schema.clone();
        with_title["title"] = json!("Another");
        accepted(schema.clone(), with_title);
        loosens(schema, json!({ "x-note": "free" }), &path);
    }
    refused(json!({ "allOf": [{ "minimum": 1 }] }), json!({ "allOf": [{ "minimum": 0 }] }), "/allOf");
    refused(json!({ "contains": {}, "minContains": 0 }), json!({ "contains": {} }), "/minContains");
    refused(json!({ "prefixItems": [{}], "items": false }), json!({ "items": false }), "/items");
}

#[test]
fn items_are_compared() {
    loosens(
        json!({ "items": { "type": "integer" } }),
        json!({ "items": { "type": "number" } }),
        "/items/type",
    );
    loosens(json!({ "items": false }), json!({}), "/items");
}

#[test]
fn references_are_followed() {
    let schema = |kind: &str| {
        json!({
            "properties": { "who": { "$ref": "#/$defs/person" } },
            "$defs": { "person": { "properties": {
                "age": { "type": kind },
                "friends": { "items": { "$ref": "#/$defs/person" } },
            } } },
        })
    };
    loosens(schema("integer"), schema("number"), "/$defs/person/properties/age/type");
    // Under `not`, whatever loosens tightens.
    let negated = |kind: &str| json!({ "not": { "$ref": "#/$defs/a" }, "$defs": { "a": { "type": kind } } });
    refused(negated("integer"), negated("number"), "/not");
    refused(negated("number"), negated("integer"), "/not");
}

#[test]
fn the_path_leads_to_what_differs() {
    let schema = |kind: &str| json!({ "properties": { "a/b": { "items": { "properties": { "c~": { "type": kind } } } } } });
    refused(schema("number"), schema("string"), "/properties/a~1b/items/properties/c~0/type");
    let reason = check(&json!({ "type": "number" }), &json!({ "type": "string" })).unwrap_err().to_string();
    assert_eq!(reason, "/type: values of type number were accepted");
}
