//! Orders and troubles that become tasks, and what a sentence beside them adds.

use patchbay_domain::assistant::Urgency;

use super::assignees;
use super::findings::Sketch;
use super::lexicon::words;
use super::pieces::Piece;
use super::politeness::{Bare, strip};
use super::reader::Reader;
use super::titles::title;

impl Reader<'_> {
    /// "Can you fix these?" over somebody's mail: what they ask for below says what is meant.
    pub(super) fn point_below(&mut self) {
        let below = self.found.tasks.len() > self.own_tasks;
        // Who only asks about somebody's mail has not passed its orders on.
        if below && self.own_tasks == 0 && self.own_questions > 0 {
            self.found.tasks.clear();
            self.found.told = true;
        }
        let points = |task: &Sketch| {
            let words = words(&task.title);
            words.len() <= 5 && words.iter().skip(1).any(|word| self.language.lexicon.is_pronoun(word))
        };
        if !below || self.own_tasks == 0 {
            return;
        }
        // Whoever says what is to be done sends the mail along as what it is about.
        if !self.found.tasks[..self.own_tasks].iter().all(points) {
            self.found.tasks.truncate(self.own_tasks);
            self.found.told = true;
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

    pub(super) fn ordered(&mut self, piece: &Piece, bare: &Bare, item: bool) {
        if self.is_wish(piece, bare) {
            if !self.language.courtesies.ideal.is_match(&piece.text) {
                self.remark(piece, item);
            }
            self.tell(piece);
            return;
        }
        let (assignee, order) = match self.owner_of_item(&bare.text).filter(|_| item) {
            Some((name, rest)) => (Some(name), rest),
            None => assignees::split(self.language, &bare.text),
        };
        let told = self.told.clone();
        let whole = self.with_told(&order);
        let (title, cut) = title(self.language, &whole, bare.reminder);
        if !title.chars().any(char::is_alphanumeric) {
            self.found.told = true;
            // "The site won't load. Can you look into it?": what it is stands before.
            if let Some(told) =
                told.or(self.told_before.take()).filter(|_| bare.asked && self.found.tasks.is_empty())
            {
                self.news(&told);
            }
            return;
        }
        self.forget_wish(piece, bare, &title);
        let trouble = self.trouble.take().filter(|_| !bare.adds);
        self.order(piece, title, cut, assignee);
        if let Some(place) = trouble.filter(|place| place + 2 == self.found.tasks.len()) {
            self.settle(place);
        }
    }

    /// "Action items: - Jen: send the quote": the name before the colon is who does it.
    fn owner_of_item(&self, order: &str) -> Option<(String, String)> {
        let heading = self.heading.as_deref()?;
        if !self.language.assignees.headings.is_match(heading) {
            return None;
        }
        let (name, rest) = order.split_once(": ")?;
        let plain = name.chars().all(char::is_alphabetic) && name.starts_with(char::is_uppercase);
        let known = self.language.names.not_names.contains(name.to_lowercase().as_str());
        (plain && !known && name.chars().count() > 2).then(|| (name.to_owned(), rest.trim().to_owned()))
    }

    /// "We want to plan a shoot. Please send three dates": the wish is why, the request is what.
    fn forget_wish(&mut self, piece: &Piece, bare: &Bare, title: &str) {
        let asks = self.language.orders.plea.is_match(&piece.text) && !bare.adds && words(title).len() > 2;
        if asks
            && self.found.tasks.last().is_some_and(|task| task.is_wish)
            && let Some(wish) = self.found.tasks.pop()
        {
            self.found.told = true;
            self.waiting.push((None, wish.priority));
        }
    }

    /// "The checkout is broken. Please fix it": the trouble is why, the order is what.
    pub(super) fn settle(&mut self, place: usize) {
        let trouble = self.found.tasks.remove(place);
        let Some(task) = self.found.tasks.last_mut() else { return };
        task.due = task.due.or(trouble.due);
        task.priority = task.priority.max(trouble.priority);
        let words = words(&task.title);
        let says_little = words.len() == 1
            || words.len() == 2
                && !words[1].chars().any(|letter| !letter.is_ascii_lowercase())
                && words[1].len() <= 2
            || words.len() <= 4 && words.iter().any(|word| self.language.lexicon.is_pronoun(word));
        if says_little {
            task.title = super::titles::shortened(&format!("{}: {}", task.title, trouble.title)).0;
        }
        task.source.splice(0..0, trouble.source);
        task.says_more = true;
    }

    /// What is told that is to be acted on, where no order does so already.
    pub(super) fn trouble(&mut self, piece: &Piece, bare: &Bare, item: bool) {
        let pressing = piece.pressure.urgency >= Some(Urgency::High);
        let after_order = self.ordered_last && !bare.adds && !item;
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
    pub(super) fn is_wish(&self, piece: &Piece, bare: &Bare) -> bool {
        let own = self.language.courtesies.wish.is_match(&piece.text);
        let back = words(&bare.text).get(1).is_some_and(|word| self.language.lexicon.is_pronoun(word));
        let ideal = self.language.courtesies.ideal.is_match(&piece.text);
        (own && back || ideal) && !self.found.tasks.is_empty()
    }

    /// "The font is too small, can you make it bigger?": what "it" is stands before the order.
    pub(super) fn with_told(&mut self, order: &str) -> String {
        let pronoun = |word: &String| self.language.lexicon.is_pronoun(word);
        let back = words(order).get(1).is_some_and(pronoun);
        match self.told.take().filter(|_| back) {
            Some(told) => format!("{told}, {order}"),
            None => order.to_owned(),
        }
    }

    /// News that press are to be acted on, even where nobody says how.
    pub(super) fn pressing_news(&mut self) {
        let pressing = self.found.pressure >= Some(Urgency::High);
        let nothing =
            self.found.tasks.is_empty() && self.found.updates.is_empty() && self.found.questions.is_empty();
        let quiet = self.found.negated.is_none() && !self.found.disobeyed;
        if let Some(told) = self.first_told.take().filter(|_| pressing && nothing && quiet) {
            self.news(&told);
            self.found.guessed = true;
        }
    }

    pub(super) fn news(&mut self, told: &str) {
        let piece = self.piece(told);
        let (title, cut) = title(self.language, &strip(self.language, told).text, false);
        if title.chars().any(char::is_alphanumeric) {
            self.order(&piece, title, cut, None);
        }
    }

    pub(super) fn order(&mut self, piece: &Piece, title: String, cut: bool, assignee: Option<String>) {
        self.ordered_last = true;
        let then = self.last_date.filter(|_| piece.says_then());
        let mut task = Sketch {
            title,
            priority: piece.pressure.priority(),
            due: self.due(piece).or(then),
            assignee,
            is_wish: self.language.courtesies.own_plan.is_match(&piece.text),
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
}
