//! Spanish.

mod assignees;
mod assignments;
mod commands;
mod courtesies;
mod dates;
mod facts;
mod injections;
mod intent;
mod linking;
mod memory;
mod names;
mod orders;
mod phrases;
mod questions;
mod small_talk;
mod updates;
mod urgency;
mod words;

use patchbay_domain::assistant::SpokenLanguage;

use crate::language::Language;

pub(super) fn language() -> Language {
    Language {
        spoken: SpokenLanguage::Spanish,
        votes: words::votes(),
        lexicon: words::words(),
        intent: intent::intent(),
        courtesies: courtesies::courtesies(),
        small_talk: small_talk::small_talk(),
        urgency: urgency::urgency(),
        orders: orders::orders(),
        names: names::names(),
        assignees: assignees::assignees(),
        assignments: assignments::assignments(),
        commands: commands::commands(),
        updates: updates::updates(),
        questions: questions::questions(),
        dates: dates::dates(),
        facts: facts::facts(),
        linking: linking::linking(),
        memory: memory::memory(),
        injections: injections::injections(),
        phrases: phrases::phrases(),
    }
}
