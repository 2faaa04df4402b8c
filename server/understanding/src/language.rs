//! The languages that are read: for each of them one folder of tables, one file a concern. The rules are the same for all.

mod detect;
mod english;
mod french;
mod german;
mod spanish;

use std::collections::HashSet;
use std::sync::LazyLock;

use patchbay_domain::assistant::SpokenLanguage;

use super::answers::QuestionPatterns;
use super::assignees::AssigneePatterns;
use super::assignments::AssignmentWords;
use super::command_words::CommandWords;
use super::dates::DateWords;
use super::entities::NameWords;
use super::facts::FactPatterns;
use super::injection::InjectionPatterns;
use super::intent_patterns::IntentPatterns;
use super::lexicon::Lexicon;
use super::linking::LinkWords;
use super::memory::MemoryWords;
use super::orders::OrderJoints;
use super::phrases::Phrases;
use super::politeness::Courtesies;
use super::small_talk::SmallTalk;
use super::update_patterns::UpdatePatterns;
use super::urgency::UrgencyWords;

pub(crate) use detect::detect;

/// Everything that is known of a language.
pub(crate) struct Language {
    /// Which one.
    pub(crate) spoken: SpokenLanguage,
    /// Words that stand in few texts of another language; each is a vote for this one.
    pub(crate) votes: HashSet<&'static str>,
    pub(crate) lexicon: Lexicon,
    pub(crate) intent: IntentPatterns,
    pub(crate) courtesies: Courtesies,
    pub(crate) small_talk: SmallTalk,
    pub(crate) urgency: UrgencyWords,
    pub(crate) orders: OrderJoints,
    pub(crate) names: NameWords,
    pub(crate) assignees: AssigneePatterns,
    pub(crate) assignments: AssignmentWords,
    pub(crate) commands: CommandWords,
    pub(crate) updates: UpdatePatterns,
    pub(crate) questions: QuestionPatterns,
    pub(crate) dates: DateWords,
    pub(crate) facts: FactPatterns,
    pub(crate) linking: LinkWords,
    pub(crate) memory: MemoryWords,
    pub(crate) injections: InjectionPatterns,
    pub(crate) phrases: Phrases,
}

/// English, which an unknown language is read as.
pub(crate) static ENGLISH: LazyLock<Language> = LazyLock::new(english::language);
static GERMAN: LazyLock<Language> = LazyLock::new(german::language);
static SPANISH: LazyLock<Language> = LazyLock::new(spanish::language);
static FRENCH: LazyLock<Language> = LazyLock::new(french::language);

/// All of them, English first.
pub(crate) fn all() -> [&'static Language; 4] {
    [&ENGLISH, &GERMAN, &SPANISH, &FRENCH]
}

/// The tables of a language.
pub(crate) fn tables(spoken: SpokenLanguage) -> &'static Language {
    match spoken {
        SpokenLanguage::English => &ENGLISH,
        SpokenLanguage::German => &GERMAN,
        SpokenLanguage::Spanish => &SPANISH,
        SpokenLanguage::French => &FRENCH,
    }
}
