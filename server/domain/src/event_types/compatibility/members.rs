//! Members of objects and items of lists.

use serde_json::Value;

use super::{ANYTHING, Comparison, Keywords, Outcome, Room, UNTELLABLE, is_annotation, refuse};
use crate::event_types::pointer::join;

/// Whether the schema accepts everything, and says so plainly.
fn is_anything(schema: &Value) -> bool {
    match schema {
        Value::Bool(accepts) => *accepts,
        Value::Object(keywords) => keywords.keys().all(|keyword| is_annotation(keyword)),
        _ => false,
    }
}

/// What a keyword that holds schemas by their names holds.
fn by_name<'schema>(
    keywords: &'schema Keywords,
    keyword: &str,
) -> impl Iterator<Item = (&'schema String, &'schema Value)> {
    keywords.get(keyword).and_then(Value::as_object).into_iter().flatten()
}

/// What a keyword that holds a list holds.
fn list<'schema>(keywords: &'schema Keywords, keyword: &str) -> &'schema [Value] {
    keywords.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

impl<'schema> Comparison<'schema> {
    pub(super) fn members(
        &mut self,
        old: &'schema Keywords,
        new: &'schema Keywords,
        path: &str,
        room: Room,
    ) -> Outcome {
        let required = list(old, "required");
        if let Some(name) = list(new, "required").iter().find(|name| !required.contains(name)) {
            return refuse(&join(path, "required"), &format!("the member {name} was not required"));
        }
        let rest = new.get("additionalProperties").filter(|schema| !is_anything(schema));
        let has_patterns = by_name(old, "patternProperties").next().is_some();
        let rest_path = join(path, "additionalProperties");
        if by_name(new, "patternProperties").next().is_some() {
            self.untouched(
                old.get("patternProperties"),
                &new["patternProperties"],
                &join(path, "patternProperties"),
            )?;
        } else if has_patterns && rest.is_some() {
            return refuse(&rest_path, "members that patternProperties accepted fall under this now");
        }
        self.named(old, new, &join(path, "properties"), room)?;
        let Some(rest) = rest else { return Ok(()) };
        for (name, schema) in by_name(old, "properties") {
            let is_named = by_name(new, "properties").any(|(known, _)| known == name);
            if !is_named && *schema != Value::Bool(false) {
                if *rest == Value::Bool(false) {
                    return refuse(
                        &rest_path,
                        &format!("the member {name:?} was accepted and is not named any more"),
                    );
                }
                self.schemas(schema, rest, &rest_path, room)?;
            }
        }
        self.schemas(old.get("additionalProperties").unwrap_or(&ANYTHING), rest, &rest_path, room)
    }

    /// Members that the new schema names.
    fn named(&mut self, old: &'schema Keywords, new: &'schema Keywords, path: &str, room: Room) -> Outcome {
        let required = list(old, "required");
        let known = old.get("properties");
        let rest = old.get("additionalProperties").filter(|schema| !is_anything(schema));
        for (name, schema) in by_name(new, "properties") {
            let path = join(path, name);
            let is_required = || required.iter().any(|required| required.as_str() == Some(name));
            match (known.and_then(|known| known.get(name)), rest) {
                (Some(known), _) => self.schemas(known, schema, &path, room)?,
                (None, _) if room == Room::Shared && !is_anything(schema) => {
                    return refuse(&path, UNTELLABLE);
                }
                (None, Some(rest)) => self.schemas(rest, schema, &path, room)?,
                (None, None) if is_required() => self.schemas(&ANYTHING, schema, &path, room)?,
                // The decision above: an optional member more.
                (None, None) => {}
            }
        }
        Ok(())
    }

    pub(super) fn items(
        &mut self,
        old: &'schema Keywords,
        new: &'schema Keywords,
        path: &str,
        room: Room,
    ) -> Outcome {
        let rest = new.get("items").filter(|schema| !is_anything(schema));
        let first = (list(old, "prefixItems"), list(new, "prefixItems"));
        let is_first_same = match first {
            ([], []) => true,
            ([_, ..], [_, ..]) => self.is_same(&old["prefixItems"], &new["prefixItems"]),
            ([], [_, ..]) => false,
            // Where nothing is said of the others, nothing is said of any.
            ([_, ..], []) => rest.is_none(),
        };
        if !is_first_same {
            let keyword = if first.1.is_empty() { "items" } else { "prefixItems" };
            return refuse(&join(path, keyword), UNTELLABLE);
        }
        match rest {
            Some(rest) => {
                self.schemas(old.get("items").unwrap_or(&ANYTHING), rest, &join(path, "items"), room)
            }
            None => Ok(()),
        }
    }
}
