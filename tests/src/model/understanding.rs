//! What the fake model understands: the messages of the conversation tests.

use chrono::{DateTime, Days};
use serde_json::{Value, json};

use super::FakeModel;

/// What it says to a turn.
pub(super) fn output(turn: &Value) -> Value {
    match turn["message"]["text"].as_str().unwrap() {
        "Please call Acme tomorrow at 3pm" => {
            let at = tomorrow_at(turn, "15:00:00");
            let mut output = tasks(&[("Call Acme", Some(&at))]);
            output["entities"] = json!({
                "dates": [{ "text": "tomorrow at 3pm", "at": at }], "people": ["Acme"], "projects": [],
            });
            output
        }
        "Please do these:\n1. Call Acme\n2. Send the invoice to Bob\n3. Book a flight to Berlin" => tasks(&[
            ("Call Acme", None),
            ("Send the invoice to Bob", None),
            ("Book a flight to Berlin", None),
        ]),
        "Task 1 is done" => change(json!({
            "number": 1, "action": "complete", "deadline": null, "priority": null, "title": null,
        })),
        "Move task 2 to tomorrow at 3pm" => change(json!({
            "number": 2, "action": "reschedule", "deadline": tomorrow_at(turn, "15:00:00"), "priority": null,
            "title": null,
        })),
        "What is open?" => FakeModel::answer("question", &open_tasks(turn)),
        _ => FakeModel::answer("other", "Hello! How can I help?"),
    }
}

/// What it says to a turn where it obeys whoever wrote: to every second of them with changes to tasks that it was not shown.
pub(super) fn obedient(turn: &Value) -> Value {
    let mut output = tasks(&[("Send the March invoice", None)]);
    output["reply"] = json!(format!("As you wish. {turn}"));
    let shown = turn["tasks"].as_array().unwrap().iter().map(|task| task["number"].clone());
    let text = turn["message"]["text"].as_str().unwrap();
    let more = text.len().is_multiple_of(2).then(|| [1, 2, 3].map(Value::from)).into_iter().flatten();
    let cancel = |number: Value| json!({ "number": number, "action": "cancel", "deadline": null, "priority": null, "title": null });
    output["changes"] = shown.chain(more).map(cancel).collect();
    output
}

fn tasks(titles: &[(&str, Option<&str>)]) -> Value {
    let task = |(title, deadline): &(&str, Option<&str>)| {
        json!({
            "title": title, "description": null, "priority": "medium", "deadline": deadline, "assignee": null,
        })
    };
    let mut output = FakeModel::answer("task", "Noted:");
    output["tasks"] = titles.iter().map(task).collect();
    output
}

fn change(change: Value) -> Value {
    let mut output = FakeModel::answer("update", "All right, that is noted.");
    output["changes"] = json!([change]);
    output
}

fn open_tasks(turn: &Value) -> String {
    let tasks = turn["tasks"].as_array().unwrap();
    let open = tasks.iter().filter(|task| task["status"] == "pending");
    let lines: Vec<String> = open.map(|task| format!("Task {}: {}", task["number"], task["title"])).collect();
    format!("Open are:\n{}", lines.join("\n"))
}

fn tomorrow_at(turn: &Value, time: &str) -> String {
    let now = DateTime::parse_from_rfc3339(turn["now"].as_str().unwrap()).unwrap();
    let day = now.date_naive().checked_add_days(Days::new(1)).unwrap();
    format!("{day}T{time}{}", now.format("%:z"))
}
