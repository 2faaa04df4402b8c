//! What was measured, by name, a figure a round.

use std::collections::BTreeMap;

/// Every figure of every round.
#[derive(Default)]
pub(crate) struct Figures(BTreeMap<String, Vec<f64>>);

impl Figures {
    /// One more of this name, which is shown at once: a run is long.
    pub(crate) fn add(&mut self, name: &str, value: f64) {
        eprintln!("  {name:<12} {value:>10.2}");
        self.0.entry(name.to_owned()).or_default().push(value);
    }

    /// The middle one of the rounds; nothing where it was not measured.
    pub(crate) fn median(&self, name: &str) -> Option<f64> {
        self.0.get(name).map(|values| percentile(values, 50.0))
    }

    /// All of them.
    pub(crate) fn all(&self) -> &BTreeMap<String, Vec<f64>> {
        &self.0
    }
}

/// The least value that so many of a hundred do not exceed; of an even number of values the 50th is between the middle
/// two.
pub(crate) fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = percent / 100.0 * sorted.len() as f64;
    let at = |rank: usize| sorted.get(rank.saturating_sub(1).min(sorted.len().saturating_sub(1))).copied();
    let (below, above) = (at(rank.ceil() as usize), at(rank.floor() as usize + 1));
    match (below, above) {
        (Some(below), Some(above)) if percent == 50.0 => f64::midpoint(below, above),
        (Some(below), _) => below,
        _ => f64::NAN,
    }
}
