//! Finds the digits, puts them into chunks and looks at every window of chunks once. Linear in the text: a window has
//! at most 19 chunks, and its Luhn sum is the difference of two sums kept for the whole row of chunks.

use std::ops::Range;

const SHORTEST: usize = 13;
const LONGEST: usize = 19;
/// The most digits a phone number has (E.164).
const LONGEST_PHONE: usize = 15;

/// As it is written, with its hyphens.
const UUID_BYTES: usize = 36;

/// How the text is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// As it stands.
    Plain,
    /// With `%20` and `\u0020` decoded.
    Decoded,
    /// The same, and `+` is a space.
    Form,
}

/// A card number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where, in bytes.
    pub(super) range: Range<usize>,
    /// Its last four digits, in ASCII.
    pub(super) last_four: String,
}

/// Digits without anything between them: where they are among the row's digits, and in the text.
struct Chunk {
    digits: Range<usize>,
    bytes: Range<usize>,
}

/// Chunks with one separator between two.
#[derive(Default)]
struct Row {
    digits: Vec<u8>,
    chunks: Vec<Chunk>,
    after_plus: bool,
}

/// All card numbers in the text, in order, none overlapping another.
pub(super) fn find(text: &str, dialect: Dialect) -> Vec<Found> {
    let mut found = Vec::new();
    if !has_enough_digits(text) {
        return found;
    }
    let mut row = Row::default();
    let mut separated = false;
    let mut at = 0;
    while let Some((character, length)) = character_at(text, at, dialect) {
        if is_uuid(text, at) {
            separated = false;
            row.finish(&mut found);
            at += UUID_BYTES;
            continue;
        }
        let end = at + length;
        if let Some(digit) = digit(character) {
            if row.chunks.is_empty() {
                row.after_plus = ends_in_phone_mark(&text[..at], dialect);
            }
            row.push(digit, at..end, separated);
            separated = false;
        } else if !row.chunks.is_empty() && !separated && is_separator(character, dialect) {
            separated = true;
        } else {
            separated = false;
            row.finish(&mut found);
        }
        at = end;
    }
    row.finish(&mut found);
    found
}

/// Whether a UUID begins there (RFC 9562, with its version and variant): one in 300 would be taken for a card number, and
/// Message-IDs and ids of other systems have to stay what they are. One without letters is looked at all the same.
fn is_uuid(text: &str, at: usize) -> bool {
    let begins_word = !text[..at].ends_with(|before: char| before.is_alphanumeric());
    let Some(bytes) = text.as_bytes().get(at..at + UUID_BYTES).filter(|_| begins_word) else { return false };
    let ends_word = text.get(at + UUID_BYTES..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let is_hyphen = |place: usize| matches!(place, 8 | 13 | 18 | 23);
    let mut places = bytes.iter().enumerate();
    ends_word
        && matches!((bytes[14], bytes[19]), (b'1'..=b'8', b'8' | b'9' | b'a' | b'b' | b'A' | b'B'))
        && places.all(|(place, byte)| if is_hyphen(place) { *byte == b'-' } else { byte.is_ascii_hexdigit() })
        && bytes.iter().any(u8::is_ascii_alphabetic)
}

/// Most texts are done with here: every digit, however it is written, has a byte of this kind.
fn has_enough_digits(text: &str) -> bool {
    text.bytes().filter(|byte| byte.is_ascii_digit() || !byte.is_ascii()).count() >= SHORTEST
}

impl Row {
    fn push(&mut self, digit: u8, bytes: Range<usize>, separated: bool) {
        let index = self.digits.len();
        self.digits.push(digit);
        match self.chunks.last_mut() {
            Some(chunk) if !separated => {
                chunk.digits.end = index + 1;
                chunk.bytes.end = bytes.end;
            }
            _ => self.chunks.push(Chunk { digits: index..index + 1, bytes }),
        }
    }

    fn finish(&mut self, found: &mut Vec<Found>) {
        let is_phone = self.after_plus && self.digits.len() <= LONGEST_PHONE;
        if self.digits.len() >= SHORTEST && !is_phone {
            self.look_through(found);
        }
        self.digits.clear();
        self.chunks.clear();
    }

    /// Windows that are grouped as cards are come first, so that a chunk beside a card does not shift what is found;
    /// then whatever else passes, between those.
    fn look_through(&self, found: &mut Vec<Found>) {
        let sums = LuhnSums::new(&self.digits);
        let mut from = 0;
        while from < self.chunks.len() {
            let like_a_card = self.next_window(&sums, from..self.chunks.len(), true);
            let gap = from..like_a_card.as_ref().map_or(self.chunks.len(), |window| window.start);
            let mut other_from = gap.start;
            while let Some(window) = self.next_window(&sums, other_from..gap.end, false) {
                other_from = window.end;
                found.push(self.found(&window));
            }
            let Some(window) = like_a_card else { return };
            from = window.end;
            found.push(self.found(&window));
        }
    }

    /// Whether the digits, in one piece, are an instant in milliseconds since 1970: from 2001 to 2033 these are 13 digits
    /// that begin with 1. No issuer's number is: those of 13 digits begin with 4.
    fn is_time(&self, digits: &Range<usize>) -> bool {
        digits.len() == SHORTEST && self.digits[digits.start] == 1
    }

    /// The first window of chunks within `within` that is a card number: the shortest one grouped as cards are, or
    /// the longest one of any grouping.
    fn next_window(&self, sums: &LuhnSums, within: Range<usize>, like_a_card: bool) -> Option<Range<usize>> {
        for start in within.clone() {
            let mut longest = None;
            for end in start + 1..=within.end {
                let digits = self.chunks[start].digits.start..self.chunks[end - 1].digits.end;
                if digits.len() > LONGEST {
                    break;
                }
                let is_phone = start == 0 && self.after_plus && digits.len() <= LONGEST_PHONE;
                let is_time = end == start + 1 && self.is_time(&digits);
                if digits.len() < SHORTEST || is_phone || is_time || !sums.passes(&digits) {
                    continue;
                }
                if !like_a_card {
                    longest = Some(start..end);
                } else if is_grouped_like_a_card(&self.chunks[start..end]) {
                    return Some(start..end);
                }
            }
            if longest.is_some() {
                return longest;
            }
        }
        None
    }

    fn found(&self, window: &Range<usize>) -> Found {
        let (first, last) = (&self.chunks[window.start], &self.chunks[window.end - 1]);
        let last_four = self.digits[last.digits.end - 4..last.digits.end].iter();
        Found {
            range: first.bytes.start..last.bytes.end,
            last_four: last_four.map(|digit| char::from(b'0' + digit)).collect(),
        }
    }
}

/// In one piece, in fours, or as American Express and Diners print theirs.
fn is_grouped_like_a_card(chunks: &[Chunk]) -> bool {
    let length = |chunk: &Chunk| chunk.digits.len();
    match chunks {
        [_] => true,
        [first, second, third] if length(first) == 4 && length(second) == 6 => matches!(length(third), 4 | 5),
        [fours @ .., last] => length(last) <= 4 && fours.iter().all(|chunk| length(chunk) == 4),
        [] => false,
    }
}

/// Luhn sums of all beginnings of a row: one that doubles the digits at even places, one those at odd places.
struct LuhnSums([Vec<u32>; 2]);

impl LuhnSums {
    fn new(digits: &[u8]) -> Self {
        Self([0, 1].map(|doubled| {
            let mut sum = 0;
            let mut sums = Vec::with_capacity(digits.len() + 1);
            sums.push(sum);
            for (place, digit) in digits.iter().enumerate() {
                let twice = digit * 2;
                let double = if twice > 9 { twice - 9 } else { twice };
                sum += u32::from(if place % 2 == doubled { double } else { *digit });
                sums.push(sum);
            }
            sums
        }))
    }

    /// Every second digit from the right is doubled, the last one is not.
    fn passes(&self, digits: &Range<usize>) -> bool {
        let sums = &self.0[digits.end % 2];
        (sums[digits.end] - sums[digits.start]).is_multiple_of(10)
    }
}

/// A `+`, also as `%2B`. In a form a bare one is a space, unless it stands where no word ended: bodies of every kind
/// are read as forms too.
fn ends_in_phone_mark(before: &str, dialect: Dialect) -> bool {
    let Some(earlier) = before.strip_suffix('+') else {
        return before.ends_with("%2B") || before.ends_with("%2b");
    };
    let starts_a_word = |character: char| character.is_whitespace() || "\"(:,".contains(character);
    dialect != Dialect::Form || earlier.chars().next_back().is_none_or(starts_a_word)
}

fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(zero)).ok()
}

/// Spaces of every width, dashes, dots and what is not seen at all; no line breaks, no tabs.
fn is_separator(character: char, dialect: Dialect) -> bool {
    match character {
        ' ' | '-' | '.' | '\u{a0}' | '\u{ad}' => true,
        '\u{2000}'..='\u{2015}' | '\u{202f}' | '\u{2060}' | '\u{2212}' | '\u{3000}' | '\u{feff}' => true,
        '+' => dialect == Dialect::Form,
        _ => false,
    }
}

/// The character that begins at byte `at`, and how many bytes it takes as it is written.
fn character_at(text: &str, at: usize, dialect: Dialect) -> Option<(char, usize)> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let escaped = match first {
        '%' if dialect != Dialect::Plain => percent_escaped(rest.as_bytes()),
        '\\' if dialect != Dialect::Plain => unicode_escaped(rest.as_bytes()),
        _ => None,
    };
    Some(escaped.unwrap_or((first, first.len_utf8())))
}

/// `%C2%A0` and the like: one character of UTF-8, every byte of it escaped.
fn percent_escaped(text: &[u8]) -> Option<(char, usize)> {
    let byte = |place: usize| match text.get(place * 3..place * 3 + 3)? {
        [b'%', high, low] => Some(hex(*high)? * 16 + hex(*low)?),
        _ => None,
    };
    let first = u8::try_from(byte(0)?).ok()?;
    let length = match first {
        0..0x80 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    let mut bytes = [first, 0, 0, 0];
    for (place, slot) in bytes.iter_mut().enumerate().take(length).skip(1) {
        *slot = u8::try_from(byte(place)?).ok()?;
    }
    let character = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((character, length * 3))
}

/// `\u00a0` and the like.
fn unicode_escaped(text: &[u8]) -> Option<(char, usize)> {
    let [b'\\', b'u', digits @ ..] = text.get(..6)? else { return None };
    let code = digits.iter().try_fold(0, |code, digit| Some(code * 16 + hex(*digit)?))?;
    Some((char::from_u32(code)?, 6))
}

fn hex(digit: u8) -> Option<u32> {
    char::from(digit).to_digit(16)
}
