//! What the figures have to hold, on two cores.

use crate::figures::Figures;

/// Memory in MiB, flooded and with a backlog.
const MEMORY: f64 = 300.0;

/// A bar and how it went.
pub(crate) struct Bar {
    /// What it is about.
    pub(crate) name: &'static str,
    /// What was measured.
    pub(crate) figure: f64,
    /// What it may be at most, or has to be at least.
    pub(crate) bar: f64,
    is_least: bool,
    unit: &'static str,
}

impl Bar {
    /// Whether it was held.
    pub(crate) fn is_held(&self) -> bool {
        if self.is_least { self.figure >= self.bar } else { self.figure <= self.bar }
    }

    /// Figure, bar, and the words for how it went.
    pub(crate) fn row(&self) -> [String; 4] {
        let sign = if self.is_least { "≥" } else { "≤" };
        let held = if self.is_held() { "held" } else { "**not held**" };
        [
            self.name.to_owned(),
            format!("{} {}", short(self.figure), self.unit),
            format!("{sign} {} {}", short(self.bar), self.unit),
            held.to_owned(),
        ]
    }
}

/// With as many digits as say something.
pub(crate) fn short(figure: f64) -> String {
    match figure.abs() {
        1000.0.. => format!("{figure:.0}"),
        100.0.. => format!("{figure:.1}"),
        _ => format!("{figure:.2}"),
    }
}

/// Those whose figures were measured.
pub(crate) fn bars(figures: &Figures, database: &str) -> Vec<Bar> {
    let floor = figures.median("b.64.rate");
    let of_floor = |part: &str| Some(figures.median(&format!("{part}.64.rate"))? / floor?);
    let delivered = if database == "sqlite" { 5000.0 } else { 4000.0 };
    let figure = |name| figures.median(name);
    let third = 1.0 / 3.0;
    let all = [
        ("events accepted at 64 connections", of_floor("c"), true, third, "of the floor"),
        ("messages accepted at 64 connections", of_floor("d"), true, third, "of the floor"),
        ("delivered end to end", figure("e.delivered"), true, delivered, "/s"),
        ("CPU per 1,000 delivered", figure("e.cpu"), false, 0.4, "s"),
        ("publish to arrival at 50/s, p50", figure("e.paced.p50"), false, 2.8, "ms"),
        ("publish to arrival at 50/s, p95", figure("e.paced.p95"), false, 3.7, "ms"),
        ("publish to arrival at 50/s, p99", figure("e.paced.p99"), false, 6.3, "ms"),
        ("memory while flooded", figure("e.memory"), false, MEMORY, "MiB"),
        ("p95 beside a dead and a slow receiver", figure("f.ratio"), false, 2.0, "times alone"),
        ("memory with a backlog", figure("g.memory"), false, MEMORY, "MiB"),
        ("acknowledged to answer handed over at 50/s, p95", figure("i.handed.p95"), false, 200.0, "ms"),
        ("the slowest search", figure("h.slowest"), false, 2000.0, "ms"),
    ];
    let bar = |(name, figure, is_least, bar, unit)| {
        Option::map(figure, |figure| Bar { name, figure, bar, is_least, unit })
    };
    all.into_iter().filter_map(bar).collect()
}
