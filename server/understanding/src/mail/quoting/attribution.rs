//! The lines that mail programs put above a mail that they repeat.

use std::sync::LazyLock;

use regex::Regex;

/// An attribution goes over this many lines at most.
const MAX_ATTRIBUTION_LINES: usize = 3;
const MAX_ATTRIBUTION_BYTES: usize = 400;
/// In how many lines the header fields of a repeated mail are looked for.
const MAX_BLOCK_LINES: usize = 8;
/// Outlook's line above a repeated mail.
const RULE_CHARACTERS: usize = 32;

/// What a line says of what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `On … wrote:`: an answered mail follows.
    Attribution,
    /// `-----Original Message-----` or header fields: an answered mail follows, without `>`.
    Original,
    /// `---------- Forwarded message`: a mail that was sent on follows.
    Forward,
}

/// How attributions begin, so that few lines have to be joined.
const STARTS: [&str; 9] = ["On ", "Am ", "Le ", "El ", "Il ", "Em ", "Op ", "No dia ", "Il giorno "];

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test reads them")]
static ATTRIBUTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?:
            On\ .*\d.*\ wrote\s?: | Am\ .*\d.*\ schrieb(?:\ .*)?\s?: | Le\ .*\d.*\ a\ écrit\s*: |
            El\ .*\d.*\ escribió\s?: | Il\ .*\d.*\ ha\ scritto\s?: | (?:Em|No\ dia)\ .*\d.*\ escreveu\s?: |
            Op\ .*\d.*\ (?:schreef|heeft)\ .*\s?: | Op\ .*\d.*\ schreef\s?: | .*\ schrieb\ am\ .*\d.*: |
            .*<\S+@\S+>\s+(?:wrote|schrieb|a\ écrit|escribió|ha\ scritto|escreveu|schreef)\s*: |
            \d{4}[-/]\d{1,2}[-/]\d{1,2}\ .*<\S+@\S+>\s?:
        )$",
    )
    .expect("the pattern is one")
});

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test reads them")]
static RULED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^-{2,}\s*(?:
            (?P<forward>
                forwarded\ message | weitergeleitete\ nachricht | message\ transféré | message\ réexpédié |
                mensaje\ reenviado | messaggio\ inoltrato | mensagem\ (?:encaminhada|reencaminhada) |
                doorgestuurd\ bericht | forwarded\ by\ .{1,100}
            ) |
            original\ (?:message|appointment) | ursprüngliche\ (?:nachricht|mail) | original-?nachricht |
            message\ d['’]origine | message\ original | mensaje\ original | messaggio\ originale | mensagem\ original |
            oorspronkelijk\ bericht
        )\s*:?\s*-{2,}$",
    )
    .expect("the pattern is one")
});

/// How Apple Mail begins what it sends on.
const APPLE_FORWARDS: [&str; 9] = [
    "begin forwarded message:",
    "anfang der weitergeleiteten nachricht:",
    "début du message réexpédié :",
    "début du message transféré :",
    "inicio del mensaje reenviado:",
    "inizio messaggio inoltrato:",
    "início da mensagem reencaminhada:",
    "início da mensagem encaminhada:",
    "begin doorgestuurd bericht:",
];

const FROM_LABELS: [&str; 6] = ["from", "von", "de", "da", "van", "från"];
const SUBJECT_LABELS: [&str; 8] =
    ["subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "ämne"];
const OTHER_LABELS: [&str; 22] = [
    "sent",
    "date",
    "to",
    "gesendet",
    "datum",
    "an",
    "envoyé",
    "envoyé le",
    "à",
    "enviado",
    "enviado el",
    "enviada em",
    "enviado em",
    "fecha",
    "para",
    "data",
    "inviato",
    "a",
    "verzonden",
    "aan",
    "skickat",
    "till",
];

/// What the first of the lines begins, and how many lines that takes.
pub(super) fn mark(lines: &[&str]) -> Option<(Mark, usize)> {
    let line = lines.first()?.trim();
    if line.is_empty() || line.len() > MAX_ATTRIBUTION_BYTES {
        return None;
    }
    if line.starts_with("--")
        && let Some(found) = RULED.captures(line)
    {
        let mark = if found.name("forward").is_some() { Mark::Forward } else { Mark::Original };
        return Some((mark, 1));
    }
    if line.ends_with(':') && APPLE_FORWARDS.contains(&line.to_lowercase().replace('\u{a0}', " ").as_str()) {
        return Some((Mark::Forward, 1));
    }
    let is_rule = line.len() >= RULE_CHARACTERS && line.bytes().all(|byte| byte == b'_');
    if is_rule || is_header_block(lines) {
        return Some((Mark::Original, 1));
    }
    attribution_length(lines).map(|length| (Mark::Attribution, length))
}

/// How many lines the attribution takes.
fn attribution_length(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?.trim();
    let begins = STARTS.iter().any(|start| first.starts_with(start));
    let mut joined = String::new();
    for (place, line) in lines.iter().take(MAX_ATTRIBUTION_LINES).enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('>') || joined.len() + line.len() > MAX_ATTRIBUTION_BYTES {
            return None;
        }
        if place > 0 {
            joined.push(' ');
        }
        joined.push_str(line);
        // Mobile Gmail puts no-break spaces into the time.
        let text = joined.replace(['\u{a0}', '\u{202f}'], " ");
        if line.ends_with(':') && ATTRIBUTION.is_match(&text) {
            return Some(place + 1);
        }
        if !begins {
            return None;
        }
    }
    None
}

/// Whether header fields begin here, as Outlook repeats them: who it is from, a subject, and when or to whom. Without
/// the subject it may as well be a journey.
fn is_header_block(lines: &[&str]) -> bool {
    let is_from =
        lines.first().and_then(|line| label(line)).is_some_and(|label| FROM_LABELS.contains(&label.as_str()));
    if !is_from {
        return false;
    }
    let below = lines.iter().skip(1).filter(|line| !line.trim().is_empty()).take(MAX_BLOCK_LINES);
    let labels: Vec<String> = below.filter_map(|line| label(line)).collect();
    let has_one_of = |known: &[&str]| labels.iter().any(|label| known.contains(&label.as_str()));
    has_one_of(&SUBJECT_LABELS) && has_one_of(&OTHER_LABELS)
}

/// What stands before the line's colon, in lower case; Gmail writes Outlook's bold as asterisks.
fn label(line: &str) -> Option<String> {
    let line = line.trim_start_matches([' ', '*', '_', '\t']);
    let (label, _) = line.split_once(':')?;
    let label = label.trim_end_matches([' ', '*', '\u{a0}']);
    (label.len() <= 16).then(|| label.to_lowercase())
}
