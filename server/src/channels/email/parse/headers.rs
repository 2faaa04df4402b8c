//! The header fields of a mail or of one of its parts, read as leniently as they are written. What a field means is
//! mail-parser's to say; which lines are fields is decided here, in one pass.

use std::borrow::Cow;

use mail_parser::parsers::MessageStream;
use mail_parser::{Address, ContentType, DateTime, HeaderValue};

use super::charset;

/// Header fields, in order.
#[derive(Debug, Clone, Default)]
pub(in crate::channels::email) struct Headers<'mail> {
    fields: Vec<Field<'mail>>,
}

/// A field: its name as written, and what stands after the colon, folded lines included.
#[derive(Debug, Clone)]
struct Field<'mail> {
    name: &'mail str,
    value: Cow<'mail, [u8]>,
}

/// Somebody named in a header: an address, a name, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::channels::email) struct Person {
    /// What they are called.
    pub(in crate::channels::email) name: Option<String>,
    /// Their address, as written.
    pub(in crate::channels::email) address: Option<String>,
}

impl<'mail> Headers<'mail> {
    /// Splits what begins with header fields into them and what follows the empty line after them. Lines that are no
    /// field (mbox's `From ` line, for one) are left out.
    pub(in crate::channels::email) fn split(bytes: &'mail [u8]) -> (Self, &'mail [u8]) {
        let mut headers = Self::default();
        let mut at = 0;
        let mut field: Option<(&'mail str, usize)> = None;
        while at < bytes.len() {
            let end = bytes[at..]
                .iter()
                .position(|byte| *byte == b'\n')
                .map_or(bytes.len(), |length| at + length + 1);
            let line = &bytes[at..end];
            let is_continuation = matches!(line.first(), Some(b' ' | b'\t'));
            if !is_continuation {
                if let Some((name, start)) = field.take() {
                    headers.push(name, &bytes[start..at]);
                }
                if matches!(line, b"\n" | b"\r\n") {
                    return (headers, &bytes[end..]);
                }
                field = field_name(line).map(|(name, length)| (name, at + length));
            }
            at = end;
        }
        if let Some((name, start)) = field {
            headers.push(name, &bytes[start..]);
        }
        (headers, b"")
    }

    fn push(&mut self, name: &'mail str, value: &'mail [u8]) {
        // mail-parser takes header bytes for UTF-8; the mails that are not are in the Western code page.
        let value = match std::str::from_utf8(value) {
            Ok(_) => Cow::Borrowed(value),
            Err(_) => Cow::Owned(charset::windows_1252(value).into_bytes()),
        };
        self.fields.push(Field { name, value });
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The lengths of the fields' values and how many encoded words may begin in them, for limits.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (&str, usize, usize)> {
        self.fields.iter().map(|field| {
            let words = field.value.windows(2).filter(|two| two == b"=?").count();
            (field.name, field.value.len(), words)
        })
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.fields
            .iter()
            .filter(move |field| field.name.eq_ignore_ascii_case(name))
            .map(|field| &*field.value)
    }

    /// Whether there is a field of the name.
    pub(in crate::channels::email) fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    /// The first field of the name as text: encoded words decoded, folds undone.
    pub(in crate::channels::email) fn text(&self, name: &str) -> Option<String> {
        self.values(name).next().map(unstructured)
    }

    /// All fields of the name as text, the topmost first.
    pub(in crate::channels::email) fn all(&self, name: &str) -> impl Iterator<Item = String> {
        self.values(name).map(unstructured)
    }

    /// Every field's value as text.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        self.fields.iter().map(|field| unstructured(&field.value))
    }

    /// Everybody in the fields of the name.
    pub(in crate::channels::email) fn people(&self, name: &str) -> Vec<Person> {
        let mut people = Vec::new();
        for value in self.values(name) {
            if let HeaderValue::Address(address) = MessageStream::new(&ended(value)).parse_address() {
                people.extend(persons(&address));
            }
        }
        people
    }

    /// The ids in the first field of the name, without their angle brackets.
    pub(in crate::channels::email) fn ids(&self, name: &str) -> Vec<String> {
        let Some(value) = self.values(name).next() else { return Vec::new() };
        match MessageStream::new(&ended(value)).parse_id() {
            HeaderValue::Text(id) => vec![id.into_owned()],
            HeaderValue::TextList(ids) => ids.into_iter().map(Cow::into_owned).collect(),
            _ => Vec::new(),
        }
    }

    /// The `Date`, if it is one.
    pub(super) fn date(&self) -> Option<DateTime> {
        let value = ended(self.values("Date").next()?);
        match MessageStream::new(&value).parse_date() {
            HeaderValue::DateTime(date) if date.is_valid() => Some(date),
            _ => None,
        }
    }

    /// The `Content-Type` or `Content-Disposition` with its parameters.
    pub(super) fn parameters(&self, name: &str) -> Option<ContentType<'static>> {
        let value = ended(self.values(name).next()?);
        match MessageStream::new(&value).parse_content_type() {
            value @ HeaderValue::ContentType(_) => value.into_owned().into_content_type(),
            _ => None,
        }
    }
}

/// The field's name and the length of what stands before its value.
fn field_name(line: &[u8]) -> Option<(&str, usize)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    Some((std::str::from_utf8(name).ok().filter(|_| is_name)?, colon + 1))
}

/// mail-parser reads a value up to its line's end.
fn ended(value: &[u8]) -> Vec<u8> {
    [value.trim_ascii_end(), b"\r\n"].concat()
}

fn unstructured(value: &[u8]) -> String {
    match MessageStream::new(&ended(value)).parse_unstructured() {
        HeaderValue::Text(text) => text.trim().to_owned(),
        _ => String::new(),
    }
}

fn persons<'address>(address: &'address Address<'_>) -> impl Iterator<Item = Person> + 'address {
    address.iter().map(|address| Person {
        name: address.name.as_deref().map(ToOwned::to_owned),
        address: address.address.as_deref().map(ToOwned::to_owned),
    })
}
