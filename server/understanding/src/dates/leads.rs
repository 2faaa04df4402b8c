//! What stands around a date: the words that tie it to its sentence, and whether anything else goes on after it.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::lexicon::word_set;
use super::numbers::month;
use super::tokens::Kind;
use super::{Lead, Reader};

impl Reader<'_> {
    /// Numbers of tasks, sums of money and the like are no dates.
    pub(super) fn is_counted(&self, index: usize) -> bool {
        let number = self.tokens.width(index) > 0;
        let sign = index > 0 && self.tokens.is(index - 1, &["#", "$", "€", "£", "+"]);
        let named = index > 0
            && self
                .tokens
                .is(index - 1, &["task", "tasks", "room", "version", "no", "number", "ticket", "page", "v"]);
        let inside = self.tokens.touches_previous(index)
            && self.tokens.is(index - 1, &[".", ":", "-", "/", "@", "_"])
            && self.tokens.touches_previous(index - 1);
        let glued = self.tokens.touches_previous(index)
            && index > 0
            && self.tokens.get(index - 1).is_some_and(|token| token.kind == Kind::Word);
        number && (sign || named || inside || glued)
    }

    /// The words that tie a date to its sentence: what they say, whether a bare hour may follow, and where they end.
    pub(super) fn lead(&self, index: usize) -> (Lead, bool, usize) {
        let mut lead = Lead::None;
        let mut bare = false;
        let mut at = index;
        for _ in 0..5 {
            let (found, is_bare, length) = match self.tokens.word(at) {
                "no" | "not" if self.tokens.are(at + 1, &["later", "than"]) => (Lead::By, true, 3),
                "at" if self.tokens.are(at + 1, &["the", "latest"]) => (Lead::By, false, 3),
                "at" | "@" => (Lead::On, true, 1),
                "on" if self.tokens.are(at + 1, &["or", "before"]) => (Lead::By, true, 3),
                "on" => (Lead::On, false, 1),
                "in" if at > index || self.in_names_period(at + 1) => (Lead::On, false, 1),
                "by" | "before" | "b4" | "until" | "till" | "til" => (Lead::By, true, 1),
                "b" if self.tokens.word(at + 1) == "4" && self.tokens.touches_previous(at + 1) => {
                    (Lead::By, true, 2)
                }
                "due" | "deadline" => (Lead::By, false, 1),
                "is" | ":" if at > index && lead == Lead::By => (Lead::By, false, 1),
                "for" => (Lead::For, false, 1),
                "to" => (Lead::To, self.moves_to(at), 1),
                "from" | "since" | "of" | "starting" => (Lead::From, false, 1),
                "between" | "after" => (Lead::On, true, 1),
                "around" | "about" | "approximately" | "roughly" | "sometime" | "ideally" | "latest"
                | "~" => (lead, bare || self.tokens.is(at, &["around", "about", "~"]), 1),
                "some" | "any" if self.tokens.is(at + 1, &["time"]) => (lead, bare, 2),
                "anytime" => (lead, bare, 1),
                "during" | "over" if self.tokens.is(at + 1, &["the"]) => (Lead::On, false, 1),
                _ => break,
            };
            // "after 3pm" on a day is still when it is to be done.
            lead = if lead == Lead::By { Lead::By } else { found };
            bare = is_bare;
            at += length;
        }
        (lead, bare, at)
    }

    /// "Push the call to 4": behind such a verb a bare hour is one.
    fn moves_to(&self, index: usize) -> bool {
        const MOVING: [&str; 11] = [
            "push",
            "move",
            "reschedule",
            "shift",
            "postpone",
            "bump",
            "delay",
            "moved",
            "pushed",
            "rescheduled",
            "shifted",
        ];
        let ends =
            matches!(self.tokens.word(index + 2), "" | "?" | "." | "!" | "," | "instead" | "please" | "pls");
        ends && (0..index).any(|at| self.tokens.is(at, &MOVING))
    }

    fn in_names_period(&self, index: usize) -> bool {
        let month = month(self.tokens.word(index)).is_some();
        month || self.tokens.is(index, &["early", "late", "mid", "this", "next"])
    }

    /// Whether the phrase is over: nothing follows, or a sign, or a word that begins something else.
    pub(super) fn ends_phrase(&self, index: usize) -> bool {
        static OTHERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
            word_set(
                "
            about with for to and at in re regarding so if because please pls plz thanks but or on from via as
            before after by the a an my our i we you he she they is are was will can could when until sharp
            instead then that it too also per asap urgent thx ok of latest
                ",
            )
        });
        let Some(token) = self.tokens.get(index) else { return true };
        token.kind == Kind::Sign || OTHERS.contains(token.word.as_str()) || self.new_line_before(index)
    }

    fn new_line_before(&self, index: usize) -> bool {
        let end = if index > 0 { self.tokens.get(index - 1).map_or(0, |token| token.end) } else { 0 };
        let Some(token) = self.tokens.get(index) else { return false };
        // Tokens that were put in the place of others stand where those stood, and may overlap.
        self.text.get(end..token.start).is_some_and(|between| between.contains('\n'))
    }
}
