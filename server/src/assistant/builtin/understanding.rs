//! A whole message, sentence by sentence: which orders, changes, questions and answers it holds, and what a sentence says
//! about the one before it ("It's urgent.").

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::{TaskChange, TaskChangeKind, TurnRequest, Urgency};
use patchbay_domain::task::TaskPriority;

use super::answers::{Known, answer};
use super::dates::FoundDate;
use super::findings::{Asked, Sketch, Understanding};
use super::intent::{Purpose, purpose};
use super::lexicon::words;
use super::matching::{Match, by_title, last_named};
use super::orders::{HeadingOrder, heading_order, split_orders};
use super::pieces::{Piece, share_deadlines};
use super::politeness::{strip, without_greeting};
use super::sentences::{Segment, segments};
use super::small_talk;
use super::titles::title;
use super::updates::{Sight, Update, read};

/// As many tasks as one message may make.
const MOST_TASKS: usize = 25;

/// Reads a cleaned message.
pub(super) fn understand(text: &str, request: &TurnRequest, now: DateTime<Tz>) -> Understanding {
    let last_named = last_named(&request.history);
    let mut reader = Reader {
        request,
        now,
        last_named: &last_named,
        found: Understanding::default(),
        first_told: None,
        waiting: Vec::new(),
        heading: None,
        list_start: 0,
        told: None,
        last_date: None,
    };
    for segment in segments(text) {
        reader.segment(&segment);
    }
    reader.pressing_news();
    reader.found
}

struct Reader<'r> {
    request: &'r TurnRequest,
    now: DateTime<Tz>,
    last_named: &'r [u32],
    found: Understanding,
    /// The first thing that is only told.
    first_told: Option<String>,
    /// What was said of tasks that come only later in the message.
    waiting: Vec<(Option<DateTime<Utc>>, Option<TaskPriority>)>,
    heading: Option<String>,
    list_start: usize,
    /// What the sentence told so far, where it holds no order yet.
    told: Option<String>,
    /// The last date of the message, for "before then".
    last_date: Option<DateTime<Utc>>,
}

impl Reader<'_> {
    fn segment(&mut self, segment: &Segment) {
        if segment.item && (segment.heading != self.heading || self.found.tasks.is_empty()) {
            self.list_start = self.found.tasks.len();
            self.waiting.clear();
            if let Some(heading) = &segment.heading {
                let piece = Piece::of(heading, self.now);
                self.note_pressure(&piece);
                self.waiting.push((piece.deadline.map(|date| date.at), piece.pressure.priority()));
            }
        }
        self.heading.clone_from(&segment.heading);
        if segment.item && self.joins_list(segment) {
            return;
        }
        let text = without_greeting(&segment.text).trim();
        if text.is_empty() {
            self.found.talk = true;
            return;
        }
        if let Some(talk) = small_talk::read(text) {
            self.talk(&talk);
            return;
        }
        let whole = Piece::of(text, self.now);
        if !self.is_remark(&whole) && self.update(&whole) {
            return;
        }
        self.told = None;
        let mut pieces: Vec<Piece> =
            split_orders(text).iter().map(|part| Piece::of(part, self.now)).collect();
        if pieces.len() > 1 {
            share_deadlines(&mut pieces);
        }
        for piece in &pieces {
            self.read(piece, segment.item);
        }
    }

    /// "Please buy:" with milk and eggs below it is one order, "Please call:" with Bob and Jane is two.
    fn joins_list(&mut self, segment: &Segment) -> bool {
        let Some(heading) = &segment.heading else { return false };
        let undated = Piece::of(heading, self.now).undated;
        let Some(HeadingOrder { order, gathers }) = heading_order(&undated, &segment.text) else {
            return false;
        };
        let item = segment.text.trim_end_matches(['.', ',', ';']);
        if gathers && self.found.tasks.len() > self.list_start {
            if let Some(task) = self.found.tasks.last_mut() {
                task.title = super::titles::shortened(&format!("{}, {item}", task.title)).0;
                task.source.push(segment.text.clone());
            }
            return true;
        }
        let piece = Piece::of(&format!("{order} {item}"), self.now);
        self.read(&piece, true);
        true
    }

    fn read(&mut self, piece: &Piece, item: bool) {
        self.classify(piece, item);
        self.last_date =
            piece.dates.iter().rev().find(|date| !date.past).map(|date| date.at).or(self.last_date);
    }

    fn classify(&mut self, piece: &Piece, item: bool) {
        if self.is_remark(piece) {
            self.note_pressure(piece);
            self.remark(piece, item);
            // "Permit renewal - please handle by Friday": the order is in what was told.
            if let Some(told) = self.told.take().filter(|_| self.found.tasks.is_empty()) {
                self.news(&told);
            }
            return;
        }
        if self.update(piece) {
            return;
        }
        let due = piece.deadline.as_ref().is_some_and(FoundDate::is_deadline);
        let purpose = purpose(&piece.text, &piece.undated, due, item);
        if purpose != Purpose::Question {
            self.note_pressure(piece);
        }
        match purpose {
            Purpose::Order(bare) if self.found.tasks.len() < MOST_TASKS => {
                let whole = self.with_told(&bare.text);
                let (title, cut) = title(&whole, bare.reminder);
                if title.chars().any(char::is_alphanumeric) {
                    self.order(piece, title, cut);
                } else {
                    self.found.told = true;
                }
            }
            Purpose::Question => {
                let known = Known { tasks: &self.request.tasks, now: self.now };
                self.found.questions.push(Asked { answer: answer(&piece.text, &piece.dates, &known) });
                self.tell(piece);
            }
            Purpose::Yes | Purpose::No | Purpose::SmallTalk => self.talk(&purpose),
            Purpose::Negated(what) => self.negated(&what, piece),
            Purpose::Order(_) | Purpose::Statement => {
                self.found.told = true;
                self.told = Some(piece.undated.clone());
                self.first_told.get_or_insert_with(|| piece.undated.clone());
                self.tell(piece);
            }
        }
    }

    /// "The font is too small, can you make it bigger?": what "it" is stands before the order.
    fn with_told(&mut self, order: &str) -> String {
        let back = words(order)
            .get(1)
            .is_some_and(|word| matches!(word.as_str(), "it" | "them" | "this" | "that" | "one"));
        match self.told.take().filter(|_| back) {
            Some(told) => format!("{told}, {order}"),
            None => order.to_owned(),
        }
    }

    /// News that press are to be acted on, even where nobody says how.
    fn pressing_news(&mut self) {
        let pressing = self.found.pressure >= Some(Urgency::High);
        let nothing =
            self.found.tasks.is_empty() && self.found.updates.is_empty() && self.found.questions.is_empty();
        if let Some(told) = self.first_told.take().filter(|_| pressing && nothing && !self.found.negated) {
            self.news(&told);
        }
    }

    fn news(&mut self, told: &str) {
        let piece = Piece::of(told, self.now);
        let (title, cut) = title(&strip(told).text, false);
        if title.chars().any(char::is_alphanumeric) {
            self.order(&piece, title, cut);
        }
    }

    fn talk(&mut self, purpose: &Purpose) {
        match purpose {
            Purpose::Yes => self.found.answer = self.found.answer.or(Some(true)),
            Purpose::No => self.found.answer = self.found.answer.or(Some(false)),
            _ => self.found.talk = true,
        }
    }

    fn order(&mut self, piece: &Piece, title: String, cut: bool) {
        let mut task = Sketch {
            title,
            priority: piece.pressure.priority(),
            deadline: piece
                .deadline
                .as_ref()
                .map(|date| date.at)
                .or(self.last_date.filter(|_| piece.says_then())),
            source: vec![piece.text.clone()],
            says_more: cut,
        };
        for (deadline, priority) in &self.waiting {
            task.deadline = task.deadline.or(*deadline);
            task.priority = task.priority.or(*priority);
        }
        self.found.tasks.push(task);
    }

    /// "No need to call Acme" calls off the task that says so, where there is one.
    fn negated(&mut self, what: &str, piece: &Piece) {
        let open = self.request.tasks.iter().filter(|task| !task.status.is_final());
        match by_title(what, open, 2) {
            Match::One(number) => {
                let change = TaskChange { number, kind: TaskChangeKind::Cancel };
                self.found.updates.push(Update::Changes(vec![change]));
            }
            _ => {
                self.found.negated = true;
                self.tell(piece);
            }
        }
    }

    fn update(&mut self, piece: &Piece) -> bool {
        let sight = Sight { tasks: &self.request.tasks, last_named: self.last_named, now: self.now };
        let found = read(&piece.text, &piece.dates, &sight);
        // Without anything that "it" could mean, a sentence about "it" is about the order before it.
        if found == Some(Update::Which(Vec::new())) && !self.found.tasks.is_empty() {
            return false;
        }
        let is_update = found.is_some();
        if is_update {
            self.note_pressure(piece);
        }
        self.found.updates.extend(found);
        is_update
    }

    fn note_pressure(&mut self, piece: &Piece) {
        self.found.pressure = self.found.pressure.max(piece.pressure.urgency);
        let deadline = piece.deadline.as_ref().map(|date| date.at);
        self.found.first_deadline = self.found.first_deadline.or(deadline);
    }

    /// Whether a sentence only says when or how pressing: "It's urgent", "by Friday please", "can you do it today?".
    fn is_remark(&self, piece: &Piece) -> bool {
        let first = self.found.tasks.is_empty();
        // "Make it urgent" is about a task named before, where there is one.
        let meant = first && self.waiting.is_empty() && !self.last_named.is_empty() && !piece.is_bare();
        piece.is_remark(!first) && !meant
    }

    /// Says it of the order before it, of the whole list before it, or of what is still to come.
    fn remark(&mut self, piece: &Piece, item: bool) {
        let deadline = piece.deadline.as_ref().map(|date| date.at);
        let priority = piece.pressure.priority();
        if self.found.tasks.is_empty() {
            self.waiting.push((deadline, priority));
            return;
        }
        let lower = piece.text.to_lowercase();
        let all = ["all", "both", "everything", "these", "those", "them", "they"];
        let plural = words(&lower).iter().any(|word| all.contains(&word.as_str()));
        let after_list = !item && self.found.tasks.len() > self.list_start + 1 && self.list_start > 0;
        let start = if plural || after_list { 0 } else { self.found.tasks.len() - 1 };
        for task in &mut self.found.tasks[start..] {
            task.deadline = task.deadline.or(deadline);
            task.priority = task.priority.max(priority);
        }
    }

    /// Keeps what was told with the order it was told about.
    fn tell(&mut self, piece: &Piece) {
        if let Some(task) = self.found.tasks.last_mut() {
            task.source.push(piece.text.clone());
            task.says_more = true;
        }
    }
}
