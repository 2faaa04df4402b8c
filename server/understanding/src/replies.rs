//! The answer in words, in the channel's tone. It says what was done, and what was not.

use chrono::DateTime;
use chrono_tz::Tz;
use patchbay_domain::assistant::{
    Intent, KnownTask, Personality, ReplyPart, TaskChange, TaskChangeKind, TaskReference, TurnRequest,
};
use patchbay_domain::dialogue::ChoiceOption;
use patchbay_domain::task::TaskStatus;

use super::answers::{named, told};
use super::findings::Understanding;
use super::language::{Language, tables};
use super::lines::TaskLine;
use super::phrases::{Tones, filled};
use super::small_talk;
use super::unclear::Unclear;
use super::updates::{Update, number};

/// Tasks that an answer offers to choose from.
const MOST_OFFERED: usize = 5;

/// An answer, and what it does and leaves open.
pub(super) struct Reply {
    /// The answer.
    pub(super) parts: Vec<ReplyPart>,
    /// The changes that fit the tasks as they stand.
    pub(super) changes: Vec<TaskChange>,
    /// What it asks to be chosen from.
    pub(super) choice: Vec<ChoiceOption>,
    /// The tasks by which its list goes on.
    pub(super) listed: Vec<u32>,
}

/// Who speaks, and of what.
pub(super) struct Voice<'r> {
    /// The language it speaks.
    language: &'static Language,
    /// The language of the message.
    heard: &'static Language,
    personality: Personality,
    creates: bool,
    tasks: &'r [KnownTask],
    now: DateTime<Tz>,
}

impl<'r> Voice<'r> {
    /// The voice of a channel.
    pub(super) fn of(heard: &'static Language, request: &'r TurnRequest) -> Self {
        Self {
            language: tables(request.settings.answers_in(heard.spoken)),
            heard,
            personality: request.settings.personality,
            creates: request.settings.auto_create_tasks,
            tasks: &request.tasks,
            now: request.received_at.with_timezone(&request.time_zone),
        }
    }

    fn say(&self, tones: &Tones) -> String {
        tones.of(self.personality).to_owned()
    }

    /// How this works.
    pub(super) fn help(&self) -> Vec<ReplyPart> {
        vec![ReplyPart::Text(self.say(&self.language.phrases.help))]
    }

    /// The whole answer, and those changes that fit the tasks as they stand.
    pub(super) fn answer(&self, read: &Understanding, created: usize, intent: Intent, text: &str) -> Reply {
        let phrases = &self.language.phrases;
        let mut parts = Vec::new();
        let mut changes = Vec::new();
        // Of several things that are unclear the numbers of the first would be taken for those of all.
        let mut unclear = read.updates.iter().filter_map(|update| match update {
            Update::Which(unclear) => Some(unclear),
            _ => None,
        });
        let choice = match (unclear.next(), unclear.next()) {
            (Some(only), None) => self.offered(only),
            _ => Vec::new(),
        };
        if created > 0 {
            let words = if created == 1 { &phrases.created_one } else { &phrases.created_many };
            let line = filled(words.of(self.personality), &[("n", &created.to_string())]);
            parts.extend((!line.is_empty()).then_some(ReplyPart::Text(line)));
        } else if intent == Intent::Task && !self.creates {
            parts.push(ReplyPart::Text(self.say(&phrases.creates_none)));
        }
        parts.extend((0..created).map(ReplyPart::CreatedTask));
        for update in &read.updates {
            parts.extend(self.updated(update, &choice, &mut changes).map(ReplyPart::Text));
        }
        parts.extend(self.answered(read).into_iter().map(ReplyPart::Text));
        if read.disobeyed {
            parts.push(ReplyPart::Text(self.say(&phrases.not_obeyed)));
        }
        if parts.is_empty() {
            parts.extend(self.nothing_to_do(read, text).map(ReplyPart::Text));
        }
        let listed = read.questions.iter().flat_map(|asked| asked.listed.iter().copied()).collect();
        Reply { parts, changes, choice, listed }
    }

    /// What is said of a change, which is noted where it can be made or nobody knows of its task.
    fn updated(
        &self,
        update: &Update,
        choice: &[ChoiceOption],
        changes: &mut Vec<TaskChange>,
    ) -> Option<String> {
        match update {
            Update::Changes(list) => Some(self.changed(list, changes)),
            Update::Unknown(list) => {
                let mut numbers: Vec<u32> = list.iter().filter_map(number).collect();
                numbers.dedup();
                changes.extend(list.iter().cloned());
                let line =
                    |number: &u32| filled(self.language.phrases.unknown, &[("n", &number.to_string())]);
                Some(numbers.iter().map(line).collect::<Vec<_>>().join("\n"))
            }
            Update::Meant(change) => {
                changes.push(change.clone());
                let TaskReference::Meaning(words) = &change.task else { return None };
                Some(filled(self.language.phrases.unmatched, &[("what", words)]))
            }
            Update::Which(unclear) => {
                // What is still to be chosen is not done, nor said to be.
                changes.extend(unclear.said.iter().filter(|_| choice.is_empty()).cloned());
                Some(self.which(&unclear.candidates, choice))
            }
            Update::News => None,
        }
    }

    /// The answers to the questions; one honest line for all that have none.
    fn answered(&self, read: &Understanding) -> Vec<String> {
        let mut lines: Vec<String> = read.questions.iter().filter_map(|asked| asked.answer.clone()).collect();
        if read.questions.iter().any(|asked| asked.answer.is_none()) {
            lines.push(self.say(&self.language.phrases.no_answer));
        }
        lines
    }

    pub(super) fn changed(&self, list: &[TaskChange], changes: &mut Vec<TaskChange>) -> String {
        let mut lines = Vec::new();
        for change in list {
            let task = self.tasks.iter().find(|task| Some(task.number) == number(change));
            let Some(task) = task.filter(|_| !changes.contains(change)) else { continue };
            match self.refusal(task, &change.kind) {
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
        let phrases = &self.language.phrases;
        let name = match self.personality {
            Personality::Concise => filled(phrases.task, &[("n", &task.number.to_string())]),
            _ => named(self.language, task),
        };
        let with =
            |phrase: &str, what: &str| filled(phrase, &[("name", &name), ("what", what), ("when", what)]);
        let line = match kind {
            TaskChangeKind::Complete => with(phrases.done, ""),
            TaskChangeKind::Cancel => with(phrases.cancelled, ""),
            TaskChangeKind::Reopen => with(phrases.reopened, ""),
            TaskChangeKind::Reschedule(due) => with(phrases.moved, &told(self.language, due.at, self.now)),
            TaskChangeKind::Reprioritise(priority) => with(phrases.ranked, phrases.priority(*priority)),
            TaskChangeKind::Rename(title) => with(phrases.renamed, title),
            TaskChangeKind::Assign(who) => with(self.language.assignments.given, who),
        };
        let cheers = self.personality == Personality::Friendly && *kind == TaskChangeKind::Complete;
        if cheers { format!("{}{line}", phrases.cheer) } else { line }
    }

    /// The tasks that a choice is offered from: as many as can be told apart at a glance.
    fn offered(&self, unclear: &Unclear) -> Vec<ChoiceOption> {
        let known = |option: &&ChoiceOption| self.tasks.iter().any(|task| task.number == option.number);
        let options: Vec<ChoiceOption> = unclear.choice.iter().filter(known).cloned().collect();
        let most = if unclear.candidates.is_empty() { MOST_OFFERED } else { MOST_OFFERED * 2 };
        if options.len() <= most { options } else { Vec::new() }
    }

    fn which(&self, candidates: &[u32], choice: &[ChoiceOption]) -> String {
        let phrases = &self.language.phrases;
        let offered: Vec<&KnownTask> = self
            .tasks
            .iter()
            .filter(|task| {
                candidates.contains(&task.number) || (candidates.is_empty() && !task.status.is_final())
            })
            .collect();
        if offered.is_empty() {
            return phrases.none_open.to_owned();
        }
        let mut lines = vec![self.say(&phrases.which)];
        if !choice.is_empty() {
            let (zone, now) = (self.now.timezone(), self.now.to_utc());
            let line = |(place, option): (usize, &ChoiceOption)| {
                let task = self.tasks.iter().find(|task| task.number == option.number)?;
                let line = TaskLine::from(task).text(self.language.spoken, zone, now);
                Some(format!("{place}) {line}"))
            };
            lines.extend((1..).zip(choice).filter_map(line));
            return lines.join("\n");
        }
        if offered.len() <= MOST_OFFERED || !candidates.is_empty() {
            let shown = offered.iter().take(MOST_OFFERED * 2);
            let (zone, now) = (self.now.timezone(), self.now.to_utc());
            lines.extend(shown.map(|task| TaskLine::from(*task).text(self.language.spoken, zone, now)));
        }
        lines.join("\n")
    }

    /// What is said where nothing was done; nothing where silence is the right answer.
    fn nothing_to_do(&self, read: &Understanding, text: &str) -> Option<String> {
        let phrases = &self.language.phrases;
        if text.is_empty() {
            return Some(phrases.no_text.to_owned());
        }
        if read.negated.is_some() {
            return Some(self.say(&phrases.not_made));
        }
        if let Some(answer) = read.answer.as_ref().filter(|_| !read.told) {
            return Some(self.say(if answer.agreed { &phrases.yes_noted } else { &phrases.no_noted }));
        }
        if read.told || !read.updates.is_empty() {
            return Some(self.say(&phrases.noted));
        }
        match small_talk::kind(self.heard, text) {
            small_talk::Kind::Thanks => {
                (self.personality != Personality::Concise).then(|| self.say(&phrases.welcome))
            }
            small_talk::Kind::Greeting => Some(self.say(&phrases.hello)),
            small_talk::Kind::Other => None,
        }
    }

    /// Why a change does not fit the task as it stands.
    fn refusal(&self, task: &KnownTask, kind: &TaskChangeKind) -> Option<String> {
        let phrases = &self.language.phrases;
        let name = named(self.language, task);
        let closed = || filled(phrases.closed, &[("name", &name)]);
        let wanted = match kind {
            TaskChangeKind::Complete => TaskStatus::Completed,
            TaskChangeKind::Cancel => TaskStatus::Cancelled,
            TaskChangeKind::Reopen => TaskStatus::Pending,
            _ => return task.status.is_final().then(closed),
        };
        if task.status == wanted || (wanted == TaskStatus::Pending && !task.status.is_final()) {
            return Some(filled(phrases.already, &[("name", &name), ("what", phrases.state(wanted))]));
        }
        (!task.status.may_become(wanted)).then(closed)
    }
}

#[cfg(test)]
mod tests;
