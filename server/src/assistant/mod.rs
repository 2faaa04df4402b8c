//! How the assistant thinks: one trait for whatever takes a turn, the built-in model that needs no network.

pub mod builtin;

use std::time::Duration;

use async_trait::async_trait;
use patchbay_domain::assistant::{TurnRequest, TurnResult};

pub use self::builtin::BuiltinModel;

/// Whatever can take a turn of a conversation.
#[async_trait]
pub trait LanguageModel: Send + Sync {
    /// What it is called where its work is recorded.
    fn name(&self) -> &'static str;

    /// Reads a message with what is known around it, and says what is to be done and answered. It stores and sends
    /// nothing.
    ///
    /// # Errors
    ///
    /// When no result can be had, now or ever; see [`ModelError`].
    async fn take_turn(&self, request: &TurnRequest) -> Result<TurnResult, ModelError>;
}

/// Why a model took no turn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It may work later, after this long where the model said so.
    #[error("the model is not available now")]
    Retry {
        /// How long to wait.
        after: Option<Duration>,
    },
    /// It will not work again either.
    #[error("the model failed: {0}")]
    Failed(String),
}
