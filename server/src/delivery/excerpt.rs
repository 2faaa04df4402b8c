//! Event bodies stay short: a long text becomes an excerpt, with a link to the whole where there is one.

use patchbay_domain::text::cut_bytes;
use serde_json::{Map, Value};

use super::envelope::data_bytes;

/// How much of a long text an event carries, in bytes.
pub const EXCERPT_BYTES: usize = 16 * 1024;

/// The most that the data of an event may take, in bytes: what an envelope adds fits beside it.
pub const MAX_DATA_BYTES: usize = 255 * 1024;

/// Cuts `data[field]` to an excerpt where it is longer; `fieldTruncated` then says so and `fieldUrl` where the whole is.
pub fn excerpt(data: &mut Map<String, Value>, field: &str, url: &str) {
    let Some(Value::String(text)) = data.get_mut(field) else { return };
    if text.len() > EXCERPT_BYTES {
        *text = cut_bytes(text, EXCERPT_BYTES).to_owned();
        data.insert(format!("{field}Truncated"), Value::Bool(true));
        data.insert(format!("{field}Url"), Value::from(url));
    }
}

/// Makes data fit that is still too long: the largest members are left out, and `omitted` names them. What Patchbay itself
/// says is never refused for its length.
pub fn fit(data: &mut Value) {
    let Value::Object(members) = data else { return };
    let sizes = members.iter().map(|(name, value)| (data_bytes(value), name.clone()));
    let mut sizes: Vec<(usize, String)> = sizes.collect();
    let mut total: usize = sizes.iter().map(|(size, name)| size + name.len() + 4).sum();
    if total <= MAX_DATA_BYTES {
        return;
    }
    sizes.sort_by(|one, other| other.cmp(one));
    let mut omitted = Vec::new();
    for (size, name) in sizes {
        if total <= MAX_DATA_BYTES {
            break;
        }
        total = total.saturating_sub(size);
        members.insert(name.clone(), Value::Null);
        omitted.push(Value::from(name));
    }
    members.insert("omitted".to_owned(), Value::from(omitted));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_long_text_is_cut_and_says_where_the_whole_is() {
        let mut data = json!({ "content": "é".repeat(20_000), "title": "x" });
        excerpt(data.as_object_mut().unwrap(), "content", "https://p.example/m");
        assert_eq!(data["content"].as_str().unwrap().len(), EXCERPT_BYTES);
        assert_eq!(
            (&data["contentTruncated"], &data["contentUrl"]),
            (&json!(true), &json!("https://p.example/m"))
        );
        let mut short = json!({ "content": "short" });
        excerpt(short.as_object_mut().unwrap(), "content", "");
        assert_eq!(short, json!({ "content": "short" }));
    }

    #[test]
    fn what_is_too_long_all_the_same_is_left_out_by_name() {
        let mut data =
            json!({ "metadata": { "a": "x".repeat(300_000) }, "title": "x", "list": ["y".repeat(100_000)] });
        fit(&mut data);
        assert_eq!(data["omitted"], json!(["metadata"]));
        assert!(data_bytes(&data) <= MAX_DATA_BYTES && data["list"].is_array());
    }
}
