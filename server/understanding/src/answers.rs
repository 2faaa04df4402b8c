//! Answers to questions about tasks, from the tasks that are known. What it cannot answer it does not answer.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::{KnownTask, SpokenLanguage};
use patchbay_domain::task::TaskPriority;
use regex::Regex;

use super::assignments;
use super::dates::FoundDate;
use super::language::{Language, tables};
use super::lines::{TaskLine, moment};
use super::matching::{Match, by_title, numbers, telling_words};
use super::phrases::filled;

/// How a language asks for tasks.
pub(crate) struct QuestionPatterns {
    pub(crate) about_tasks: Regex,
    pub(crate) overdue: Regex,
    pub(crate) count: Regex,
    pub(crate) next: Regex,
    pub(crate) about_one: Regex,
    pub(crate) asking_words: Regex,
    pub(crate) filter: Regex,
    pub(crate) others: Regex,
    pub(crate) tasks: Regex,
    /// What asks for the pressing ones.
    pub(crate) pressing: Regex,
    /// Whether the list itself is asked for.
    pub(crate) whole_list: Regex,
    /// Words of a filter that filter nothing ("on my plate").
    pub(crate) general: Regex,
    pub(crate) next_week: Regex,
    pub(crate) this_week: Regex,
    pub(crate) weekend: Regex,
    pub(crate) this_month: Regex,
    pub(crate) soon: Regex,
    /// Words before a date that make it the last day of many.
    pub(crate) until: Regex,
}

/// As many tasks as an answer lists.
pub(super) const MOST_LISTED: usize = 10;

/// An answer, and the tasks by which the list in it goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// What is answered.
    pub(super) text: String,
    /// The tasks that are left over, in their order.
    pub(super) rest: Vec<u32>,
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self { text, rest: Vec::new() }
    }
}

/// What an answer is drawn from.
pub(super) struct Known<'r> {
    /// The language of the question.
    pub(super) language: &'static Language,
    /// The language of the answer.
    pub(super) voice: &'static Language,
    /// The tasks.
    pub(super) tasks: &'r [KnownTask],
    /// The present, where the sender is.
    pub(super) now: DateTime<Tz>,
}

/// The answer to a question about tasks; none where the question is about something else.
pub(super) fn answer(question: &str, dates: &[FoundDate], known: &Known<'_>) -> Option<Answer> {
    let (patterns, phrases) = (&known.language.questions, &known.voice.phrases);
    if let Some(line) = assignments::who(question, known) {
        return Some(line.into());
    }
    if let Some((wanted, _)) = numbers(known.language, question).filter(|(wanted, _)| !wanted.is_empty()) {
        let lines: Vec<String> = wanted.iter().map(|number| known.numbered(*number)).collect();
        return Some(lines.join("\n").into());
    }
    if let Some(line) = known.one(question) {
        return Some(line.into());
    }
    if !patterns.about_tasks.is_match(question) || is_about_others(known.language, question) {
        return None;
    }
    let open = known.open();
    if patterns.overdue.is_match(question) {
        let late: Vec<&KnownTask> = open.into_iter().filter(|task| known.is_overdue(task)).collect();
        return Some(known.list(&late, phrases.kind_overdue, question));
    }
    if let Some((first, last, words)) = known.period(question, dates) {
        let due = open.into_iter().filter(|task| {
            task.deadline
                .map(|at| at.with_timezone(&known.now.timezone()).date_naive())
                .is_some_and(|day| day >= first && day <= last)
        });
        let due: Vec<&KnownTask> = due.collect();
        return Some(known.list(&due, &filled(phrases.kind_due, &[("when", &words)]), question));
    }
    if patterns.next.is_match(question) {
        let next = open.first().map(|task| known.line(task).into());
        return Some(next.unwrap_or_else(|| known.list(&[], phrases.kind_open, question)));
    }
    if patterns.pressing.is_match(question) {
        let high: Vec<&KnownTask> =
            open.into_iter().filter(|task| task.priority >= TaskPriority::High).collect();
        return Some(known.list(&high, phrases.kind_pressing, question));
    }
    known.filtered(question, open)
}

/// "Who is next on stage" is not about tasks.
fn is_about_others(language: &Language, question: &str) -> bool {
    let who = question.trim().to_lowercase().starts_with("who");
    language.questions.others.is_match(question.trim())
        && (who || !language.questions.tasks.is_match(question))
}

impl Known<'_> {
    /// The open tasks, the most pressing first.
    fn open(&self) -> Vec<&KnownTask> {
        let mut open: Vec<&KnownTask> = self.tasks.iter().filter(|task| !task.status.is_final()).collect();
        open.sort_by_key(|task| {
            (task.deadline.is_none(), task.deadline, std::cmp::Reverse(task.priority), task.number)
        });
        open
    }

    fn is_overdue(&self, task: &KnownTask) -> bool {
        task.deadline.is_some_and(|at| at < self.now)
    }

    pub(super) fn line(&self, task: &KnownTask) -> String {
        TaskLine::from(task).text(self.voice.spoken, self.now.timezone(), self.now.to_utc())
    }

    pub(super) fn numbered(&self, number: u32) -> String {
        match self.tasks.iter().find(|task| task.number == number) {
            Some(task) => self.described(task),
            None => filled(self.voice.phrases.not_here, &[("n", &number.to_string())]),
        }
    }

    /// Where one task stands.
    pub(super) fn described(&self, task: &KnownTask) -> String {
        let phrases = &self.voice.phrases;
        let name = named(self.voice, task);
        let mut text = filled(phrases.stands, &[("name", &name), ("what", phrases.state(task.status))]);
        if !task.status.is_final() {
            text.push_str(", ");
            match task.deadline {
                Some(at) => {
                    let late = at < self.now.to_utc();
                    text.push_str(if late { phrases.overdue_since } else { phrases.due });
                    text.push(' ');
                    text.push_str(&told(self.voice, at, self.now));
                }
                None => text.push_str(phrases.without_deadline),
            }
        }
        text.push('.');
        text
    }

    /// A question about one task that its words name.
    fn one(&self, question: &str) -> Option<String> {
        let patterns = &self.language.questions;
        let what = patterns.about_one.captures(question.trim())?.name("what")?.as_str();
        let description = patterns.asking_words.replace_all(what, " ");
        match by_title(self.language, &description, self.tasks.iter(), 1) {
            Match::One(number) => Some(self.numbered(number)),
            Match::Several(several) if several.len() <= 5 => {
                let lines: Vec<String> = several.iter().map(|number| self.numbered(*number)).collect();
                Some(lines.join("\n"))
            }
            _ => None,
        }
    }

    /// The days a question is about, and how it called them.
    fn period(&self, question: &str, dates: &[FoundDate]) -> Option<(NaiveDate, NaiveDate, String)> {
        let (patterns, phrases) = (&self.language.questions, &self.voice.phrases);
        let today = self.now.date_naive();
        let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
        let after = |start: NaiveDate, days: u64| start.checked_add_days(Days::new(days));
        if patterns.next_week.is_match(question) {
            return Some((after(monday, 7)?, after(monday, 13)?, phrases.next_week.into()));
        }
        if patterns.this_week.is_match(question) {
            return Some((today, after(monday, 6)?, phrases.this_week.into()));
        }
        if patterns.weekend.is_match(question) {
            return Some((after(monday, 5)?, after(monday, 6)?, phrases.weekend.into()));
        }
        if patterns.this_month.is_match(question) {
            let last = (28..=31).rev().find_map(|day| today.with_day(day))?;
            return Some((today, last, phrases.this_month.into()));
        }
        if patterns.soon.is_match(question) {
            return Some((today, after(today, 7)?, phrases.soon.into()));
        }
        let date = dates.iter().find(|date| !date.past)?;
        let day = date.at.with_timezone(&self.now.timezone()).date_naive();
        let words = match self.voice.spoken == self.language.spoken {
            true => question.get(date.words.clone())?.to_owned(),
            // In another language the words would be a riddle.
            false => day_in_words(self.voice, day),
        };
        let until = question
            .get(date.range.start..date.words.start)
            .is_some_and(|lead| patterns.until.is_match(lead));
        let called = if until { filled(phrases.by, &[("when", &words)]) } else { words };
        Some((if until { today } else { day }, day, called))
    }

    /// All open tasks, or those that the question's words name.
    fn filtered(&self, question: &str, open: Vec<&KnownTask>) -> Option<Answer> {
        let (patterns, phrases) = (&self.language.questions, &self.voice.phrases);
        let wanted = patterns
            .filter
            .captures(question)
            .and_then(|captures| captures.name("what"))
            .map(|what| what.as_str());
        let words = wanted.map(|wanted| telling_words(self.language, wanted)).unwrap_or_default();
        if words.is_empty() || words.iter().all(|word| patterns.general.is_match(word)) {
            return patterns
                .whole_list
                .is_match(question)
                .then(|| self.list(&open, phrases.kind_open, question));
        }
        let named: Vec<&KnownTask> = open
            .into_iter()
            .filter(|task| {
                let named = format!("{} {}", task.title, task.assignee.as_deref().unwrap_or_default());
                let known = telling_words(self.language, &named);
                words.iter().all(|word| known.contains(word))
            })
            .collect();
        let kind = filled(phrases.kind_open_for, &[("what", wanted.unwrap_or_default().trim())]);
        Some(self.list(&named, &kind, question))
    }

    fn list(&self, tasks: &[&KnownTask], kind: &str, question: &str) -> Answer {
        let phrases = &self.voice.phrases;
        let number = tasks.len().to_string();
        let phrase = match tasks.len() {
            0 => return filled(phrases.list_none, &[("kind", kind)]).into(),
            1 => phrases.list_one,
            _ => phrases.list_many,
        };
        let count = filled(phrase, &[("n", &number), ("kind", kind)]);
        if self.language.questions.count.is_match(question) && tasks.len() > MOST_LISTED {
            return format!("{}.", count.trim_end_matches([':', ' '])).into();
        }
        let page = self.page(tasks);
        Answer { text: format!("{count}\n{}", page.text), rest: page.rest }
    }

    /// As many tasks as an answer lists, each on a line, and how many more there are.
    pub(super) fn page(&self, tasks: &[&KnownTask]) -> Answer {
        let (listed, rest) = tasks.split_at(MOST_LISTED.min(tasks.len()));
        let mut lines: Vec<String> = listed.iter().map(|task| self.line(task)).collect();
        lines.extend((!rest.is_empty()).then(|| more_line(self.language.spoken, rest.len())));
        Answer { text: lines.join("\n"), rest: rest.iter().map(|task| task.number).collect() }
    }
}

/// The last line of a list that goes on: how many more there are, and how to see them.
#[must_use]
pub fn more_line(language: SpokenLanguage, more: usize) -> String {
    filled(tables(language).phrases.list_more, &[("n", &more.to_string())])
}

/// What is said of a task that is not known here, or not to be spoken of.
#[must_use]
pub fn unknown_task(language: SpokenLanguage, number: u32) -> String {
    filled(tables(language).phrases.not_here, &[("n", &number.to_string())])
}

/// "Task 12 (Call Acme)".
pub(super) fn named(language: &Language, task: &KnownTask) -> String {
    let name = filled(language.phrases.task, &[("n", &task.number.to_string())]);
    format!("{name} ({})", task.title)
}

/// "Fri 13 Mar".
fn day_in_words(language: &Language, day: NaiveDate) -> String {
    let phrases = &language.phrases;
    let weekday = phrases.weekdays[day.weekday().num_days_from_monday() as usize % 7];
    format!("{weekday} {} {}", day.day(), phrases.months[day.month0() as usize % 12])
}

/// A deadline as an answer tells it.
pub(super) fn told(language: &Language, at: DateTime<Utc>, now: DateTime<Tz>) -> String {
    moment(language.spoken, at, now.timezone(), now.to_utc())
}
