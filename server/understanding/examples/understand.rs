//! The dry run of `patchbay understand` alone, which builds in seconds: lines of JSON in, lines of JSON out.
#![expect(clippy::print_stdout, reason = "printing is what it does")]

use std::io::BufRead;

use patchbay_understanding::dry_run;

fn main() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        println!("{}", dry_run::line(&line?).unwrap_or_else(|error| error));
    }
    Ok(())
}
