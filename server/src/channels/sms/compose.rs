//! What leaves as a text: characters that do not double its price, and no more of them than Twilio takes.

use patchbay_domain::sms::MAX_SMS_CHARACTERS;

/// What stands at the end of a text that was cut; "…" would make every part of it half as long.
const CUT_MARK: &str = "...";

/// GSM 03.38's characters besides ASCII letters and digits.
const GSM_BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Those that take two places there.
const GSM_EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// The text as it leaves: typographic signs in their plain form, no space at the end, at most
/// [`MAX_SMS_CHARACTERS`] UTF-16 units. One typographic quote would have the whole text sent in UCS-2.
#[must_use]
pub fn text(content: &str) -> String {
    let mut plain = String::with_capacity(content.len());
    for character in content.replace("\r\n", "\n").chars() {
        match plain_form(character) {
            Some(form) => plain.push_str(form),
            None => plain.push(character),
        }
    }
    cut(plain.trim_end())
}

/// How many texts the carriers make of it: 160 GSM-7 places in one or 153 in each of several, or 70 and 67 UTF-16
/// units where a character is not in GSM-7. No character is split.
#[must_use]
pub fn segments(text: &str) -> u32 {
    let places: Option<Vec<usize>> = text.chars().map(gsm_places).collect();
    match places {
        Some(places) => parts(&places, 160, 153),
        None => parts(&text.chars().map(char::len_utf16).collect::<Vec<_>>(), 70, 67),
    }
}

fn parts(places: &[usize], alone: usize, each: usize) -> u32 {
    let total: usize = places.iter().sum();
    if total <= alone {
        return u32::from(total > 0);
    }
    let (mut count, mut used) = (1, 0);
    for place in places {
        if used + place > each {
            count += 1;
            used = 0;
        }
        used += place;
    }
    count
}

fn gsm_places(character: char) -> Option<usize> {
    if character.is_ascii_alphanumeric() || GSM_BASIC.contains(character) {
        Some(1)
    } else {
        GSM_EXTENDED.contains(character).then_some(2)
    }
}

fn plain_form(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{2039}' | '\u{203a}' => "'",
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '«' | '»' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2022}' => "-",
        '…' => CUT_MARK,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\t' => " ",
        // What is not seen.
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => "",
        _ => return None,
    })
}

/// Twilio counts characters; UTF-16 units are never fewer, so what fits by them fits.
fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= MAX_SMS_CHARACTERS {
        return text.to_owned();
    }
    let mut left = MAX_SMS_CHARACTERS - CUT_MARK.len();
    let fits = |character: &char| {
        let rest = left.checked_sub(character.len_utf16());
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    let kept: String = text.chars().take_while(fits).collect();
    kept.trim_end().to_owned() + CUT_MARK
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn typographic_signs_become_plain_ones() {
        for (content, expected) in [
            ("It’s “done” – really — yes…", "It's \"done\" - really - yes..."),
            ("5\u{a0}000\u{202f}€\tnet\r\nBye \n\u{a0}", "5 000 €\tnet\nBye"),
            ("«Oui» ‚x‘ 5′ 6″ −3", "\"Oui\" 'x' 5' 6\" -3"),
            ("soft\u{ad}hy\u{200b}phen\u{feff}", "softhyphen"),
            ("• one\n• two", "- one\n- two"),
            (" kept: é ñ 👩\u{200d}🔧 日本", " kept: é ñ 👩\u{200d}🔧 日本"),
            ("  \n", ""),
        ] {
            assert_eq!(text(content), expected.replace('\t', " "), "{content}");
        }
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        assert_eq!(text(&"a".repeat(1600)).len(), 1600);
        let cut = text(&"a".repeat(1601));
        assert_eq!((cut.len(), cut.ends_with("aaa...")), (1600, true));
        let emoji = text(&"😀".repeat(801));
        assert_eq!(emoji, format!("{}...", "😀".repeat(798)), "an emoji counts twice and is not split");
        assert_eq!(
            text(&format!("{} {}", "a".repeat(1596), "b".repeat(9))),
            format!("{}...", "a".repeat(1596))
        );
        assert_eq!(text(&"…".repeat(600)).len(), 1600);
    }

    #[test]
    fn segments_are_counted_as_carriers_do() {
        for (text, count) in [
            (String::new(), 0),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            // 153 places hold 76 of them: none is split.
            ("€".repeat(153), 3),
            ("日".repeat(70), 1),
            ("日".repeat(71), 2),
            ("日".repeat(134), 2),
            ("日".repeat(135), 3),
            ("😀".repeat(35), 1),
            ("😀".repeat(36), 2),
            ("😀".repeat(67), 3),
            (format!("{}’", "a".repeat(70)), 2),
            ("Hällo, Ünïcode?".to_owned(), 1),
        ] {
            assert_eq!(segments(&text), count, "{text}");
        }
        assert_eq!(segments("àé\u{c}{}@§"), 1);
    }

    proptest! {
        #[test]
        fn whatever_is_written_fits_and_stays(content in any::<String>().prop_map(|text| text.repeat(40))) {
            let leaves = text(&content);
            prop_assert!(leaves.encode_utf16().count() <= MAX_SMS_CHARACTERS);
            prop_assert_eq!(text(&leaves), leaves.clone(), "what leaves would leave as it is");
            prop_assert!(segments(&leaves) <= 25);
        }
    }
}
