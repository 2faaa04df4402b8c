//! Of schemas and changes made by chance: where a change is called compatible, what the old schema accepts, the new one
//! does too.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use super::check;
use crate::event_types::schema::CompiledSchema;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

/// Objects more often: they have the most to say.
const KINDS: [&str; 8] = ["object", "object", "array", "integer", "number", "string", "null", "boolean"];

/// Choices read off a tape, so that a failure shrinks; at its end everything is the first choice.
struct Dice<'tape> {
    tape: &'tape [u8],
}

impl Dice<'_> {
    fn pick(&mut self, choices: usize) -> usize {
        let Some((&first, rest)) = self.tape.split_first() else { return 0 };
        self.tape = rest;
        usize::from(first) % choices
    }

    fn number(&mut self) -> Value {
        let half = i64::try_from(self.pick(13)).unwrap() - 4;
        if half % 2 == 0 { json!(half / 2) } else { json!(half as f64 / 2.0) }
    }

    fn scalar(&mut self) -> Value {
        match self.pick(7) {
            0 => Value::Null,
            1 => json!(self.pick(2) == 1),
            2 => json!("abcd"[..self.pick(5)]),
            3 => json!([]),
            4 => json!({}),
            5 => json!({ "a": { "b": self.number() } }),
            _ => self.number(),
        }
    }

    fn schema(&mut self, depth: usize) -> Value {
        let mut keywords = Map::new();
        let kind = KINDS[self.pick(KINDS.len())];
        match self.pick(14) {
            0 => return json!(self.pick(4) > 0),
            1 => drop(keywords.insert("$ref".to_owned(), json!("#/$defs/d"))),
            2 => drop(keywords.insert("const".to_owned(), self.scalar())),
            3 => {
                drop(keywords.insert("enum".to_owned(), json!([self.scalar(), self.scalar(), self.number()])))
            }
            4 => drop(keywords.insert("type".to_owned(), json!(["null", kind]))),
            _ => drop(keywords.insert("type".to_owned(), json!(kind))),
        }
        for _ in 0..self.pick(4) {
            let (keyword, value) = self.keyword(kind, depth);
            keywords.insert(keyword.to_owned(), value);
        }
        Value::Object(keywords)
    }

    fn keyword(&mut self, kind: &str, depth: usize) -> (&'static str, Value) {
        let bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
        let lists = depth > 0 && self.pick(8) == 0;
        match kind {
            _ if lists => {
                (["anyOf", "allOf"][self.pick(2)], json!([self.schema(depth - 1), self.schema(depth - 1)]))
            }
            "integer" | "number" => (bounds[self.pick(4)], self.number()),
            "string" if self.pick(3) == 0 => ("pattern", json!(["^a", "b"][self.pick(2)])),
            "string" => (["minLength", "maxLength"][self.pick(2)], json!(self.pick(4))),
            "array" if depth > 0 && self.pick(3) > 0 => match self.pick(3) {
                0 => ("prefixItems", json!([self.schema(depth - 1)])),
                _ => ("items", self.schema(depth - 1)),
            },
            "array" if self.pick(3) == 0 => ("uniqueItems", json!(self.pick(2) == 1)),
            "array" => (["minItems", "maxItems"][self.pick(2)], json!(self.pick(4))),
            "object" if depth > 0 && self.pick(4) > 0 => match self.pick(3) {
                0 => ("additionalProperties", self.schema(depth - 1)),
                _ => {
                    let named =
                        (0..=self.pick(3)).map(|_| (NAMES[self.pick(4)].to_owned(), self.schema(depth - 1)));
                    ("properties", Value::Object(named.collect()))
                }
            },
            "object" if self.pick(3) > 0 => ("required", json!(NAMES[..self.pick(3)])),
            "object" => (["minProperties", "maxProperties"][self.pick(2)], json!(self.pick(4))),
            _ => ("title", json!("a title")),
        }
    }

    /// Another value somewhere, a keyword or a member less, or one more.
    fn change(&mut self, value: &mut Value, depth: usize) {
        match value {
            Value::Object(keywords) if !keywords.is_empty() && self.pick(4) > 0 => {
                let key = keywords.keys().nth(self.pick(keywords.len())).unwrap().clone();
                match self.pick(3) {
                    0 => drop(keywords.remove(&key)),
                    _ => self.change(keywords.get_mut(&key).unwrap(), depth),
                }
            }
            Value::Object(keywords) => {
                let kind = keywords.get("type").and_then(Value::as_str).unwrap_or("object").to_owned();
                let (keyword, added) = self.keyword(&kind, depth);
                keywords.insert(keyword.to_owned(), added);
            }
            Value::Array(list) if !list.is_empty() => {
                let place = self.pick(list.len());
                match self.pick(3) {
                    0 => list.push(json!(["null", "string", "a"][self.pick(3)])),
                    1 => drop(list.remove(place)),
                    _ => self.change(&mut list[place], depth),
                }
            }
            Value::Number(_) => *value = self.number(),
            Value::String(text) if text == "integer" => *value = json!("number"),
            Value::String(text) if text == "number" => *value = json!("integer"),
            other => *other = self.schema(depth),
        }
    }

    /// A value after the schema, of members that it names or says something of.
    fn instance(&mut self, root: &Value, schema: &Value, depth: usize) -> Value {
        let Some(keywords) = schema.as_object() else { return self.unnamed() };
        if depth == 0 || self.pick(8) == 0 {
            return self.unnamed();
        }
        if let Some(value) = keywords.get("const") {
            return value.clone();
        }
        for keyword in ["enum", "anyOf", "allOf"] {
            let choices = keywords.get(keyword).and_then(Value::as_array).filter(|list| !list.is_empty());
            let Some(choices) = choices.filter(|_| self.pick(2) == 0) else { continue };
            let choice = &choices[self.pick(choices.len())];
            return if keyword == "enum" { choice.clone() } else { self.instance(root, choice, depth - 1) };
        }
        if keywords.contains_key("$ref") {
            return self.instance(root, &root["$defs"]["d"], depth - 1);
        }
        match schema["type"].as_str() {
            Some("integer" | "number") => self.number(),
            Some("string") => json!("abcd"[..self.pick(5)]),
            Some("array") => {
                let first = schema["prefixItems"].as_array().map_or(&[][..], Vec::as_slice);
                let items = (0..self.pick(4)).map(|place| {
                    let item = first.get(place).unwrap_or(&schema["items"]);
                    self.instance(root, item, depth - 1)
                });
                items.collect()
            }
            Some("object") => {
                let mut members = Map::new();
                for name in NAMES {
                    let known = schema["properties"].get(name);
                    let known = known.or(schema.get("additionalProperties").filter(|rest| rest.is_object()));
                    let is_required =
                        keywords.get("required").is_some_and(|names| names.to_string().contains(name));
                    let Some(known) = known.or(is_required.then_some(&Value::Bool(true))) else { continue };
                    if self.pick(3) > 0 {
                        members.insert(name.to_owned(), self.instance(root, known, depth - 1));
                    }
                }
                Value::Object(members)
            }
            _ => self.unnamed(),
        }
    }

    /// A value without members: none that no schema names.
    fn unnamed(&mut self) -> Value {
        let value = self.scalar();
        if value.is_object() { json!({}) } else { value }
    }
}

fn whole(mut schema: Value, definition: &Value) -> Value {
    if let Some(keywords) = schema.as_object_mut() {
        keywords.insert("$defs".to_owned(), json!({ "d": definition }));
    }
    schema
}

/// What came of one tape.
#[derive(Default)]
struct Tally {
    pairs: u32,
    compatible: u32,
    instances: u32,
}

fn try_one(tape: &[u8], tally: &mut Tally) -> Result<(), TestCaseError> {
    let mut dice = Dice { tape };
    let old = whole(dice.schema(3), &dice.schema(1));
    let mut new = old.clone();
    for _ in 0..=dice.pick(3) {
        dice.change(&mut new, 2);
    }
    let (Ok(old_compiled), Ok(new_compiled)) = (CompiledSchema::compile(&old), CompiledSchema::compile(&new))
    else {
        return Ok(());
    };
    tally.pairs += u32::from(old != new);
    if check(&old, &new).is_err() {
        return Ok(());
    }
    tally.compatible += u32::from(old != new);
    for _ in 0..20 {
        let instance = dice.instance(&old, &old, 5);
        if old_compiled.validate(&instance).is_ok() {
            tally.instances += 1;
            let outcome = new_compiled.validate(&instance);
            prop_assert_eq!(outcome, Ok(()), "{} of {}, under {}", instance, old, new);
        }
    }
    Ok(())
}

#[test]
fn what_is_called_compatible_is() {
    let tally = std::cell::RefCell::new(Tally::default());
    let mut runner = TestRunner::new(Config { cases: 6_000, failure_persistence: None, ..Config::default() });
    runner
        .run(&prop::collection::vec(any::<u8>(), 150..400), |tape| try_one(&tape, &mut tally.borrow_mut()))
        .unwrap();
    let Tally { pairs, compatible, instances } = tally.into_inner();
    // Not by refusing everything, and not for want of instances.
    assert!(
        compatible > 200 && pairs > 2 * compatible && instances > 1_000,
        "{pairs} {compatible} {instances}"
    );
}
