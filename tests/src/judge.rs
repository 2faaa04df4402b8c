//! The judges: the packages that others use to speak with what Patchbay speaks with, in one Node process beside the
//! tests (`tests/judges`).

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::{env, thread};

use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::{Output, PATIENCE};

type Waiting = Arc<Mutex<HashMap<u64, oneshot::Sender<Result<Value, String>>>>>;

/// The process; one for all tests of a binary. It ends when its stdin is closed, so with the tests, however they end.
static JUDGE: OnceLock<Result<Judge, String>> = OnceLock::new();

/// Speaks with the judges.
pub struct Judge {
    stdin: Mutex<ChildStdin>,
    /// Those who wait for an answer; none any more once the process is gone.
    waiting: Waiting,
    last_id: AtomicU64,
    output: Output,
    _process: Child,
}

impl Judge {
    /// The judges, started at the first call.
    pub fn get() -> &'static Self {
        match JUDGE.get_or_init(Self::start) {
            Ok(judge) => judge,
            Err(problem) => panic!("{problem}"),
        }
    }

    fn start() -> Result<Self, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("judges");
        if !folder.join("node_modules/.package-lock.json").exists() {
            return Err("the judges are not installed: run `npm --prefix tests/judges ci`".into());
        }
        let mut command = Command::new("node");
        // The packages read settings of their own from the environment: none of them.
        command.arg(folder.join("judge.mjs")).env_clear().env("PATH", env::var("PATH").unwrap_or_default());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().map_err(|error| {
            format!(
                "`node` does not start ({error}): install Node 20, then run `npm --prefix tests/judges ci`"
            )
        })?;
        let output = Output::default();
        output.keep_stderr(process.stderr.take().unwrap());
        let waiting = Waiting::default();
        let (answers, told) = (BufReader::new(process.stdout.take().unwrap()), waiting.clone());
        thread::spawn(move || {
            for line in answers.lines().map_while(Result::ok) {
                tell(&told, &line);
            }
            // Whoever still waits learns that nothing will come.
            told.lock().unwrap().clear();
        });
        let stdin = Mutex::new(process.stdin.take().unwrap());
        Ok(Self { stdin, waiting, last_id: AtomicU64::new(0), output, _process: process })
    }

    /// What the judge says; fails the test when it cannot.
    pub(crate) async fn call(&self, call: &str, input: Value) -> Value {
        let (sender, receiver) = oneshot::channel();
        self.ask(call, input, Some(sender));
        match tokio::time::timeout(PATIENCE, receiver).await {
            Ok(Ok(Ok(result))) => result,
            Ok(Ok(Err(problem))) => panic!("the judge: {problem}"),
            Ok(Err(_)) => panic!(
                "the judges have ended; if a package is missing, run `npm --prefix tests/judges ci`\n{}",
                self.output.all()
            ),
            Err(_) => panic!("{call} took more than {} s", PATIENCE.as_secs()),
        }
    }

    /// Says something to which no answer is needed.
    pub(crate) fn tell(&self, call: &str, input: Value) {
        self.ask(call, input, None);
    }

    fn ask(&self, call: &str, input: Value, sender: Option<oneshot::Sender<Result<Value, String>>>) {
        let id = self.last_id.fetch_add(1, Ordering::Relaxed);
        if let Some(sender) = sender {
            self.waiting.lock().unwrap().insert(id, sender);
        }
        let line = format!("{}\n", json!({ "id": id, "call": call, "input": input }));
        if self.stdin.lock().unwrap().write_all(line.as_bytes()).is_err() {
            self.waiting.lock().unwrap().remove(&id);
        }
    }

    /// Fails unless the reference library of Standard Webhooks takes these headers and this body. `key`: a channel's
    /// secret key, as its 64 characters.
    pub async fn assert_standard_webhook(&self, key: &str, request: &crate::Received) {
        use base64::Engine;
        let secret = base64::engine::general_purpose::STANDARD.encode(key);
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        let headers: Vec<_> = names.iter().map(|name| (name, request.header(name))).collect();
        let body = std::str::from_utf8(&request.body).unwrap();
        let input = json!({ "secret": format!("whsec_{secret}"), "headers": headers, "body": body });
        let problem = self.call("webhooks.verify", input).await;
        assert!(problem.is_null(), "Standard Webhooks' own library says: {problem}");
    }
}

fn tell(waiting: &Waiting, line: &str) {
    let answer: Value = serde_json::from_str(line).unwrap();
    let sender = waiting.lock().unwrap().remove(&answer["id"].as_u64().unwrap());
    let result = match answer["error"].as_str() {
        None => Ok(answer["result"].clone()),
        Some(problem) => Err(problem.to_owned()),
    };
    if let Some(sender) = sender {
        // Nobody waits any more: the test has ended.
        drop(sender.send(result));
    }
}
