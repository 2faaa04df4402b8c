//! How turns were taken: by which model, at what cost.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

use super::understanding::Understanding;
use super::value::Timestamp;

/// Who runs a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelProvider {
    /// Patchbay itself: nothing left.
    BuiltIn,
    /// A server that speaks as OpenAI's does.
    OpenAi,
    /// Anthropic's, or one that speaks as theirs does.
    Anthropic,
}

/// How a model was made to answer in form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutputMode {
    /// By a JSON Schema that the server holds it to.
    JsonSchema,
    /// By a tool that it calls.
    ToolCall,
    /// By JSON that the server holds it to, the schema in the prompt.
    JsonMode,
}

/// How the turn on a message was taken.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageTurn {
    /// The model that took it; `built-in` is Patchbay's own.
    pub model: String,
    /// The model that was asked first, if another one took the turn.
    pub asked_model: Option<String>,
    /// Who runs the model that was asked.
    pub provider: ModelProvider,
    /// Why the model that was asked did not take it.
    pub fallback_reason: Option<String>,
    /// Which version of the prompt it was given.
    pub prompt_version: Option<String>,
    /// How it was made to answer in form.
    pub mode: Option<OutputMode>,
    /// How many requests were sent to its server.
    pub requests: u32,
    /// Tokens it read, as far as it said.
    pub input_tokens: Option<u32>,
    /// Tokens it wrote, as far as it said.
    pub output_tokens: Option<u32>,
    /// What that cost in dollars by the published price; none where there is none.
    pub cost_usd: Option<f64>,
    /// How long it took, in milliseconds.
    pub duration_ms: u32,
    /// Whether its first answer would not do and its second one did.
    pub is_repaired: bool,
    /// When the sender was told that it takes longer, if they were.
    pub acknowledged_at: Option<Timestamp>,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// What was understood; null for turns from before this was kept.
    pub understanding: Option<Understanding>,
}

/// Of which days to tell, in UTC.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct UsageOf {
    /// The first day, such as `2026-11-01`; 30 days before the last if not given.
    #[specta(optional)]
    #[validate(length(max = 10))]
    pub since: Option<String>,
    /// The last day; today if not given.
    #[specta(optional)]
    #[validate(length(max = 10))]
    pub until: Option<String>,
}

/// What a model did on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayUsage {
    /// The day, in UTC.
    pub day: String,
    /// The model that was asked; `built-in` is Patchbay's own.
    pub model: String,
    /// Turns it was asked to take.
    pub turns: u32,
    /// Of these, those that the built-in one took instead.
    pub fallbacks: u32,
    /// Those whose first answer would not do and whose second one did.
    pub repaired: u32,
    /// Tokens it read, as far as it said.
    pub input_tokens: u32,
    /// Tokens it wrote, as far as it said.
    pub output_tokens: u32,
    /// What is known of the cost in dollars; none where nothing is.
    pub cost_usd: Option<f64>,
    /// How long a turn took on average, in milliseconds.
    pub average_duration_ms: u32,
}

/// What models did, the latest day first.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    /// The first day.
    pub since: String,
    /// The last day.
    pub until: String,
    /// A line for each model of each day; a day without one had no turn.
    pub items: Vec<DayUsage>,
}
