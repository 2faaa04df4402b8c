//! Holds what the compiler does not: who may call whom among the folders of `server/src`, which crate is known where,
//! and that no file grows past what one can review. `rules.rs` has the tables; change them on purpose only.
#![expect(clippy::unwrap_used, reason = "a test stops where the ground under it is missing")]
#![expect(clippy::panic, reason = "that is how a test fails")]

mod examples;
mod names;
mod rules;
mod sources;

use sources::SourceFile;

#[test]
fn the_code_keeps_its_layers() {
    let files = sources::read_all();
    assert!(
        files.len() > 20,
        "only {} source files found: is the test looking in the right place?",
        files.len()
    );
    report(files.iter().flat_map(rules::check_calls).collect());
}

#[test]
fn every_exception_is_needed() {
    report(rules::check_exceptions(&sources::read_all()));
}

#[test]
fn no_file_is_too_long_to_review() {
    report(rules::check_lengths(&sources::read_all(), rules::LONG_FILES));
}

/// Fails with every violation at once.
fn report(violations: Vec<String>) {
    if !violations.is_empty() {
        panic!("{} violation(s) of docs/ARCHITECTURE.md:\n\n{}\n", violations.len(), violations.join("\n\n"));
    }
}
