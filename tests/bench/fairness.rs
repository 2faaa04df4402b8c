//! Whether a receiver that is dead and one that takes half a minute slow down one that is well.

use std::rc::Rc;
use std::time::Duration;

use crate::board::Board;
use crate::delivering::PACE;
use crate::figures::{Figures, percentile};
use crate::load::{WARM_UP, pace};
use crate::measure::Bench;
use crate::receiver::{Receiver, dead_url};

/// How long the slow one takes: as long as Patchbay waits.
const SLOW: Duration = Duration::from_secs(30);

/// The same events to the healthy one alone, and then to all three. Twice as long as other parts: the slow one has as many
/// under way as it may only after a while.
pub(crate) async fn measure(bench: &Bench, figures: &mut Figures) -> anyhow::Result<()> {
    let (mut patchbay, board) = (bench.patchbay().await?, Rc::new(Board::new()));
    let length = 2 * bench.options.length;
    let healthy = Receiver::prompt(Rc::clone(&board)).await?;
    patchbay.subscribe(&healthy.url()).await?;
    let target = patchbay.events();
    let alone = percentile(&pace(&target, &board, PACE, 2 * WARM_UP, length).await?, 95.0);

    let slow = Receiver::slow(SLOW).await?;
    patchbay.subscribe(&slow.url()).await?;
    patchbay.subscribe(&dead_url()?).await?;
    // No warm-up: that the dead one is tried and given up belongs to it.
    let beside = percentile(&pace(&target, &board, PACE, Duration::ZERO, length).await?, 95.0);
    patchbay.is_well()?;
    figures.add("f.alone", alone);
    figures.add("f.beside", beside);
    figures.add("f.ratio", beside / alone);
    Ok(())
}
