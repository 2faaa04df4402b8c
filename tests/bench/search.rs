//! What is found among very many deliveries, by each filter there is. They wait behind a subscription that is off, so that
//! nothing else goes on.

use std::rc::Rc;
use std::time::Instant;

use crate::backlog::{BATCH, pile_up};
use crate::board::Board;
use crate::figures::Figures;
use crate::measure::Bench;
use crate::receiver::Receiver;

/// How often each is asked; the longest counts, which is the first: nothing is in memory yet.
const TIMES: usize = 3;

pub(crate) async fn measure(bench: &Bench, figures: &mut Figures) -> anyhow::Result<()> {
    let (mut patchbay, board) = (bench.patchbay().await?, Rc::new(Board::new()));
    let receiver = Receiver::prompt(Rc::clone(&board)).await?;
    let subscription = patchbay.subscribe(&receiver.url()).await?;
    patchbay.switch(&subscription, false).await?;
    pile_up(&patchbay, &board, bench.options.found_among.div_ceil(BATCH)).await?;
    let of_webhook = format!("webhookId={subscription}");
    // Of most kinds there are all or none, which are the least and the most that a filter has to look at.
    let mut slowest: f64 = 0.0;
    for query in [
        "",
        "limit=100",
        of_webhook.as_str(),
        "status=held",
        "status=failed",
        "status=success",
        "eventType=lead.created",
        "eventType=task.completed",
        "kind=reply",
        "until=2020-01-01T00:00:00Z",
        "since=2020-01-01T00:00:00Z&status=success",
        "search=nowhere+to+be+found",
        "search=lead",
    ] {
        let mut took: f64 = 0.0;
        for _ in 0..TIMES {
            let from = Instant::now();
            patchbay.deliveries(query).await?;
            took = took.max(from.elapsed().as_secs_f64() * 1000.0);
        }
        eprintln!("  h: {took:>6.0} ms for /api/v1/deliveries?{query}");
        slowest = slowest.max(took);
    }
    figures.add("h.slowest", slowest);
    patchbay.is_well()
}
