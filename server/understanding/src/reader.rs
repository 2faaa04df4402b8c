//! A message sentence by sentence: which orders, changes, questions and answers it holds, and what a sentence says about
//! the one before it ("It's urgent.").

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::{Confirmation, Due, TaskChange, TaskChangeKind, TurnRequest, Urgency};
use patchbay_domain::task::TaskPriority;

use super::answers::{Known, answer};
use super::assignees;
use super::dates::{FoundDate, due_at};
use super::findings::{Asked, Sketch, Understanding};
use super::injection;
use super::intent::{Purpose, purpose};
use super::language::Language;
use super::lexicon::words;
use super::matching::{Match, by_title, last_named};
use super::orders::{HeadingOrder, heading_order, split_orders};
use super::pieces::{Piece, share_deadlines};
use super::politeness::{Bare, strip, without_greeting};
use super::sentences::{Segment, segments};
use super::small_talk;
use super::titles::title;
use super::updates::{Sight, Update, read, read_meant};

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
    request: &'r TurnRequest,
    pub(super) now: DateTime<Tz>,
    pub(super) last_named: Vec<u32>,
    trust: Trust,
    /// Whether something in the message tried to take the assistant over.
    distrusted: bool,
    pub(super) found: Understanding,
    /// The first thing that is only told.
    first_told: Option<String>,
    /// What was said of tasks that come only later in the message.
    pub(super) waiting: Vec<(Option<Due>, Option<TaskPriority>)>,
    heading: Option<String>,
    pub(super) list_start: usize,
    /// What the sentence told so far, where it holds no order yet.
    told: Option<String>,
    /// Where the task stands that was made of trouble alone, while an order may still follow.
    trouble: Option<usize>,
    /// How many tasks the sender's own words made.
    own_tasks: usize,
    /// Whether the last sentence made a task.
    ordered_last: bool,
    /// The last date of the message, for "before then".
    last_date: Option<DateTime<Utc>>,
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
            trouble: None,
            own_tasks: 0,
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
        self.ordered_last = false;
    }

    /// "Can you fix these?" over somebody's mail: what they ask for below says what is meant.
    fn point_below(&mut self) {
        let below = self.found.tasks.len() > self.own_tasks;
        let points = |task: &Sketch| {
            let words = words(&task.title);
            words.len() <= 5 && words.iter().skip(1).any(|word| self.language.lexicon.is_pronoun(word))
        };
        if !below || self.own_tasks == 0 || !self.found.tasks[..self.own_tasks].iter().all(points) {
            return;
        }
        let own: Vec<Sketch> = self.found.tasks.drain(..self.own_tasks).collect();
        for task in &mut self.found.tasks {
            for note in &own {
                task.due = note.due.or(task.due);
                task.priority = task.priority.max(note.priority);
                task.assignee = task.assignee.take().or(note.assignee.clone());
            }
        }
    }

    /// What was found.
    pub(super) fn finish(mut self) -> Understanding {
        self.point_below();
        self.pressing_news();
        self.found
    }

    /// The subject: its words press like any others; it is an order only where the text below holds nothing to act on.
    pub(super) fn subject(&mut self, subject: &str) {
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
        if !self.is_remark(&whole) && self.update(&whole) {
            return;
        }
        self.told = None;
        let mut pieces: Vec<Piece> =
            split_orders(self.language, text).iter().map(|part| self.piece(part)).collect();
        if pieces.len() > 1 {
            share_deadlines(&mut pieces);
        }
        for piece in &pieces {
            self.classify(piece, segment.item);
            self.last_date =
                piece.dates.iter().rev().find(|date| !date.past).map(|date| date.at).or(self.last_date);
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
        if self.assigned(piece) || self.update(piece) {
            return;
        }
        let due = piece.deadline.as_ref().is_some_and(FoundDate::is_deadline);
        let purpose = purpose(self.language, &piece.text, &piece.undated, due, item);
        if purpose != Purpose::Question {
            self.note_pressure(piece);
        }
        match purpose {
            Purpose::Trouble(bare) if self.found.tasks.len() < MOST_TASKS => self.trouble(piece, &bare),
            Purpose::Order(bare) if self.found.tasks.len() < MOST_TASKS => self.ordered(piece, &bare, item),
            Purpose::Question => self.question(piece),
            Purpose::Yes | Purpose::No | Purpose::SmallTalk => self.talk(&purpose, &piece.text),
            Purpose::Negated(what) => self.negated(&what, piece),
            Purpose::Order(_) | Purpose::Trouble(_) | Purpose::Statement => {
                if self.is_meant(piece) {
                    return;
                }
                self.found.told = true;
                self.told = Some(piece.undated.clone());
                self.first_told.get_or_insert_with(|| piece.undated.clone());
                self.tell(piece);
            }
        }
    }

    fn ordered(&mut self, piece: &Piece, bare: &Bare, item: bool) {
        if self.is_wish(piece, bare) {
            self.remark(piece, item);
            self.tell(piece);
            return;
        }
        let (assignee, order) = assignees::split(self.language, &bare.text);
        let whole = self.with_told(&order);
        let (title, cut) = title(self.language, &whole, bare.reminder);
        if !title.chars().any(char::is_alphanumeric) {
            self.found.told = true;
            return;
        }
        let trouble = self.trouble.take().filter(|_| !item && !bare.adds);
        self.order(piece, title, cut, assignee);
        if let Some(place) = trouble.filter(|place| place + 2 == self.found.tasks.len()) {
            self.settle(place);
        }
    }

    /// "The checkout is broken. Please fix it": the trouble is why, the order is what.
    fn settle(&mut self, place: usize) {
        let trouble = self.found.tasks.remove(place);
        let Some(task) = self.found.tasks.last_mut() else { return };
        task.due = task.due.or(trouble.due);
        task.priority = task.priority.max(trouble.priority);
        if words(&task.title).len() <= 2 {
            task.title = super::titles::shortened(&format!("{}: {}", task.title, trouble.title)).0;
        }
        task.source.splice(0..0, trouble.source);
        task.says_more = true;
    }

    /// What is told that is to be acted on, where no order does so already.
    fn trouble(&mut self, piece: &Piece, bare: &Bare) {
        let pressing = piece.pressure.urgency >= Some(Urgency::High);
        let after_order = self.ordered_last && !bare.adds;
        if after_order && !pressing {
            self.tell(piece);
            return;
        }
        let (title, cut) = title(self.language, &bare.text, false);
        if title.chars().any(char::is_alphanumeric) {
            self.order(piece, title, cut, None);
            self.trouble = Some(self.found.tasks.len() - 1);
        }
    }

    /// "I'd like to share it on Thursday": why the order before it, and not another one.
    fn is_wish(&self, piece: &Piece, bare: &Bare) -> bool {
        let own = self.language.courtesies.wish.is_match(&piece.text);
        let back = words(&bare.text).get(1).is_some_and(|word| self.language.lexicon.is_pronoun(word));
        own && back && !self.found.tasks.is_empty()
    }

    fn question(&mut self, piece: &Piece) {
        let known = Known { language: self.language, tasks: &self.request.tasks, now: self.now };
        // What somebody else asks is no reason to tell them of tasks.
        let answer = match self.trust {
            Trust::Sender if !self.distrusted => answer(&piece.text, &piece.dates, &known),
            _ => None,
        };
        self.found.questions.push(Asked { answer });
        self.tell(piece);
    }

    /// "The font is too small, can you make it bigger?": what "it" is stands before the order.
    fn with_told(&mut self, order: &str) -> String {
        let pronoun = |word: &String| self.language.lexicon.is_pronoun(word);
        let back = words(order).get(1).is_some_and(pronoun);
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
        let quiet = self.found.negated.is_none() && !self.found.disobeyed;
        if let Some(told) = self.first_told.take().filter(|_| pressing && nothing && quiet) {
            self.news(&told);
            self.found.guessed = true;
        }
    }

    fn news(&mut self, told: &str) {
        let piece = self.piece(told);
        let (title, cut) = title(self.language, &strip(self.language, told).text, false);
        if title.chars().any(char::is_alphanumeric) {
            self.order(&piece, title, cut, None);
        }
    }

    fn talk(&mut self, purpose: &Purpose, text: &str) {
        let agreed = match purpose {
            Purpose::Yes => true,
            Purpose::No => false,
            _ => {
                self.found.talk = true;
                return;
            }
        };
        // A yes in somebody else's mail settles nothing here.
        if self.trust == Trust::Outside || self.distrusted {
            self.found.talk = true;
        } else if self.found.answer.is_none() {
            self.found.answer = Some(Confirmation { agreed, code: small_talk::code(text) });
        }
    }

    fn order(&mut self, piece: &Piece, title: String, cut: bool, assignee: Option<String>) {
        self.ordered_last = true;
        let then = self.last_date.filter(|_| piece.says_then());
        let mut task = Sketch {
            title,
            priority: piece.pressure.priority(),
            due: self.due(piece).or(then.map(|at| due_at(at, false, self.now.timezone()))),
            assignee,
            source: vec![piece.text.clone()],
            says_more: cut,
        };
        for (due, priority) in &self.waiting {
            task.due = task.due.or(*due);
            task.priority = task.priority.or(*priority);
        }
        // A heading holds for its whole list, a remark before an order for that order.
        self.found.tasks.push(task);
    }

    /// "No need to call Acme" calls off the task that says so, where there is one.
    fn negated(&mut self, what: &str, piece: &Piece) {
        let open = self.request.tasks.iter().filter(|task| !task.status.is_final());
        match by_title(self.language, what, open, 2) {
            Match::One(number) if self.trust == Trust::Sender && !self.distrusted => {
                let change = TaskChange::numbered(number, TaskChangeKind::Cancel);
                self.found.updates.push(Update::Changes(vec![change]));
            }
            _ => {
                self.found.negated.get_or_insert_with(|| what.to_owned());
                self.tell(piece);
            }
        }
    }

    fn sight(&self) -> Sight<'_> {
        Sight {
            language: self.language,
            tasks: &self.request.tasks,
            last_named: &self.last_named,
            now: self.now,
        }
    }

    fn update(&mut self, piece: &Piece) -> bool {
        let found = read(&piece.text, &piece.dates, &self.sight()).or_else(|| {
            read_meant(&piece.text, &piece.dates, &self.sight()).filter(|found| *found != Update::News)
        });
        self.take_update(found, piece)
    }

    /// News of how things stand, in a sentence that is nothing else.
    fn is_meant(&mut self, piece: &Piece) -> bool {
        let found = read_meant(&piece.text, &piece.dates, &self.sight());
        self.take_update(found, piece)
    }

    fn take_update(&mut self, found: Option<Update>, piece: &Piece) -> bool {
        let Some(found) = found else { return false };
        // Without anything that "it" could mean, a sentence about "it" is about the order before it.
        let unclear = matches!(&found, Update::Which(candidates, _) if candidates.is_empty());
        if unclear && !self.found.tasks.is_empty() {
            return false;
        }
        self.note_pressure(piece);
        // Nobody changes tasks from outside, whatever number they name.
        if self.trust == Trust::Outside || self.distrusted {
            self.found.told = true;
            self.tell(piece);
            return true;
        }
        self.found.updates.push(found);
        true
    }
}
