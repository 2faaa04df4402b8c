//! Sums of money: "$1,500", "1.500 €", "300 EUR", "2k USD".

use std::sync::LazyLock;

use patchbay_domain::assistant::Amount;
use regex::Regex;

use super::pattern;

const MOST: usize = 20;

static SUM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?P<before>US\$|[$\x{20ac}\x{a3}]|\b(?:USD|EUR|GBP|CHF)\b)\s?(?P<first>\d[\d.,' ]*\d|\d)(?P<first_thousand>\s?k\b)?|\b(?P<second>\d[\d.,']*\d|\d)(?P<second_thousand>\s?k\b)?\s?(?P<after>[$\x{20ac}\x{a3}]|(?:USD|EUR|GBP|CHF|euros?|dollars?|pounds?|d\x{f3}lares|livres|Pfund|Dollar|Franken)\b)",
    )
});

/// The sums of a text, in its order.
pub(super) fn find(text: &str) -> Vec<Amount> {
    let read = |captures: regex::Captures<'_>| {
        let number = captures.name("first").or_else(|| captures.name("second"))?;
        let sign = captures.name("before").or_else(|| captures.name("after"))?;
        let thousand = captures.name("first_thousand").or_else(|| captures.name("second_thousand")).is_some();
        let hundredths = hundredths(number.as_str())?.checked_mul(if thousand { 1000 } else { 1 })?;
        Some(Amount {
            text: captures.get(0)?.as_str().trim().to_owned(),
            hundredths,
            currency: currency(sign.as_str()).to_owned(),
        })
    };
    SUM.captures_iter(text).filter_map(read).take(MOST).collect()
}

fn currency(sign: &str) -> &'static str {
    match sign.to_lowercase().as_str() {
        "\u{20ac}" | "eur" | "euro" | "euros" => "EUR",
        "\u{a3}" | "gbp" | "pound" | "pounds" | "livres" | "pfund" => "GBP",
        "chf" | "franken" => "CHF",
        _ => "USD",
    }
}

/// A number as people of either habit write it: the last sign before one or two digits separates the hundredths.
fn hundredths(text: &str) -> Option<u64> {
    let text = text.trim();
    let last = text.rfind(['.', ',']).filter(|at| matches!(text.len() - at - 1, 1 | 2));
    let (whole, part) = last.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let part = match part.len() {
        0 => 0,
        1 => part.parse::<u64>().ok()? * 10,
        _ => part.parse::<u64>().ok()?,
    };
    digits.parse::<u64>().ok()?.checked_mul(100)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn sums_are_read_in_either_habit() {
        for (text, hundredths, currency) in [
            ("pay $1,500 today", 150_000, "USD"),
            ("1.500 \u{20ac} bis Freitag", 150_000, "EUR"),
            ("\u{a3}99.50 for hosting", 9_950, "GBP"),
            ("99,5 EUR", 9_950, "EUR"),
            ("about 2k USD", 200_000, "USD"),
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((found[0].hundredths, found[0].currency.as_str()), (hundredths, currency), "{text}");
        }
        assert!(find("call 555 1234 at 15:30").is_empty());
    }
}
