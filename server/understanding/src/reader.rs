//! A message sentence by sentence: which orders, changes, questions and answers it holds, and what a sentence says about
//! the one before it ("It's urgent.").

use chrono::DateTime;
use chrono_tz::Tz;
use patchbay_domain::assistant::{Confirmation, Due, TurnRequest};
use patchbay_domain::task::TaskPriority;

use super::answers::{Known, answer};
use super::dates::FoundDate;
use super::findings::{Asked, Understanding};
use super::injection;
use super::intent::{Purpose, purpose};
use super::language::{Language, tables};
use super::matching::last_named;
use super::orders::{HeadingOrder, heading_order, split_orders};
use super::pieces::{Piece, share_deadlines};
use super::politeness::without_greeting;
use super::sentences::{Segment, segments};
use super::small_talk;

/// As many tasks as one message may make.
const MOST_TASKS: usize = 25;

/// Whose words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// The sender's own.
    Sender,
    /// Somebody else's, which may make tasks and nothing else.
    Outside,
}

/// Reads one message.
pub(super) struct Reader<'r> {
    pub(super) language: &'static Language,
    pub(super) request: &'r TurnRequest,
    pub(super) now: DateTime<Tz>,
    pub(super) last_named: Vec<u32>,
    pub(super) trust: Trust,
    /// Whether something in the message tried to take the assistant over.
    pub(super) distrusted: bool,
    pub(super) found: Understanding,
    /// The first thing that is only told.
    pub(super) first_told: Option<String>,
    /// What was said of tasks that come only later in the message.
    pub(super) waiting: Vec<(Option<Due>, Option<TaskPriority>)>,
    pub(super) heading: Option<String>,
    pub(super) list_start: usize,
    /// What the sentence told so far, where it holds no order yet.
    pub(super) told: Option<String>,
    /// What the sentence before it told.
    pub(super) told_before: Option<String>,
    /// Where the task stands that was made of trouble alone, while an order may still follow.
    pub(super) trouble: Option<usize>,
    /// How many tasks the sender's own words made.
    pub(super) own_tasks: usize,
    /// How many questions they asked.
    pub(super) own_questions: usize,
    /// Whether the last sentence made a task.
    pub(super) ordered_last: bool,
    /// The last date of the message, for "before then".
    pub(super) last_date: Option<Due>,
}

impl<'r> Reader<'r> {
    /// A reader that has read nothing yet.
    pub(super) fn new(language: &'static Language, request: &'r TurnRequest, now: DateTime<Tz>) -> Self {
        Self {
            language,
            request,
            now,
            last_named: last_named(&request.history),
            trust: Trust::Sender,
            distrusted: false,
            found: Understanding::default(),
            first_told: None,
            waiting: Vec::new(),
            heading: None,
            list_start: 0,
            told: None,
            told_before: None,
            trouble: None,
            own_tasks: 0,
            own_questions: 0,
            ordered_last: false,
            last_date: None,
        }
    }

    /// Whose words come next.
    pub(super) fn trust(&mut self, trust: Trust) {
        self.trust = trust;
    }

    /// From now on nothing is read that needs authority.
    pub(super) fn distrust(&mut self) {
        self.distrusted = true;
    }

    /// Here the sender's own words end.
    pub(super) fn end_of_own(&mut self) {
        self.own_tasks = self.found.tasks.len();
        self.own_questions = self.found.questions.len();
        self.ordered_last = false;
    }

    /// What was found.
    pub(super) fn finish(mut self) -> Understanding {
        self.point_below();
        self.pressing_news();
        self.found
    }

    /// The subject: its words press like any others; it is an order only where the text below holds nothing to act on.
    pub(super) fn subject(&mut self, subject: &str) {
        // Over a text that tried to take over nothing is an order.
        if self.found.disobeyed && self.found.tasks.is_empty() {
            return;
        }
        let acts = !self.found.tasks.is_empty() || !self.found.updates.is_empty();
        if !acts && self.found.questions.is_empty() && self.found.answer.is_none() {
            for segment in segments(self.language, subject) {
                self.segment(&segment);
            }
            return;
        }
        let piece = self.piece(subject);
        self.note_pressure(&piece);
        if let [task] = &mut self.found.tasks[..] {
            let due = piece.deadline.as_ref().filter(|date| date.is_deadline());
            task.due = task.due.or(due.map(|date| date.due(self.now.timezone())));
        }
        for task in &mut self.found.tasks {
            task.priority = task.priority.or(piece.pressure.priority());
        }
    }

    pub(super) fn segment(&mut self, segment: &Segment) {
        if let Some(at) = injection::begins(&segment.text) {
            self.found.disobeyed = true;
            self.distrusted = true;
            let before = segment.text[..at].trim_end_matches(|end: char| !end.is_alphanumeric());
            let words = before.split_whitespace().count();
            if words >= 2 {
                let last = before.rsplit(' ').next().unwrap_or_default();
                let joint = self.language.lexicon.is_never_verb(&last.to_lowercase());
                let before = if joint { before[..before.len() - last.len()].trim_end() } else { before };
                self.segment(&Segment { text: before.to_owned(), ..segment.clone() });
            }
            return;
        }
        if self.distrusted && injection::is_privileged(&segment.text) {
            self.found.disobeyed = true;
            return;
        }
        if segment.item && (segment.heading != self.heading || self.found.tasks.is_empty()) {
            self.list_start = self.found.tasks.len();
            self.waiting.clear();
            if let Some(heading) = &segment.heading {
                let piece = self.piece(heading);
                self.note_pressure(&piece);
                self.waiting.push((self.due(&piece), piece.pressure.priority()));
            }
        }
        if segment.item {
            self.trouble = None;
        }
        self.heading.clone_from(&segment.heading);
        if segment.item && self.joins_list(segment) {
            return;
        }
        let text = without_greeting(self.language, &segment.text).trim();
        if text.is_empty() {
            self.found.talk = true;
            return;
        }
        if let Some(talk) = small_talk::read(self.language, text) {
            self.talk(&talk, text);
            return;
        }
        let whole = self.piece(text);
        let parts = split_orders(self.language, text);
        // "I've paid it, please check": the news is not all there is.
        let asks = parts.iter().skip(1).any(|part| self.language.orders.plea.is_match(part));
        if !self.is_remark(&whole) && if asks { self.known_update(&whole) } else { self.update(&whole) } {
            return;
        }
        self.told_before = self.told.take();
        let mut pieces: Vec<Piece> = parts.iter().map(|part| self.piece(part)).collect();
        if pieces.len() > 1 {
            share_deadlines(&mut pieces);
        }
        for piece in &pieces {
            self.classify(piece, segment.item);
            self.last_date = piece
                .dates
                .iter()
                .rev()
                .find(|date| !date.past)
                .map(|date| date.due(self.now.timezone()))
                .or(self.last_date);
        }
    }

    pub(super) fn piece(&self, text: &str) -> Piece {
        Piece::of(self.language, text, self.now)
    }

    /// "Please buy:" with milk and eggs below it is one order, "Please call:" with Bob and Jane is two.
    fn joins_list(&mut self, segment: &Segment) -> bool {
        let Some(heading) = &segment.heading else { return false };
        let undated = self.piece(heading).undated;
        let Some(HeadingOrder { order, gathers }) = heading_order(self.language, &undated, &segment.text)
        else {
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
        let piece = self.piece(&format!("{order} {item}"));
        self.classify(&piece, true);
        true
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
        if self.handed(piece) || self.assigned(piece) || self.update(piece) {
            return;
        }
        let due = piece.deadline.as_ref().is_some_and(FoundDate::is_deadline);
        if !item && self.points_back(piece) && self.dates_back(piece) {
            return;
        }
        let purpose = purpose(self.language, &piece.text, &piece.undated, due, item);
        if purpose != Purpose::Question {
            self.note_pressure(piece);
        }
        match purpose {
            Purpose::Trouble(bare) if self.found.tasks.len() < MOST_TASKS => self.trouble(piece, &bare, item),
            Purpose::Order(bare) if self.found.tasks.len() < MOST_TASKS => self.ordered(piece, &bare, item),
            Purpose::Question => self.question(piece),
            Purpose::Yes | Purpose::No | Purpose::SmallTalk => self.talk(&purpose, &piece.text),
            Purpose::Negated(what) => self.negated(&what, piece),
            Purpose::Order(_) | Purpose::Trouble(_) | Purpose::Statement => {
                if self.is_meant(piece) {
                    return;
                }
                self.ordered_last = false;
                self.found.told = true;
                self.told = Some(piece.undated.clone());
                self.first_told.get_or_insert_with(|| piece.undated.clone());
                self.tell(piece);
            }
        }
    }

    fn question(&mut self, piece: &Piece) {
        let voice = tables(self.request.settings.answers_in(self.language.spoken));
        let known = Known { language: self.language, voice, tasks: &self.request.tasks, now: self.now };
        // What somebody else asks is no reason to tell them of tasks.
        let answer = match self.trust {
            Trust::Sender if !self.distrusted => answer(&piece.text, &piece.dates, &known),
            _ => None,
        };
        self.ordered_last = false;
        let (answer, listed) = answer.map(|answer| (answer.text, answer.rest)).unzip();
        self.found.questions.push(Asked { answer, listed: listed.unwrap_or_default() });
        self.tell(piece);
    }

    fn talk(&mut self, purpose: &Purpose, text: &str) {
        let agreed = match purpose {
            Purpose::Yes => true,
            Purpose::No => false,
            _ => return self.found.talk = true,
        };
        // A yes in somebody else's mail settles nothing here.
        if self.trust == Trust::Outside || self.distrusted {
            self.found.talk = true;
        } else if self.found.answer.is_none() {
            self.found.answer = Some(Confirmation { agreed, code: small_talk::code(text) });
        }
    }
}
