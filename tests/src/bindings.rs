//! What the repository itself says there is to call, so that no test keeps a list that grows old.

use std::fs;
use std::path::{Path, PathBuf};

/// How a procedure is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProcedureKind {
    /// By GET.
    Query,
    /// By POST.
    Mutation,
    /// By GET, and it keeps telling.
    Subscription,
}

/// A procedure, as `bindings/procedures.ts` has it.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// Its name: `tasks.list`.
    pub name: String,
    /// How it is called.
    pub kind: ProcedureKind,
}

/// Every procedure there is.
#[must_use]
pub fn procedures() -> Vec<Procedure> {
    let bindings = fs::read_to_string(repository("bindings/procedures.ts")).unwrap();
    // "tasks.list": { kind: "query"; input: TaskList; …
    let found = bindings.lines().filter_map(|line| line.trim().split_once(": { kind: \""));
    let procedures: Vec<_> = found
        .map(|(name, rest)| Procedure {
            name: name.trim_matches('"').to_owned(),
            kind: match rest.split('"').next() {
                Some("query") => ProcedureKind::Query,
                Some("mutation") => ProcedureKind::Mutation,
                Some("subscription") => ProcedureKind::Subscription,
                other => panic!("{name} is of a kind that no test knows: {other:?}"),
            },
        })
        .collect();
    assert!(procedures.len() > 50, "the bindings are not read as they are written any more");
    procedures
}

/// The path of every route that the server's `http` folder adds, sorted.
#[must_use]
pub fn routes() -> Vec<String> {
    let mut paths = Vec::new();
    for text in sources(&repository("server/src/http")) {
        let found = text.split(".route(").skip(1).map(|rest| rest.split('"').nth(1).unwrap().to_owned());
        paths.extend(found);
    }
    assert!(paths.len() > 5, "the routes are not read as they are written any more");
    paths.sort_unstable();
    paths
}

/// The texts of all files in a folder and those in it.
fn sources(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => texts.extend(sources(&path)),
            false => texts.push(fs::read_to_string(path).unwrap()),
        }
    }
    texts
}

/// Where something is in the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
