//! The outline of a schema: which sub-schema is applied to which part of the data. The bounds are kept by it.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::super::keywords::{Reach, SubSchema, sub_schemas};
use super::super::pointer::{join, resolve};
use super::InvalidSchema;

/// How many schemas a schema consists of at most.
const MAX_SUB_SCHEMAS: usize = 2_000;

/// How many patterns it has at most, the names in `patternProperties` among them.
const MAX_PATTERNS: usize = 64;

/// The longest name in it, in bytes: the library writes out the path to each sub-schema.
const MAX_NAME_BYTES: usize = 128;

/// How many sub-schemas may stand behind each other for one and the same value.
const MAX_CHAIN: usize = 32;

/// The one schema language.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A schema or a sub-schema.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// How much there is to check, besides its sub-schemas.
    pub(super) weight: usize,
    /// How many errors it may have of its own.
    pub(super) errors: usize,
    /// How often it reads a text.
    pub(super) readings: usize,
    /// What is applied to the same value.
    pub(super) same: Vec<usize>,
    /// What is applied to the member of a name.
    pub(super) members: HashMap<String, usize>,
    /// What is applied to members of any name.
    pub(super) any_member: Vec<usize>,
    /// What is applied to the names of members.
    pub(super) member_names: Vec<usize>,
    /// What is applied to the items, by their places.
    pub(super) items: Vec<usize>,
    /// What is applied to every item.
    pub(super) any_item: Vec<usize>,
}

/// All of them; the first is the whole schema.
#[derive(Debug)]
pub(super) struct Outline {
    pub(super) nodes: Vec<Node>,
}

/// An outline in the making, and where in the schema each of its nodes stands.
struct Draft<'schema> {
    nodes: Vec<Node>,
    above: Vec<Option<(usize, SubSchema<'schema>)>>,
}

impl Outline {
    pub(super) fn of(root: &Value) -> Result<Self, InvalidSchema> {
        let mut draft = Draft { nodes: Vec::new(), above: Vec::new() };
        // By address: the same text at two places is two sub-schemas.
        let mut places = HashMap::new();
        let mut references = Vec::new();
        let mut patterns = 0;
        let mut waiting = VecDeque::from([(root, None)]);
        while let Some((schema, above)) = waiting.pop_front() {
            let place = draft.add(above)?;
            places.insert(std::ptr::from_ref(schema), place);
            let Some(keywords) = schema.as_object() else { continue };
            draft.check(place, keywords)?;
            draft.weigh(place, keywords);
            patterns += pattern_count(keywords);
            if patterns > MAX_PATTERNS {
                return Err(draft.refuse(place, "", format!("must have at most {MAX_PATTERNS} patterns")));
            }
            references.extend(keywords.get("$ref").map(|reference| (place, reference)));
            waiting.extend(sub_schemas(schema).into_iter().map(|sub| (sub.schema, Some((place, sub)))));
        }
        for (place, reference) in references {
            let target = reference.as_str().and_then(|reference| resolve(root, reference));
            let Some(&target) = target.and_then(|(_, target)| places.get(&std::ptr::from_ref(target))) else {
                let message = "must lead to a sub-schema of the same schema, such as #/$defs/address";
                return Err(draft.refuse(place, "$ref", message));
            };
            draft.nodes[place].same.push(target);
        }
        draft.check_chains()?;
        Ok(Self { nodes: draft.nodes })
    }
}

impl<'schema> Draft<'schema> {
    fn add(&mut self, above: Option<(usize, SubSchema<'schema>)>) -> Result<usize, InvalidSchema> {
        let place = self.nodes.len();
        if let Some((parent, sub)) = &above {
            let parent = &mut self.nodes[*parent];
            match sub.reach {
                Reach::Same => parent.same.push(place),
                Reach::Member(name) => drop(parent.members.insert(name.to_owned(), place)),
                Reach::AnyMember => parent.any_member.push(place),
                Reach::MemberNames => parent.member_names.push(place),
                Reach::Item => parent.items.push(place),
                Reach::AnyItem => parent.any_item.push(place),
                Reach::Nothing => {}
            }
        }
        let is_name_long = above
            .as_ref()
            .and_then(|(_, sub)| sub.part.as_ref())
            .is_some_and(|part| part.len() > MAX_NAME_BYTES);
        self.nodes.push(Node { weight: 1, errors: 1, ..Node::default() });
        self.above.push(above);
        if place >= MAX_SUB_SCHEMAS {
            let message = format!("must consist of at most {MAX_SUB_SCHEMAS} sub-schemas");
            return Err(InvalidSchema::at("", message));
        }
        if is_name_long {
            return Err(self.refuse(
                place,
                "",
                format!("must have a name of at most {MAX_NAME_BYTES} bytes"),
            ));
        }
        Ok(place)
    }

    fn check(&self, place: usize, keywords: &Map<String, Value>) -> Result<(), InvalidSchema> {
        for keyword in ["$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary"] {
            if keywords.contains_key(keyword) {
                return Err(self.refuse(place, keyword, "is not supported: use $ref"));
            }
        }
        for (keyword, instead) in
            [("unevaluatedProperties", "additionalProperties"), ("unevaluatedItems", "items")]
        {
            if keywords.contains_key(keyword) {
                let message = format!("is not supported: use {instead}");
                return Err(self.refuse(place, keyword, message));
            }
        }
        if place != 0 && keywords.contains_key("$id") {
            return Err(self.refuse(place, "$id", "must not be here: only the whole schema may have one"));
        }
        if keywords.get("$schema").is_some_and(|dialect| dialect.as_str() != Some(DIALECT)) {
            let message = format!("must be that of JSON Schema 2020-12: {DIALECT}");
            return Err(self.refuse(place, "$schema", message));
        }
        Ok(())
    }

    fn weigh(&mut self, place: usize, keywords: &Map<String, Value>) {
        let node = &mut self.nodes[place];
        node.errors += keywords.len();
        for (keyword, value) in keywords {
            let parts = match value {
                Value::Array(list) => list.len(),
                Value::Object(map) => map.len(),
                _ => 0,
            };
            match keyword.as_str() {
                "enum" | "properties" | "dependentRequired" | "dependencies" => node.weight += parts,
                "required" => {
                    node.weight += parts;
                    node.errors += parts;
                }
                "pattern" | "format" | "minLength" | "maxLength" => node.readings += 1,
                _ => {}
            }
        }
    }

    /// Refuses what comes back to the same sub-schema for the same value, or takes long to get anywhere.
    fn check_chains(&self) -> Result<(), InvalidSchema> {
        let mut unfinished: Vec<usize> = self.nodes.iter().map(|node| node.same.len()).collect();
        let mut chains = vec![0; self.nodes.len()];
        let mut applied_by = vec![Vec::new(); self.nodes.len()];
        for (place, node) in self.nodes.iter().enumerate() {
            node.same.iter().for_each(|&target| applied_by[target].push(place));
        }
        let mut finished: Vec<usize> =
            (0..self.nodes.len()).filter(|&place| unfinished[place] == 0).collect();
        while let Some(place) = finished.pop() {
            if chains[place] > MAX_CHAIN {
                let message = format!(
                    "must not apply more than {MAX_CHAIN} sub-schemas within each other to one value"
                );
                return Err(self.refuse(place, "", message));
            }
            for &user in &applied_by[place] {
                chains[user] = chains[user].max(chains[place] + 1);
                unfinished[user] -= 1;
                if unfinished[user] == 0 {
                    finished.push(user);
                }
            }
        }
        // Whatever is left leads into a circle; as many steps as there are nodes end in it.
        let left = |place: &usize| unfinished[*place] > 0;
        let Some(mut place) = (0..self.nodes.len()).find(left) else { return Ok(()) };
        for _ in 0..self.nodes.len() {
            place = self.nodes[place].same.iter().copied().find(left).unwrap_or(place);
        }
        Err(self.refuse(place, "", "must not refer to itself without going into the data"))
    }

    /// Why a keyword of a sub-schema is refused; no keyword: all of it.
    fn refuse(&self, place: usize, keyword: &str, message: impl Into<String>) -> InvalidSchema {
        let mut parts = Vec::new();
        let mut place = place;
        while let Some((parent, sub)) = &self.above[place] {
            parts.extend(sub.part.as_deref());
            parts.push(sub.keyword);
            place = *parent;
        }
        let path = parts.into_iter().rev().fold(String::new(), |path, part| join(&path, part));
        InvalidSchema::at(if keyword.is_empty() { path } else { join(&path, keyword) }, message)
    }
}

fn pattern_count(keywords: &Map<String, Value>) -> usize {
    let names = keywords.get("patternProperties").and_then(Value::as_object).map_or(0, Map::len);
    names + usize::from(keywords.contains_key("pattern"))
}
