//! The program itself: where it is, and one run of it.

use std::env;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::{Output, PATIENCE, eventually};

/// The line by which the server says where it listens.
const LISTENING: &str = "Patchbay is listening on ";
/// The line by which a worker says that it works.
const WORKING: &str = "Patchbay is working";

/// How a command ended, and what it wrote.
#[derive(Debug)]
pub struct CommandResult {
    /// Its exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to stdout.
    pub stdout: String,
    /// What it wrote to stderr.
    pub stderr: String,
}

impl CommandResult {
    /// Everything it wrote.
    #[must_use]
    pub fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// The built `patchbay`: `PATCHBAY_BIN`, or the one of the same build as the running test.
fn binary() -> PathBuf {
    if let Some(path) = env::var_os("PATCHBAY_BIN") {
        return path.into();
    }
    let test = env::current_exe().unwrap();
    let path = test.parent().unwrap().parent().unwrap().join("patchbay");
    assert!(path.exists(), "{} is not there: build it (make check), or set PATCHBAY_BIN", path.display());
    path
}

/// `patchbay …` with these settings and no others, so that no setting of the machine leaks in.
fn command(arguments: &[&str], environment: &[(String, String)]) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments).env_clear().env("RUST_BACKTRACE", "1");
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs `patchbay …` to its end.
pub(crate) async fn run(arguments: &[&str], environment: &[(String, String)]) -> CommandResult {
    let output = Output::default();
    let mut process = Process::spawn(arguments, environment, &output);
    let status = process.wait(2 * PATIENCE).await;
    // The pipes may still hold the last words.
    let (stdout, stderr) = eventually("the end of the output", async || output.complete()).await;
    CommandResult { code: status.code(), stdout, stderr }
}

/// One run of the server.
pub(crate) struct Process {
    child: Child,
    /// `http://127.0.0.1:…`
    pub(crate) address: String,
}

impl Process {
    fn spawn(arguments: &[&str], environment: &[(String, String)], output: &Output) -> Self {
        let mut child = command(arguments, environment).spawn().unwrap();
        output.keep_stdout(child.stdout.take().unwrap());
        output.keep_stderr(child.stderr.take().unwrap());
        Self { child, address: String::new() }
    }

    /// Starts `patchbay serve` and waits until it listens.
    pub(crate) async fn serve(environment: &[(String, String)], output: &Output) -> Self {
        let (mut process, rest) = Self::ready("serve", LISTENING, environment, output).await;
        rest.trim().trim_end_matches('/').clone_into(&mut process.address);
        process
    }

    /// Starts `patchbay worker` and waits until it works.
    pub(crate) async fn work(environment: &[(String, String)], output: &Output) -> Self {
        Self::ready("worker", WORKING, environment, output).await.0
    }

    /// Starts a command that goes on, and waits for a line that begins so; gives the rest of that line too.
    async fn ready(
        command: &str,
        beginning: &str,
        environment: &[(String, String)],
        output: &Output,
    ) -> (Self, String) {
        let before = output.stdout().len();
        let mut process = Self::spawn(&[command], environment, output);
        let deadline = Instant::now() + 3 * PATIENCE;
        loop {
            if let Some(rest) = rest_of_line(&output.stdout()[before..], beginning) {
                return (process, rest);
            }
            if let Some(status) = process.exited() {
                panic!("patchbay {command} ended at once ({status}):\n{}", output.all());
            }
            assert!(
                Instant::now() < deadline,
                "patchbay {command} does not say \"{beginning}\":\n{}",
                output.all()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// SIGTERM, and how it ended; fails when that takes longer than the 30 s that it has.
    pub(crate) async fn terminate(&mut self) -> ExitStatus {
        let kill = format!("kill -TERM {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        self.wait(Duration::from_secs(35)).await
    }

    /// The memory that it has at present, in MiB.
    pub(crate) fn resident_mib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }

    /// SIGKILL: no word of goodbye.
    pub(crate) async fn kill(&mut self) {
        self.child.kill().unwrap();
        self.wait(PATIENCE).await;
    }

    async fn wait(&mut self, patience: Duration) -> ExitStatus {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(status) = self.exited() {
                return status;
            }
            assert!(Instant::now() < deadline, "the server is still running after {} s", patience.as_secs());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// How it ended, if it did.
    pub(crate) fn exited(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn rest_of_line(stdout: &str, beginning: &str) -> Option<String> {
    let mut lines = stdout.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    lines.find_map(|line| line.strip_prefix(beginning)).map(str::to_owned)
}
