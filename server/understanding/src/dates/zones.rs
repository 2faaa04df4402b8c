//! The zone behind a time of day: "5pm PT", "14:00 UTC", "9 am London time".

use chrono_tz::Tz;

use super::Reader;

impl Reader<'_> {
    /// The zone named at a place, and where its name ends. Short forms are words of other languages in lower case ("est",
    /// "et"), and count there in capitals only.
    pub(super) fn zone(&self, index: usize) -> Option<(Tz, usize)> {
        let token = self.tokens.get(index)?;
        let in_capitals =
            self.text.get(token.start..token.end).is_some_and(|word| !word.chars().any(char::is_lowercase));
        let short = match token.word.as_str() {
            "pst" | "pdt" => Some(Tz::America__Los_Angeles),
            "edt" => Some(Tz::America__New_York),
            "cst" | "cdt" => Some(Tz::America__Chicago),
            "mst" | "mdt" => Some(Tz::America__Denver),
            "gmt" | "utc" => Some(Tz::UTC),
            "bst" => Some(Tz::Europe__London),
            "cet" | "cest" => Some(Tz::Europe__Paris),
            "pt" if in_capitals || self.english => Some(Tz::America__Los_Angeles),
            "et" | "est" if in_capitals || self.english => Some(Tz::America__New_York),
            "ct" if in_capitals => Some(Tz::America__Chicago),
            "mt" if in_capitals => Some(Tz::America__Denver),
            "ist" if in_capitals => Some(Tz::Asia__Kolkata),
            "jst" if in_capitals => Some(Tz::Asia__Tokyo),
            "aest" | "aedt" => Some(Tz::Australia__Sydney),
            _ => None,
        };
        if let Some(zone) = short {
            let end = index + 1;
            return Some((zone, if self.tokens.is(end, &["time"]) { end + 1 } else { end }));
        }
        let (zone, length) = match token.word.as_str() {
            "pacific" | "california" | "la" => (Tz::America__Los_Angeles, 1),
            "eastern" | "ny" => (Tz::America__New_York, 1),
            "new" if self.tokens.is(index + 1, &["york"]) => (Tz::America__New_York, 2),
            "central" | "chicago" => (Tz::America__Chicago, 1),
            "mountain" | "denver" => (Tz::America__Denver, 1),
            "london" | "uk" | "british" => (Tz::Europe__London, 1),
            "berlin" | "german" => (Tz::Europe__Berlin, 1),
            "paris" | "french" => (Tz::Europe__Paris, 1),
            "madrid" => (Tz::Europe__Madrid, 1),
            "tokyo" => (Tz::Asia__Tokyo, 1),
            "sydney" => (Tz::Australia__Sydney, 1),
            _ => return None,
        };
        let next = index + length;
        // "Pacific" alone says it; a town does with "time" behind it.
        if self.tokens.is(next, &["time"]) {
            return Some((zone, next + 1));
        }
        (matches!(token.word.as_str(), "pacific" | "eastern") && self.ends_phrase(next))
            .then_some((zone, next))
    }
}
