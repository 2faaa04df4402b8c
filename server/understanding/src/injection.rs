//! What a message says to the machine rather than to the assistant: "ignore previous instructions", "you are now …",
//! "delete all tasks", "reveal the key". Such sentences are data. They make no task, no change and no answer, whoever
//! wrote them; what stands beside them is read as ever.

use std::sync::LazyLock;

use regex::Regex;

use super::{language, pattern};

/// How a language tries to take the assistant over.
pub(crate) struct InjectionPatterns {
    /// It gives the machine other rules.
    pub(crate) takeover: Regex,
    /// It changes everything at once.
    pub(crate) mass_change: Regex,
    /// It asks for secrets or for what belongs to others.
    pub(crate) reveal: Regex,
    /// What needs authority: it is left out where something in the same message tried to take over.
    pub(crate) privileged: Regex,
}

/// Where a sentence begins to speak to the machine; what stands before may be read.
pub(super) fn begins(sentence: &str) -> Option<usize> {
    let found = language::all().into_iter().flat_map(|language| {
        let patterns = &language.injections;
        // What is asked for may stand far behind the verb that asks for it.
        let reveal = patterns.reveal.find(sentence).map(|found| clause_start(&sentence[..found.start()]));
        [&patterns.takeover, &patterns.mass_change]
            .into_iter()
            .filter_map(|pattern| pattern.find(sentence))
            .map(|found| found.start())
            .chain(reveal)
    });
    found.min()
}

/// Where the last clause of a text begins.
fn clause_start(before: &str) -> usize {
    const JOINTS: [&str; 9] = [", ", "; ", ": ", " and ", " then ", " also ", " und ", " y ", " et "];
    JOINTS.iter().filter_map(|joint| before.rfind(joint).map(|at| at + joint.len())).max().unwrap_or(0)
}

/// Somebody outside who speaks to the assistant by name has no business with it.
static ADDRESSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:^|[\s:,.!(\[])(?:dear |hey |hi |hello |hola |hallo |bonjour |cher )?(?:(?:ai|ki|ia|virtual|automated) )?(?:assistant|asistente|assistent|ai|bot|chatbot|agent|llm)\s*[,:]\s",
    )
});

/// Whether a text from outside speaks to the machine.
pub(super) fn addresses(text: &str) -> bool {
    ADDRESSED.is_match(text)
}

/// Whether a text gives the machine other rules.
pub(super) fn takes_over(text: &str) -> bool {
    language::all().iter().any(|language| language.injections.takeover.is_match(text))
}

/// Whether a sentence asks for what needs authority.
pub(super) fn is_privileged(sentence: &str) -> bool {
    language::all().iter().any(|language| language.injections.privileged.is_match(sentence))
}
