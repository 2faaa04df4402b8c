//! What is said to the model.

use anyhow::Context;

const MESSAGES: &str = include_str!("messages.txt");

/// One message.
pub(crate) struct Message {
    /// What kind of thing it says.
    pub(crate) kind: &'static str,
    /// Who says it.
    pub(crate) sender: &'static str,
    /// What is said.
    pub(crate) text: &'static str,
}

/// All of them, in the order in which they are sent.
pub(crate) fn read() -> anyhow::Result<Vec<Message>> {
    let lines = MESSAGES.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| message(line).with_context(|| format!("messages.txt: {line}"))).collect()
}

fn message(line: &'static str) -> Option<Message> {
    let mut parts = line.splitn(3, '|').map(str::trim);
    Some(Message { kind: parts.next()?, sender: parts.next()?, text: parts.next()? })
}
