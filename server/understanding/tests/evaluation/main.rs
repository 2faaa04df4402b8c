//! How well the built-in assistant understands: the corpus scored field by field by the call behind
//! `patchbay understand`. `make eval` prints the table; the thresholds hold in every test run.
#![expect(clippy::unwrap_used, reason = "a test stops where the ground under it is missing")]
#![expect(clippy::panic, reason = "that is how a test fails")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

mod corpus;
mod score;
mod table;

use corpus::Case;
use score::Score;

/// The part that the grammar was written by.
const MESSAGES: &str = include_str!("../../corpus/messages.tsv");
/// The batches that it was tried on afterwards.
const MORE: &str = include_str!("../../corpus/more_messages.tsv");
const FURTHER: &str = include_str!("../../corpus/further_messages.tsv");
/// The part that it was not written by.
const HELD_OUT: &str = include_str!("../../corpus/held_out_messages.tsv");

#[test]
fn the_thresholds_hold() {
    let mut missed = Vec::new();
    for (name, text) in [
        ("messages", MESSAGES),
        ("more messages", MORE),
        ("further messages", FURTHER),
        ("held out", HELD_OUT),
    ] {
        let cases = corpus::read(text);
        let score = Score::of(&cases);
        println!("{}", table::print(name, &cases, &score));
        missed.extend(score.missed(name));
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// A file of one's own, in the same form: `make eval CORPUS=fresh.tsv`.
#[test]
#[expect(clippy::disallowed_methods, reason = "which file to read is the caller's to say")]
fn a_corpus_of_ones_own_is_scored() {
    let Some(path) = std::env::var_os("PATCHBAY_CORPUS") else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    let cases: Vec<Case> = corpus::read(&text);
    println!("{}", table::print(&path.to_string_lossy(), &cases, &Score::of(&cases)));
}
