//! What is kept of how a turn was taken: by which model, at what cost, and why by another one than was asked.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::assistant::Understanding;
use crate::ids::MessageId;

/// Who runs a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelProvider {
    /// Patchbay itself: nothing leaves.
    BuiltIn,
    /// A server that speaks as OpenAI's does.
    OpenAi,
    /// Anthropic's, or one that speaks as theirs does.
    Anthropic,
}

impl ModelProvider {
    /// As OpenTelemetry's conventions name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BuiltIn => "patchbay",
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
        }
    }
}

/// How a model is made to answer in the form that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutputMode {
    /// The server holds it to a JSON Schema.
    JsonSchema,
    /// It calls a tool whose input is the answer.
    ToolCall,
    /// The server holds it to JSON; the schema stands in the prompt.
    JsonMode,
}

/// What a model was asked, and what that took, whether or not anything came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effort {
    /// Which version of the prompt it was given.
    pub prompt_version: Option<String>,
    /// How it was made to answer in form.
    pub mode: Option<OutputMode>,
    /// Requests that were sent.
    pub requests: u32,
    /// Tokens it read, as far as it said.
    pub input_tokens: Option<u64>,
    /// Tokens it wrote, as far as it said.
    pub output_tokens: Option<u64>,
    /// Whether a first answer would not do and a second one did.
    pub is_repaired: bool,
}

impl Effort {
    /// Counts the tokens that an answer says it took.
    pub fn spend(&mut self, input_tokens: Option<u64>, output_tokens: Option<u64>) {
        let sum = |known: Option<u64>, more: Option<u64>| match (known, more) {
            (Some(known), Some(more)) => Some(known.saturating_add(more)),
            (one, other) => one.or(other),
        };
        self.input_tokens = sum(self.input_tokens, input_tokens);
        self.output_tokens = sum(self.output_tokens, output_tokens);
    }
}

/// How the turn on a message was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnRecord {
    /// The message.
    pub message_id: MessageId,
    /// The model that took it.
    pub model: String,
    /// The model that was asked first, where another one took the turn.
    pub asked_model: Option<String>,
    /// Who runs the model that was asked.
    pub provider: ModelProvider,
    /// Why the one that was asked did not take it.
    pub fallback_reason: Option<String>,
    /// What was understood; none of turns from before it was kept.
    pub understanding: Option<Understanding>,
    /// What asking took.
    pub effort: Effort,
    /// What that cost in millionths of a dollar, where the model's price is known.
    pub cost_micros: Option<u64>,
    /// How long it took to come to a result, in milliseconds.
    pub duration_ms: u64,
    /// When the sender was told that it takes longer.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// When the turn was taken.
    pub taken_at: DateTime<Utc>,
}

impl TurnRecord {
    /// The same with the numbers of the tasks that the turn made, in their order.
    #[must_use]
    pub fn with_numbers(self, numbers: impl IntoIterator<Item = u32>) -> Self {
        Self { understanding: self.understanding.map(|understood| understood.with_numbers(numbers)), ..self }
    }
}

/// What a model did on one day (UTC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayUsage {
    /// The day.
    pub day: NaiveDate,
    /// The model that was asked.
    pub model: String,
    /// Turns it was asked to take.
    pub turns: u64,
    /// Of these, those that the built-in one took instead.
    pub fallbacks: u64,
    /// Those whose first answer would not do and whose second one did.
    pub repaired: u64,
    /// Tokens read.
    pub input_tokens: u64,
    /// Tokens written.
    pub output_tokens: u64,
    /// What is known of the cost, in millionths of a dollar; nothing where no turn's is.
    pub cost_micros: Option<u64>,
    /// How long a turn took on average, in milliseconds.
    pub average_duration_ms: u64,
}

impl MessageId {
    /// The id of the message that tells the sender of this one that the answer takes longer. There is one at most, so it is
    /// not made up but follows: whoever sends it twice stores it once.
    #[must_use]
    pub fn of_acknowledgement(self) -> Self {
        let mut bytes = self.uuid().into_bytes();
        // The last bit is one of the random ones.
        bytes[15] ^= 1;
        Self::from(Uuid::from_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;

    #[test]
    fn an_acknowledgement_has_an_id_of_its_own_that_follows_from_the_messages() {
        let id = MessageId::new(DateTime::UNIX_EPOCH, &SystemEntropy);
        assert_ne!(id.of_acknowledgement(), id);
        assert_eq!(id.of_acknowledgement(), id.of_acknowledgement());
        assert_eq!(id.of_acknowledgement().uuid().get_version_num(), 7);
    }

    #[test]
    fn tokens_are_added_as_far_as_they_are_known() {
        let mut effort = Effort::default();
        effort.spend(None, None);
        assert_eq!(effort, Effort::default());
        effort.spend(Some(7), None);
        effort.spend(Some(5), Some(3));
        assert_eq!((effort.input_tokens, effort.output_tokens), (Some(12), Some(3)));
    }
}
