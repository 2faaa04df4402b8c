//! The files that the rules are held against, and where each stands in the module tree.

use std::fs;
use std::path::{Path, PathBuf};

/// A Rust file of the server, its domain, its storage or the migrations.
pub(crate) struct SourceFile {
    /// Its path in the repository.
    pub(crate) path: String,
    /// Its module, the crate first: `server::http::inbound`.
    pub(crate) module: Vec<String>,
    /// Its text.
    pub(crate) text: String,
}

/// Where each crate's sources are, and what the rules call that crate.
const CRATES: [(&str, &str); 5] = [
    ("server/src", "server"),
    ("server/domain/src", "domain"),
    ("server/storage/src", "storage"),
    ("server/understanding/src", "understanding"),
    ("migration/src", "migration"),
];

impl SourceFile {
    /// A file of this path and text; none when the path is not in a crate that has rules.
    pub(crate) fn new(path: &str, text: &str) -> Option<Self> {
        let (root, name) = CRATES.iter().find(|(root, _)| path.starts_with(&format!("{root}/")))?;
        let inner = path[root.len() + 1..].trim_end_matches(".rs");
        let mut module = vec![(*name).to_owned()];
        module.extend(inner.split('/').map(str::to_owned));
        if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
            module.pop();
        }
        Some(Self { path: path.to_owned(), module, text: text.to_owned() })
    }

    /// Whether it holds unit tests only: those may reach further than what they test.
    pub(crate) fn is_test(&self) -> bool {
        self.module.iter().any(|part| part == "tests")
    }
}

/// Every file that has rules.
pub(crate) fn read_all() -> Vec<SourceFile> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = Vec::new();
    for (root, _) in CRATES {
        collect(&repository.join(root), &mut paths);
    }
    paths.sort();
    paths
        .iter()
        .filter_map(|path| {
            let relative = path.strip_prefix(repository).unwrap().to_str().unwrap().replace('\\', "/");
            SourceFile::new(&relative, &fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}
