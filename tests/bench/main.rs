//! `make bench`: how fast Patchbay receives and delivers, beside the least programs that could, in the same run on the same
//! machine. `scripts/bench` says what can be asked of it.
//!
//! Publisher and receiver share one thread, so that they leave most of the machine to what they measure.
#![expect(clippy::disallowed_methods, reason = "it measures in real time, outside the program")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it talks to whoever started it")]

mod backlog;
mod bars;
mod board;
mod database;
mod delivering;
mod fairness;
mod figures;
mod http;
mod load;
mod measure;
mod options;
mod patchbay;
mod payload;
mod program;
mod receiver;
mod search;
mod table;
mod turns;
mod usage;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, bail};
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::LocalSet;

use crate::database::Database;
use crate::figures::Figures;
use crate::measure::Bench;
use crate::options::Options;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    // Either way what was started is ended, and what was written removed: both belong to what `run` holds.
    match LocalSet::new().run_until(run_or_stop()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run_or_stop() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        done = run() => done,
        _ = tokio::signal::ctrl_c() => bail!("interrupted"),
        _ = terminate.recv() => bail!("terminated"),
    }
}

async fn run() -> anyhow::Result<()> {
    let options = Options::read()?;
    let database = Database::new(&options.database).await?;
    // What else the machine does is in every figure.
    let busy = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let busy = busy.split(' ').next().unwrap_or_default();
    let title = format!("{}, load average before {busy}", database.settings().await?);
    let folder = options.programs.parent().context("no folder for the tables")?.join("bench");
    let bench = Bench { options, database };
    let (mut figures, rounds) = (Figures::default(), bench.options.rounds);
    for round in 1..=rounds {
        eprintln!("{title}: round {round} of {rounds}");
        bench.round(&mut figures).await?;
    }
    let name = bench.database.name();
    let table = table::markdown(&figures, &bench.options, &title, name);
    let raw = table::raw(&figures, &bench.options, &title, name);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{name}.md")), &table)?;
    fs::write(folder.join(format!("{name}.json")), format!("{raw:#}\n"))?;
    println!("\n{table}");
    Ok(())
}
