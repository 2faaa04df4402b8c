//! A program that is measured, which is ended with what measures it.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

const PATIENCE: Duration = Duration::from_secs(60);

/// A running program.
pub(crate) struct Program {
    child: Child,
    output: PathBuf,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

impl Program {
    /// Starts it and waits until it says where it listens. What it writes goes into the folder.
    pub(crate) async fn start(command: &mut Command, folder: &Path) -> anyhow::Result<Self> {
        let output = folder.join("output");
        let (out, err) = (File::create(&output)?, File::options().append(true).open(&output)?);
        let name = command.get_program().to_owned();
        let child = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn();
        let child = child.with_context(|| format!("{} does not start", name.display()))?;
        let mut program = Self { child, output, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(address) = program.listening() {
                program.address = address;
                return Ok(program);
            }
            program.is_well()?;
            if Instant::now() > deadline {
                bail!("{} does not say where it listens:\n{}", name.display(), program.said());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Its id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Fails where it ended, or wrote of an error.
    pub(crate) fn is_well(&mut self) -> anyhow::Result<()> {
        let said = self.said();
        if let Some(status) = self.child.try_wait()? {
            bail!("the program that is measured ended, {status}:\n{said}");
        }
        let bad = |line: &&str| line.contains("panicked at") || line.contains("ERROR");
        match said.lines().find(bad) {
            Some(line) => bail!("the program that is measured wrote: {line}"),
            None => Ok(()),
        }
    }

    fn said(&self) -> String {
        fs::read_to_string(&self.output).unwrap_or_default()
    }

    fn listening(&self) -> Option<SocketAddr> {
        let said = self.said();
        let (_, rest) = said.split_once("listening on http://")?;
        let (address, _) = rest.split_once('\n')?;
        address.trim_end_matches('/').parse().ok()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Its data is thrown away, so it need not finish anything. It may be gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
