//! Changes to tasks that a sentence speaks of, and who may make them: the sender alone.

use patchbay_domain::assistant::{TaskChange, TaskChangeKind};

use super::assignments::given;
use super::lexicon::words;
use super::matching::{Match, by_title};
use super::pieces::Piece;
use super::reader::{Reader, Trust};
use super::updates::{Sight, Update, points_back, read, read_meant};

impl Reader<'_> {
    /// "No need to call Acme" calls off the task that says so, where there is one.
    pub(super) fn negated(&mut self, what: &str, piece: &Piece) {
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

    pub(super) fn sight(&self) -> Sight<'_> {
        Sight {
            language: self.language,
            tasks: &self.request.tasks,
            last_named: &self.last_named,
            now: self.now,
        }
    }

    /// A task that is known, given to somebody.
    pub(super) fn handed(&mut self, piece: &Piece) -> bool {
        let found = given(&piece.text, self.request.sender_name.as_deref(), &self.sight());
        self.take_update(found, piece)
    }

    pub(super) fn update(&mut self, piece: &Piece) -> bool {
        let found = read(&piece.text, &piece.dates, &self.sight()).or_else(|| {
            read_meant(&piece.text, &piece.dates, &self.sight()).filter(|found| *found != Update::News)
        });
        // "This one is done, you can close it": the second half only says it again.
        let found = found.or_else(|| {
            let (first, rest) = piece.text.split_once(", ")?;
            let first = self.piece(first);
            let repeats =
                points_back(self.language, rest) && words(rest).len() <= 6 && first.dates.is_empty();
            if repeats { read_meant(&first.text, &[], &self.sight()) } else { None }
        });
        self.take_update(found, piece)
    }

    /// A change to tasks that are known, or named by number.
    pub(super) fn known_update(&mut self, piece: &Piece) -> bool {
        let found = read(&piece.text, &piece.dates, &self.sight());
        self.take_update(found, piece)
    }

    /// News of how things stand, in a sentence that is nothing else.
    pub(super) fn is_meant(&mut self, piece: &Piece) -> bool {
        let found = read_meant(&piece.text, &piece.dates, &self.sight());
        self.take_update(found, piece)
    }

    pub(super) fn take_update(&mut self, found: Option<Update>, piece: &Piece) -> bool {
        let Some(found) = found else { return false };
        // Without anything that "it" could mean, a sentence about "it" is about the order before it.
        let unclear = matches!(&found, Update::Which(unclear) if unclear.candidates.is_empty());
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
