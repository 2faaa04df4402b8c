//! The rules catch what they are for, and only that.

use crate::SourceFile;
use crate::rules::{MAX_LINES, check_calls, check_lengths};

fn violations(path: &str, text: &str) -> Vec<String> {
    check_calls(&SourceFile::new(path, text).unwrap())
}

#[track_caller]
fn refused(path: &str, text: &str, reason: &str) {
    let found = violations(path, text);
    assert_eq!(found.len(), 1, "{path}: `{text}` gives {found:?}");
    assert!(found[0].starts_with(path), "{}", found[0]);
    assert!(found[0].contains(reason), "{} does not say `{reason}`", found[0]);
}

#[track_caller]
fn fine(path: &str, text: &str) {
    assert_eq!(violations(path, text), Vec::<String>::new(), "{path}: `{text}`");
}

#[test]
fn calls_go_to_the_right() {
    fine("server/src/http/inbound.rs", "use crate::actions::receive_message; use crate::channels::custom;");
    fine("server/src/http/rest/events.rs", "use crate::rpc::events;");
    fine("server/src/rpc/tasks.rs", "use patchbay_storage::tasks; use patchbay_domain::task::Task;");
    fine("server/src/workers/runner.rs", "fn run() { crate::actions::take_turn::take_turn(); }");
    fine("server/src/delivery/sender.rs", "use crate::egress::Client;");
    fine(
        "server/src/actions/take_turn.rs",
        "use super::receive_message; use crate::assistant::LanguageModel;",
    );
    fine("server/src/channels/custom/send.rs", "use crate::delivery::signatures;");
    fine("server/src/actions/services.rs", "use crate::egress::EgressClient;");
    fine("server/src/app.rs", "use crate::{http, rpc, workers}; use axum::Router;");
}

#[test]
fn calls_do_not_go_to_the_left() {
    refused("server/src/actions/take_turn.rs", "use crate::workers::runner;", "actions may call only");
    refused(
        "server/src/channels/custom/parse.rs",
        "use crate::actions::receive_message;",
        "channels may call only",
    );
    refused(
        "server/src/actions/test_webhook.rs",
        "use crate::egress::EgressClient;",
        "actions may call only",
    );
    refused("server/src/delivery/outcome.rs", "use crate::channels::custom;", "delivery may call only");
    refused("server/src/egress/guard.rs", "use crate::delivery::RetryPolicy;", "egress may call only");
    refused("server/src/config/mod.rs", "use crate::egress::Guard;", "config may call only domain");
}

#[test]
fn siblings_do_not_call_each_other() {
    refused("server/src/http/inbound.rs", "use crate::workers::Runner;", "http may call only");
    refused("server/src/rpc/tasks.rs", "use crate::http::problem;", "rpc may call only");
    refused("server/src/assistant/builtin.rs", "use crate::channels::custom;", "assistant may call only");
}

#[test]
fn nothing_calls_the_top_and_a_new_folder_needs_a_row() {
    refused("server/src/http/inbound.rs", "use crate::app::App;", "nothing calls app");
    refused("server/src/helpers/mod.rs", "use crate::actions::create_task;", "has no place among the layers");
}

#[test]
fn every_form_of_naming_counts() {
    refused(
        "server/src/actions/a.rs",
        "use crate::{config::Settings, http::{self as web}};",
        "actions may call only",
    );
    refused("server/src/actions/a.rs", "use super::super::http::problem;", "actions may call only");
    refused("server/src/actions/a.rs", "fn f() -> crate::http::Problem { g() }", "actions may call only");
    refused(
        "server/src/actions/a.rs",
        "fn f() { tokio::select! { _ = crate::http::serve() => {} } }",
        "actions may call only",
    );
    refused(
        "server/src/actions/a.rs",
        "mod inner { use super::super::super::http::problem; }",
        "actions may call only",
    );
    refused(
        "server/src/main.rs",
        "#[derive(specta::Type)] struct Wire;",
        "specta stands on the wire types alone",
    );
}

#[test]
fn comments_strings_and_tests_do_not_count() {
    fine(
        "server/src/actions/a.rs",
        "//! See [`crate::http::inbound`].\n/// axum::Router\nfn f() { g(\"axum::Router\"); }",
    );
    fine(
        "server/src/actions/a.rs",
        "#[cfg(test)]\nmod tests { use crate::http::inbound; use axum::Router; }",
    );
    fine("server/src/actions/a.rs", "#[cfg(test)]\nuse crate::http::inbound;\nfn f() {}");
    fine("server/src/actions/tests/a.rs", "use crate::http::inbound;");
    refused(
        "server/src/actions/a.rs",
        "#[cfg(test)]\nuse axum::Json;\nuse axum::Router;",
        ":3: names `axum::Router`",
    );
}

#[test]
fn crates_are_known_where_they_belong() {
    fine("server/src/http/inbound.rs", "use axum::body::Body;");
    fine("server/src/rpc/kit/adapter.rs", "use axum::Router; use rspc::Router as Procedures;");
    refused("server/src/rpc/tasks.rs", "use axum::Json;", "only http, rpc::kit and app know axum");
    refused("server/src/http/inbound.rs", "use rspc::Router;", "only rpc and app know rspc");
    refused("server/domain/src/task.rs", "use specta::Type;", "specta stands on the wire types alone");
    refused(
        "server/src/actions/a.rs",
        "#[derive(utoipa::ToSchema)] struct Wire;",
        "utoipa stands on the wire types alone",
    );
    refused(
        "server/src/actions/a.rs",
        "use sea_orm::EntityTrait;",
        "only storage and migration name sea-orm",
    );
    refused(
        "server/domain/src/task.rs",
        "fn f() { sqlx::query(text) }",
        "only storage and migration name sea-orm",
    );
    refused("server/src/delivery/sender.rs", "use reqwest::Client;", "egress is the only way out");
    refused(
        "server/src/channels/custom/mod.rs",
        "use patchbay_storage::Scope;",
        "only http, rpc, workers and actions",
    );
    refused("server/domain/src/secret.rs", "use std::fs::read;", "domain does no input or output");
}

#[test]
fn changes_go_through_actions() {
    fine("server/src/actions/a.rs", "fn f(storage: &Storage) { storage.writer().transact(work) }");
    fine(
        "server/src/rpc/tasks.rs",
        "fn f(storage: &Storage) { storage.scope(id).tasks(filter); let writer = 1; }",
    );
    refused(
        "server/src/rpc/tasks.rs",
        "fn f(storage: &Storage) { storage.writer().transact(work) }",
        "through an action",
    );
    refused("server/src/http/inbound.rs", "use patchbay_storage::Writer;", "through an action");
}

#[test]
fn a_long_file_needs_a_reason_and_a_short_one_none() {
    let file = |lines: usize| [SourceFile::new("server/src/http/a.rs", &"//\n".repeat(lines)).unwrap()];
    let listed = [("server/src/http/a.rs", "one table")];
    assert_eq!(check_lengths(&file(MAX_LINES), &[]), Vec::<String>::new());
    assert_eq!(check_lengths(&file(MAX_LINES + 1), &listed), Vec::<String>::new());
    assert!(check_lengths(&file(MAX_LINES + 1), &[])[0].contains("split it"));
    assert!(check_lengths(&file(MAX_LINES), &listed)[0].contains("take it off"));
    assert!(check_lengths(&[], &listed)[0].contains("gone"));
}
