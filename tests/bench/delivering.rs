//! End to end, from a publisher to a receiver: first at a constant rate, then as fast as it goes.

use std::rc::Rc;
use std::time::Instant;

use anyhow::bail;

use crate::board::Board;
use crate::figures::{Figures, percentile};
use crate::load::{PATIENCE, WARM_UP, keep_full, pace};
use crate::measure::Bench;
use crate::receiver::Receiver;
use crate::usage::{self, Stopwatch};

/// Events a second whose way is timed.
pub(crate) const PACE: u32 = 50;

/// How many publish, as fast as what they published arrives.
const PUBLISHERS: usize = 64;

/// One server for both: how fast it answers a few is not to hang on what a flood left behind.
pub(crate) async fn measure(bench: &Bench, figures: &mut Figures) -> anyhow::Result<()> {
    let (mut patchbay, board) = (bench.patchbay().await?, Rc::new(Board::new()));
    let receiver = Receiver::prompt(Rc::clone(&board)).await?;
    patchbay.subscribe(&receiver.url()).await?;
    let target = patchbay.events();
    let took = pace(&target, &board, PACE, 2 * WARM_UP, bench.options.length).await?;
    for (name, part) in [("p50", 50.0), ("p95", 95.0), ("p99", 99.0)] {
        figures.add(&format!("e.paced.{name}"), percentile(&took, part));
    }

    let measured = async {
        tokio::time::sleep(2 * WARM_UP).await;
        let (used, own) = (Stopwatch::start(&patchbay.processes()), usage::own_seconds());
        let database = Stopwatch::start(&bench.database.processes());
        let (before, from) = (board.arrived(), Instant::now());
        tokio::time::sleep(bench.options.length).await;
        let (seconds, delivered) = (from.elapsed().as_secs_f64(), (board.arrived() - before) as f64);
        figures.add("e.delivered", delivered / seconds);
        figures.add("e.cpu", used.seconds() / delivered * 1000.0);
        figures.add("e.database_cpu", database.seconds() / delivered * 1000.0);
        figures.add("e.own_cpu", (usage::own_seconds() - own) / delivered * 1000.0);
        board.close();
        anyhow::Ok(())
    };
    tokio::try_join!(keep_full(&target, &board, PUBLISHERS), measured)?;
    figures.add("e.memory", patchbay.peak_mib()?);
    let missing = board.all_arrived(PATIENCE).await;
    patchbay.is_well()?;
    if missing > 0 {
        bail!("{missing} events were published and never arrived");
    }
    Ok(())
}
