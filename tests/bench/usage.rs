//! What processes used, as the kernel counts it.

use std::collections::HashMap;
use std::fs;

use anyhow::Context;

/// Ticks a second in `/proc`: 100 on every Linux, whatever the kernel's own clock.
const TICKS: f64 = 100.0;

/// A process as `/proc/<pid>/stat` has it.
struct Stat {
    parent: u32,
    own: u64,
    /// Of children that ended and were waited for.
    ended: u64,
}

fn stat(pid: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in parentheses, may have spaces.
    let fields: Vec<&str> = text.rsplit_once(") ")?.1.split(' ').collect();
    let number = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok());
    Some(Stat {
        parent: u32::try_from(number(1)?).ok()?,
        own: number(11)? + number(12)?,
        ended: number(13)? + number(14)?,
    })
}

/// The CPU seconds of these processes and of all below them, ended ones too.
pub(crate) fn cpu_seconds(roots: &[u32]) -> f64 {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let stats: HashMap<u32, Stat> = pids.filter_map(|pid| Some((pid, stat(pid)?))).collect();
    let is_below = |pid: u32| {
        let parent_of = |pid: &u32| stats.get(pid).map(|stat| stat.parent);
        std::iter::successors(Some(pid), parent_of).any(|pid| roots.contains(&pid))
    };
    let counted = stats.iter().filter(|(pid, _)| is_below(**pid));
    let ticks: u64 = counted.map(|(_, stat)| stat.own + stat.ended).sum();
    ticks as f64 / TICKS
}

/// The process that started this one.
pub(crate) fn parent(pid: u32) -> anyhow::Result<u32> {
    stat(pid).map(|stat| stat.parent).with_context(|| format!("there is no process {pid}"))
}

/// The most memory that a process had since it began, or since [`forget_peak`], in MiB.
pub(crate) fn peak_mib(pid: u32) -> anyhow::Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}

/// Lets the peak begin anew. Not every kernel has that; the peak is higher then, never lower.
pub(crate) fn forget_peak(pid: u32) {
    drop(fs::write(format!("/proc/{pid}/clear_refs"), "5"));
}

/// CPU time between two moments.
pub(crate) struct Stopwatch {
    roots: Vec<u32>,
    before: f64,
}

impl Stopwatch {
    /// From now on, of these processes and all below them.
    pub(crate) fn start(roots: &[u32]) -> Self {
        Self { roots: roots.to_vec(), before: cpu_seconds(roots) }
    }

    /// CPU seconds since then.
    pub(crate) fn seconds(&self) -> f64 {
        cpu_seconds(&self.roots) - self.before
    }
}

/// CPU seconds of this program itself: what it takes is missing to what it measures.
pub(crate) fn own_seconds() -> f64 {
    stat(std::process::id()).map_or(0.0, |stat| stat.own as f64 / TICKS)
}
