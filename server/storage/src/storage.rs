//! The whole of it, opened.

use std::sync::Arc;

use patchbay_domain::ids::OrganizationId;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Statement};
use uuid::Uuid;

use crate::channels::KnownChannels;
use crate::credentials::KnownTokens;
use crate::database::{self, Connections, DatabaseSettings};
use crate::entities::deployment;
use crate::error::StorageError;
use crate::scope::Scope;
use crate::signals::Signals;
use crate::vault::Vault;
use crate::writer::{Shared, Writer};

/// The row that proves that the master key is the right one.
const KEY_PROOF: &str = "master key proof";
const KEY_PROOF_TEXT: &[u8] = b"patchbay";

/// Patchbay's data.
#[derive(Debug, Clone)]
pub struct Storage {
    connections: Connections,
    vault: Arc<Vault>,
    signals: Signals,
    writer: Writer,
    known_channels: KnownChannels,
    known_tokens: KnownTokens,
}

/// What the doctor is told of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Whether a schema is there.
    pub migrated: bool,
    /// Whether the master key opens what is stored; none: nothing is stored yet.
    pub key_fits: Option<bool>,
    /// Organizations.
    pub organizations: u64,
}

impl Storage {
    /// Connects, brings the schema up to date, checks the master key, starts the writer. `instance` tells this process
    /// from others on the same database.
    ///
    /// # Errors
    /// [`StorageError::WrongMasterKey`]; else the database's own.
    pub async fn open(
        settings: &DatabaseSettings,
        vault: Vault,
        instance: Uuid,
    ) -> Result<Self, StorageError> {
        let connections = database::connect(settings).await?;
        database::migrate(&connections).await?;
        prove_key(&connections, &vault).await?;
        let (signals, said) = match connections.backend {
            DbBackend::Postgres => {
                let (signals, said) = Signals::among_instances();
                (signals, Some(said))
            }
            _ => (Signals::default(), None),
        };
        let vault = Arc::new(vault);
        let shared = Arc::new(Shared {
            connections: connections.clone(),
            vault: Arc::clone(&vault),
            signals: signals.clone(),
            instance,
        });
        if let Some(said) = said {
            tokio::spawn(crate::listen::run(Arc::clone(&shared)));
            tokio::spawn(crate::listen::tell(Arc::clone(&shared), said));
        }
        let writer = Writer::start(shared, settings.write_queue)?;
        let (known_channels, known_tokens) = (KnownChannels::default(), KnownTokens::default());
        Ok(Self { connections, vault, signals, writer, known_channels, known_tokens })
    }

    /// Connects and only looks: for the doctor.
    ///
    /// # Errors
    /// The database's own.
    pub async fn examine(settings: &DatabaseSettings, vault: &Vault) -> Result<Health, StorageError> {
        let connections = database::connect(settings).await?;
        let Ok(proof) = deployment::Entity::find_by_id(KEY_PROOF).one(&connections.read).await else {
            return Ok(Health { migrated: false, key_fits: None, organizations: 0 });
        };
        let key_fits = proof.map(|proof| vault.open(&proof.value, KEY_PROOF).is_ok());
        let organizations =
            sea_orm::PaginatorTrait::count(crate::entities::organizations::Entity::find(), &connections.read)
                .await?;
        Ok(Health { migrated: true, key_fits, organizations })
    }

    /// Where changes are handed in.
    #[must_use]
    pub const fn writer(&self) -> &Writer {
        &self.writer
    }

    /// What follows commits.
    #[must_use]
    pub const fn signals(&self) -> &Signals {
        &self.signals
    }

    /// What seals.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// One organization's rows, to read.
    #[must_use]
    pub fn scope(&self, organization_id: OrganizationId) -> Scope<'_, DatabaseConnection> {
        Scope { connection: &self.connections.read, organization_id, vault: &self.vault }
    }

    /// Whether this process is the only one on its database.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.connections.backend == DbBackend::Sqlite
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] where there is none.
    pub async fn ping(&self) -> Result<(), StorageError> {
        let statement = Statement::from_string(self.connections.backend, "SELECT 1");
        self.connections.read.query_one_raw(statement).await?;
        Ok(())
    }

    pub(crate) const fn reader(&self) -> &DatabaseConnection {
        &self.connections.read
    }

    pub(crate) const fn known_channels(&self) -> &KnownChannels {
        &self.known_channels
    }

    pub(crate) const fn known_tokens(&self) -> &KnownTokens {
        &self.known_tokens
    }

    /// Flushes and closes.
    pub async fn close(&self) {
        self.writer.close().await;
        let Connections { read, write, .. } = self.connections.clone();
        for connection in [read, write] {
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "the database did not close cleanly");
            }
        }
    }
}

async fn prove_key(connections: &Connections, vault: &Vault) -> Result<(), StorageError> {
    if let Some(proof) = deployment::Entity::find_by_id(KEY_PROOF).one(&connections.write).await? {
        return vault.open(&proof.value, KEY_PROOF).map(drop);
    }
    let proof = deployment::ActiveModel {
        name: Set(KEY_PROOF.to_owned()),
        value: Set(vault.seal(KEY_PROOF_TEXT, KEY_PROOF)?),
    };
    match deployment::Entity::insert(proof).exec_without_returning(&connections.write).await {
        Ok(_) => Ok(()),
        // Another instance was first; its key is held against ours at once.
        Err(error) => match StorageError::from(error) {
            StorageError::Duplicate(_) => {
                let proof = deployment::Entity::find_by_id(KEY_PROOF).one(&connections.write).await?;
                proof.map_or(Ok(()), |proof| vault.open(&proof.value, KEY_PROOF).map(drop))
            }
            other => Err(other),
        },
    }
}
