//! Where JSON Schema 2020-12 has schemas within schemas, and what they are applied to.

use serde_json::Value;

/// How a keyword holds its sub-schemas.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    One,
    List,
    ByName,
}

/// What a sub-schema is applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach<'schema> {
    /// The same value.
    Same,
    /// The member of that name.
    Member(&'schema str),
    /// Members of any name.
    AnyMember,
    /// The names of the members.
    MemberNames,
    /// The item at the place that the sub-schema has among its like.
    Item,
    /// Items at any place.
    AnyItem,
    /// Nothing, by itself: it is there to be referred to.
    Nothing,
}

/// A schema within a schema.
pub(super) struct SubSchema<'schema> {
    /// The keyword that holds it.
    pub(super) keyword: &'schema str,
    /// Its name or its place there, where the keyword holds several.
    pub(super) part: Option<String>,
    /// What it is applied to.
    pub(super) reach: Reach<'schema>,
    /// The schema.
    pub(super) schema: &'schema Value,
}

fn form(keyword: &str) -> Option<Form> {
    Some(match keyword {
        "not"
        | "if"
        | "then"
        | "else"
        | "additionalProperties"
        | "propertyNames"
        | "items"
        | "contains"
        | "contentSchema" => Form::One,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Form::List,
        "properties" | "patternProperties" | "dependentSchemas" | "dependencies" | "$defs"
        | "definitions" => Form::ByName,
        _ => return None,
    })
}

fn reach<'schema>(keyword: &str, name: &'schema str) -> Reach<'schema> {
    match keyword {
        "properties" => Reach::Member(name),
        "patternProperties" | "additionalProperties" => Reach::AnyMember,
        "propertyNames" => Reach::MemberNames,
        "prefixItems" => Reach::Item,
        "items" | "contains" => Reach::AnyItem,
        "$defs" | "definitions" | "contentSchema" => Reach::Nothing,
        _ => Reach::Same,
    }
}

/// The schemas directly within the schema. Values that are no schemas are left out.
pub(super) fn sub_schemas(schema: &Value) -> Vec<SubSchema<'_>> {
    let mut found = Vec::new();
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match (form(keyword), value) {
            (Some(Form::One), schema) => {
                found.push(SubSchema { keyword, part: None, reach: reach(keyword, ""), schema });
            }
            (Some(Form::List), Value::Array(list)) => {
                found.extend(list.iter().enumerate().map(|(place, schema)| {
                    let part = Some(place.to_string());
                    SubSchema { keyword, part, reach: reach(keyword, ""), schema }
                }));
            }
            (Some(Form::ByName), Value::Object(map)) => {
                found.extend(map.iter().map(|(name, schema)| {
                    let part = Some(name.clone());
                    SubSchema { keyword, part, reach: reach(keyword, name), schema }
                }));
            }
            _ => {}
        }
    }
    found.retain(|sub| sub.schema.is_object() || sub.schema.is_boolean());
    found
}
