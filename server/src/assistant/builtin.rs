//! The built-in model: what `patchbay-understanding` reads out of a message, behind the trait that every model has.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use patchbay_domain::assistant::TurnRequest;
use patchbay_domain::turn::{Effort, ModelProvider};

use super::{LanguageModel, ModelError, Thought};

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

    fn provider(&self) -> ModelProvider {
        ModelProvider::BuiltIn
    }

    async fn take_turn(&self, request: &TurnRequest, _: DateTime<Utc>) -> Result<Thought, ModelError> {
        Ok(Thought { result: patchbay_understanding::take_turn(request), effort: Effort::default() })
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use patchbay_domain::assistant::AssistantSettings;
    use patchbay_domain::trust::Trust;

    use super::*;

    #[tokio::test]
    async fn the_model_is_what_it_says() {
        let model = BuiltinModel::default();
        model.warm_up();
        let request = TurnRequest {
            received_at: DateTime::UNIX_EPOCH,
            time_zone: Tz::UTC,
            content: "Call Bob".to_owned(),
            subject: None,
            is_forwarded: false,
            sender_name: None,
            structured: None,
            history: Vec::new(),
            tasks: Vec::new(),
            summary: None,
            settings: AssistantSettings::default(),
            trust: Trust::Member,
            instructions: None,
            facts: Vec::new(),
        };
        let turn = model.take_turn(&request, DateTime::UNIX_EPOCH).await.unwrap().result;
        assert_eq!((model.name(), turn.tasks.len()), ("built-in", 1));
    }
}
