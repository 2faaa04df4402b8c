//! Bounds of numbers, texts, lists and objects: they may only loosen.

use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::{Keywords, Outcome, refuse};

/// Up to here a double holds every whole number.
const MAX_EXACT: u64 = 1 << 53;

const TIGHTER: &str = "the bound is new, or tighter than it was";

/// Whether the keyword is a bound.
pub(super) fn is_bound(keyword: &str) -> bool {
    matches!(
        keyword,
        "minimum"
            | "exclusiveMinimum"
            | "maximum"
            | "exclusiveMaximum"
            | "minLength"
            | "maxLength"
            | "minItems"
            | "maxItems"
            | "minProperties"
            | "maxProperties"
    )
}

/// Checks that the new bound keeps nothing out that the old ones let in.
pub(super) fn compare(old: &Keywords, keyword: &str, new: &Value, path: &str) -> Outcome {
    let of = |keyword: &str| old.get(keyword).and_then(Value::as_number);
    let Some(new) = new.as_number() else { return refuse(path, TIGHTER) };
    let is_at_least =
        |bound: Option<&Number>| bound.and_then(|bound| order(bound, new)).is_some_and(Ordering::is_ge);
    let is_at_most =
        |bound: Option<&Number>| bound.and_then(|bound| order(bound, new)).is_some_and(Ordering::is_le);
    let is_above =
        |bound: Option<&Number>| bound.and_then(|bound| order(bound, new)).is_some_and(Ordering::is_gt);
    let is_below =
        |bound: Option<&Number>| bound.and_then(|bound| order(bound, new)).is_some_and(Ordering::is_lt);
    let is_implied = match keyword {
        "minimum" => is_at_least(of("minimum")) || is_at_least(of("exclusiveMinimum")),
        "exclusiveMinimum" => is_above(of("minimum")) || is_at_least(of("exclusiveMinimum")),
        "maximum" => is_at_most(of("maximum")) || is_at_most(of("exclusiveMaximum")),
        "exclusiveMaximum" => is_below(of("maximum")) || is_at_most(of("exclusiveMaximum")),
        "minLength" | "minItems" | "minProperties" => new.as_u64() == Some(0) || is_at_least(of(keyword)),
        _ => is_at_most(of(keyword)),
    };
    if is_implied { Ok(()) } else { refuse(path, TIGHTER) }
}

/// Which is more; none where a double might not tell.
fn order(left: &Number, right: &Number) -> Option<Ordering> {
    if left == right {
        return Some(Ordering::Equal);
    }
    let whole = |number: &Number| number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    if let (Some(left), Some(right)) = (whole(left), whole(right)) {
        return Some(left.cmp(&right));
    }
    let is_exact =
        |number: &Number| whole(number).is_none_or(|whole| whole.unsigned_abs() <= u128::from(MAX_EXACT));
    if is_exact(left) && is_exact(right) { left.as_f64()?.partial_cmp(&right.as_f64()?) } else { None }
}
