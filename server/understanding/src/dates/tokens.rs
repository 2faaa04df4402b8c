//! Text cut into words, numbers and signs, with where each stands, so that the grammar never looks at bytes.

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with apostrophes inside ("monday's").
    Word,
    /// Digits.
    Number,
    /// One character of anything else.
    Sign,
}

/// A word, a number or a sign.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// In lower case, a possessive `'s` left out.
    pub(super) word: String,
    /// What it is made of.
    pub(super) kind: Kind,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it is a possessive.
    pub(super) possessive: bool,
    /// Whether nothing stands between it and the one before it.
    pub(super) joined: bool,
}

/// A text as tokens.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
}

impl Tokens {
    /// Cuts a text.
    pub(super) fn of(text: &str) -> Self {
        let mut list = Vec::new();
        let mut characters = text.char_indices().peekable();
        while let Some((start, first)) = characters.next() {
            if first.is_whitespace() {
                continue;
            }
            let kind = kind_of(first);
            let mut end = start + first.len_utf8();
            while let Some(&(at, next)) = characters.peek() {
                let inside = match kind {
                    Kind::Word => next.is_alphabetic() || (next == '\'' && letter_after(text, at)),
                    Kind::Number => next.is_ascii_digit(),
                    Kind::Sign => false,
                };
                if !inside {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            let joined = list.last().is_some_and(|before: &Token| before.end == start);
            list.push(token(&text[start..end], kind, start, end, joined));
        }
        Self { list }
    }

    /// Tokens that were made elsewhere.
    pub(super) fn from_list(list: Vec<Token>) -> Self {
        Self { list }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at a place.
    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.list.get(index)
    }

    /// The word or sign at a place, in lower case; empty past the end.
    pub(super) fn word(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |token| token.word.as_str())
    }

    /// Whether the word at a place is one of these.
    pub(super) fn is(&self, index: usize, words: &[&str]) -> bool {
        self.list.get(index).is_some_and(|token| words.contains(&token.word.as_str()))
    }

    /// Whether these words stand one after the other from a place.
    pub(super) fn are(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(index + offset) == *word)
    }

    /// The number written in digits at a place.
    pub(super) fn digits(&self, index: usize) -> Option<u32> {
        self.list
            .get(index)
            .filter(|token| token.kind == Kind::Number)
            .and_then(|token| token.word.parse().ok())
    }

    /// How many digits the number at a place has.
    pub(super) fn width(&self, index: usize) -> usize {
        self.list.get(index).filter(|token| token.kind == Kind::Number).map_or(0, |token| token.word.len())
    }

    /// Whether nothing stands between a token and the one before it.
    pub(super) fn touches_previous(&self, index: usize) -> bool {
        index > 0 && self.list.get(index).is_some_and(|token| token.joined)
    }

    /// Whether the token at a place is this sign, glued to what stands before and after it.
    pub(super) fn glue(&self, index: usize, sign: &str) -> bool {
        self.word(index) == sign && self.touches_previous(index) && self.touches_previous(index + 1)
    }
}

fn kind_of(character: char) -> Kind {
    if character.is_ascii_digit() {
        Kind::Number
    } else if character.is_alphabetic() {
        Kind::Word
    } else {
        Kind::Sign
    }
}

fn letter_after(text: &str, at: usize) -> bool {
    text[at + 1..].chars().next().is_some_and(char::is_alphabetic)
}

fn token(text: &str, kind: Kind, start: usize, end: usize, joined: bool) -> Token {
    let lower = text.to_lowercase();
    let base = lower.strip_suffix("'s").filter(|base| !base.is_empty());
    let capital = text.chars().next().is_some_and(char::is_uppercase);
    let possessive = base.is_some();
    Token { word: base.unwrap_or(&lower).to_owned(), kind, start, end, capital, possessive, joined }
}
