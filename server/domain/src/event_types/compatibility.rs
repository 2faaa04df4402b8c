//! Whether a new version of a schema accepts whatever the last one did, so that producers need not change with it.
//!
//! Sound but for one decision, and conservative: what it cannot tell, it refuses. It understands types, `required`,
//! `properties`, `additionalProperties`, `items`, `enum`, `const`, the bounds of numbers, texts, lists and objects, and
//! follows `$ref`. `pattern`, `format`, `multipleOf`, `uniqueItems`, `allOf`, `anyOf`, `oneOf`, `not`, `if` and all
//! others may be dropped or stay as they are, nothing else. Words for people (`title`, `description`, `examples`,
//! `x-…` and the like) may change.
//!
//! The decision: **adding an optional property is accepted** where the old schema left unnamed members open. In the
//! strict sense it narrows what was accepted, for the old version let such a member have any value, and Confluent's
//! registry refuses it. But an event's schema is open so that it may grow, and whoever produced events under the old
//! version never sent that member as part of the contract. Where the old schema did say something of such members, it counts:
//! by an `additionalProperties` that is a schema, by `patternProperties`, by requiring the member, or by whatever else
//! it applies to the same object (`$ref`, `allOf`, `enum`, `propertyNames` and the like).

mod bounds;
mod members;
mod same;

#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::pointer::{is_within_depth, join, resolve};
use super::schema::MAX_SCHEMA_DEPTH;

/// How far references are followed within each other.
const MAX_REFERENCES: usize = 32;

/// What a new version of a schema refuses although the old one accepted it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", if path.is_empty() { "the schema" } else { path })]
pub struct Incompatible {
    /// Where in the new schema: a JSON pointer.
    pub path: String,
    /// What is not accepted any more.
    pub reason: String,
}

/// Checks that the new schema accepts whatever the old one did. Both are schemas that
/// [`CompiledSchema`](super::schema::CompiledSchema) takes.
///
/// # Errors
/// The first thing that it does not accept, or of which that cannot be told.
pub fn check(old: &Value, new: &Value) -> Result<(), Incompatible> {
    if old == new {
        return Ok(());
    }
    if !is_within_depth(old, MAX_SCHEMA_DEPTH) || !is_within_depth(new, MAX_SCHEMA_DEPTH) {
        return refuse("", "it is nested too deep to be compared");
    }
    let mut comparison = Comparison { old, new, references: BTreeSet::new(), depth: 0 };
    comparison.schemas(old, new, "", Room::Own)
}

/// Two documents being compared.
struct Comparison<'schema> {
    old: &'schema Value,
    new: &'schema Value,
    /// References whose targets are compared already, or are being compared: a circle holds if nothing in it fails.
    references: BTreeSet<(&'schema str, Room)>,
    depth: usize,
}

/// What is said besides `properties` and `items` of the same members and items, or names them outright.
const SHARING: [&str; 16] = [
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "patternProperties",
    "propertyNames",
    "contains",
    "enum",
    "const",
];

/// Whether members that a schema does not name are named by nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    /// Nothing else is said of the same value.
    Own,
    /// Something else is, and may name its members and theirs.
    Shared,
}

type Outcome = Result<(), Incompatible>;

type Keywords = Map<String, Value>;

/// The schema that accepts everything.
static ANYTHING: Value = Value::Bool(true);

/// What it says.
static NO_KEYWORDS: LazyLock<Keywords> = LazyLock::new(Keywords::new);

const UNTELLABLE: &str =
    "whether this still accepts everything cannot be told: keep it as it was, or leave it out";

fn refuse(path: &str, reason: &str) -> Outcome {
    Err(Incompatible { path: path.to_owned(), reason: reason.to_owned() })
}

/// Whether the keyword says nothing about what is accepted.
fn is_annotation(keyword: &str) -> bool {
    const ANNOTATIONS: [&str; 16] = [
        "$schema",
        "$id",
        "$anchor",
        "$comment",
        "$defs",
        "definitions",
        "title",
        "description",
        "default",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
    ];
    keyword.starts_with("x-") || ANNOTATIONS.contains(&keyword)
}

impl<'schema> Comparison<'schema> {
    fn schemas(&mut self, old: &'schema Value, new: &'schema Value, path: &str, room: Room) -> Outcome {
        let old = match old {
            Value::Bool(false) => return Ok(()),
            Value::Object(keywords) => keywords,
            _ => &*NO_KEYWORDS,
        };
        let new = match new {
            Value::Bool(true) => return Ok(()),
            Value::Object(keywords) => keywords,
            _ => return refuse(path, "nothing is accepted here any more"),
        };
        let shares = |keyword: &String| SHARING.contains(&keyword.as_str());
        let within = if old.keys().any(shares) { Room::Shared } else { room };
        for (keyword, value) in new {
            let place = join(path, keyword);
            match keyword.as_str() {
                keyword if is_annotation(keyword) => {}
                "$ref" => self.reference(old, value, &place, room)?,
                "type" => types(old.get("type"), value, &place)?,
                "const" => values(old, std::slice::from_ref(value), &place)?,
                "enum" => values(old, value.as_array().map_or(&[], Vec::as_slice), &place)?,
                keyword if bounds::is_bound(keyword) => bounds::compare(old, keyword, value, &place)?,
                // Below, all of them together: one says what another is about.
                "required"
                | "properties"
                | "additionalProperties"
                | "patternProperties"
                | "items"
                | "prefixItems"
                | "contains"
                | "minContains"
                | "maxContains" => {}
                "uniqueItems" if *value == Value::Bool(false) => {}
                "unevaluatedProperties" | "unevaluatedItems" | "$dynamicRef" | "$recursiveRef" => {
                    return refuse(
                        &place,
                        "whether this still accepts everything cannot be told: leave it out",
                    );
                }
                keyword => self.untouched(old.get(keyword), value, &place)?,
            }
        }
        self.members(old, new, path, within)?;
        self.items(old, new, path, within)?;
        self.contents(old, new, path)
    }

    fn reference(&mut self, old: &Keywords, new: &'schema Value, path: &str, room: Room) -> Outcome {
        let Some(reference) = new.as_str().filter(|_| old.get("$ref") == Some(new)) else {
            return refuse(path, UNTELLABLE);
        };
        let is_alone = old.keys().all(|keyword| keyword == "$ref" || is_annotation(keyword));
        let room = if is_alone { room } else { Room::Shared };
        if !self.references.insert((reference, room)) {
            return Ok(());
        }
        let (Some((_, old)), Some((target, new))) =
            (resolve(self.old, reference), resolve(self.new, reference))
        else {
            return refuse(path, "the reference leads to no sub-schema");
        };
        if self.depth == MAX_REFERENCES {
            return refuse(path, "references lead to references too often to be compared");
        }
        self.depth += 1;
        self.schemas(old, new, &target, room)?;
        self.depth -= 1;
        Ok(())
    }
}

/// The types of a `type`; none if it is malformed.
fn type_names(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(name) => Some(vec![name]),
        Value::Array(names) => names.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

fn types(old: Option<&Value>, new: &Value, path: &str) -> Outcome {
    let (Some(old), Some(new)) = (old.and_then(type_names), type_names(new)) else {
        return refuse(path, "values of other types were accepted");
    };
    let is_accepted = |name| new.contains(name) || (*name == "integer" && new.contains(&"number"));
    match old.iter().find(|name| !is_accepted(name)) {
        Some(name) => refuse(path, &format!("values of type {name} were accepted")),
        None => Ok(()),
    }
}

/// The values that are accepted, where a schema lists them.
fn listed(keywords: &Keywords) -> Option<&[Value]> {
    let constant = keywords.get("const").map(std::slice::from_ref);
    constant.or_else(|| keywords.get("enum").and_then(Value::as_array).map(Vec::as_slice))
}

fn values(old: &Keywords, new: &[Value], path: &str) -> Outcome {
    match listed(old) {
        None => refuse(path, "other values were accepted"),
        Some(old) if old.iter().all(|value| new.contains(value)) => Ok(()),
        Some(_) => refuse(path, "a value that was accepted is missing"),
    }
}
