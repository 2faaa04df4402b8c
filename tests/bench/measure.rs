//! One round: each part once, with its figures by name.

use std::process::Command;
use std::rc::Rc;

use crate::board::Board;
use crate::database::Database;
use crate::figures::{Figures, percentile};
use crate::load::{Loaded, saturate};
use crate::options::Options;
use crate::patchbay::Patchbay;
use crate::payload::{Target, event};
use crate::program::Program;
use crate::receiver::Receiver;
use crate::{backlog, delivering, fairness, search, turns};

/// What measurements need.
pub(crate) struct Bench {
    /// What to measure.
    pub(crate) options: Options,
    /// On what.
    pub(crate) database: Database,
}

impl Bench {
    /// Measures every part that is asked for once.
    pub(crate) async fn round(&self, figures: &mut Figures) -> anyhow::Result<()> {
        for part in ["a", "b", "c", "d"] {
            if !self.options.has(part) {
                continue;
            }
            for connections in &self.options.connections {
                let loaded = self.receiving(part, *connections).await?;
                figures.add(&format!("{part}.{connections}.rate"), loaded.rate);
                figures.add(&format!("{part}.{connections}.p50"), percentile(&loaded.took, 50.0));
                figures.add(&format!("{part}.{connections}.p95"), percentile(&loaded.took, 95.0));
            }
        }
        if self.options.has("e") {
            delivering::measure(self, figures).await?;
        }
        if self.options.has("f") {
            fairness::measure(self, figures).await?;
        }
        if self.options.has("g") {
            backlog::measure(self, figures).await?;
        }
        if self.options.has("i") {
            turns::measure(self, figures).await?;
        }
        // Once: most of it is publishing them.
        if self.options.has("h") && figures.median("h.slowest").is_none() {
            search::measure(self, figures).await?;
        }
        Ok(())
    }

    /// A Patchbay of a measurement's own.
    pub(crate) async fn patchbay(&self) -> anyhow::Result<Patchbay> {
        Patchbay::start(&self.options.programs, &self.database).await
    }

    async fn receiving(&self, part: &str, connections: usize) -> anyhow::Result<Loaded> {
        let (board, length) = (Rc::new(Board::new()), self.options.length);
        if part == "a" || part == "b" {
            let place = self.database.fresh().await?;
            let mut command = Command::new(self.options.programs.join("bare"));
            match (part, &place.url) {
                ("a", _) => &mut command,
                (_, None) => command.arg("sqlite").arg(place.folder()),
                (_, Some(url)) => command.arg("postgres").arg(url),
            };
            let mut program = Program::start(&mut command, place.folder()).await?;
            let target = Target::new(program.address, "/", None, &event());
            let loaded = saturate(&target, &board, connections, length).await?;
            program.is_well()?;
            return Ok(loaded);
        }
        let mut patchbay = self.patchbay().await?;
        let receiver = Receiver::prompt(Rc::clone(&board)).await?;
        let target = if part == "c" {
            patchbay.subscribe(&receiver.url()).await?;
            patchbay.events()
        } else {
            patchbay.inbound().await?
        };
        let loaded = saturate(&target, &board, connections, length).await?;
        patchbay.is_well()?;
        Ok(loaded)
    }
}
