//! What it takes to check data against a schema, told beforehand by following both together. It counts as if nothing
//! were ever cut short and nothing remembered, so the library never does more.

use std::collections::HashMap;

use serde_json::Value;

use super::outline::{Node, Outline};

/// How many steps a check may take: some tens of milliseconds.
const MAX_STEPS: usize = 1_000_000;

/// How far sub-schemas may be applied within each other: each level takes up to 3 KB of stack in a debug build.
const MAX_LEVELS: usize = 256;

/// How many bytes of a text are read in the time of a step.
const BYTES_A_STEP: usize = 16;

/// How much memory the particulars of failed data may take.
const MAX_ERROR_BYTES: usize = 32 * 1024 * 1024;

/// What an error takes besides its copy of the value.
const ERROR_BYTES: usize = 1024;

/// What a value takes besides its text.
const VALUE_BYTES: usize = 100;

#[derive(Clone, Copy)]
enum Part<'data> {
    Value(&'data Value),
    Name(&'data str),
}

/// Whether checking the data ends soon and on a small stack.
pub(super) fn is_bounded(outline: &Outline, data: &Value) -> bool {
    let mut steps = 0_usize;
    follow(outline, data, |node, part| {
        steps = steps.saturating_add(node.weight).saturating_add(reading(node, part));
        steps <= MAX_STEPS
    })
}

/// Whether all that may be wrong with the data fits in memory, if the library copies the values concerned.
pub(super) fn is_explainable(outline: &Outline, data: &Value) -> bool {
    let mut sizes = HashMap::new();
    measure(data, &mut sizes);
    let mut bytes = 0_usize;
    follow(outline, data, |node, part| {
        let copy = match part {
            Part::Name(name) => name.len(),
            Part::Value(value) => {
                sizes.get(&std::ptr::from_ref(value)).copied().unwrap_or_else(|| scalar(value))
            }
        };
        bytes = bytes.saturating_add(node.errors.saturating_mul(ERROR_BYTES + copy));
        bytes <= MAX_ERROR_BYTES
    })
}

/// Tells `visit` of every sub-schema and what it is applied to, until it says to stop. Whether it never did.
fn follow<'data>(
    outline: &Outline,
    data: &'data Value,
    mut visit: impl FnMut(&Node, Part<'data>) -> bool,
) -> bool {
    let mut waiting = vec![(0, Part::Value(data), 0)];
    // Counted when put in the list, so that the list itself stays short.
    let mut put = 1;
    while let Some((place, part, level)) = waiting.pop() {
        let node = &outline.nodes[place];
        if level >= MAX_LEVELS || !visit(node, part) {
            return false;
        }
        let before = waiting.len();
        let mut apply = |places: &[usize], part| {
            waiting.extend(places.iter().map(|&place| (place, part, level + 1)));
        };
        apply(&node.same, part);
        match part {
            Part::Value(Value::Object(members)) => {
                for (name, value) in members {
                    let value = Part::Value(value);
                    node.members.get(name).into_iter().for_each(|&place| apply(&[place], value));
                    apply(&node.any_member, value);
                    apply(&node.member_names, Part::Name(name));
                }
            }
            Part::Value(Value::Array(items)) => {
                for (place, item) in items.iter().enumerate() {
                    node.items.get(place).into_iter().for_each(|&place| apply(&[place], Part::Value(item)));
                    apply(&node.any_item, Part::Value(item));
                }
            }
            Part::Value(_) | Part::Name(_) => {}
        }
        put += waiting.len() - before;
        if put > MAX_STEPS {
            return false;
        }
    }
    true
}

fn reading(node: &Node, part: Part<'_>) -> usize {
    let read = |text: &str| text.len() / BYTES_A_STEP + 1;
    match part {
        Part::Name(text) => node.readings * read(text),
        Part::Value(Value::String(text)) => node.readings * read(text),
        // Their names, against the names and each of the patterns of the schema.
        Part::Value(Value::Object(members)) => {
            let times = node.any_member.len() + usize::from(!node.members.is_empty());
            if times == 0 { 0 } else { members.keys().map(|name| read(name)).sum::<usize>() * times }
        }
        Part::Value(_) => 0,
    }
}

/// How much memory each list and object takes. No deeper than the data, which is bounded.
fn measure(value: &Value, sizes: &mut HashMap<*const Value, usize>) -> usize {
    let parts = match value {
        Value::Array(items) => items.iter().map(|item| measure(item, sizes)).sum(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| name.len() + measure(value, sizes)).sum()
        }
        _ => return scalar(value),
    };
    let size = VALUE_BYTES.saturating_add(parts);
    sizes.insert(std::ptr::from_ref(value), size);
    size
}

fn scalar(value: &Value) -> usize {
    VALUE_BYTES + value.as_str().map_or(0, str::len)
}
