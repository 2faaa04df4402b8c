//! `patchbay worker`.

use patchbay::app::{self, Surroundings};
use patchbay::config::Config;

use super::signals::StopSignals;

pub(crate) async fn worker(config: &Config) -> anyhow::Result<()> {
    let mut signals = StopSignals::listen()?;
    let working = app::work(config, &Surroundings::default()).await?;
    println!("Patchbay is working, beside the servers of the same database");
    signals.received().await;
    working.stop().await;
    tracing::info!("stopped");
    Ok(())
}
