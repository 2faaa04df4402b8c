//! The built-in assistant's turn at a constant rate, each message from another sender: from the acknowledgement of a message
//! to its answer in the hands of the delivery engine, and to its arrival. Beside them stands what the same server takes for
//! the acknowledgement alone, and for an event, which has no turn.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::bail;
use chrono::{DateTime, Utc};

use crate::board::Board;
use crate::delivering::PACE;
use crate::figures::{Figures, percentile};
use crate::http::digits;
use crate::load::{PATIENCE, WARM_UP, pace, paced};
use crate::measure::Bench;
use crate::patchbay::Patchbay;
use crate::payload::MARK;
use crate::receiver::Receiver;
use crate::usage::Stopwatch;

/// When what a turn stored was begun to be delivered, by sender. One transaction stores the answer with everything that is
/// told of the turn, so the first try of any of it says that the engine has the answer; the answer's own waits for those before
/// it in its conversation's lane.
const BEGUN: &str = "SELECT conversations.sender_identifier, delivery_attempts.started_at
    FROM delivery_attempts
    JOIN deliveries ON deliveries.id = delivery_attempts.delivery_id
    JOIN conversations ON conversations.id = deliveries.conversation_id";

pub(crate) async fn measure(bench: &Bench, figures: &mut Figures) -> anyhow::Result<()> {
    let (mut patchbay, board) = (bench.patchbay().await?, Rc::new(Board::new()));
    let receiver = Receiver::of_answers(Rc::clone(&board)).await?;
    let target = patchbay.inbound_answered_to(&receiver.url()).await?;
    // The first turns of a process make what later ones find made: those that waited for it are to be gone.
    paced(&target, &board, PACE, Duration::ZERO, 2 * WARM_UP).await?;
    let (used, before) = (Stopwatch::start(&patchbay.processes()), board.begun());
    let first = paced(&target, &board, PACE, WARM_UP, bench.options.length).await?;
    let missing = board.begun() - board.arrived();
    if missing > 0 {
        bail!("{missing} of {} messages were never answered", board.begun());
    }
    let handed = handed(&patchbay, &board, first).await?;
    figures.add("i.cpu", used.seconds() / (board.begun() - before) as f64 * 1000.0);
    let (acknowledged, arrived) = (board.took_to_acknowledge(first), board.took_since_acknowledged(first));
    for (name, part) in [("p50", 50.0), ("p95", 95.0), ("p99", 99.0)] {
        figures.add(&format!("i.acknowledged.{name}"), percentile(&acknowledged, part));
        figures.add(&format!("i.handed.{name}"), percentile(&handed, part));
        figures.add(&format!("i.arrived.{name}"), percentile(&arrived, part));
    }

    let events = Rc::new(Board::new());
    let receiver = Receiver::prompt(Rc::clone(&events)).await?;
    patchbay.subscribe(&receiver.url()).await?;
    let event = pace(&patchbay.events(), &events, PACE, 2 * WARM_UP, bench.options.length).await?;
    patchbay.is_well()?;
    let event = percentile(&event, 95.0);
    figures.add("i.event.p95", event);
    figures.add("i.of_acknowledgement", percentile(&handed, 95.0) / percentile(&acknowledged, 95.0));
    figures.add("i.of_event", percentile(&arrived, 95.0) / event);
    Ok(())
}

/// How long it took from the acknowledgement of each message from this number on until the engine had its answer, in
/// milliseconds.
async fn handed(patchbay: &Patchbay, board: &Board, from: usize) -> anyhow::Result<Vec<f64>> {
    let asked_at = Instant::now();
    loop {
        // A try is written after what it sent has arrived.
        let begun = begun(patchbay).await?;
        let took = (from..board.begun()).map(|number| {
            let (begun, acknowledged) = (begun.get(&number)?, board.acknowledged_at(number)?);
            let took = (*begun - acknowledged).to_std().unwrap_or(Duration::ZERO);
            Some(took.as_secs_f64() * 1000.0)
        });
        if let Some(took) = took.collect() {
            return Ok(took);
        }
        if asked_at.elapsed() > PATIENCE {
            bail!("of some answers no try was written");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn begun(patchbay: &Patchbay) -> anyhow::Result<BTreeMap<usize, DateTime<Utc>>> {
    let mut first = BTreeMap::new();
    for (sender, at) in patchbay.instants(BEGUN).await? {
        let number = digits(sender.trim_start_matches(MARK).as_bytes());
        first.entry(number).and_modify(|first: &mut DateTime<Utc>| *first = at.min(*first)).or_insert(at);
    }
    Ok(first)
}
