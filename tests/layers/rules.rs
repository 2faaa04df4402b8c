//! The rules, as tables, and the check of one file against them. `docs/ARCHITECTURE.md` says why they are what they are.

use std::collections::BTreeMap;

use crate::SourceFile;
use crate::names::names;

/// Who may call whom, left to right only: http, rpc, workers → actions → storage, and channels, assistant, delivery →
/// egress → domain. Channels know how a delivery is signed and ends, delivery knows no channel. `config` is read by
/// all. http calls rpc too: the REST API is a second door to the procedures, so that a rule is written once (decision
/// 0010). A folder that is not here is not part of the design yet.
const MAY_CALL: &[(&str, &[&str])] = &[
    ("http", &["rpc", "actions", "channels", "assistant", "delivery", "config"]),
    ("rpc", &["actions", "channels", "assistant", "delivery", "config"]),
    ("workers", &["actions", "channels", "assistant", "delivery", "config"]),
    ("actions", &["channels", "assistant", "delivery", "config"]),
    ("channels", &["delivery", "egress", "config"]),
    ("assistant", &["egress", "config"]),
    ("delivery", &["egress", "config"]),
    ("egress", &["config"]),
    ("config", &[]),
];

/// The top of the server: it wires everything together, so it may name everything.
const TOP: [&str; 3] = ["app", "main", "commands"];

/// Names that are known in some places only.
struct Restriction {
    /// Path prefixes.
    names: &'static [&'static str],
    /// The modules that may name them, as prefixes.
    only_in: &'static [&'static str],
    /// The rule, and what to do instead.
    rule: &'static str,
}

const RESTRICTIONS: &[Restriction] = &[
    Restriction {
        names: &["axum"],
        only_in: &["server::http", "server::rpc::kit", "server::app"],
        rule: "only http, rpc::kit and app know axum: take plain values here and let the caller read the request",
    },
    Restriction {
        names: &["rspc", "rspc_procedure"],
        only_in: &["server::rpc", "server::app"],
        rule: "only rpc and app know rspc (it is to be replaceable in a day): move this under server/src/rpc",
    },
    Restriction {
        names: &["specta", "specta_typescript"],
        only_in: &["server::rpc"],
        rule: "specta stands on the wire types alone: give rpc a wire type with a From for this one",
    },
    Restriction {
        names: &["utoipa"],
        only_in: &["server::rpc", "server::http"],
        rule: "utoipa stands on the wire types alone: give http a wire type with a From for this one",
    },
    Restriction {
        names: &["rusqlite", "sea_orm", "sea_orm_migration", "sea_query", "sqlx"],
        only_in: &["storage", "migration"],
        rule: "only storage and migration name sea-orm and sqlx: add a function to the aggregate in server/storage",
    },
    Restriction {
        names: &["rusqlite"],
        only_in: &["storage::hot", "storage::error"],
        rule: "only hot units use prepared SQL of their own: go through sea-orm, or make it a hot unit",
    },
    Restriction {
        names: &["storage"],
        only_in: &[
            "storage",
            "server::http",
            "server::rpc",
            "server::workers",
            "server::actions",
            "server::app",
            "server::commands",
        ],
        rule: "only http, rpc, workers and actions know storage: let the action read it and hand over domain types",
    },
    Restriction {
        names: &[".writer", "storage::Writer", "storage::Tx"],
        only_in: &["storage", "server::workers", "server::actions", "server::app"],
        rule: "every change goes through an action: call one, or add one to server/src/actions",
    },
    Restriction {
        names: &["reqwest"],
        only_in: &["server::egress"],
        rule: "egress is the only way out, since it guards the address: call server/src/egress",
    },
    Restriction {
        names: &["lettre"],
        only_in: &["server::egress", "server::channels::email"],
        rule: "only egress and the e-mail channel know lettre: compose a mail in server/src/channels/email",
    },
    Restriction {
        names: &["lettre::transport", "lettre::SmtpTransport", "lettre::AsyncSmtpTransport"],
        only_in: &["server::egress"],
        rule: "egress is the only way out, since it guards the address: call EgressClient::send_mail",
    },
    Restriction {
        names: &[
            "std::fs",
            "std::net::TcpStream",
            "std::net::UdpSocket",
            "std::process",
            "tokio::fs",
            "tokio::net",
        ],
        only_in: &["server", "storage", "migration"],
        rule: "domain does no input or output: take the value as an argument",
    },
];

/// What one file may name against the table, each with its reason.
pub(crate) const EXCEPTIONS: &[(&str, &str, &str)] = &[(
    "server/src/actions/services.rs",
    "server::egress",
    "carries the one client from app to channels and assistant",
)];

/// Files past [`MAX_LINES`], each with why it is one piece.
pub(crate) const LONG_FILES: &[(&str, &str)] = &[];

/// What one sitting reviews.
pub(crate) const MAX_LINES: usize = 300;

/// What `file` calls against the rules, each with what to do.
pub(crate) fn check_calls(file: &SourceFile) -> Vec<String> {
    if file.is_test() {
        return Vec::new();
    }
    let mut violations = Vec::new();
    let excepted = |name: &[String]| {
        EXCEPTIONS.iter().any(|(path, allowed, _)| *path == file.path && starts_with(name, allowed))
    };
    for name in names(file).into_iter().filter(|name| !excepted(&name.path)) {
        let rules = RESTRICTIONS
            .iter()
            .filter(|rule| rule.is_broken(&file.module, &name.path))
            .map(|rule| rule.rule.to_owned());
        for rule in rules.chain(check_layer(&file.module, &name.path)) {
            violations.push(format!(
                "{}:{}: names `{}`\n  {rule}",
                file.path,
                name.line,
                name.path.join("::")
            ));
        }
    }
    violations
}

impl Restriction {
    fn is_broken(&self, module: &[String], name: &[String]) -> bool {
        self.names.iter().any(|prefix| starts_with(name, prefix))
            && !self.only_in.iter().any(|prefix| starts_with(module, prefix))
    }
}

/// Whether a folder of `server/src` reaches into one that is not to its right.
fn check_layer(module: &[String], name: &[String]) -> Option<String> {
    let layers: BTreeMap<_, _> = MAY_CALL.iter().copied().collect();
    let [own_crate, caller, ..] = module else { return None };
    let [named_crate, called, rest @ ..] = name else { return None };
    if own_crate != "server" || named_crate != "server" || caller == called || TOP.contains(&caller.as_str())
    {
        return None;
    }
    if TOP.contains(&called.as_str()) {
        return Some(format!(
            "nothing calls {called}: it wires the others together. Pass in what is needed as an argument"
        ));
    }
    let Some(may_call) = layers.get(caller.as_str()) else {
        return Some(format!(
            "{caller} has no place among the layers: put it into one of them, or give it a row in \
             tests/layers/rules.rs"
        ));
    };
    // A name at the crate's root, like a macro's, is nobody's layer.
    if may_call.contains(&called.as_str()) || (rest.is_empty() && !layers.contains_key(called.as_str())) {
        return None;
    }
    Some(format!(
        "{caller} may call only {}: move what both need to their right (actions, or domain for a rule of the \
         business)",
        if may_call.is_empty() { "domain".to_owned() } else { format!("{} and domain", may_call.join(", ")) }
    ))
}

/// Exceptions that nothing makes use of any more.
pub(crate) fn check_exceptions(files: &[SourceFile]) -> Vec<String> {
    let used = |path: &str, allowed: &str| {
        let file = files.iter().find(|file| file.path == path);
        file.is_some_and(|file| names(file).iter().any(|name| starts_with(&name.path, allowed)))
    };
    let unused = EXCEPTIONS.iter().filter(|(path, allowed, _)| !used(path, allowed));
    unused
        .map(|(path, allowed, _)| format!("{path}: no longer names `{allowed}`\n  take the exception away"))
        .collect()
}

/// Files that are too long and not listed, and rows of the list that are not needed any more.
pub(crate) fn check_lengths(files: &[SourceFile], listed: &[(&str, &str)]) -> Vec<String> {
    let mut violations = Vec::new();
    for file in files {
        let lines = file.text.lines().count();
        let reason = listed.iter().find(|(path, _)| *path == file.path);
        match (lines > MAX_LINES, reason) {
            (true, None) => violations.push(format!(
                "{}: {lines} lines, more than {MAX_LINES}\n  split it by what its parts are for, or list it in \
                 tests/layers/rules.rs with the reason why it is one piece",
                file.path
            )),
            (false, Some(_)) => {
                let advice = "it fits again: take it off the list in tests/layers/rules.rs";
                violations.push(format!("{}: {lines} lines\n  {advice}", file.path));
            }
            _ => {}
        }
    }
    for (path, _) in listed {
        if !files.iter().any(|file| file.path == *path) {
            violations.push(format!(
                "{path}: is listed in tests/layers/rules.rs, but is gone\n  take it off the list"
            ));
        }
    }
    violations
}

fn starts_with(path: &[String], prefix: &str) -> bool {
    let prefix: Vec<_> = prefix.split("::").collect();
    path.len() >= prefix.len() && path.iter().zip(prefix).all(|(part, expected)| part == expected)
}
