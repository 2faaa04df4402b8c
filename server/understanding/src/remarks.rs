//! What a sentence says of the order before it: that it presses, when it is due, who is to do it.

use patchbay_domain::assistant::Due;

use super::assignees;
use super::dates::FoundDate;
use super::lexicon::words;
use super::pieces::Piece;
use super::reader::Reader;

impl Reader<'_> {
    /// As what a piece says something is due.
    pub(super) fn due(&self, piece: &Piece) -> Option<Due> {
        piece.deadline.as_ref().map(|date| date.due(self.now.timezone()))
    }

    /// Notes how much a piece presses.
    pub(super) fn note_pressure(&mut self, piece: &Piece) {
        self.found.pressure = self.found.pressure.max(piece.pressure.urgency);
        self.found.first_due = self.found.first_due.or(self.due(piece));
    }

    /// Whether a sentence only says when or how pressing: "It's urgent", "by Friday please", "can you do it today?".
    pub(super) fn is_remark(&self, piece: &Piece) -> bool {
        let first = self.found.tasks.is_empty();
        // "Make it urgent" is about a task named before, where there is one.
        let meant = first && self.waiting.is_empty() && !self.last_named.is_empty() && !piece.is_bare();
        piece.is_remark(!first) && !meant
    }

    /// Says it of the order before it, of the whole list before it, or of what is still to come.
    pub(super) fn remark(&mut self, piece: &Piece, item: bool) {
        let due = self.due(piece);
        let priority = piece.pressure.priority();
        if self.found.tasks.is_empty() {
            self.waiting.push((due, priority));
            return;
        }
        let lower = piece.text.to_lowercase();
        let plural =
            words(&lower).iter().any(|word| self.language.courtesies.plural_words.contains(word.as_str()));
        let after_list = !item && self.found.tasks.len() > self.list_start + 1 && self.list_start > 0;
        let start = if plural || after_list { 0 } else { self.found.tasks.len() - 1 };
        for task in &mut self.found.tasks[start..] {
            task.due = task.due.or(due);
            task.priority = task.priority.max(priority);
        }
    }

    /// Whether a sentence is about what was ordered before it: its subject or the object of its verb is a pronoun.
    pub(super) fn points_back(&self, piece: &Piece) -> bool {
        let bare = super::politeness::strip(self.language, &piece.undated);
        let left = words(&bare.text);
        let pronoun = |word: &String| self.language.lexicon.is_pronoun(word);
        let held = left.first().is_some_and(|word| self.language.courtesies.holding.contains(word.as_str()));
        left.first().is_some_and(pronoun) || held && left.iter().skip(1).take(2).any(pronoun)
    }

    /// "Would be great to have these live before the fair on April 22": when the orders before it are due.
    pub(super) fn dates_back(&mut self, piece: &Piece) -> bool {
        let due = self.due(piece).filter(|_| piece.deadline.as_ref().is_some_and(FoundDate::is_deadline));
        let lower = words(&piece.text);
        let pronoun = |word: &String| self.language.lexicon.is_pronoun(word);
        let wanted = self.language.courtesies.wanted.is_match(&piece.text);
        if due.is_none() || self.found.tasks.is_empty() || !wanted || !lower.iter().take(9).any(pronoun) {
            return false;
        }
        self.remark(piece, false);
        self.tell(piece);
        true
    }

    /// "Assign it to Lee" says who does the task before it.
    pub(super) fn assigned(&mut self, piece: &Piece) -> bool {
        let Some(task) = self.found.tasks.last_mut() else { return false };
        let Some(name) = assignees::remark(self.language, &piece.text) else { return false };
        task.assignee = task.assignee.take().or(Some(name));
        true
    }

    /// Keeps what was told with the order it was told about.
    pub(super) fn tell(&mut self, piece: &Piece) {
        if let Some(task) = self.found.tasks.last_mut() {
            task.source.push(piece.text.clone());
            task.says_more = true;
        }
    }
}
