//! The built-in model: what `patchbay-understanding` reads out of a message, behind the trait that every model has.

use async_trait::async_trait;
use patchbay_domain::assistant::{TurnRequest, TurnResult};

use super::{LanguageModel, ModelError};

/// The built-in model.
#[derive(Debug, Clone, Copy, Default)]
pub struct BuiltinModel(());

impl BuiltinModel {
    /// Makes its patterns ready, so that the first message waits no longer than any other.
    pub fn warm_up(&self) {
        patchbay_understanding::warm_up();
    }
}

#[async_trait]
impl LanguageModel for BuiltinModel {
    fn name(&self) -> &'static str {
        "built-in"
    }

    async fn take_turn(&self, request: &TurnRequest) -> Result<TurnResult, ModelError> {
        Ok(patchbay_understanding::take_turn(request))
    }
}
