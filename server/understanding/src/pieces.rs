//! One piece of a sentence with its dates and words of urgency read, and what is left of it without them.

use super::dates::{FoundDate, Lead, find};
use super::language::Language;
use super::lexicon::words;
use super::titles::without;
use super::urgency::{Pressure, assess};
use chrono::DateTime;
use chrono_tz::Tz;

/// A sentence, or one of the orders that it joins.
pub(super) struct Piece {
    /// The language it is read in.
    language: &'static Language,
    /// As written.
    pub(super) text: String,
    /// Without its deadline and its words of urgency.
    pub(super) undated: String,
    /// Its dates.
    pub(super) dates: Vec<FoundDate>,
    /// The one that something is due.
    pub(super) deadline: Option<FoundDate>,
    /// What it says of urgency.
    pub(super) pressure: Pressure,
}

impl Piece {
    /// Reads a piece.
    pub(super) fn of(language: &'static Language, text: &str, now: DateTime<Tz>) -> Self {
        let dates = find(language, text, now);
        let pressure = assess(language, text);
        let reported = language.courtesies.reported.find(text).map_or(text.len(), |found| found.end());
        let deadline = choose_deadline(&dates, reported).cloned();
        let mut spans = pressure.spans.clone();
        spans.extend(deadline.iter().filter(|date| !date.attributive).map(|date| date.range.clone()));
        Self { language, text: text.to_owned(), undated: without(text, &spans), dates, deadline, pressure }
    }

    /// Whether it holds nothing but a date or words of urgency.
    pub(super) fn is_bare(&self) -> bool {
        words(&self.undated).is_empty()
    }

    /// Whether it is due at a date named before it ("before then").
    pub(super) fn says_then(&self) -> bool {
        self.language.courtesies.then.is_match(&self.text)
    }

    /// Whether it only says when or how pressing; `after_order` says whether an order stands before it, which a number in
    /// it may then be about.
    pub(super) fn is_remark(&self, after_order: bool) -> bool {
        let says =
            self.deadline.as_ref().is_some_and(FoundDate::is_deadline) || self.pressure.urgency.is_some();
        let left = words(&self.undated);
        let digits = self.text.contains(|character: char| character.is_ascii_digit()) && after_order;
        says && left.iter().all(|word| self.language.courtesies.remark_words.contains(word.as_str()))
            && (digits || left.iter().all(|word| word.parse::<u32>().is_err()))
    }
}

/// The date that an order is due: one with "by" before any other, never one behind us, nor one from where
/// on it is only said what somebody is to be told.
fn choose_deadline(dates: &[FoundDate], reported: usize) -> Option<&FoundDate> {
    let due = || dates.iter().filter(|date| date.is_deadline() && date.range.start < reported);
    due()
        .find(|date| date.lead == Lead::By && !date.attributive)
        .or_else(|| due().find(|date| !date.attributive))
        .or_else(|| due().next())
}

/// A day at the start or the end of a sentence holds for all of its orders.
pub(super) fn share_deadlines(pieces: &mut [Piece]) {
    let shared = |piece: &Piece| piece.deadline.clone().filter(|date| !date.attributive);
    let leading = pieces.first().and_then(shared).filter(|date| date.range.start <= 2);
    // "Two things before Friday: …"
    let heads = |piece: &Piece| {
        shared(piece).filter(|date| piece.text[date.range.end..].trim_start().starts_with(':'))
    };
    let leading = leading.or_else(|| pieces.first().and_then(heads));
    let trailing = pieces
        .last()
        .and_then(shared)
        .filter(|date| date.lead == Lead::By || (date.lead == Lead::None && !date.timed));
    for piece in pieces {
        if piece.deadline.is_none() {
            piece.deadline.clone_from(if leading.is_some() { &leading } else { &trailing });
        }
    }
}
