//! JSON as `JSON.stringify(JSON.parse(body))` writes it, so that a receiver who signs what it parsed (001) gets the
//! signature of the bytes sent (C11): no spaces, members named by an array index first and in order, numbers in
//! ECMAScript's form. Integers that a double cannot hold stay as they are; for those the Standard Webhooks signature
//! is the one to verify.

use serde_json::{Number, Value};

/// The value's text.
pub(super) fn to_string(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Number(number) => write_number(number, text),
        Value::Array(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut ordered: Vec<_> = members.iter().collect();
            // Stable: names that are no index keep the order they have.
            ordered.sort_by_key(|(name, _)| array_index(name).map_or((1, 0), |index| (0, index)));
            text.push('{');
            for (place, (name, member)) in ordered.into_iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(member, text);
            }
            text.push('}');
        }
        // serde_json escapes the same characters in strings as ECMAScript does.
        Value::Null | Value::Bool(_) | Value::String(_) => text.push_str(&value.to_string()),
    }
}

fn write_number(number: &Number, text: &mut String) {
    let float = match number.as_f64() {
        Some(float) if number.is_f64() => float,
        _ => return text.push_str(&number.to_string()),
    };
    if float == 0.0 {
        text.push('0');
    } else if (1e-6..1e21).contains(&float.abs()) {
        text.push_str(&float.to_string());
    } else {
        let scientific = format!("{float:e}");
        match scientific.split_once('e') {
            Some((digits, exponent)) if !exponent.starts_with('-') => {
                text.push_str(&format!("{digits}e+{exponent}"));
            }
            _ => text.push_str(&scientific),
        }
    }
}

/// ECMAScript lists members whose name is the decimal form of 0 to 2^32 - 2 before all others.
fn array_index(name: &str) -> Option<u32> {
    let index: u32 = name.parse().ok()?;
    (index != u32::MAX && index.to_string() == name).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Node prints each right side for `JSON.stringify(JSON.parse(right))`.
    #[test]
    fn texts_are_fixed_points_of_javascript() {
        for (given, expected) in [
            (
                r#"{"b":1,"10":2,"2":3,"01":4,"4294967295":5,"4294967294":6}"#,
                r#"{"2":3,"10":2,"4294967294":6,"01":4,"4294967295":5,"b":1}"#,
            ),
            (r#"["\/\u2028é\u0007\b\"\\\u007f"]"#, "[\"/\u{2028}é\\u0007\\b\\\"\\\\\u{7f}\"]"),
            ("[true, null, {}, [], 1.0, -0.0, 12]", "[true,null,{},[],1,0,12]"),
        ] {
            let value: Value = serde_json::from_str(given).unwrap();
            assert_eq!(to_string(&value), expected, "{given}");
            let again: Value = serde_json::from_str(expected).unwrap();
            assert_eq!(to_string(&again), expected, "a fixed point");
        }
    }

    #[test]
    fn numbers_have_the_form_of_ecmascript() {
        for (number, expected) in [
            (Value::from(1e21), "1e+21"),
            (Value::from(-1.5e300), "-1.5e+300"),
            (Value::from(1e20), "100000000000000000000"),
            (Value::from(123_456_789_012_345_680_000.0), "123456789012345680000"),
            (Value::from(0.000_001), "0.000001"),
            (Value::from(-1.5e-7), "-1.5e-7"),
            (Value::from(5e-324), "5e-324"),
            (Value::from(0.1), "0.1"),
            (Value::from(-40.0), "-40"),
            (Value::from(9_007_199_254_740_993_u64), "9007199254740993"),
        ] {
            assert_eq!(to_string(&number), expected);
        }
    }
}
