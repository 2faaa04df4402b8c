//! Deliveries pile up behind a subscription that is off, and leave when it is on again.

use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::bail;
use tokio::task::JoinSet;

use crate::board::Board;
use crate::figures::Figures;
use crate::http::Connection;
use crate::load::PATIENCE;
use crate::measure::Bench;
use crate::patchbay::Patchbay;
use crate::receiver::Receiver;
use crate::usage::Stopwatch;

/// Events a request; the most that are taken.
pub(crate) const BATCH: usize = 100;

/// Requests at a time.
const PUBLISHERS: usize = 4;

/// The peak is of both, piling up and leaving.
pub(crate) async fn measure(bench: &Bench, figures: &mut Figures) -> anyhow::Result<()> {
    let (mut patchbay, board) = (bench.patchbay().await?, Rc::new(Board::new()));
    let receiver = Receiver::prompt(Rc::clone(&board)).await?;
    let subscription = patchbay.subscribe(&receiver.url()).await?;
    patchbay.switch(&subscription, false).await?;
    patchbay.forget_peak();
    let from = Instant::now();
    pile_up(&patchbay, &board, bench.options.backlog.div_ceil(BATCH)).await?;
    figures.add("g.published", board.begun() as f64 / from.elapsed().as_secs_f64());
    if board.arrived() > 0 {
        bail!("{} were delivered although the subscription is off", board.arrived());
    }

    let (used, from) = (Stopwatch::start(&patchbay.processes()), Instant::now());
    patchbay.switch(&subscription, true).await?;
    let missing = board.all_arrived(PATIENCE).await;
    let seconds = (board.last_arrival() - from).as_secs_f64();
    figures.add("g.drained", board.arrived() as f64 / seconds);
    figures.add("g.cpu", used.seconds() / board.arrived() as f64 * 1000.0);
    // What it keeps of the last ones is written after they arrived.
    tokio::time::sleep(Duration::from_millis(500)).await;
    figures.add("g.memory", patchbay.peak_mib()?);
    patchbay.is_well()?;
    if missing > 0 {
        bail!("{missing} of {} events never arrived", board.begun());
    }
    Ok(())
}

/// Publishes so many batches.
pub(crate) async fn pile_up(patchbay: &Patchbay, board: &Rc<Board>, batches: usize) -> anyhow::Result<()> {
    let mut posting = JoinSet::new();
    for publisher in 0..PUBLISHERS {
        let (mut target, board) = (patchbay.batches(BATCH), Rc::clone(board));
        let mut connection = Connection::open(target.address).await?;
        posting.spawn_local(async move {
            for _ in (publisher..batches).step_by(PUBLISHERS) {
                let first = board.begin();
                for _ in 1..BATCH {
                    board.begin();
                }
                let status = connection.call(target.numbered(first)).await?;
                if status != 201 {
                    bail!("a batch was answered with {status}");
                }
            }
            Ok(())
        });
    }
    while let Some(posted) = posting.join_next().await {
        posted??;
    }
    Ok(())
}
