//! What must stay as it was, and what its references lead to with it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Comparison, Keywords, Outcome, UNTELLABLE, refuse};
use crate::event_types::pointer::{join, resolve};

impl Comparison<'_> {
    /// A keyword that is not understood: as it was, or refused.
    pub(super) fn untouched(&self, old: Option<&Value>, new: &Value, path: &str) -> Outcome {
        if old.is_some_and(|old| self.is_same(old, new)) { Ok(()) } else { refuse(path, UNTELLABLE) }
    }

    /// `contains` with its counts, which mean nothing without each other.
    pub(super) fn contents(&self, old: &Keywords, new: &Keywords, path: &str) -> Outcome {
        let Some(contained) = new.get("contains") else { return Ok(()) };
        self.untouched(old.get("contains"), contained, &join(path, "contains"))?;
        match ["minContains", "maxContains"].into_iter().find(|count| old.get(*count) != new.get(*count)) {
            Some(count) => refuse(&join(path, count), UNTELLABLE),
            None => Ok(()),
        }
    }

    /// Whether both say the same, and so does everything that they refer to.
    pub(super) fn is_same(&self, old: &Value, new: &Value) -> bool {
        if old != new {
            return false;
        }
        let mut seen = BTreeSet::new();
        let mut waiting = vec![new];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(items) => waiting.extend(items),
                Value::Object(members) => {
                    waiting.extend(members.values());
                    for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
                        let Some(reference) = members.get(keyword).and_then(Value::as_str) else { continue };
                        if !seen.insert(reference) {
                            continue;
                        }
                        match (resolve(self.old, reference), resolve(self.new, reference)) {
                            (Some((_, old)), Some((_, new))) if old == new => waiting.push(new),
                            _ => return false,
                        }
                    }
                }
                _ => {}
            }
        }
        true
    }
}
