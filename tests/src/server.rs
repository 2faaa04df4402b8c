//! A running Patchbay of a test's own.

use std::env;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::Duration;

use reqwest::Client;
use tempfile::TempDir;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::database::{TestDatabase, postgres_url};
use crate::process::{self, Process};
use crate::{
    API_TOKEN, ClosedReceiver, CommandResult, Instance, Output, PATIENCE, Receiver, Rpc, Setup, SmtpJudge,
    Worker, eventually_within,
};

/// Servers at a time; more of them only wait for each other.
static PLACES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let places = env::var("PATCHBAY_TEST_SERVERS").map_or(4, |text| text.parse().unwrap());
    Arc::new(Semaphore::new(places))
});

/// Whether these tests run on SQLite, not on PostgreSQL.
#[must_use]
pub fn runs_on_sqlite() -> bool {
    postgres_url().is_none()
}

/// A running Patchbay. Every test ends with [`TestServer::finish`], which looks whether something was left behind.
pub struct TestServer {
    setup: Setup,
    process: Option<Process>,
    output: Output,
    database: TestDatabase,
    data_dir: TempDir,
    client: Client,
    receivers: Vec<Receiver>,
    mail_servers: Vec<SmtpJudge>,
    finished: bool,
    _place: OwnedSemaphorePermit,
}

impl TestServer {
    /// With an owner and nothing else.
    pub async fn start() -> Self {
        Setup::default().start().await
    }

    pub(crate) async fn with(setup: Setup) -> Self {
        // Once for all tests; reqwest asks for a TLS provider even where there is no TLS.
        drop(rustls::crypto::ring::default_provider().install_default());
        let place = PLACES.clone().acquire_owned().await.unwrap();
        let data_dir = TempDir::with_prefix("patchbay-data-").unwrap();
        let database = TestDatabase::create().await;
        let mut setup = setup.set("PATCHBAY_DATA_DIR", data_dir.path().to_str().unwrap());
        if let Some(url) = database.url() {
            setup = setup.set("PATCHBAY_DATABASE_URL", url);
        }
        let (receivers, mail_servers) = (setup.receivers.clone(), setup.mail_servers.clone());
        let mut server = Self {
            setup,
            process: None,
            output: Output::default(),
            database,
            data_dir,
            client: Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            receivers,
            mail_servers,
            finished: false,
            _place: place,
        };
        server.start_again().await;
        server
    }

    /// `http://127.0.0.1:…`, without a slash.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.process.as_ref().unwrap().address
    }

    /// The client that calls it; it follows no redirects.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Calls procedures as the owner.
    #[must_use]
    pub fn rpc(&self) -> Rpc {
        Rpc::new(self.client(), self.address().to_owned()).with_token(API_TOKEN)
    }

    /// What it has written so far.
    #[must_use]
    pub fn output(&self) -> &Output {
        &self.output
    }

    /// Where its files are.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    /// A system for it to call, whose every request the test has to take.
    pub fn receiver(&mut self) -> Receiver {
        let receiver = Receiver::start();
        self.receivers.push(receiver.clone());
        receiver
    }

    /// A system for it to call that the test made, whose every request the test has to take.
    pub fn watch(&mut self, receiver: Receiver) -> Receiver {
        self.receivers.push(receiver.clone());
        receiver
    }

    /// The same, which was not there until now.
    pub fn open(&mut self, closed: ClosedReceiver) -> Receiver {
        let receiver = closed.open();
        self.receivers.push(receiver.clone());
        receiver
    }

    /// SIGTERM; the server must end well, in time.
    pub async fn stop(&mut self) {
        let status = self.process.as_mut().unwrap().terminate().await;
        assert!(status.success(), "after SIGTERM the server ended with {status}:\n{}", self.output.all());
        self.process = None;
    }

    /// SIGKILL.
    pub async fn kill9(&mut self) {
        self.process.as_mut().unwrap().kill().await;
        self.process = None;
    }

    /// Starts it on what it left; it gets a new port.
    pub async fn start_again(&mut self) {
        let environment = self.environment(&[]);
        self.process = Some(Process::serve(&environment, &self.output).await);
    }

    /// Stops it and starts it again.
    pub async fn restart(&mut self) {
        self.stop().await;
        self.start_again().await;
    }

    /// Makes a second organization; the API token of its owner. The server is started anew for it: the embedded database
    /// belongs to one process at a time.
    pub async fn second_organization(&mut self) -> String {
        self.stop().await;
        let made = self
            .run(&["organization", "create", "--name", "Other", "--owner-email", "eve@example.com"])
            .await;
        assert_eq!(made.code, Some(0), "{}", made.all());
        assert!(made.stdout.contains("/app/sign-in?token="), "{}", made.all());
        self.start_again().await;
        let (_, rest) = made.stdout.split_once("API token: ").unwrap();
        rest.split_whitespace().next().unwrap().to_owned()
    }

    /// Changes a setting for the next start.
    pub fn set(&mut self, name: &str, value: &str) {
        self.setup = self.setup.clone().set(name, value);
    }

    /// A setting that it was given.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.setup.environment.get(name).map(String::as_str)
    }

    /// Starts another server with the same settings beside it.
    pub async fn another_instance(&self) -> Instance {
        Instance::start(&self.environment(&[]), self.client()).await
    }

    /// Starts a worker beside it, with its settings and address.
    pub async fn worker(&self) -> Worker {
        let environment = self.environment(&[("PATCHBAY_PUBLIC_URL", self.address())]);
        Worker::start(&environment).await
    }

    /// Another server beside it; none on SQLite, where the database belongs to one process.
    pub async fn second_instance(&self) -> Option<Instance> {
        if runs_on_sqlite() { None } else { Some(self.another_instance().await) }
    }

    /// Runs `patchbay …` with the server's own settings.
    pub async fn run(&self, arguments: &[&str]) -> CommandResult {
        process::run(arguments, &self.environment(&[])).await
    }

    /// Runs `patchbay …` with some settings changed.
    pub async fn run_with(&self, arguments: &[&str], changed: &[(&str, &str)]) -> CommandResult {
        process::run(arguments, &self.environment(changed)).await
    }

    fn environment(&self, changed: &[(&str, &str)]) -> Vec<(String, String)> {
        let changed = changed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut environment = self.setup.environment.clone();
        environment.extend(changed);
        environment.into_iter().collect()
    }

    /// Asks the database itself, behind the server's back; the query gives one text column.
    pub async fn database_texts(&self, sql: &str) -> Vec<String> {
        self.database.texts(self.data_dir(), sql).await
    }

    /// How the database goes about a query, a line a step.
    pub async fn query_plan(&self, sql: &str) -> String {
        self.database.plan(self.data_dir(), sql).await
    }

    /// The memory that it has at present, in MiB.
    #[must_use]
    pub fn resident_mib(&self) -> u64 {
        self.process.as_ref().unwrap().resident_mib()
    }

    /// In which files and columns any of these texts is kept.
    pub async fn places_of(&self, texts: &[String]) -> Vec<String> {
        self.database.places_of(self.data_dir(), texts).await
    }

    /// The jobs that are not done, Patchbay's recurring one left out, and those that wait for a task's deadline.
    pub async fn jobs(&self) -> Vec<String> {
        let sql = "SELECT kind || ' ' || state || ' ' || COALESCE(last_error, '')
            FROM jobs WHERE kind NOT IN ('expire_raw_bodies', 'remind_of_task')";
        self.database_texts(sql).await
    }

    /// Waits until every job is done.
    pub async fn idle(&self) {
        self.idle_within(PATIENCE).await;
    }

    /// The same with more patience.
    pub async fn idle_within(&self, patience: Duration) {
        let done = async || self.jobs().await.is_empty().then_some(());
        eventually_within(patience, "the last job to be done", done).await;
    }

    /// Ends it at once, where somebody stopped what it was for: nothing is looked at.
    pub async fn abandon(mut self) {
        self.process = None;
        self.database.remove().await;
        self.finished = true;
    }

    /// The end of every test: no job is left, the server stops well, nobody was called unexpectedly, no panic and no
    /// error in the log.
    pub async fn finish(mut self) {
        self.idle().await;
        if self.process.is_some() {
            self.stop().await;
        }
        for receiver in &self.receivers {
            let untaken = receiver.untaken();
            assert!(untaken.is_empty(), "requests that nobody expected: {untaken:#?}");
        }
        for mail_server in &self.mail_servers {
            let left = mail_server.left().await;
            assert!(
                left.is_empty(),
                "mails that nobody expected, or a script not played to its end: {left:#?}"
            );
        }
        let output = self.output.all();
        let bad = |line: &&str| line.contains("panicked at") || line.contains("ERROR");
        let bad: Vec<_> = output.lines().filter(bad).collect();
        assert!(bad.is_empty(), "the server logged:\n{}", bad.join("\n"));
        self.database.remove().await;
        self.finished = true;
    }
}

impl Drop for TestServer {
    #[expect(clippy::print_stderr, reason = "the log of a failed test's server helps to understand it")]
    fn drop(&mut self) {
        if thread::panicking() {
            let output = self.output.all();
            let lines: Vec<_> = output.lines().collect();
            eprintln!("The server's last words:\n{}", lines[lines.len().saturating_sub(40)..].join("\n"));
        } else {
            assert!(self.finished, "a test ends with server.finish().await");
        }
    }
}
