//! The three ways to put on load: as fast as answers come, as fast as deliveries arrive, and at a constant rate.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::bail;
use tokio::task::JoinSet;

use crate::board::Board;
use crate::http::Connection;
use crate::payload::Target;

/// Before anything counts.
pub(crate) const WARM_UP: Duration = Duration::from_millis(500);

/// How long to wait for what has not arrived yet, since the last arrival.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What came of a load.
pub(crate) struct Loaded {
    /// Requests that were taken, a second.
    pub(crate) rate: f64,
    /// From sending a request to its answer, in milliseconds.
    pub(crate) took: Vec<f64>,
}

/// Posts over so many connections, each the next request when it has the answer to the one before.
pub(crate) async fn saturate(
    target: &Target,
    board: &Rc<Board>,
    connections: usize,
    length: Duration,
) -> anyhow::Result<Loaded> {
    let from = Instant::now() + WARM_UP;
    let until = from + length;
    let mut posting = JoinSet::new();
    for _ in 0..connections {
        let (mut target, board) = (target.clone(), Rc::clone(board));
        let mut connection = Connection::open(target.address).await?;
        posting.spawn_local(async move {
            let mut took = Vec::new();
            loop {
                let begun = Instant::now();
                if begun >= until {
                    return anyhow::Ok(took);
                }
                accepted(connection.call(target.numbered(board.begin())).await?)?;
                let now = Instant::now();
                if now >= from && now < until {
                    took.push((now - begun).as_secs_f64() * 1000.0);
                }
            }
        });
    }
    let mut all = Vec::new();
    while let Some(took) = posting.join_next().await {
        all.extend(took??);
    }
    Ok(Loaded { rate: all.len() as f64 / length.as_secs_f64(), took: all })
}

/// Publishes over so many connections as fast as what was published arrives, until the board's window is closed.
pub(crate) async fn keep_full(target: &Target, board: &Rc<Board>, connections: usize) -> anyhow::Result<()> {
    let mut posting = JoinSet::new();
    for _ in 0..connections {
        let (mut target, board) = (target.clone(), Rc::clone(board));
        let mut connection = Connection::open(target.address).await?;
        posting.spawn_local(async move {
            while let Some(number) = board.begin_in_window().await {
                accepted(connection.call(target.numbered(number)).await?)?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(posted) = posting.join_next().await {
        posted??;
    }
    Ok(())
}

/// Publishes at a constant rate and waits for the arrivals, as [`paced`] does. How long each took from the beginning of its
/// publishing, in milliseconds, but for those of the warm-up.
pub(crate) async fn pace(
    target: &Target,
    board: &Rc<Board>,
    a_second: u32,
    warm_up: Duration,
    length: Duration,
) -> anyhow::Result<Vec<f64>> {
    Ok(board.took(paced(target, board, a_second, warm_up, length).await?))
}

/// Sends so many a second, whether they arrive or not, and waits for the arrivals. The number of the first one after the
/// warm-up.
pub(crate) async fn paced(
    target: &Target,
    board: &Rc<Board>,
    a_second: u32,
    warm_up: Duration,
    length: Duration,
) -> anyhow::Result<usize> {
    let idle: Rc<RefCell<Vec<Connection>>> = Rc::default();
    let (start, spacing) = (tokio::time::Instant::now(), Duration::from_secs(1) / a_second);
    let mut posting = JoinSet::new();
    let mut first = None;
    let mut at = Duration::ZERO;
    while at < warm_up + length {
        tokio::time::sleep_until(start + at).await;
        let free = idle.borrow_mut().pop();
        let mut connection = match free {
            Some(connection) => connection,
            None => Connection::open(target.address).await?,
        };
        let number = board.begin();
        if at >= warm_up {
            first.get_or_insert(number);
        }
        let (mut target, idle, board) = (target.clone(), Rc::clone(&idle), Rc::clone(board));
        posting.spawn_local(async move {
            accepted(connection.call(target.numbered(number)).await?)?;
            board.acknowledge(number);
            idle.borrow_mut().push(connection);
            anyhow::Ok(())
        });
        at += spacing;
    }
    while let Some(posted) = posting.join_next().await {
        posted??;
    }
    // What did not arrive counts for as long as this waited for it.
    board.all_arrived(PATIENCE).await;
    Ok(first.unwrap_or_else(|| board.begun()))
}

fn accepted(status: u16) -> anyhow::Result<()> {
    match status {
        200..300 => Ok(()),
        _ => bail!("a request was answered with {status}"),
    }
}
