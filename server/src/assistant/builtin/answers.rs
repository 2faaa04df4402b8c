//! Answers to questions about tasks, from the tasks that are known. What it cannot answer it does not answer.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::KnownTask;
use patchbay_domain::task::{TaskPriority, TaskStatus};
use regex::Regex;

use super::dates::FoundDate;
use super::matching::{Match, by_title, numbers, telling_words};
use super::pattern;
use crate::assistant::{TaskLine, moment};

/// As many tasks as an answer lists.
const MOST_LISTED: usize = 10;

static ABOUT_TASKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:tasks?|to-?dos?|to do|open|pending|outstanding|overdue|due|deadlines?|plate|agenda|left|backlog|list|schedule|scheduled|priorit\p{L}+|urgent|late|behind|coming up|upcoming|on (?:for )?(?:today|tomorrow)|next)\b",
        r"|\bwhat should (?:i|we)\b|\bwhat(?:'s| is) (?:happening|going on)\b|\bdo (?:i|we) have (?:to do|for|on|today|tomorrow|this)\b",
    ))
});

static OVERDUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:overdue|late|past due|behind schedule|running late|missed|past (?:its|their|the) deadlines?)\b",
    )
});
static COUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bhow many\b|\bhow much (?:is|do)\b|\bnumber of\b"));
static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bwhat(?:'s| is) (?:next|first)\b|\bwhat should (?:i|we) (?:do|work on|start|tackle|focus)|\bnext (?:task|deadline|thing|up)\b",
    )
});
static ABOUT_ONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:(?:and|so|hey|hi|ok|please|also|can you tell me|could you tell me|can you let me know|could you let me know|tell me|let me know|do you know|remind me)[\s,]+)*(?:",
        r"(?:when (?:is|are|was|will|should|do|does)|when's|what(?:'s| is) (?:the )?(?:status|deadline|due date|state|progress|priority|latest)(?: update)? (?:of|for|on|with)|status (?:of|on|update on|for)|(?:is|are|was|were|has|have|did|has anyone|have you|did you|did anyone|did we|have we)|any (?:news|updates?|word|progress|luck)(?: on| with| about| from| regarding)|(?:an )?updates? on|where are we (?:with|on)|how(?:'s| is| are)|what about|how about|eta (?:on|for)|when|if|whether|what happened (?:to|with))",
        r")\s+(?P<what>.+?)[?.!\s]*$",
    ))
});

static ASKING_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:due|done|finished|completed?|ready|going|coming along|sent|paid|yet|already|booked|signed|open|closed|scheduled|happening|supposed to|be|get|status|deadline|progress|is|are|task|still|been|anyone|sorted|the|when|a|of|for|look(?:ing)?|we|you|handled|on track)\b",
    )
});

static FILTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:for|about|with|regarding|on|from|related to|concerning)\s+(?P<what>[^?,.]{2,60})")
});

/// What an answer is drawn from.
pub(super) struct Known<'r> {
    /// The tasks.
    pub(super) tasks: &'r [KnownTask],
    /// The present, where the sender is.
    pub(super) now: DateTime<Tz>,
}

/// The answer to a question about tasks; none where the question is about something else.
pub(super) fn answer(question: &str, dates: &[FoundDate], known: &Known<'_>) -> Option<String> {
    if let Some((wanted, _)) = numbers(question, known.tasks) {
        return Some(wanted.iter().map(|number| known.numbered(*number)).collect::<Vec<_>>().join("\n"));
    }
    if let Some(line) = known.one(question) {
        return Some(line);
    }
    if !ABOUT_TASKS.is_match(question) || is_about_others(question) {
        return None;
    }
    let open = known.open();
    if OVERDUE.is_match(question) {
        let late: Vec<&KnownTask> = open.into_iter().filter(|task| known.is_overdue(task)).collect();
        return Some(known.list(&late, "overdue", question));
    }
    if let Some((first, last, words)) = known.period(question, dates) {
        let due = open.into_iter().filter(|task| {
            task.deadline
                .map(|at| at.with_timezone(&known.now.timezone()).date_naive())
                .is_some_and(|day| day >= first && day <= last)
        });
        let due: Vec<&KnownTask> = due.collect();
        return Some(known.list(&due, &format!("due {words}"), question));
    }
    if NEXT.is_match(question) {
        let next = open.first().map(|task| known.line(task));
        return Some(next.unwrap_or_else(|| "There is no open task.".to_owned()));
    }
    let lower = question.to_lowercase();
    let pressing = ["urgent", "important", "high priority", "critical", "top priorit", "priorities"];
    if pressing.iter().any(|word| lower.contains(word)) {
        let high: Vec<&KnownTask> =
            open.into_iter().filter(|task| task.priority >= TaskPriority::High).collect();
        return Some(known.list(&high, "of high priority", question));
    }
    known.filtered(question, open)
}

/// "Who is next on stage" is not about tasks.
fn is_about_others(question: &str) -> bool {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^(?:who|where|why|how (?:do|can|does|did|come|long|old|far)|is there|are there any)\b")
    });
    static TASKS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:tasks?|to-?dos?|overdue|deadlines?)\b"));
    let who = question.trim().to_lowercase().starts_with("who");
    OTHERS.is_match(question.trim()) && (who || !TASKS.is_match(question))
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

    fn line(&self, task: &KnownTask) -> String {
        TaskLine::from(task).text(self.now.timezone(), self.now.to_utc())
    }

    fn numbered(&self, number: u32) -> String {
        match self.tasks.iter().find(|task| task.number == number) {
            Some(task) => self.described(task),
            None => format!("I know of no task {number} here; it may be closed already."),
        }
    }

    /// Where one task stands.
    fn described(&self, task: &KnownTask) -> String {
        let state = match task.status {
            TaskStatus::Pending => "open",
            TaskStatus::InProgress => "in progress",
            TaskStatus::Completed => "done",
            TaskStatus::Failed => "failed",
            TaskStatus::Cancelled => "cancelled",
        };
        let mut text = format!("Task {} ({}) is {state}", task.number, task.title);
        if !task.status.is_final() {
            match task.deadline {
                Some(at) => {
                    let verb = if at < self.now.to_utc() { "overdue since" } else { "due" };
                    text.push_str(&format!(
                        ", {verb} {}",
                        moment(at, self.now.timezone(), self.now.to_utc())
                    ));
                }
                None => text.push_str(", without a deadline"),
            }
        }
        text.push('.');
        text
    }

    /// A question about one task that its words name.
    fn one(&self, question: &str) -> Option<String> {
        let what = ABOUT_ONE.captures(question.trim())?.name("what")?.as_str();
        let description = ASKING_WORDS.replace_all(what, " ");
        match by_title(&description, self.tasks.iter(), 1) {
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
        let today = self.now.date_naive();
        let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
        let lower = question.to_lowercase();
        let after = |start: NaiveDate, days: u64| start.checked_add_days(Days::new(days));
        if lower.contains("next week") {
            return Some((after(monday, 7)?, after(monday, 13)?, "next week".into()));
        }
        if lower.contains("this week") || lower.contains("the week") {
            return Some((today, after(monday, 6)?, "this week".into()));
        }
        if lower.contains("weekend") {
            return Some((after(monday, 5)?, after(monday, 6)?, "at the weekend".into()));
        }
        if lower.contains("this month") {
            let last = (28..=31).rev().find_map(|day| today.with_day(day))?;
            return Some((today, last, "this month".into()));
        }
        if lower.contains("soon") || lower.contains("coming up") || lower.contains("upcoming") {
            return Some((today, after(today, 7)?, "in the next seven days".into()));
        }
        let date = dates.iter().find(|date| !date.past)?;
        let day = date.at.with_timezone(&self.now.timezone()).date_naive();
        let words = &question[date.words.clone()];
        let lead = question[date.range.start..date.words.start].to_lowercase();
        let until = ["by ", "before ", "until ", "till "].iter().any(|word| lower_contains_word(&lead, word));
        Some((
            if until { today } else { day },
            day,
            if until { format!("by {words}") } else { words.to_owned() },
        ))
    }

    /// All open tasks, or those that the question's words name.
    fn filtered(&self, question: &str, open: Vec<&KnownTask>) -> Option<String> {
        let wanted =
            FILTER.captures(question).and_then(|captures| captures.name("what")).map(|what| what.as_str());
        let words = wanted.map(telling_words).unwrap_or_default();
        let general = ["plate", "list", "me", "us", "agenda", "schedule", "now", "moment", "desk", "todo"];
        if words.is_empty() || words.iter().all(|word| general.contains(&word.as_str())) {
            let whose = matches!(
                question.to_lowercase().split_whitespace().next(),
                Some("what" | "what's" | "whats" | "which")
            );
            let names_tasks =
                ["task", "todo", "to do", "to-do", "open", "pending", "outstanding", "plate", "left", "list"];
            let lower = question.to_lowercase();
            let clear = names_tasks.iter().any(|word| lower.contains(word));
            return (clear || whose && words.is_empty() && lower.contains("deadline"))
                .then(|| self.list(&open, "open", question));
        }
        let named: Vec<&KnownTask> = open
            .into_iter()
            .filter(|task| {
                let title = telling_words(&task.title);
                words.iter().all(|word| title.contains(word))
            })
            .collect();
        Some(self.list(&named, &format!("open for {}", wanted.unwrap_or_default().trim()), question))
    }

    fn list(&self, tasks: &[&KnownTask], kind: &str, question: &str) -> String {
        let count = match tasks.len() {
            0 => return format!("No task is {kind}."),
            1 => format!("1 task is {kind}:"),
            more => format!("{more} tasks are {kind}:"),
        };
        if COUNT.is_match(question) && tasks.len() > MOST_LISTED {
            return count.replace(':', ".");
        }
        let mut lines = vec![count];
        lines.extend(tasks.iter().take(MOST_LISTED).map(|task| self.line(task)));
        if tasks.len() > MOST_LISTED {
            lines.push(format!("and {} more.", tasks.len() - MOST_LISTED));
        }
        lines.join("\n")
    }
}

/// A deadline as an answer tells it.
pub(super) fn told(at: DateTime<Utc>, now: DateTime<Tz>) -> String {
    moment(at, now.timezone(), now.to_utc())
}

fn lower_contains_word(lead: &str, word: &str) -> bool {
    lead.starts_with(word) || lead.contains(&format!(" {word}"))
}
