//! A subject's prefixes: `Re:`, `Fwd:` and their like in the languages of the common mail programs.

const REPLY_PREFIXES: [&str; 16] = [
    "re", "aw", "antw", "antwort", "sv", "vs", "res", "odp", "ynt", "resp", "ang", "回复", "答复", "返信",
    "回覆", "r",
];
const FORWARD_PREFIXES: [&str; 15] =
    ["fwd", "fw", "wg", "tr", "rv", "rif", "enc", "vb", "vl", "pd", "doorst", "転送", "转发", "轉寄", "i"];

/// What a prefix says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// It answers a mail.
    Reply,
    /// It sends one on.
    Forward,
}

/// The outermost prefix, and the subject without any.
pub fn split(subject: &str) -> (Option<Prefix>, &str) {
    let mut rest = subject.trim();
    let mut outermost = None;
    while let Some((prefix, after)) = prefix(rest) {
        outermost = outermost.or(Some(prefix));
        rest = after.trim_start();
    }
    (outermost, rest)
}

fn prefix(subject: &str) -> Option<(Prefix, &str)> {
    let (word, after) = subject.split_once([':', '：'])?;
    // `Re[2]:` counts replies; in French a space stands before the colon.
    let word = word.trim_end();
    let word =
        word.split_once(['[', '(']).filter(|(_, count)| is_count(count)).map_or(word, |(word, _)| word);
    // A single letter is a prefix only as Outlook writes it.
    if word.len() == 1 && !word.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        return None;
    }
    let word = word.to_lowercase();
    if REPLY_PREFIXES.contains(&word.as_str()) {
        return Some((Prefix::Reply, after));
    }
    FORWARD_PREFIXES.contains(&word.as_str()).then_some((Prefix::Forward, after))
}

fn is_count(text: &str) -> bool {
    let digits = text.trim_end_matches([']', ')']);
    !digits.is_empty() && digits.len() < text.len() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_told_from_words() {
        for (subject, outermost, rest) in [
            ("Offer for Acme", None, "Offer for Acme"),
            ("Re: Offer", Some(Prefix::Reply), "Offer"),
            ("RE: FW: Offer", Some(Prefix::Reply), "Offer"),
            ("Fwd: Re: Offer", Some(Prefix::Forward), "Offer"),
            ("WG: AW: Angebot", Some(Prefix::Forward), "Angebot"),
            ("TR : devis", Some(Prefix::Forward), "devis"),
            ("Re[2]: Offer", Some(Prefix::Reply), "Offer"),
            ("回复：报价", Some(Prefix::Reply), "报价"),
            ("Re:", Some(Prefix::Reply), ""),
            ("I: preventivo", Some(Prefix::Forward), "preventivo"),
            ("i: counted", None, "i: counted"),
            ("Reminder: call Ana", None, "Reminder: call Ana"),
            ("Re Offer", None, "Re Offer"),
            ("Re[x]: Offer", None, "Re[x]: Offer"),
            ("", None, ""),
        ] {
            assert_eq!(split(subject), (outermost, rest), "{subject}");
        }
    }
}
