//! What came of it.

use std::collections::BTreeMap;

use serde_json::Value;

/// A message, its turn and its answer.
pub(crate) struct Taken {
    /// What kind of thing it said.
    pub(crate) kind: &'static str,
    /// What it said.
    pub(crate) text: &'static str,
    /// How its turn was taken; nothing where it was not.
    pub(crate) turn: Option<Value>,
    /// What arrived as the answer.
    pub(crate) answer: Option<String>,
}

/// Who took a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    /// The model, whose first answer would do.
    Model,
    /// The model, whose second answer would do.
    Repair,
    /// The built-in assistant.
    BuiltIn,
    /// Nobody.
    Nobody,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Report {
    all: Vec<Taken>,
}

impl By {
    const fn name(self) -> &'static str {
        match self {
            Self::Model => "by the model, first answer",
            Self::Repair => "by the model, second answer",
            Self::BuiltIn => "by the built-in assistant",
            Self::Nobody => "by nobody",
        }
    }
}

impl Taken {
    fn by(&self) -> By {
        match &self.turn {
            None => By::Nobody,
            Some(turn) if !turn["fallbackReason"].is_null() => By::BuiltIn,
            Some(turn) if turn["isRepaired"] == true => By::Repair,
            Some(_) => By::Model,
        }
    }

    fn number(&self, member: &str) -> Option<u64> {
        self.turn.as_ref()?[member].as_u64()
    }

    fn word(&self, member: &str) -> Option<&str> {
        self.turn.as_ref()?[member].as_str()
    }

    fn seconds(&self) -> f64 {
        self.number("durationMs").unwrap_or(0) as f64 / 1000.0
    }

    /// All of it, on one line.
    pub(crate) fn line(&self) -> String {
        let answer = self.answer.as_deref().unwrap_or("(no answer)").replace('\n', " / ");
        let reason = self.word("fallbackReason").map(|reason| format!(" ({reason})")).unwrap_or_default();
        let (who, seconds) = (self.by().name(), self.seconds());
        format!("{}: {:?} was taken {who}{reason} in {seconds:.1} s: {answer:?}", self.kind, self.text)
    }
}

impl Report {
    pub(crate) fn add(&mut self, taken: Taken) {
        self.all.push(taken);
    }

    /// Whether every message had its turn and its answer.
    pub(crate) fn is_complete(&self) -> bool {
        self.all.iter().all(|taken| taken.turn.is_some() && taken.answer.is_some())
    }

    /// The totals.
    pub(crate) fn text(&self, model: &str) -> String {
        let (number, answered) =
            (self.all.len(), self.all.iter().filter(|taken| taken.answer.is_some()).count());
        let mut lines = vec![format!("\n{number} messages to {model}, {answered} of them answered")];
        for (who, taken) in counted(self.all.iter().map(Taken::by)) {
            lines.push(format!("{taken:>4} turns taken {}", who.name()));
        }
        for (reason, taken) in counted(self.all.iter().filter_map(|taken| taken.word("fallbackReason"))) {
            lines.push(format!("{taken:>8} since {reason}"));
        }
        for (mode, taken) in counted(self.all.iter().filter_map(|taken| taken.word("mode"))) {
            lines
                .push(format!("{taken:>4} turns in which the model was last asked for its answer as {mode}"));
        }
        let seconds: Vec<f64> = self.all.iter().map(Taken::seconds).collect();
        let (all, most) = (seconds.iter().sum::<f64>(), seconds.iter().copied().fold(0.0, f64::max));
        lines.push(format!("{:>7.1} s a turn, {most:.1} s the longest", all / number.max(1) as f64));
        let sum = |member: &str| self.all.iter().filter_map(|taken| taken.number(member)).sum::<u64>();
        let (requests, read, written) = (sum("requests"), sum("inputTokens"), sum("outputTokens"));
        lines.push(format!("{requests:>4} requests, {read} tokens read, {written} tokens written"));
        lines.join("\n")
    }
}

fn counted<T: Ord>(all: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    all.fold(BTreeMap::new(), |mut counts, one| {
        *counts.entry(one).or_default() += 1;
        counts
    })
}
