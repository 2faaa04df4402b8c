//! Writes the text of HTML: white space as a browser shows it.

/// Deeper lists and quotes look like those of this depth.
const MAX_DEPTH: usize = 8;

/// The text so far.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    /// Line breaks due before the next character.
    breaks: usize,
    /// Whether a space is due before the next character.
    has_space: bool,
    quotes: usize,
    lists: usize,
    preformatted: usize,
    link: Option<Link>,
}

/// A link whose text is being written.
struct Link {
    url: String,
    start: usize,
}

impl Writer {
    /// Writes text, white space made one space unless it is preformatted.
    pub(super) fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' if self.preformatted > 0 => self.line_break(),
                ' ' | '\t' if self.preformatted > 0 => self.push(character),
                '\u{a0}' if self.has_space || self.is_line_start() => {}
                ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}' => self.has_space = true,
                character => self.push(character),
            }
        }
    }

    /// Ends the line, even an empty one.
    pub(super) fn line_break(&mut self) {
        self.breaks += 1;
        self.has_space = false;
    }

    /// Begins a new line, unless one was begun.
    pub(super) fn new_line(&mut self) {
        self.breaks = self.breaks.max(1);
        self.has_space = false;
    }

    /// Leaves a line empty.
    pub(super) fn paragraph(&mut self) {
        self.breaks = self.breaks.max(2);
        self.has_space = false;
    }

    /// A list begins or ends.
    pub(super) fn list(&mut self, begins: bool) {
        self.new_line();
        self.lists = if begins { self.lists + 1 } else { self.lists.saturating_sub(1) };
    }

    /// An item of a list begins.
    pub(super) fn item(&mut self) {
        self.new_line();
        for _ in 1..self.lists.min(MAX_DEPTH) {
            self.push(' ');
            self.push(' ');
        }
        self.push('-');
        self.has_space = true;
    }

    /// A quote begins or ends.
    pub(super) fn quote(&mut self, begins: bool) {
        self.new_line();
        self.quotes = if begins { self.quotes + 1 } else { self.quotes.saturating_sub(1) };
    }

    /// Text whose white space counts begins or ends.
    pub(super) fn preformatted(&mut self, begins: bool) {
        self.new_line();
        self.preformatted = if begins { self.preformatted + 1 } else { self.preformatted.saturating_sub(1) };
    }

    /// A link begins; its URL is shown after its text.
    pub(super) fn link_start(&mut self, url: Option<String>) {
        self.link_end();
        self.link = url.map(|url| Link { url: url.trim().to_owned(), start: self.text.len() });
    }

    /// The link ends, if there is one.
    pub(super) fn link_end(&mut self) {
        let Some(Link { url, start }) = self.link.take() else { return };
        let text = self.text.get(start..).unwrap_or_default().trim().to_owned();
        let target = url.strip_prefix("mailto:").or_else(|| url.strip_prefix("tel:")).unwrap_or(&url);
        if text == target || text == url {
            return;
        }
        let has_space = std::mem::take(&mut self.has_space);
        if text.is_empty() {
            self.has_space = has_space;
            target.chars().for_each(|character| self.push(character));
        } else {
            self.has_space = self.breaks == 0;
            format!("({target})").chars().for_each(|character| self.push(character));
            self.has_space = has_space;
        }
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.link_end();
        self.text.truncate(self.text.trim_end().len());
        self.text
    }

    fn is_line_start(&self) -> bool {
        self.breaks > 0 || self.text.is_empty()
    }

    fn push(&mut self, character: char) {
        if self.is_line_start() {
            // Nothing stands above the first line; two empty lines say no more than one.
            let breaks = if self.text.is_empty() { 0 } else { self.breaks.min(2) };
            for place in 0..breaks {
                self.text.push('\n');
                if place + 1 < breaks {
                    self.text.extend(std::iter::repeat_n('>', self.quotes.min(1)));
                }
            }
            for _ in 0..self.quotes.min(MAX_DEPTH) {
                self.text.push_str("> ");
            }
            self.breaks = 0;
        } else if self.has_space {
            self.text.push(' ');
        }
        self.has_space = false;
        self.text.push(character);
    }
}
