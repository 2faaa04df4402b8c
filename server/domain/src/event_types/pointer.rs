//! JSON pointers (RFC 6901) and references within one document.

use serde_json::Value;

use super::keywords::sub_schemas;

/// The pointer to a member or an item of what `path` points to.
pub(super) fn join(path: &str, part: &str) -> String {
    format!("{path}/{}", part.replace('~', "~0").replace('/', "~1"))
}

/// What a local reference (`#`, `#/$defs/a`, `#anchor`) leads to, with the pointer to it. None where it leads nowhere,
/// out of the document, or is percent-encoded.
pub(super) fn resolve<'schema>(root: &'schema Value, reference: &str) -> Option<(String, &'schema Value)> {
    let fragment = reference.strip_prefix('#')?;
    if fragment.contains('%') {
        return None;
    }
    if fragment.is_empty() || fragment.starts_with('/') {
        return root.pointer(fragment).map(|target| (fragment.to_owned(), target));
    }
    anchored(root, fragment, String::new())
}

/// Not deeper than the document, which is bounded where it is read.
fn anchored<'schema>(schema: &'schema Value, anchor: &str, path: String) -> Option<(String, &'schema Value)> {
    if schema.get("$anchor").and_then(Value::as_str) == Some(anchor) {
        return Some((path, schema));
    }
    sub_schemas(schema).into_iter().find_map(|sub| {
        let path = join(&path, sub.keyword);
        let path = sub.part.map_or(path.clone(), |part| join(&path, &part));
        anchored(sub.schema, anchor, path)
    })
}

/// Whether no object or list stands within more than `limit` others.
pub(super) fn is_within_depth(value: &Value, limit: usize) -> bool {
    match value {
        Value::Array(items) => limit > 0 && items.iter().all(|item| is_within_depth(item, limit - 1)),
        Value::Object(members) => {
            limit > 0 && members.values().all(|member| is_within_depth(member, limit - 1))
        }
        _ => true,
    }
}
