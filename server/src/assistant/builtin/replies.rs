//! The answer in words, in the channel's tone. It says what was done, and what was not.

use chrono::DateTime;
use chrono_tz::Tz;
use patchbay_domain::assistant::{
    Intent, KnownTask, Personality, ReplyPart, TaskChange, TaskChangeKind, TurnRequest,
};
use patchbay_domain::task::{TaskDraft, TaskStatus};

use super::answers::told;
use super::findings::Understanding;
use super::small_talk;
use super::updates::Update;
use crate::assistant::{TaskLine, priority_word};

/// Tasks that an answer offers to choose from.
const MOST_OFFERED: usize = 5;

/// Who speaks, and of what.
pub(super) struct Voice<'r> {
    personality: Personality,
    creates: bool,
    tasks: &'r [KnownTask],
    now: DateTime<Tz>,
}

impl<'r> Voice<'r> {
    /// The voice of a channel.
    pub(super) fn of(request: &'r TurnRequest) -> Self {
        Self {
            personality: request.settings.personality,
            creates: request.settings.auto_create_tasks,
            tasks: &request.tasks,
            now: request.received_at.with_timezone(&request.time_zone),
        }
    }

    /// The words for each tone.
    fn say(&self, professional: &str, friendly: &str, concise: &str) -> String {
        match self.personality {
            Personality::Professional => professional,
            Personality::Friendly => friendly,
            Personality::Concise => concise,
        }
        .to_owned()
    }

    /// How this works.
    pub(super) fn help(&self) -> Vec<ReplyPart> {
        vec![ReplyPart::Text(self.say(
            "Write what is to be done and by when, and I make a task of it. \"Task 12 is done\", \"move task 12 to Friday\" and \"what is due today?\" work too.",
            "Happy to help! Tell me what is to be done and by when, and I make a task of it. \"Task 12 is done\", \"move task 12 to Friday\" and \"what is due today?\" work too.",
            "Write a task, \"task 12 is done\", \"move task 12 to Friday\" or \"what is due today?\".",
        ))]
    }

    /// The whole answer, and those changes that fit the tasks as they stand.
    pub(super) fn answer(
        &self,
        read: &Understanding,
        tasks: &[TaskDraft],
        intent: Intent,
        text: &str,
    ) -> (Vec<ReplyPart>, Vec<TaskChange>) {
        let mut parts = Vec::new();
        let mut changes = Vec::new();
        if !tasks.is_empty() {
            self.created(tasks.len(), &mut parts);
        } else if intent == Intent::Task && !self.creates {
            parts.push(self.say(
                "I do not create tasks by myself on this channel. Your message is in the thread for your team.",
                "I don't create tasks by myself on this channel, but your message is in the thread for your team!",
                "No task made: that is off on this channel. It is in the thread for your team.",
            ));
        }
        let mut parts: Vec<ReplyPart> = parts.into_iter().map(ReplyPart::Text).collect();
        parts.extend((0..tasks.len()).map(ReplyPart::CreatedTask));
        for update in &read.updates {
            let line = match update {
                Update::Changes(list) => self.changed(list, &mut changes),
                Update::Unknown(numbers) => {
                    numbers.iter().map(|number| self.unknown(*number)).collect::<Vec<_>>().join("\n")
                }
                Update::Which(candidates) => self.which(candidates),
            };
            parts.push(ReplyPart::Text(line));
        }
        parts.extend(self.answered(read).into_iter().map(ReplyPart::Text));
        if parts.is_empty() {
            parts.extend(self.nothing_to_do(read, text).map(ReplyPart::Text));
        }
        (parts, changes)
    }

    fn created(&self, count: usize, parts: &mut Vec<String>) {
        match (self.personality, count) {
            (Personality::Professional, 1) => parts.push("I have created a task.".to_owned()),
            (Personality::Professional, more) => parts.push(format!("I have created {more} tasks.")),
            (Personality::Friendly, 1) => parts.push("Got it! I've put this on the list.".to_owned()),
            (Personality::Friendly, more) => {
                parts.push(format!("Got it! I've put these {more} on the list."))
            }
            (Personality::Concise, _) => {}
        }
    }

    /// The answers to the questions; one honest line for all that have none.
    fn answered(&self, read: &Understanding) -> Vec<String> {
        let mut lines: Vec<String> = read.questions.iter().filter_map(|asked| asked.answer.clone()).collect();
        if read.questions.iter().any(|asked| asked.answer.is_none()) {
            lines.push(self.say(
                "I can't answer that yet; it is in the thread for your team.",
                "Good question! I can't answer that yet, but it's in the thread for your team.",
                "Can't answer that yet; it is in the thread for your team.",
            ));
        }
        lines
    }

    fn changed(&self, list: &[TaskChange], changes: &mut Vec<TaskChange>) -> String {
        let mut lines = Vec::new();
        for change in list {
            let Some(task) = self.tasks.iter().find(|task| task.number == change.number) else { continue };
            if changes.contains(change) {
                continue;
            }
            match refusal(task, &change.kind) {
                Some(reason) => lines.push(reason),
                None => {
                    lines.push(self.change_line(task, &change.kind));
                    changes.push(change.clone());
                }
            }
        }
        lines.join("\n")
    }

    fn change_line(&self, task: &KnownTask, kind: &TaskChangeKind) -> String {
        let name = match self.personality {
            Personality::Concise => format!("Task {}", task.number),
            _ => format!("Task {} ({})", task.number, task.title),
        };
        let line = match kind {
            TaskChangeKind::Complete => format!("{name} is done."),
            TaskChangeKind::Cancel => format!("{name} is cancelled."),
            TaskChangeKind::Reopen => format!("{name} is open again."),
            TaskChangeKind::Reschedule(at) => format!("{name} is now due {}.", told(*at, self.now)),
            TaskChangeKind::Reprioritise(priority) => {
                format!("{name} now has {} priority.", priority_word(*priority))
            }
        };
        let cheers = self.personality == Personality::Friendly && *kind == TaskChangeKind::Complete;
        if cheers { format!("Nice work! {line}") } else { line }
    }

    fn unknown(&self, number: u32) -> String {
        format!("I know of no task {number} here, so nothing was changed.")
    }

    fn which(&self, candidates: &[u32]) -> String {
        let offered: Vec<&KnownTask> = self
            .tasks
            .iter()
            .filter(|task| {
                candidates.contains(&task.number) || (candidates.is_empty() && !task.status.is_final())
            })
            .collect();
        if offered.is_empty() {
            return "I do not know which task you mean; there is no open one here.".to_owned();
        }
        let mut lines = vec![self.say(
            "Which task do you mean? Please name its number.",
            "Happy to! Which task do you mean? Just tell me its number.",
            "Which task? Give its number.",
        )];
        if offered.len() <= MOST_OFFERED || !candidates.is_empty() {
            let shown = offered.iter().take(MOST_OFFERED * 2);
            lines
                .extend(shown.map(|task| TaskLine::from(*task).text(self.now.timezone(), self.now.to_utc())));
        }
        lines.join("\n")
    }

    /// What is said where nothing was done; nothing where silence is the right answer.
    fn nothing_to_do(&self, read: &Understanding, text: &str) -> Option<String> {
        if text.is_empty() {
            return Some("There was no text in that message; it is in the thread for your team.".to_owned());
        }
        if read.negated {
            return Some(self.say(
                "Understood. I made no task of it.",
                "Alright, I'll leave it. No task made!",
                "OK, no task made.",
            ));
        }
        if let Some(yes) = read.answer.filter(|_| !read.told) {
            return Some(if yes {
                self.say("Thank you, noted. Nothing was waiting for your answer.", "Great, noted!", "Noted.")
            } else {
                self.say("Understood.", "No problem!", "OK.")
            });
        }
        if read.told {
            return Some(self.say(
                "Noted. I made no task of it; it is in the thread for your team.",
                "Thanks for letting me know! I made no task of it; it's in the thread for your team.",
                "Noted, no task made. It is in the thread for your team.",
            ));
        }
        match small_talk::kind(text) {
            small_talk::Kind::Thanks => (self.personality != Personality::Concise)
                .then(|| self.say("You are welcome.", "You're very welcome!", "")),
            small_talk::Kind::Greeting => Some(self.say(
                "Hello. What can I do for you?",
                "Hi there! What can I do for you?",
                "Hello. What is to be done?",
            )),
            small_talk::Kind::Other => None,
        }
    }
}

/// Why a change does not fit the task as it stands.
fn refusal(task: &KnownTask, kind: &TaskChangeKind) -> Option<String> {
    let name = format!("Task {} ({})", task.number, task.title);
    let wanted = match kind {
        TaskChangeKind::Complete => TaskStatus::Completed,
        TaskChangeKind::Cancel => TaskStatus::Cancelled,
        TaskChangeKind::Reopen => TaskStatus::Pending,
        TaskChangeKind::Reschedule(_) | TaskChangeKind::Reprioritise(_) => {
            return task.status.is_final().then(|| format!("{name} is closed; reopen it first."));
        }
    };
    let already = task.status == wanted || (wanted == TaskStatus::Pending && !task.status.is_final());
    if already {
        let state = match wanted {
            TaskStatus::Completed => "done",
            TaskStatus::Cancelled => "cancelled",
            _ => "open",
        };
        return Some(format!("{name} is {state} already."));
    }
    (!task.status.may_become(wanted)).then(|| format!("{name} is closed; reopen it first."))
}
