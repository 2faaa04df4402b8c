//! How turns were taken.

use patchbay_domain::turn::{DayUsage, ModelProvider, OutputMode, TurnRecord};

use super::same_variants;
use crate::rpc::wire::turn as wire;

same_variants!(ModelProvider => wire::ModelProvider { BuiltIn, OpenAi, Anthropic });
same_variants!(OutputMode => wire::OutputMode { JsonSchema, ToolCall, JsonMode });

impl From<TurnRecord> for wire::MessageTurn {
    fn from(record: TurnRecord) -> Self {
        let effort = record.effort;
        Self {
            model: record.model,
            asked_model: record.asked_model,
            provider: record.provider.into(),
            fallback_reason: record.fallback_reason,
            prompt_version: effort.prompt_version,
            mode: effort.mode.map(Into::into),
            requests: effort.requests,
            input_tokens: effort.input_tokens.map(number),
            output_tokens: effort.output_tokens.map(number),
            cost_usd: record.cost_micros.map(dollars),
            duration_ms: number(record.duration_ms),
            is_repaired: effort.is_repaired,
            acknowledged_at: record.acknowledged_at.map(Into::into),
            taken_at: record.taken_at.into(),
            understanding: record.understanding.map(Into::into),
        }
    }
}

impl From<DayUsage> for wire::DayUsage {
    fn from(usage: DayUsage) -> Self {
        Self {
            day: usage.day.to_string(),
            model: usage.model,
            turns: number(usage.turns),
            fallbacks: number(usage.fallbacks),
            repaired: number(usage.repaired),
            input_tokens: number(usage.input_tokens),
            output_tokens: number(usage.output_tokens),
            cost_usd: usage.cost_micros.map(dollars),
            average_duration_ms: number(usage.average_duration_ms),
        }
    }
}

/// A large number as far as the wire has it.
fn number(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Millionths of a dollar as dollars; of sums that anybody pays no digit is lost.
fn dollars(micros: u64) -> f64 {
    f64::from(number(micros / 1_000_000)) + f64::from(number(micros % 1_000_000)) / 1_000_000.0
}

#[cfg(test)]
mod tests {
    use super::dollars;

    #[test]
    fn costs_are_shown_in_dollars() {
        let shown: Vec<String> =
            [210, 0, 1_500_000].iter().map(|micros| dollars(*micros).to_string()).collect();
        assert_eq!(shown, ["0.00021", "0", "1.5"]);
    }
}
