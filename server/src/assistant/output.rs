//! What a model answered, held strictly to the schema.

use std::sync::LazyLock;

use patchbay_domain::assistant::{Certainty, Fact, Intent, Urgency};
use patchbay_domain::event_types::schema::CompiledSchema;
use patchbay_domain::task::TaskPriority;
use serde::Deserialize;
use serde_json::Value;

use super::prompt::ANSWER_SCHEMA;

/// An answer in form; whether it makes sense is another question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Output {
    pub(super) language: OutputLanguage,
    pub(super) intent: Intent,
    pub(super) urgency: Urgency,
    pub(super) entities: OutputEntities,
    pub(super) tasks: Vec<OutputTask>,
    pub(super) changes: Vec<OutputChange>,
    pub(super) answer: Option<String>,
    pub(super) confirmation: Option<OutputConfirmation>,
    pub(super) reply: String,
    pub(super) confidence: Certainty,
    pub(super) summary: String,
    pub(super) facts: Vec<Fact>,
    pub(super) forget: Vec<String>,
}

/// A language that the rest of Patchbay knows, or one that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OutputLanguage {
    En,
    De,
    Es,
    Fr,
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutputConfirmation {
    pub(super) agreed: bool,
    pub(super) code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutputEntities {
    pub(super) dates: Vec<OutputDate>,
    pub(super) people: Vec<String>,
    pub(super) projects: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutputDate {
    pub(super) text: String,
    pub(super) at: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutputTask {
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) priority: TaskPriority,
    pub(super) deadline: Option<String>,
    pub(super) assignee: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutputChange {
    pub(super) number: u32,
    pub(super) action: OutputAction,
    pub(super) deadline: Option<String>,
    pub(super) priority: Option<TaskPriority>,
    pub(super) title: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OutputAction {
    Complete,
    Cancel,
    Reopen,
    Reschedule,
    Reprioritise,
    Rename,
}

#[expect(clippy::expect_used, reason = "the schema is fixed, and a test compiles it")]
static SCHEMA: LazyLock<CompiledSchema> =
    LazyLock::new(|| CompiledSchema::compile(&ANSWER_SCHEMA).expect("the schema is one"));

/// Reads an answer.
///
/// # Errors
/// What is wrong with it, as the model is told. Nothing of its values stands there.
pub(super) fn read(answer: Value) -> Result<Output, Vec<String>> {
    SCHEMA.validate(&answer).map_err(|violations| {
        let told = violations.into_iter().map(|violation| match violation.path.as_str() {
            "" => format!("the answer {}", violation.message),
            path => format!("{path} {}", violation.message),
        });
        told.collect::<Vec<_>>()
    })?;
    // What the schema lets through and these types do not: a number such as -1.
    serde_json::from_value(answer).map_err(|_| vec!["a number is not the number of a task".to_owned()])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn good() -> Value {
        json!({
            "language": "en", "intent": "task", "urgency": "high",
            "entities": { "dates": [{ "text": "Friday", "at": "2026-03-13" }], "people": ["Acme"], "projects": [] },
            "tasks": [{
                "title": "Call Acme", "description": null, "priority": "high", "deadline": "2026-03-13",
                "assignee": "Tom",
            }],
            "changes": [{ "number": 7, "action": "reprioritise", "deadline": null, "priority": "low", "title": null }],
            "answer": null, "confirmation": { "agreed": true, "code": "4821" },
            "reply": "Noted.", "confidence": "high", "summary": "Acme is to be called.",
            "facts": [{ "kind": "name", "text": "Ann" }], "forget": ["I like tea"],
        })
    }

    #[test]
    fn schema_and_types_agree() {
        let output = read(good()).unwrap();
        assert_eq!((output.tasks.len(), output.changes[0].number), (1, 7));
        for (place, words) in [
            (
                "/changes/0/action",
                &["complete", "cancel", "reopen", "reschedule", "reprioritise", "rename"][..],
            ),
            ("/intent", &["task", "question", "update", "confirmation", "other"]),
            ("/language", &["en", "de", "es", "fr", "other"]),
            ("/confidence", &["low", "medium", "high"]),
            ("/facts/0/kind", &["name", "preference", "working_hours", "project", "tone", "note"]),
        ] {
            for word in words {
                let mut answer = good();
                *answer.pointer_mut(place).unwrap() = json!(word);
                assert!(read(answer).is_ok(), "{place} {word}");
            }
        }
        let mut neither = good();
        neither["confirmation"] = json!(null);
        assert_eq!(read(neither).unwrap().confirmation, None);
    }

    #[test]
    fn what_does_not_fit_is_said_without_its_values() {
        let wrong = |change: fn(&mut Value)| {
            let mut answer = good();
            change(&mut answer);
            read(answer).unwrap_err().join("; ")
        };
        let missing = wrong(|answer| drop(answer.as_object_mut().unwrap().remove("reply")));
        assert_eq!(missing, "the answer lacks the member \"reply\"");
        let other = wrong(|answer| answer["intent"] = json!("s3cret"));
        assert!(other.starts_with("/intent must be one of") && !other.contains("s3cret"), "{other}");
        let more = wrong(|answer| answer["tasks"][0]["owner"] = json!("Bob"));
        assert_eq!(more, "/tasks/0/owner is not allowed");
        for (place, value) in [
            ("/confidence", json!("very")),
            ("/language", json!("Klingon")),
            ("/confirmation", json!("yes")),
            ("/confirmation/agreed", json!("yes")),
            ("/answer", json!(["x"])),
        ] {
            let mut answer = good();
            *answer.pointer_mut(place).unwrap() = value;
            let told = read(answer).unwrap_err().join("; ");
            // Of what may be one of several things it is only said that it is none of them.
            assert!(told.contains(place.trim_end_matches("/agreed")), "{told}");
        }
        for number in [json!(-1), json!(1.5), json!("7"), json!(1e30)] {
            let mut answer = good();
            answer["changes"][0]["number"] = number.clone();
            assert!(read(answer).is_err(), "{number}");
        }
        for answer in [json!(null), json!([]), json!("text"), json!({})] {
            assert!(read(answer.clone()).is_err(), "{answer}");
        }
    }
}
