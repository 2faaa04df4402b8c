//! `patchbay understand`: what the built-in assistant makes of messages, one line of JSON each. It needs no configuration
//! and no database, and stores and sends nothing.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use patchbay_understanding::dry_run;

/// Answers each line of `input` with one on `output`; fails at the end where one of them was no message.
pub(crate) fn understand(input: impl BufRead, mut output: impl Write) -> anyhow::Result<ExitCode> {
    let mut all_read = true;
    for line in input.split(b'\n') {
        let line = line?;
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        let answer = dry_run::line(text.trim()).unwrap_or_else(|error| {
            all_read = false;
            error
        });
        writeln!(output, "{answer}")?;
    }
    output.flush()?;
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::understand;

    #[test]
    fn a_bad_line_is_named_and_the_others_are_answered() {
        let input = "no json\n\n{\"channel\":\"sms\",\"text\":\"call Bob\",\"now\":\"2026-03-11T10:00:00Z\",\"timezone\":\"UTC\"}\n";
        let mut output = Vec::new();
        let code = understand(input.as_bytes(), &mut output).unwrap();
        let output = String::from_utf8(output).unwrap();
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].contains("error") && lines[1].contains("\"intent\":\"task\""), "{output}");
        assert_eq!(format!("{code:?}"), format!("{:?}", std::process::ExitCode::FAILURE));
    }
}
