//! A payload that came as JSON where a text was expected: what its fields say, as a text.

use serde_json::{Map, Value};

/// The fields that hold what is said, a heading first.
const HEADINGS: [&str; 5] = ["subject", "title", "task", "tasktitle", "summary"];
const TEXTS: [&str; 17] = [
    "message",
    "text",
    "body",
    "content",
    "description",
    "taskdescription",
    "details",
    "note",
    "notes",
    "comment",
    "comments",
    "request",
    "question",
    "inquiry",
    "enquiry",
    "instructions",
    "msg",
];
const DEADLINES: [&str; 7] = ["due", "duedate", "dueon", "dueat", "deadline", "taskdeadline", "dateline"];
const PRIORITIES: [&str; 3] = ["priority", "taskpriority", "urgency"];

/// The words of a JSON object; none where the text is no such thing, or says nothing that is known.
pub(super) fn text_of(content: &str) -> Option<String> {
    let trimmed = content.trim();
    if !trimmed.starts_with('{') || !trimmed.ends_with('}') {
        return None;
    }
    let Ok(Value::Object(fields)) = serde_json::from_str(trimmed) else { return None };
    // What a hook wraps its fields in ("data", "payload") is looked into once.
    let inner =
        fields.values().find_map(|value| value.as_object().filter(|inner| !said(inner, &TEXTS).is_empty()));
    let fields = if said(&fields, &TEXTS).is_empty() { inner.unwrap_or(&fields) } else { &fields };
    let mut heading = said(fields, &HEADINGS).into_iter().next().unwrap_or_default();
    let texts = said(fields, &TEXTS);
    if heading.is_empty() && texts.is_empty() {
        return None;
    }
    if let (false, Some(date)) = (heading.is_empty(), said(fields, &DEADLINES).first()) {
        heading = format!("{heading} by {}", date.replace('T', " at "));
    }
    if let Some(priority) = said(fields, &PRIORITIES).first() {
        heading = format!("{heading} ({priority} priority)");
    }
    let parts = std::iter::once(heading).chain(texts).filter(|part| !part.trim().is_empty());
    Some(parts.collect::<Vec<_>>().join("\n\n"))
}

/// The texts of the fields with one of these names, in the order of the names.
fn said(fields: &Map<String, Value>, names: &[&str]) -> Vec<String> {
    let named = |wanted: &&str| {
        fields.iter().find_map(|(name, value)| {
            let plain: String = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
            value.as_str().filter(|_| plain.eq_ignore_ascii_case(wanted)).map(str::to_owned)
        })
    };
    names.iter().filter_map(named).filter(|text| !text.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn the_fields_that_say_something_are_read() {
        for (content, expected) in [
            (r#"{"source":"form","message":"Please call me","name":"Dana"}"#, Some("Please call me")),
            (r#"{"title":"Send the deck","due_date":"2026-04-10"}"#, Some("Send the deck by 2026-04-10")),
            (r#"{"event":"lead","data":{"note":"Wants a quote"}}"#, Some("Wants a quote")),
            (r#"{"count":3}"#, None),
            ("{not json}", None),
            ("Call Bob", None),
        ] {
            assert_eq!(text_of(content).as_deref(), expected, "{content}");
        }
    }
}
