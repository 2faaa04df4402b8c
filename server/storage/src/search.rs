//! Searching text in any case. What databases make of capital letters differs, and ends at ASCII on SQLite: so what is to
//! be found is kept once more, in small letters, by ourselves.

use sea_orm::sea_query::LikeExpr;

/// What a row is found by: its texts in small letters, a line each.
pub(crate) fn folded<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let lines: Vec<String> = texts.into_iter().map(str::to_lowercase).collect();
    lines.join("\n")
}

/// The pattern of what is looked for: anywhere in it, and nothing in it means anything but itself.
pub(crate) fn anywhere(search: &str) -> LikeExpr {
    LikeExpr::new(format!("%{}%", escaped(&search.to_lowercase()))).escape('\\')
}

/// The pattern of what is looked for, as it is written: for a column that is not kept in small letters, whose database
/// looks past the case by itself. Both take the backslash as what escapes where `like` and `ilike` are asked so.
pub(crate) fn written_anywhere(search: &str) -> String {
    format!("%{}%", escaped(search))
}

/// The pattern of what begins so.
pub(crate) fn beginning(prefix: &str) -> LikeExpr {
    LikeExpr::new(format!("{}%", escaped(prefix))).escape('\\')
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_every_alphabet_are_made_small() {
        assert_eq!(folded(["Ömer ÖZTÜRK", "ΩMEGA"]), "ömer öztürk\nωmega");
    }
}
