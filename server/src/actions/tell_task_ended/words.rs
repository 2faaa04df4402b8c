//! What is said of tasks that ended.

use patchbay_domain::task::{Task, TaskStatus};
use patchbay_domain::text::shorten;

/// How many tasks are named before the rest is only counted.
const NAMED: usize = 20;

/// How much is said of what came of one task among several.
const MORE_CHARACTERS: usize = 200;

/// What is said of these tasks.
pub(super) fn of(tasks: &[Task]) -> String {
    let (failed, done): (Vec<&Task>, Vec<&Task>) =
        tasks.iter().partition(|task| task.status == TaskStatus::Failed);
    let parts = [(done, "were done"), (failed, "could not be done")];
    let said = parts.iter().filter(|(tasks, _)| !tasks.is_empty()).map(|(tasks, what)| several(tasks, what));
    said.collect::<Vec<_>>().join("\n\n")
}

fn several(tasks: &[&Task], what: &str) -> String {
    if let [task] = tasks {
        return one(task);
    }
    let mut lines = vec![format!("{} tasks {what}:", tasks.len())];
    lines.extend(tasks.iter().take(NAMED).map(|task| line(task)));
    if tasks.len() > NAMED {
        lines.push(format!("and {} more", tasks.len() - NAMED));
    }
    lines.join("\n")
}

fn line(task: &Task) -> String {
    let (number, title) = (task.number, &task.title);
    match more(task) {
        Some(more) => format!("Task {number}: {title} ({})", shorten(more, MORE_CHARACTERS)),
        None => format!("Task {number}: {title}"),
    }
}

fn one(task: &Task) -> String {
    let (number, title) = (task.number, &task.title);
    let mut words = match task.status {
        TaskStatus::Failed => format!("Task {number} could not be done: {title}"),
        _ => format!("Task {number} is done: {title}"),
    };
    if let Some(more) = more(task) {
        words.push('\n');
        words.push_str(more);
    }
    words
}

/// What came of it, or why nothing did.
fn more(task: &Task) -> Option<&str> {
    let more = match task.status {
        TaskStatus::Failed => &task.error,
        _ => &task.result,
    };
    more.as_deref().map(str::trim).filter(|more| !more.is_empty())
}
