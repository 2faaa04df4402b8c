//! Which language a text is in. Its short words vote first: most messages are too short for what a trained model counts.

use patchbay_domain::assistant::SpokenLanguage;
use whichlang::Lang;

use super::{ENGLISH, Language, all, tables};
use crate::lexicon::words;

/// So many words are enough for the model to be believed.
const ENOUGH_WORDS: usize = 4;
/// More of a text says nothing more of its language.
const READ_WORDS: usize = 120;

/// The language of a text.
pub(crate) fn detect(text: &str) -> &'static Language {
    let spoken: Vec<String> =
        words(text).into_iter().filter(|word| !word.contains(char::is_numeric)).collect();
    let read = &spoken[..spoken.len().min(READ_WORDS)];
    let mut counts = all().map(|language| (votes(language, read), language));
    // Equal counts keep the order, so that English is first among equals.
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let [(most, first), (second, _), ..] = counts;
    if most > second && (most >= 2 || read.len() <= 6) {
        return first;
    }
    if most == second
        && let Some(language) = opened(read)
    {
        return language;
    }
    let letters: String = read.join(" ");
    if read.len() < ENOUGH_WORDS {
        return if most > second { first } else { marked(&letters).unwrap_or(&ENGLISH) };
    }
    let model = match whichlang::detect_language(&letters) {
        Lang::Deu => tables(SpokenLanguage::German),
        Lang::Spa => tables(SpokenLanguage::Spanish),
        Lang::Fra => tables(SpokenLanguage::French),
        _ => &ENGLISH,
    };
    // Names alone mislead the model: a language needs at least one word of its own.
    if votes(model, read) > 0 || most == 0 { model } else { first }
}

/// The only language to which the first word belongs, often the verb ("gib 14 an Eva").
fn opened(words: &[String]) -> Option<&'static Language> {
    let first = words.first()?;
    let mut of_it = all().into_iter().filter(|language| language.votes.contains(first.as_str()));
    of_it.next().filter(|_| of_it.next().is_none())
}

fn votes(language: &Language, words: &[String]) -> usize {
    // "Y 4821" is of no language.
    let few = words.len() <= 2;
    let counts = |word: &&String| !(few && word.chars().count() == 1);
    let whole = words.iter().filter(counts).filter(|word| language.votes.contains(word.as_str())).count();
    // "peux-tu" and "l'offre" are two words to a reader.
    let parts =
        words.iter().filter(|word| word.contains(['-', '\''])).flat_map(|word| word.split(['-', '\'']));
    whole + parts.filter(|part| language.votes.contains(*part)).count()
}

/// Letters that only one of the languages has.
fn marked(text: &str) -> Option<&'static Language> {
    let spoken = if text.contains(['ß', 'ä', 'ö', 'ü']) {
        SpokenLanguage::German
    } else if text.contains(['ñ', '¿', '¡', 'á', 'í', 'ó', 'ú']) {
        SpokenLanguage::Spanish
    } else if text.contains(['è', 'ê', 'ç', 'à', 'û', 'î', 'œ', 'â']) {
        SpokenLanguage::French
    } else {
        return None;
    };
    Some(tables(spoken))
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn short_texts_are_known_by_their_words() {
        for (text, code) in [
            ("call Bob", "en"),
            ("done 12", "en"),
            ("12", "en"),
            ("Acme GmbH", "en"),
            ("Danke!", "de"),
            ("gib 14 an Eva", "de"),
            ("ja, mach das", "de"),
            ("Bitte bis Freitag die Rechnung schicken", "de"),
            ("Logo ist fertig", "de"),
            ("sí, adelante", "es"),
            ("tarea 12 hecha", "es"),
            ("Llama a Acme mañana", "es"),
            ("merci", "fr"),
            ("oui vas-y", "fr"),
            ("tâche 12 terminée", "fr"),
            ("Peux-tu envoyer la facture avant vendredi ?", "fr"),
        ] {
            assert_eq!(detect(text).spoken.code(), code, "{text}");
        }
    }
}
