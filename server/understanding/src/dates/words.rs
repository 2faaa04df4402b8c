//! The dates of other languages in the words of the one grammar: "am nächsten Freitag um 15 Uhr" is read as "on next
//! friday at 15:00". Rules of a few words each are all that a language has to bring.

use std::collections::HashMap;

use super::numbers::{cardinal, month, weekday};
use super::tokens::{Kind, Token, Tokens};

/// How a language writes dates.
pub(crate) struct DateWords {
    /// Whether "3/4" is the 3rd of April; where nothing says so, the zone decides.
    pub(crate) day_first: Option<bool>,
    /// The rules by their first word; those that begin with a number or a name stand under the empty word.
    rules: HashMap<&'static str, Vec<Rule>>,
    /// The English of single words.
    dictionary: HashMap<&'static str, &'static str>,
}

struct Rule {
    pattern: Vec<&'static str>,
    replacement: &'static str,
}

impl DateWords {
    /// Reads the rules, one a line: `<n> uhr <n> = <1>:<3>`. `<n>` is a number in digits, `<c>` one in digits or words,
    /// `<d>` a weekday, `<m>` a month; `<1>` stands for whatever the first word was.
    pub(crate) fn of(day_first: Option<bool>, rules: &'static str) -> Self {
        let mut words = Self { day_first, rules: HashMap::new(), dictionary: HashMap::new() };
        for (left, right) in rules.lines().filter_map(|line| line.split_once('=')) {
            for alternative in left.split('|') {
                let pattern: Vec<&str> = alternative.split_whitespace().collect();
                let Some(first) = pattern.first() else { continue };
                if pattern.len() == 1 && !right.trim().contains([' ', '<']) {
                    words.dictionary.insert(first, right.trim());
                }
                let key = if first.starts_with('<') { "" } else { first };
                words.rules.entry(key).or_default().push(Rule { pattern, replacement: right.trim() });
            }
        }
        for rules in words.rules.values_mut() {
            rules.sort_by_key(|rule| std::cmp::Reverse(rule.pattern.len()));
        }
        words
    }

    /// Whether a word is the name of a month.
    pub(crate) fn is_month(&self, word: &str) -> bool {
        month(self.english(word)).is_some()
    }

    /// The tokens in the words of the grammar, each where its source stands.
    pub(super) fn rewritten(&self, tokens: Tokens) -> Tokens {
        if self.rules.is_empty() {
            return tokens;
        }
        let mut list = Vec::with_capacity(tokens.len());
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            let rules = self.rules.get(token.word.as_str()).into_iter().chain(self.rules.get("")).flatten();
            match rules.filter(|rule| self.fits(rule, &tokens, index)).max_by_key(|rule| rule.pattern.len()) {
                Some(rule) => {
                    self.put(rule, &tokens, index, &mut list);
                    index += rule.pattern.len();
                }
                None => {
                    list.push(token.clone());
                    index += 1;
                }
            }
        }
        Tokens::from_list(list)
    }

    fn english<'t>(&self, word: &'t str) -> &'t str {
        self.dictionary.get(word).copied().unwrap_or(word)
    }

    fn fits(&self, rule: &Rule, tokens: &Tokens, index: usize) -> bool {
        rule.pattern.iter().enumerate().all(|(offset, wanted)| {
            let word = tokens.word(index + offset);
            match *wanted {
                "<n>" => tokens.width(index + offset) > 0,
                "<c>" => tokens.width(index + offset) > 0 || cardinal(self.english(word)).is_some(),
                "<d>" => weekday(self.english(word)).is_some(),
                "<m>" => month(self.english(word)).is_some(),
                literal => literal == word,
            }
        })
    }

    /// Puts a rule's replacement in the place of what it fits.
    fn put(&self, rule: &Rule, tokens: &Tokens, index: usize, list: &mut Vec<Token>) {
        let last = index + rule.pattern.len() - 1;
        let (Some(from), Some(to)) = (tokens.get(index), tokens.get(last)) else { return };
        let mut joined = from.joined;
        for item in rule.replacement.split_whitespace() {
            for part in parts(item) {
                let reference = part.strip_prefix('<').and_then(|part| part.strip_suffix('>'));
                let source = reference
                    .and_then(|place| place.parse::<usize>().ok())
                    .map(|place| tokens.word(index + place - 1));
                let word = source.map_or(part, |word| self.english(word));
                let kind = match word.chars().next() {
                    Some(first) if first.is_ascii_digit() => Kind::Number,
                    Some(first) if first.is_alphabetic() => Kind::Word,
                    _ => Kind::Sign,
                };
                list.push(Token {
                    word: word.to_owned(),
                    kind,
                    start: from.start,
                    end: to.end,
                    capital: true,
                    possessive: false,
                    joined,
                });
                joined = true;
            }
            joined = false;
        }
    }
}

/// "<1>:<3>" in its parts.
fn parts(item: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = item;
    while let Some(first) = rest.chars().next() {
        let length = if first == '<' {
            rest.find('>').map_or(rest.len(), |end| end + 1)
        } else if first.is_alphanumeric() {
            rest.find(|character: char| !(character.is_alphanumeric() || character == '\''))
                .unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        found.push(&rest[..length]);
        rest = &rest[length..];
    }
    found
}
