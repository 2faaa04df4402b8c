//! A list of tasks in an answer is cut to what fits a text; the rest of it is left for "more".

use patchbay_domain::assistant::TurnResult;
use patchbay_domain::webhook::ChannelSettings;
use patchbay_understanding::{listed_task, more_line};

use crate::channels::sms::compose::{segments, text};

/// How many texts an answer with a list may be.
const MOST_SEGMENTS: u32 = 3;

/// An answer as it leaves by a channel, and the tasks by which its list goes on. Where something is to be chosen from, all of
/// it is shown.
pub(super) fn fit(settings: &ChannelSettings, result: &TurnResult, content: String) -> (String, Vec<u32>) {
    let mut rest = result.listed.clone();
    let fits = |content: &str| segments(&text(content)) <= MOST_SEGMENTS;
    if !matches!(settings, ChannelSettings::Sms(_)) || !result.choice.is_empty() || fits(&content) {
        return (content, rest);
    }
    let mut lines: Vec<&str> = content.lines().collect();
    let more = |rest: &[u32]| more_line(result.language, rest.len());
    if !rest.is_empty() && lines.last() == Some(&more(&rest).as_str()) {
        lines.pop();
    }
    let mut cut = None;
    while let Some(number) = lines.last().and_then(|line| listed_task(line)) {
        // A list of one is no list.
        if lines.len() < 2 || lines.iter().rev().nth(1).is_none_or(|line| listed_task(line).is_none()) {
            break;
        }
        lines.pop();
        rest.insert(0, number);
        let shorter = format!("{}\n{}", lines.join("\n"), more(&rest));
        let is_enough = fits(&shorter);
        cut = Some((shorter, rest.clone()));
        if is_enough {
            break;
        }
    }
    cut.unwrap_or((content, result.listed.clone()))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use patchbay_domain::assistant::{Intent, SpokenLanguage};
    use patchbay_domain::sms::{AccountSid, PhoneNumber, SmsSender, SmsSettings};
    use patchbay_domain::webhook::CustomSettings;

    use super::*;

    fn result(listed: Vec<u32>) -> TurnResult {
        let at: DateTime<Utc> = DateTime::UNIX_EPOCH;
        let request = patchbay_understanding::bare_request(String::new(), at, chrono_tz::Tz::UTC);
        let said =
            patchbay_understanding::said(&request, SpokenLanguage::English, Intent::Question, String::new());
        TurnResult { listed, ..said }
    }

    fn sms() -> ChannelSettings {
        ChannelSettings::Sms(SmsSettings {
            account_sid: AccountSid::parse(&format!("AC{}", "a".repeat(32))).unwrap(),
            auth_token: patchbay_domain::secret::Secret::new("secret"),
            sender: SmsSender::Number(PhoneNumber::parse("+15005550006").unwrap()),
        })
    }

    fn list(tasks: u32, more: u32) -> String {
        let lines = (1..=tasks).map(|number| {
            format!("Task {number}: Send the renewal offer to customer {number}, due Fri 13 Mar 15:00")
        });
        let mut lines: Vec<String> = std::iter::once("Open:".to_owned()).chain(lines).collect();
        if more > 0 {
            lines.push(format!("… and {more} more: write MORE"));
        }
        lines.join("\n")
    }

    #[test]
    fn a_list_stays_within_three_texts() {
        let (content, rest) = fit(&sms(), &result(vec![11, 12]), list(10, 2));
        assert!(segments(&text(&content)) <= 3, "{content}");
        let listed: Vec<u32> = content.lines().filter_map(listed_task).collect();
        assert_eq!(listed.iter().chain(&rest).copied().collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
        assert!(content.ends_with(&format!("… and {} more: write MORE", rest.len())), "{content}");
        assert!(listed.len() >= 4, "as many as fit: {content}");
    }

    #[test]
    fn what_fits_or_leaves_elsewhere_stays_whole() {
        let short = list(2, 0);
        assert_eq!(fit(&sms(), &result(Vec::new()), short.clone()), (short, Vec::new()));
        let long = list(10, 2);
        let elsewhere = ChannelSettings::Custom(CustomSettings::default());
        assert_eq!(fit(&elsewhere, &result(vec![11, 12]), long.clone()), (long, vec![11, 12]));
        let prose = "No list at all. ".repeat(60);
        assert_eq!(fit(&sms(), &result(Vec::new()), prose.clone()), (prose, Vec::new()));
    }
}
