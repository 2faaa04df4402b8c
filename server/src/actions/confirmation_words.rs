//! What is said about what waits for a yes or no, in the languages of the assistant.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::assistant::SpokenLanguage::{self, English, French, German, Spanish};
use patchbay_domain::assistant::{TaskChange, TaskChangeKind, TaskReference};
use patchbay_domain::confirmation::ConfirmationState;
use patchbay_domain::text::shorten;
use patchbay_understanding::moment;

/// More than this says nobody in one line.
const MOST_CHARACTERS: usize = 300;
const MOST_TITLE_CHARACTERS: usize = 60;

/// "Please confirm: new task: Call Acme, due Fri 13 Mar. Y 4821 …".
pub(super) fn please_confirm(language: SpokenLanguage, what: &str, code: &str) -> String {
    match language {
        English => {
            format!("Please confirm: {what}. Y {code} to do it, N {code} to leave it. It waits for 24 hours.")
        }
        German => {
            format!("Bitte bestätigen: {what}. Y {code} für ja, N {code} für nein, innerhalb von 24 Stunden.")
        }
        Spanish => format!("Confirma, por favor: {what}. Y {code} para sí, N {code} para no, en 24 horas."),
        French => format!("À confirmer : {what}. Y {code} pour oui, N {code} pour non, sous 24 heures."),
    }
}

/// What a member is asked about somebody else's message.
pub(super) fn asked_by(who: &str, what: &str, code: &str) -> String {
    format!("{who} asks for: {what}. Y {code} to agree, N {code} to decline. It waits for 24 hours.")
}

/// What somebody is told who may not have it done themselves.
pub(super) const fn passed_on(language: SpokenLanguage) -> &'static str {
    match language {
        English => "I have passed that on; somebody has to agree to it first.",
        German => "Das habe ich weitergegeben; jemand muss erst zustimmen.",
        Spanish => "Lo he transmitido; alguien tiene que aprobarlo primero.",
        French => "Je l'ai transmis ; quelqu'un doit d'abord l'approuver.",
    }
}

/// A task that would be made.
fn new_task(
    language: SpokenLanguage,
    title: &str,
    deadline: Option<DateTime<Utc>>,
    zone: Tz,
    now: DateTime<Utc>,
) -> String {
    let title = shorten(title, MOST_TITLE_CHARACTERS);
    let (task, due) = match language {
        English => ("new task", "due"),
        German => ("neue Aufgabe", "fällig"),
        Spanish => ("nueva tarea", "para"),
        French => ("nouvelle tâche", "pour"),
    };
    match deadline {
        Some(at) => format!("{task} \"{title}\", {due} {}", moment(language, at, zone, now)),
        None => format!("{task} \"{title}\""),
    }
}

/// A change that would be made.
fn change(
    language: SpokenLanguage,
    (number, title): (u32, &str),
    kind: &TaskChangeKind,
    zone: Tz,
    now: DateTime<Utc>,
) -> String {
    let words: [&str; 7] = match language {
        English => ["complete", "cancel", "reopen", "move", "priority of", "rename", "assign"],
        German => [
            "erledigen",
            "streichen",
            "wieder öffnen",
            "verschieben",
            "Priorität von",
            "umbenennen",
            "zuweisen",
        ],
        Spanish => ["completar", "cancelar", "reabrir", "mover", "prioridad de", "renombrar", "asignar"],
        French => ["terminer", "annuler", "rouvrir", "déplacer", "priorité de", "renommer", "attribuer"],
    };
    let (verb, more) = match kind {
        TaskChangeKind::Complete => (words[0], String::new()),
        TaskChangeKind::Cancel => (words[1], String::new()),
        TaskChangeKind::Reopen => (words[2], String::new()),
        TaskChangeKind::Reschedule(due) => (words[3], moment(language, due.at, zone, now)),
        TaskChangeKind::Reprioritise(priority) => (words[4], format!("{priority:?}").to_lowercase()),
        TaskChangeKind::Rename(title) => (words[5], shorten(title, MOST_TITLE_CHARACTERS)),
        TaskChangeKind::Assign(name) => (words[6], shorten(name, MOST_TITLE_CHARACTERS)),
    };
    let task = format!("{verb} {number} ({})", shorten(title, MOST_TITLE_CHARACTERS));
    if more.is_empty() { task } else { format!("{task}: {more}") }
}

/// What would happen, in one line: in this language and zone, told now.
pub(super) fn summary<'title>(
    (language, zone, now): (SpokenLanguage, Tz, DateTime<Utc>),
    tasks: impl Iterator<Item = (&'title str, Option<DateTime<Utc>>)>,
    changes: &[TaskChange],
    title_of: impl Fn(u32) -> String,
) -> String {
    let tasks = tasks.map(|(title, deadline)| new_task(language, title, deadline, zone, now));
    let changes = changes.iter().filter_map(|one| {
        let TaskReference::Number(number) = one.task else { return None };
        Some(change(language, (number, &title_of(number)), &one.kind, zone, now))
    });
    listed(tasks.chain(changes))
}

/// Several in one line.
fn listed(parts: impl Iterator<Item = String>) -> String {
    shorten(&parts.collect::<Vec<_>>().join("; "), MOST_CHARACTERS)
}

/// What is said of a code under which nothing waits.
pub(super) fn nothing_waits(language: SpokenLanguage, code: &str) -> String {
    match language {
        English => format!("There is nothing under {code} that you could settle."),
        German => format!("Unter {code} gibt es nichts, was Sie bestätigen könnten."),
        Spanish => format!("No hay nada con el código {code} que puedas confirmar."),
        French => format!("Il n'y a rien sous {code} que vous puissiez confirmer."),
    }
}

/// What is said after too many wrong codes.
pub(super) const fn too_many_wrong(language: SpokenLanguage) -> &'static str {
    match language {
        English => "Too many wrong codes: please settle it in the dashboard.",
        German => "Zu viele falsche Codes: bitte im Dashboard entscheiden.",
        Spanish => "Demasiados códigos incorrectos: decídelo en el panel, por favor.",
        French => "Trop de codes erronés : merci de le régler dans le tableau de bord.",
    }
}

/// What is said to whoever comes late.
pub(super) fn expired(language: SpokenLanguage, what: &str) -> String {
    match language {
        English => format!("That waited for 24 hours and is over; nothing was done: {what}."),
        German => format!("Das hat 24 Stunden gewartet und ist vorbei; nichts wurde getan: {what}."),
        Spanish => format!("Esperó 24 horas y ha caducado; no se hizo nada: {what}."),
        French => format!("Cela a attendu 24 heures et a expiré ; rien n'a été fait : {what}."),
    }
}

/// What is said to whoever settles it a second time.
pub(super) fn settled_before(language: SpokenLanguage, state: ConfirmationState, what: &str) -> String {
    let agreed = state == ConfirmationState::Agreed;
    match (language, agreed) {
        (English, true) => format!("That was agreed to already: {what}."),
        (English, false) => format!("That was declined already: {what}."),
        (German, true) => format!("Dem wurde schon zugestimmt: {what}."),
        (German, false) => format!("Das wurde schon abgelehnt: {what}."),
        (Spanish, true) => format!("Ya se había aprobado: {what}."),
        (Spanish, false) => format!("Ya se había rechazado: {what}."),
        (French, true) => format!("C'était déjà approuvé : {what}."),
        (French, false) => format!("C'était déjà refusé : {what}."),
    }
}

/// What is said of a no.
pub(super) fn left(language: SpokenLanguage, what: &str) -> String {
    match language {
        English => format!("Left as it is: {what}."),
        German => format!("Gelassen, wie es ist: {what}."),
        Spanish => format!("Se queda como está: {what}."),
        French => format!("Laissé tel quel : {what}."),
    }
}

/// What is said of a yes to somebody else's tasks.
pub(super) fn approved(language: SpokenLanguage, what: &str) -> String {
    match language {
        English => format!("Agreed: {what}."),
        German => format!("Zugestimmt: {what}."),
        Spanish => format!("Aprobado: {what}."),
        French => format!("Approuvé : {what}."),
    }
}

/// What is said where some of it no longer fitted.
pub(super) const fn not_all(language: SpokenLanguage) -> &'static str {
    match language {
        English => "Not all of it could be done: something had changed meanwhile.",
        German => "Nicht alles ging: etwas hatte sich inzwischen geändert.",
        Spanish => "No todo pudo hacerse: algo había cambiado entretanto.",
        French => "Tout n'a pas pu être fait : quelque chose avait changé entre-temps.",
    }
}

/// What is said to a plain yes or no where more than one thing waits.
pub(super) fn which(language: SpokenLanguage, waiting: impl Iterator<Item = (String, String)>) -> String {
    let first = match language {
        English => "Which one? Answer with its code:",
        German => "Welches? Bitte mit dem Code antworten:",
        Spanish => "¿Cuál? Responde con su código:",
        French => "Lequel ? Répondez avec son code :",
    };
    let lines = waiting.map(|(code, what)| format!("Y {code}: {what}"));
    std::iter::once(first.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}
