//! What to measure and for how long. `scripts/bench` has the words for it.

use std::env;
use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, anyhow};

/// The parts in the order in which a round has them.
pub(crate) const PARTS: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

/// The settings of a run.
pub(crate) struct Options {
    /// `sqlite`, or the URL of a PostgreSQL server.
    pub(crate) database: String,
    /// Which of [`PARTS`].
    pub(crate) only: Vec<String>,
    /// How often all of them are measured.
    pub(crate) rounds: usize,
    /// How long each is.
    pub(crate) length: Duration,
    /// With how many connections requests come in.
    pub(crate) connections: Vec<usize>,
    /// Deliveries that pile up.
    pub(crate) backlog: usize,
    /// Deliveries that are searched.
    pub(crate) found_among: usize,
    /// Where `patchbay` and `bare` are.
    pub(crate) programs: PathBuf,
}

impl Options {
    /// Reads the environment.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let only: Vec<String> = list("BENCH_ONLY", &PARTS.join(","))?;
        if let Some(unknown) = only.iter().find(|part| !PARTS.contains(&part.as_str())) {
            return Err(anyhow!("BENCH_ONLY: there is no part {unknown}, only {}", PARTS.join(", ")));
        }
        let program = env::current_exe()?;
        Ok(Self {
            database: setting("PATCHBAY_TEST_DATABASE", "sqlite")?,
            only,
            rounds: setting::<usize>("BENCH_ROUNDS", "3")?.max(1),
            length: Duration::from_secs(setting::<u64>("BENCH_SECONDS", "5")?.max(1)),
            connections: list("BENCH_CONNECTIONS", "1,16,64")?,
            backlog: setting::<usize>("BENCH_BACKLOG", "100000")?.max(1),
            found_among: setting::<usize>("BENCH_FOUND_AMONG", "1000000")?.max(1),
            programs: program.parent().context("no folder of programs")?.to_owned(),
        })
    }

    /// Whether a part is measured.
    pub(crate) fn has(&self, part: &str) -> bool {
        self.only.iter().any(|only| only == part)
    }
}

fn text(name: &str, default: &str) -> String {
    env::var(name).ok().filter(|value| !value.is_empty()).unwrap_or_else(|| default.to_owned())
}

fn parsed<T: FromStr<Err: Display>>(name: &str, text: &str) -> anyhow::Result<T> {
    text.trim().parse().map_err(|error| anyhow!("{name}: {text:?}: {error}"))
}

fn setting<T: FromStr<Err: Display>>(name: &str, default: &str) -> anyhow::Result<T> {
    parsed(name, &text(name, default))
}

fn list<T: FromStr<Err: Display>>(name: &str, default: &str) -> anyhow::Result<Vec<T>> {
    text(name, default).split(',').map(|one| parsed(name, one)).collect()
}
