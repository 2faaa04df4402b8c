//! `patchbay doctor`: looks, changes nothing, says what to do.

use std::process::ExitCode;

use patchbay::app;
use patchbay::config::{Config, ModelConfig, ModelServerConfig, Variables};
use patchbay_storage::Storage;

/// Checks the configuration, the data directory, the key and the database. Fails where the server would not start.
pub(crate) async fn doctor(variables: &Variables) -> ExitCode {
    let mut healthy = true;
    let mut say = |good: bool, what: &str| {
        healthy &= good;
        println!("{} {what}", if good { "ok     " } else { "PROBLEM" });
    };
    for name in variables.unknown() {
        say(true, &format!("{name} is set, but this version has no such setting; see `patchbay settings`"));
    }
    match Config::read(variables) {
        Err(error) => say(false, &format!("configuration: {error}")),
        Ok(config) => {
            say(true, "configuration: every setting can be used");
            for (good, what) in examine(&config).await {
                say(good, &what);
            }
        }
    }
    if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn examine(config: &Config) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    if let Err(error) = app::check_egress(config) {
        found.push((false, format!("outbound requests: {error:#}")));
    }
    found.push((true, assistant(&config.model)));
    if !config.data_dir.exists() {
        let directory = config.data_dir.display();
        found.push((true, format!("data directory: {directory} is not there yet; the first start makes it")));
        if config.database.is_embedded() {
            return found;
        }
    }
    let vault = match app::existing_vault(config) {
        Ok(Some(vault)) => {
            found.push((true, "master key: there".to_owned()));
            vault
        }
        Ok(None) => {
            let advice = "master key: not there yet; the first start makes it. Where a database was set up before, \
                          restore its key first";
            found.push((true, advice.to_owned()));
            return found;
        }
        Err(error) => {
            found.push((false, format!("master key: {error:#}")));
            return found;
        }
    };
    if !app::database_exists(config) {
        found.push((true, "database: not there yet; the first start makes it".to_owned()));
        return found;
    }
    found.push(match Storage::examine(&app::database(config), &vault).await {
        Err(error) => (false, format!("database: {error}; check PATCHBAY_DATABASE_URL and that it runs")),
        Ok(health) if !health.migrated => (true, "database: empty; the first start sets it up".to_owned()),
        Ok(health) if health.key_fits == Some(false) => {
            let advice =
                "database: sealed with another master key; give the right one in PATCHBAY_MASTER_KEY";
            (false, advice.to_owned())
        }
        Ok(health) => (true, format!("database: answers, organizations: {}", health.organizations)),
    });
    found
}

/// Which model takes the turns. Its server is not called: that may cost something.
fn assistant(model: &ModelConfig) -> String {
    let on_server = |server: &ModelServerConfig, whose: &str| {
        let ModelServerConfig { model, base_url, .. } = server;
        format!(
            "assistant: {model} at {base_url} ({whose}); messages go there. Whether it answers is not tried: send a message, \
             and look at its turn"
        )
    };
    match model {
        ModelConfig::BuiltIn => "assistant: built in; no message goes anywhere".to_owned(),
        ModelConfig::OpenAi(server) => on_server(server, "as OpenAI's servers speak"),
        ModelConfig::Anthropic(server) => on_server(server, "as Anthropic's servers speak"),
    }
}
