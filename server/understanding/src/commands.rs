//! The short orders about what was said and done before: to undo it, to tell why, to go on with a list, to choose from what
//! was offered. They are read by fixed words alone, so that they mean the same whichever model takes the turns.

use patchbay_domain::assistant::{
    Author, Certainty, Entities, Intent, KnownTask, ReplyPart, SpokenLanguage, TaskChange, TurnRequest,
    TurnResult, Urgency,
};
use patchbay_domain::dialogue::{ChoiceOption, Dialogue};

use super::answers::{Known, named};
use super::command_words::CommandWords;
use super::language::{self, Language, tables};
use super::phrases::filled;
use super::replies::Voice;
use super::{cleaning, summary, text_of};

/// What a message orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The last change is to be taken back.
    Undo(SpokenLanguage),
    /// The story of something is to be told.
    Why(SpokenLanguage, Subject),
    /// It takes up what the last answer left open: what comes of it.
    Turn(Box<TurnResult>),
}

/// What a story is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The task of this number.
    Task(u32),
    /// The delivery whose id begins so: at least 8 characters, hexadecimal and hyphens.
    Delivery(String),
}

/// The command that a message is, all of it; `open` is what the last answer left open.
#[must_use]
pub fn command(request: &TurnRequest, open: &Dialogue) -> Option<Command> {
    if request.is_forwarded || request.structured.is_some() {
        return None;
    }
    let read = text_of(request);
    let text = plain(if read.own.is_empty() { &read.subject } else { &read.own });
    for language in language::all() {
        if language.commands.undo.contains(text.as_str()) {
            return Some(Command::Undo(spoken(request, language)));
        }
        if let Some(subject) = subject(&language.commands, &text) {
            return Some(Command::Why(spoken(request, language), subject));
        }
    }
    if !open.listed.is_empty()
        && let Some(language) =
            language::all().into_iter().find(|one| one.commands.more.contains(text.as_str()))
    {
        return go_on(request, &open.listed, language).map(|turn| Command::Turn(Box::new(turn)));
    }
    let chosen = chosen(&text, &open.choice)?;
    Some(Command::Turn(Box::new(settled(request, &chosen))))
}

/// Whether a message is a command whatever was said before it.
#[must_use]
pub fn is_command(content: &str) -> bool {
    let text = plain(content);
    language::all().into_iter().any(|language| {
        let words = &language.commands;
        words.undo.contains(text.as_str())
            || words.more.contains(text.as_str())
            || subject(words, &text).is_some()
    })
}

/// A turn that says this and does nothing.
#[must_use]
pub fn said(request: &TurnRequest, language: SpokenLanguage, intent: Intent, words: String) -> TurnResult {
    let now = request.received_at.with_timezone(&request.time_zone);
    TurnResult {
        language,
        intent,
        intents: vec![intent],
        urgency: Urgency::Medium,
        entities: Entities::default(),
        tasks: Vec::new(),
        changes: Vec::new(),
        confirmation: None,
        answer: (intent == Intent::Question).then(|| words.clone()),
        reply: vec![ReplyPart::Text(words)],
        summary: summary::after(request, now, intent, &[], &[], &request.content),
        facts: Vec::new(),
        forget: Vec::new(),
        certainty: Certainty::High,
        choice: Vec::new(),
        listed: Vec::new(),
    }
}

/// What came of taking something back.
#[derive(Debug, Clone, Copy)]
pub enum TakenBack<'t> {
    /// There is nothing to take back.
    Nothing,
    /// It was taken back before.
    Again,
    /// It is too long ago.
    Late,
    /// These tasks are as they were before; those stay as they are, since somebody else changed them meanwhile.
    Done(&'t [KnownTask], &'t [KnownTask]),
}

/// The words for what came of taking something back.
#[must_use]
pub fn taken_back(request: &TurnRequest, language: SpokenLanguage, came: TakenBack<'_>) -> String {
    let language = tables(language);
    let phrases = &language.commands.undo_phrases;
    let now = request.received_at.with_timezone(&request.time_zone);
    let (back, kept) = match came {
        TakenBack::Nothing => return phrases.nothing.to_owned(),
        TakenBack::Again => return phrases.again.to_owned(),
        TakenBack::Late => return phrases.late.to_owned(),
        TakenBack::Done(back, kept) => (back, kept),
    };
    let known = Known { language, voice: language, tasks: back, now };
    let mut lines: Vec<String> = (!back.is_empty()).then(|| phrases.undone.to_owned()).into_iter().collect();
    lines.extend(back.iter().map(|task| known.described(task)));
    lines.extend(kept.iter().map(|task| filled(phrases.meanwhile, &[("name", &named(language, task))])));
    lines.join("\n")
}

/// The message in lower case without signs around it.
fn plain(content: &str) -> String {
    const MOST: usize = 80;
    let text = cleaning::clean(content);
    let text = text.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '#');
    if text.len() > MOST { String::new() } else { text.to_lowercase() }
}

/// The language of an answer: the channel's own, else the one that the command is in.
fn spoken(request: &TurnRequest, language: &Language) -> SpokenLanguage {
    request.settings.language.unwrap_or(language.spoken)
}

fn subject(words: &CommandWords, text: &str) -> Option<Subject> {
    let found = words.why.captures(text)?;
    if let Some(delivery) = found.name("delivery") {
        return Some(Subject::Delivery(delivery.as_str().to_owned()));
    }
    found.name("number")?.as_str().parse().ok().map(Subject::Task)
}

/// The next part of a list: those of its tasks that are still open.
fn go_on(request: &TurnRequest, listed: &[u32], language: &'static Language) -> Option<TurnResult> {
    let language = tables(spoken(request, language));
    let now = request.received_at.with_timezone(&request.time_zone);
    let known = Known { language, voice: language, tasks: &request.tasks, now };
    let left = listed.iter().filter_map(|number| request.tasks.iter().find(|task| task.number == *number));
    let left: Vec<&KnownTask> = left.filter(|task| !task.status.is_final()).collect();
    if left.is_empty() {
        return None;
    }
    let page = known.page(&left);
    let mut turn = said(request, language.spoken, Intent::Question, page.text);
    turn.listed = page.rest;
    Some(turn)
}

/// The changes that were chosen, made.
fn settled(request: &TurnRequest, chosen: &[&ChoiceOption]) -> TurnResult {
    // "2" is of no language: it is the one of the question.
    let asked = request.history.iter().rev().find(|message| message.author == Author::Assistant);
    let language = asked.map_or(&*language::ENGLISH, |asked| language::detect(&asked.content));
    let language = tables(spoken(request, language));
    let wanted: Vec<TaskChange> = chosen.iter().flat_map(|option| option.made()).collect();
    let mut changes = Vec::new();
    let words = Voice::of(language, request).changed(&wanted, &mut changes);
    let now = request.received_at.with_timezone(&request.time_zone);
    let summary = summary::after(request, now, Intent::Update, &[], &changes, &request.content);
    TurnResult { changes, summary, ..said(request, language.spoken, Intent::Update, words) }
}

/// What a message chooses; none where it is no choice.
fn chosen<'c>(text: &str, choice: &'c [ChoiceOption]) -> Option<Vec<&'c ChoiceOption>> {
    if choice.is_empty() || text.is_empty() {
        return None;
    }
    language::all().into_iter().find_map(|language| chosen_in(&language.commands, text, choice))
}

fn chosen_in<'c>(
    words_of: &CommandWords,
    text: &str,
    choice: &'c [ChoiceOption],
) -> Option<Vec<&'c ChoiceOption>> {
    let (all, both) = &words_of.every;
    if all.contains(text) || choice.len() == 2 && both.contains(text) {
        return Some(choice.iter().collect());
    }
    let mut chosen: Vec<&ChoiceOption> = Vec::new();
    // "Task 12" and "#12" are the task; "2" is the second that was offered, where as many were.
    let mut is_task = false;
    for word in text.split([' ', ',', '.', ')', '&', '+']).filter(|word| !word.is_empty()) {
        let number = word.trim_start_matches('#').parse::<u32>().ok();
        let option = match number {
            Some(number) => {
                let place = usize::try_from(number).ok().and_then(|place| place.checked_sub(1));
                let placed =
                    place.filter(|_| !is_task && !word.starts_with('#')).and_then(|at| choice.get(at));
                let named = || choice.iter().find(|option| option.number == number);
                Some(placed.or_else(named)?)
            }
            None if words_of.last.contains(word) => choice.last(),
            None => match words_of.ordinals.iter().position(|words| words.contains(&word)) {
                Some(place) => Some(choice.get(place)?),
                None => None,
            },
        };
        is_task = matches!(word, "task" | "aufgabe" | "tarea" | "tâche");
        match option {
            Some(option) if !chosen.contains(&option) => chosen.push(option),
            Some(_) => {}
            None if is_task || words_of.filler.contains(word) => {}
            None => return None,
        }
    }
    (!chosen.is_empty()).then_some(chosen)
}

#[cfg(test)]
mod tests;
