//! How the assistant thinks: one trait for whatever takes a turn, the built-in model that needs no network, models on
//! servers that speak as OpenAI's or Anthropic's do.

pub mod builtin;
mod claude;
mod moments;
mod openai;
mod output;
pub mod prices;
mod prompt;
mod remote;
mod understood;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use patchbay_domain::assistant::{TurnRequest, TurnResult};
use patchbay_domain::clock::Clock;
use patchbay_domain::turn::{Effort, ModelProvider};

pub use self::builtin::BuiltinModel;
use self::remote::{Dialect, RemoteModel};
use crate::config::{ModelConfig, ModelServerConfig};
use crate::egress::EgressClient;

/// Whatever can take a turn of a conversation.
#[async_trait]
pub trait LanguageModel: Send + Sync {
    /// What it is called where its work is recorded.
    fn name(&self) -> &str;

    /// Who runs it.
    fn provider(&self) -> ModelProvider;

    /// Reads a message with what is known around it, and says what is to be done and answered, not later than `until`. It
    /// stores nothing, and what it says is held to what it was shown.
    ///
    /// # Errors
    ///
    /// When no result can be had in time; see [`ModelError`].
    async fn take_turn(&self, request: &TurnRequest, until: DateTime<Utc>) -> Result<Thought, ModelError>;
}

/// What a model made of a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thought {
    /// What it comes to.
    pub result: TurnResult,
    /// What that took.
    pub effort: Effort,
}

/// Why a model took no turn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct ModelError {
    /// In words that members may read: no address, no key, nothing of the message.
    pub reason: String,
    /// What was spent all the same.
    pub effort: Effort,
}

/// The model that the configuration names.
#[must_use]
pub fn configured(
    config: &ModelConfig,
    egress: &EgressClient,
    clock: &Arc<dyn Clock>,
) -> Arc<dyn LanguageModel> {
    let on_server = |dialect: &'static dyn Dialect, server: &ModelServerConfig| -> Arc<dyn LanguageModel> {
        Arc::new(RemoteModel::new(dialect, server.clone(), egress.clone(), Arc::clone(clock)))
    };
    match config {
        ModelConfig::BuiltIn => Arc::new(BuiltinModel::default()),
        ModelConfig::OpenAi(server) => on_server(&openai::OpenAi, server),
        ModelConfig::Anthropic(server) => on_server(&claude::Claude, server),
    }
}
