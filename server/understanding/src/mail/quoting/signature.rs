//! Signatures: what stands below `-- `, and the line that a mail program adds.

use std::sync::LazyLock;

use regex::Regex;

/// Below a `--` that lost its space, a signature is no longer than this.
const MAX_SIGNATURE_LINES: usize = 10;
const MAX_LINE_BYTES: usize = 160;

#[expect(clippy::expect_used, reason = "the pattern is a constant, and a test reads it")]
static PROGRAM_LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^(
            sent\ from\ (my\b|mail\ for|outlook|yahoo|proton|samsung|gmail|aol|icloud).* |
            sent\ (via|with|using)\ (my\b|outlook|yahoo|proton|samsung|gmail|superhuman|spark).* |
            get\ outlook\ for\ .* | outlook\ (for|für|pour|para|per|voor)\ (ios|android|mac).* |
            von\ (meinem|meiner)\ .*\ gesendet\.? | gesendet\ (von|mit|über)\ (mein|outlook|mail|yahoo|der|proton|samsung).* |
            diese\ nachricht\ wurde\ von\ meinem\ .* | holen\ sie\ sich\ outlook.* |
            envoyé\ (de|depuis)\ (mon|ma|outlook|yahoo|l.application).* | (obtenir|télécharger|obtenez)\ outlook.* |
            enviado\ (desde|de)\ (mi|outlook|yahoo).* | obtener\ outlook.* |
            enviado\ (do|da)\ (meu|minha|outlook|yahoo).* | obter\ o?\ ?outlook.* |
            inviato\ (da|dal)\ (il\ )?(mio|mia|outlook|yahoo).* | scarica\ outlook.* |
            (verzonden|verstuurd)\ (vanaf|vanuit|met)\ (mijn|outlook|yahoo|mail).* | outlook\ downloaden.*
        )$",
    )
    .expect("the pattern is one")
});

/// Whether the line begins a signature: `-- ` (RFC 3676), or `--` near the end. The line has the spaces at its end.
pub(super) fn is_delimiter(line: &str, lines_below: usize) -> bool {
    line == "-- " || line.trim_end() == "--" && lines_below <= MAX_SIGNATURE_LINES
}

/// Takes the mail program's line off the end.
pub(super) fn take_off(lines: &mut Vec<&str>) {
    while let Some(last) = lines.last() {
        let line = last.trim();
        let is_program_line = line.len() <= MAX_LINE_BYTES && PROGRAM_LINE.is_match(line);
        if !line.is_empty() && !is_program_line {
            break;
        }
        lines.pop();
    }
}
