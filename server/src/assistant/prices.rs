//! What models cost, by the price lists of those who run them.

/// A model's price, in thousandths of a millionth of a dollar a token: 150 is $0.15 for a million.
#[derive(Debug, Clone, Copy)]
struct Price {
    input: u64,
    output: u64,
}

/// Published prices as far as they were known when this was written, without discounts for caches and batches; the bill is
/// the provider's. A model that is not here costs nobody knows what: a server of one's own has no price list.
const PRICES: &[(&str, Price)] = &[
    ("gpt-4o", Price { input: 2_500, output: 10_000 }),
    ("gpt-4o-mini", Price { input: 150, output: 600 }),
    ("gpt-4.1", Price { input: 2_000, output: 8_000 }),
    ("gpt-4.1-mini", Price { input: 400, output: 1_600 }),
    ("gpt-4.1-nano", Price { input: 100, output: 400 }),
    ("gpt-5", Price { input: 1_250, output: 10_000 }),
    ("gpt-5-mini", Price { input: 250, output: 2_000 }),
    ("gpt-5-nano", Price { input: 50, output: 400 }),
    ("o4-mini", Price { input: 1_100, output: 4_400 }),
    ("claude-3-5-haiku", Price { input: 800, output: 4_000 }),
    ("claude-haiku-4-5", Price { input: 1_000, output: 5_000 }),
    ("claude-sonnet-4", Price { input: 3_000, output: 15_000 }),
    ("claude-sonnet-4-5", Price { input: 3_000, output: 15_000 }),
    ("claude-opus-4-1", Price { input: 15_000, output: 75_000 }),
    ("claude-opus-4-5", Price { input: 5_000, output: 25_000 }),
];

/// What so many tokens of a model cost, in millionths of a dollar; none where its price is not known.
#[must_use]
pub fn cost_micros(model: &str, input_tokens: u64, output_tokens: u64) -> Option<u64> {
    let (_, price) = PRICES.iter().find(|(name, _)| is_named(model, name))?;
    let thousandths =
        input_tokens.saturating_mul(price.input).saturating_add(output_tokens.saturating_mul(price.output));
    Some(thousandths.div_ceil(1_000))
}

/// Whether a model is this one, or one of its dated versions: `gpt-4o-2024-08-06`, `claude-haiku-4-5-20251001`.
fn is_named(model: &str, name: &str) -> bool {
    let Some(rest) = model.strip_prefix(name) else { return false };
    let Some(version) = rest.strip_prefix('-') else { return rest.is_empty() };
    let is_date = version.len() >= 8 && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_date || version == "latest"
}

#[cfg(test)]
mod tests {
    use super::cost_micros;

    #[test]
    fn a_known_model_costs_what_its_list_says() {
        assert_eq!(cost_micros("gpt-4o-mini", 1_000_000, 1_000_000), Some(750_000));
        assert_eq!(cost_micros("gpt-4o-mini-2024-07-18", 1_000, 100), Some(210));
        assert_eq!(cost_micros("claude-haiku-4-5-20251001", 1_000, 100), Some(1_500));
        assert_eq!(cost_micros("claude-3-5-haiku-latest", 1, 0), Some(1), "rounded up");
    }

    #[test]
    fn an_unknown_one_costs_nobody_knows_what() {
        for model in ["qwen3:8b", "gpt-4o-audio", "gpt-4.10", "gpt", "", "my-gpt-4o"] {
            assert_eq!(cost_micros(model, 1_000, 1_000), None, "{model}");
        }
    }
}
