//! The server with the model: one that is started here and ended with this, or one that runs already.

use std::env;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use reqwest::Client;
use tempfile::TempDir;

/// How long it may take to load the model, and to get done with what nobody waits for any more.
const PATIENCE: Duration = Duration::from_secs(300);

/// Tokens that it can read and write in one go. Instructions, turn and answer take about 1,500, a second try some more. With a
/// larger context a model that never comes to an end would keep the server busy for many minutes, for nobody.
const CONTEXT: &str = "3072";

/// A server that speaks as OpenAI's does.
pub(crate) struct ModelServer {
    started: Option<Started>,
    client: Client,
    /// What `/chat/completions` follows.
    pub(crate) base_url: String,
    /// What the model is called.
    pub(crate) name: String,
}

/// A process of our own.
struct Started {
    child: Child,
    folder: TempDir,
}

impl ModelServer {
    /// The one that the environment speaks of, once it answers.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        // Once for all; reqwest asks for a TLS provider even where there is no TLS.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder().no_proxy().build()?;
        if let Some(base_url) = setting("REAL_MODEL_URL") {
            let name = setting("REAL_MODEL_NAME").context("REAL_MODEL_NAME is missing")?;
            return Ok(Self { started: None, client, base_url, name });
        }
        let python =
            setting("REAL_MODEL_PYTHON").context("REAL_MODEL_PYTHON is missing: scripts/real-model")?;
        let file = PathBuf::from(setting("REAL_MODEL_FILE").context("REAL_MODEL_FILE is missing")?);
        let name = file.file_stem().context("REAL_MODEL_FILE names no file")?.to_string_lossy().into_owned();
        // Free a moment ago; where somebody else was quicker, it ends at once and says so.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port().to_string();
        let folder = TempDir::with_prefix("patchbay-real-model-")?;
        let log = File::create(folder.path().join("log"))?;
        // Its threads wait for each other by spinning: where one of them shares its core with something else, such as Patchbay,
        // all of them stand still, and it is ten times slower than with a thread less.
        let threads = available_parallelism()?.get().saturating_sub(1).max(1).to_string();
        let mut command = Command::new(&python);
        command.args(["-m", "llama_cpp.server", "--host", "127.0.0.1", "--port", &port, "--n_ctx", CONTEXT]);
        command.args([
            "--n_threads",
            &threads,
            "--n_threads_batch",
            &threads,
            "--model_alias",
            &name,
            "--model",
        ]);
        command.arg(&file).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = command.spawn().with_context(|| format!("{python} does not start"))?;
        let base_url = format!("http://127.0.0.1:{port}/v1");
        let mut server = Self { started: Some(Started { child, folder }), client, base_url, name };
        server.idle().await?;
        Ok(server)
    }

    /// Waits until it has nothing to do. It takes one request after another, this one too, and goes on with what nobody waits
    /// for any more.
    pub(crate) async fn idle(&mut self) -> anyhow::Result<()> {
        let Some(started) = &mut self.started else { return Ok(()) };
        let asked_at = Instant::now();
        let url = format!("{}/models", self.base_url);
        loop {
            let asked = self.client.get(&url).timeout(PATIENCE).send().await;
            if asked.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            let status = started.child.try_wait()?;
            if status.is_some() || asked_at.elapsed() > PATIENCE {
                let log = fs::read_to_string(started.folder.path().join("log")).unwrap_or_default();
                let lines: Vec<_> = log.lines().collect();
                let last = lines[lines.len().saturating_sub(20)..].join("\n");
                bail!("the model server does not answer ({status:?}):\n{last}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // It keeps nothing, so it need not finish anything. It may be gone already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
