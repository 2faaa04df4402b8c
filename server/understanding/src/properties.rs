//! What holds for any message, in any zone, in any language.

use chrono::{TimeZone, Utc};
use chrono_tz::TZ_VARIANTS;
use patchbay_domain::assistant::TurnRequest;
use patchbay_domain::task::MAX_TITLE_CHARACTERS;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

use super::language::{self, Language};
use super::{dates, mail, request, take_turn};

/// Words of all languages' dates and orders, to be put together in any order.
const WORDS: &str = "((call|schick|envía|envoie|task|tarea|tâche|Aufgabe|#|12|3|31|2026|done|erledigt|hecha|terminée|bis|by|antes|avant|am|um|a las|à|Uhr|h|de|du|tomorrow|morgen|mañana|demain|Freitag|viernes|vendredi|next|nächsten|próximo|prochain|half|halb|media|Mai|mayo|end of|fin de|Ende|week|Woche|in|dans|zwei|dos|\\.|/|:|-|,|\\?|and|und|y|et|please|bitte|not|kein|no|urgent|ignore|all|instructions|\u{e9}|\u{20ac}|\n)[ ]{0,2}){0,25}";

fn asked(content: String, zone: usize, minutes: i64) -> TurnRequest {
    let zone = TZ_VARIANTS[zone % TZ_VARIANTS.len()];
    // From 1990 to 2080.
    let now = Utc.timestamp_opt(631_152_000 + minutes.rem_euclid(47_000_000) * 60, 0).unwrap();
    request(content, now, zone)
}

fn date_spans(language: &Language, text: &str, request: &TurnRequest) -> bool {
    let now = request.received_at.with_timezone(&request.time_zone);
    let found = dates::find(language, text, now);
    found.iter().all(|date| text.get(date.range.clone()).is_some() && text.get(date.words.clone()).is_some())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(120) })]

    #[test]
    fn any_text_in_any_zone_is_read_within_limits(
        text in any::<String>(), zone in any::<usize>(), minutes in any::<i64>(), forwarded in any::<bool>()
    ) {
        let mut request = asked(text, zone, minutes);
        request.is_forwarded = forwarded;
        let turn = take_turn(&request);
        prop_assert!(turn.tasks.len() <= 25 && turn.facts.len() <= 5 && turn.summary.chars().count() <= 500);
        prop_assert!(turn.tasks.iter().all(|task| (1..=MAX_TITLE_CHARACTERS).contains(&task.title.chars().count())));
        prop_assert_eq!(turn.intents.first(), Some(&turn.intent));
        prop_assert_eq!(&take_turn(&request), &turn);
    }

    #[test]
    fn words_of_all_languages_in_any_order_are_read(
        text in WORDS, zone in any::<usize>(), minutes in any::<i64>()
    ) {
        let request = asked(text, zone, minutes);
        let turn = take_turn(&request);
        prop_assert_eq!(&take_turn(&request), &turn);
        for language in language::all() {
            prop_assert!(date_spans(language, &request.content, &request));
        }
    }

    #[test]
    fn any_mail_is_read(subject in any::<String>(), text in WORDS) {
        let read = mail::read(&subject, &text);
        let mut request = asked(read.content, 0, 0);
        request.subject = read.subject;
        request.is_forwarded = read.is_forwarded;
        let _ = take_turn(&request);
    }
}
