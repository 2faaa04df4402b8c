//! Wires everything together; nothing else does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;
use patchbay_domain::clock::{Clock, SystemClock};
use patchbay_domain::entropy::{Entropy, SystemEntropy};
use patchbay_domain::ids::uuid_at;
use patchbay_storage::{DatabaseSettings, Storage, StorageError, Vault};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::actions::set_up::{SetUp, set_up};
use crate::actions::spend_quota::Limits;
use crate::actions::{Parts, Services, expire_raw_bodies};
use crate::assistant::builtin::BuiltinModel;
use crate::config::Config;
use crate::data_dir::DataDirLock;
use crate::egress::{EgressClient, EgressGuard};
use crate::workers::Runner;
use crate::{assistant, data_dir, http, master_key, rpc};

/// How long a stop may take: what is leased is finished until then (two thirds of it), the rest is given back.
pub const STOP_PATIENCE: Duration = Duration::from_secs(30);

/// What a process takes from its surroundings, so that tests can give it other ones.
#[derive(Clone)]
pub struct Surroundings {
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where randomness comes from.
    pub entropy: Arc<dyn Entropy>,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), entropy: Arc::new(SystemEntropy) }
    }
}

/// Opens the database for a command or a server; nothing happens by itself yet. `public_url`: the base of the URLs it
/// hands out.
///
/// # Errors
/// In words for whoever runs it, with what to do.
pub async fn open(config: &Config, surroundings: &Surroundings, public_url: Url) -> anyhow::Result<Services> {
    data_dir::create(&config.data_dir)?;
    let entropy = Arc::clone(&surroundings.entropy);
    let key = master_key::load(config.master_key.as_ref(), &config.data_dir, Some(&*entropy))?;
    let key = key.context("there is no master key")?;
    let instance = uuid_at(surroundings.clock.now(), &*entropy);
    let storage = Storage::open(&database(config), Vault::new(&key, entropy), instance).await;
    let storage = storage.map_err(|error| match error {
        StorageError::WrongMasterKey => anyhow::anyhow!(
            "the master key is not the one this database was set up with: give the right one in PATCHBAY_MASTER_KEY \
             or restore {}",
            config.data_dir.join("master.key").display()
        ),
        error => anyhow::Error::new(error).context("the database cannot be opened; check PATCHBAY_DATABASE_URL"),
    })?;
    let guard = EgressGuard::parse(&config.egress.allow).context("PATCHBAY_EGRESS_ALLOW will not do")?;
    let egress = EgressClient::new(guard).context("outbound HTTP cannot be set up")?;
    Ok(Services::from(Parts {
        storage,
        clock: Arc::clone(&surroundings.clock),
        entropy: Arc::clone(&surroundings.entropy),
        model: assistant::configured(&config.model, &egress, &surroundings.clock),
        egress,
        public_url,
        twilio_base_url: config.providers.twilio_base_url.clone(),
        disable_after: TimeDelta::days(i64::from(config.egress.disable_after_days)),
        audiences: Arc::default(),
        dispatch: Arc::default(),
        limits: Arc::new(Limits::new(config.limits.enabled)),
    }))
}

/// How the configuration names the database.
#[must_use]
pub fn database(config: &Config) -> DatabaseSettings {
    DatabaseSettings {
        url: config.database.url.clone(),
        pool_size: config.database.pool_size,
        write_queue: config.database.write_queue,
    }
}

/// Whether the list of allowed private addresses can be read: for the doctor.
///
/// # Errors
/// The entry that cannot.
pub fn check_egress(config: &Config) -> anyhow::Result<()> {
    EgressGuard::parse(&config.egress.allow).context("PATCHBAY_EGRESS_ALLOW will not do").map(drop)
}

/// The vault under the key that is there; none is made: for the doctor.
///
/// # Errors
/// A key that will not do, in words.
pub fn existing_vault(config: &Config) -> anyhow::Result<Option<Vault>> {
    let key = master_key::load(config.master_key.as_ref(), &config.data_dir, None)?;
    Ok(key.map(|key| Vault::new(&key, Arc::new(SystemEntropy))))
}

/// Whether there is a database to look at: an embedded one is made by the first start.
#[must_use]
pub fn database_exists(config: &Config) -> bool {
    config.database.url.strip_prefix("sqlite://").is_none_or(|path| std::path::Path::new(path).exists())
}

/// A server that runs.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What actions work with.
    pub services: Services,
    /// What the first start made, if this was it.
    pub set_up: Option<SetUp>,
    stop: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
    runner: JoinHandle<()>,
    _lock: Option<DataDirLock>,
}

/// Starts the server: HTTP and workers.
///
/// # Errors
/// In words for whoever runs it, with what to do.
pub async fn start(config: &Config, surroundings: &Surroundings) -> anyhow::Result<Running> {
    data_dir::create(&config.data_dir)?;
    // Several processes may share a PostgreSQL; an embedded database belongs to one.
    let lock = config.database.is_embedded().then(|| data_dir::lock(&config.data_dir)).transpose()?;
    let listener = TcpListener::bind(config.server.listen)
        .await
        .with_context(|| format!("cannot listen on {}; check PATCHBAY_LISTEN", config.server.listen))?;
    let address = listener.local_addr()?;
    let public_url = config.server.public_url_on(address)?;
    let services = open(config, surroundings, public_url).await?;
    let set_up =
        set_up(&services, &config.owner, config.time_zone).await.context("the first start failed")?;
    expire_raw_bodies::schedule(&services).await.context("housekeeping cannot be scheduled")?;
    // Off the way: compiling its patterns takes longer than a message does.
    warm_up();
    let stop = CancellationToken::new();
    let procedures =
        rpc::mount(services.clone(), stop.clone()).context("the procedures do not fit together")?;
    let router = http::router(services.clone(), procedures, &config.limits);
    let router = router.context("the REST API does not fit the procedures")?;
    let stopped = stop.clone().cancelled_owned();
    // Limits by address need the address.
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(stopped);
    let runner = Runner::new(services.clone(), stop.clone());
    Ok(Running {
        address,
        services,
        set_up,
        server: tokio::spawn(async move { serving.await }),
        runner: tokio::spawn(runner.run(STOP_PATIENCE * 2 / 3)),
        stop,
        _lock: lock,
    })
}

/// A worker that runs: it listens on nothing.
pub struct Working {
    services: Services,
    stop: CancellationToken,
    runner: JoinHandle<()>,
}

/// Starts a worker alone, beside the servers of an installation whose database several processes may share. It makes neither
/// a master key nor a first owner: those come with the first server.
///
/// # Errors
/// In words for whoever runs it, with what to do.
pub async fn work(config: &Config, surroundings: &Surroundings) -> anyhow::Result<Working> {
    anyhow::ensure!(
        !config.database.is_embedded(),
        "a worker shares the servers' PostgreSQL: give its address in PATCHBAY_DATABASE_URL. An embedded database belongs to \
         one process, and `patchbay serve` does its work"
    );
    let public_url = config.server.public_url.clone();
    let public_url = public_url.context("a worker writes links: give it the servers' PATCHBAY_PUBLIC_URL")?;
    data_dir::create(&config.data_dir)?;
    let key = master_key::load(config.master_key.as_ref(), &config.data_dir, None)?;
    key.context("a worker makes no master key: give it the servers' in PATCHBAY_MASTER_KEY")?;
    let services = open(config, surroundings, public_url).await?;
    warm_up();
    let stop = CancellationToken::new();
    let runner = Runner::new(services.clone(), stop.clone());
    Ok(Working { services, runner: tokio::spawn(runner.run(STOP_PATIENCE * 2 / 3)), stop })
}

impl Working {
    /// Stops: takes nothing new, finishes what it does, gives back the rest; [`STOP_PATIENCE`] at most.
    pub async fn stop(self) {
        self.stop.cancel();
        end_within_patience(async {
            let _ = self.runner.await;
            self.services.storage.close().await;
        })
        .await;
    }
}

impl Running {
    /// Stops: takes nothing new, finishes what it does, gives back the rest; [`STOP_PATIENCE`] at most.
    pub async fn stop(self) {
        self.stop.cancel();
        let server = self.server;
        end_within_patience(async {
            let _ = tokio::join!(self.runner, async {
                // A connection that never ends is no reason to stay.
                let _ = tokio::time::timeout(STOP_PATIENCE * 2 / 3, server).await;
            });
            self.services.storage.close().await;
        })
        .await;
    }
}

async fn end_within_patience(ending: impl Future<Output = ()>) {
    if tokio::time::timeout(STOP_PATIENCE, ending).await.is_err() {
        tracing::warn!("stopped without everything being finished; it is taken up at the next start");
    }
}

/// Makes the built-in assistant's patterns ready beside the start. Not in a debug build: unoptimised it takes a second of the
/// processor, and every test starts a server, of which few read a message.
fn warm_up() {
    if !cfg!(debug_assertions) {
        tokio::task::spawn_blocking(|| BuiltinModel::default().warm_up());
    }
}
