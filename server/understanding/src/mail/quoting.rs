//! Cuts what a mail only repeats: answered mails, signatures, the mail program's own line. No crate for it is kept up,
//! so the patterns that mail programs leave are here: `quoting/attribution.rs` has the lines that stand above a quote,
//! `quoting/signature.rs` those at the end. Every line is looked at once, with a few after it at most.

mod attribution;
mod signature;

#[cfg(test)]
mod tests;

use attribution::Mark;

/// A mail's text in two: what its sender wrote, and what is repeated of earlier mails.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Split {
    /// What the sender wrote; empty only if there was no text at all.
    pub text: String,
    /// What is repeated, attributions included, signatures left out.
    pub quoted: Option<String>,
}

/// Takes the text apart; its line ends are `\n`. Where a quote has `>` before its lines, text between and below such
/// quotes stays; where it has none, nobody can tell, and the text ends where the quote begins.
pub fn split(text: &str) -> Split {
    let whole_lines: Vec<&str> = text.split('\n').collect();
    let lines: Vec<&str> = whole_lines.iter().map(|line| line.trim_end()).collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut quoted: Vec<&str> = Vec::new();
    let mut is_signature = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if is_quoted(line) {
            quoted.push(line);
            is_signature = false;
            at += 1;
            continue;
        }
        if let Some((mark, length)) = attribution::mark(&lines[at..]) {
            let end = at + length;
            if mark == Mark::Attribution && begins_with_quote(&lines[end..]) {
                quoted.extend(&lines[at..end]);
                is_signature = false;
                at = end;
                continue;
            }
            quoted.extend(&lines[at..]);
            break;
        }
        let whole_line = whole_lines.get(at).copied().unwrap_or_default();
        is_signature = is_signature || signature::is_delimiter(whole_line, lines.len() - at - 1);
        if !is_signature {
            kept.push(line);
        }
        at += 1;
    }
    signature::take_off(&mut kept);
    let own = join(&kept);
    if own.is_empty() {
        return Split { text: join(&lines), quoted: None };
    }
    let quoted = join(&quoted);
    Split { text: own, quoted: (!quoted.is_empty()).then_some(quoted) }
}

/// Whether the first mail that the text repeats is one that was sent on, not one that is answered.
pub fn begins_with_forward(text: &str) -> bool {
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let unquoted = (0..lines.len()).filter(|at| !is_quoted(lines[*at]));
    let first = unquoted.filter_map(|at| attribution::mark(&lines[at..])).next();
    first.is_some_and(|(mark, _)| mark == Mark::Forward)
}

fn is_quoted(line: &str) -> bool {
    line.starts_with('>')
}

/// Whether the next line with something on it, not far below, is a quote.
fn begins_with_quote(lines: &[&str]) -> bool {
    lines.iter().take(4).find(|line| !line.is_empty()).is_some_and(|line| is_quoted(line))
}

/// The lines without the empty ones around them, and with one empty line where there were several.
fn join(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut is_apart = false;
    for line in lines {
        if line.trim().is_empty() {
            is_apart = true;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if is_apart { "\n\n" } else { "\n" });
        }
        is_apart = false;
        text.push_str(line);
    }
    text
}
