//! What each command does. The one place that prints; the log goes to standard error.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "printing is what commands do")]

mod doctor;
mod serve;
mod signals;
mod understand;
mod worker;

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use patchbay::actions::create_organization::{NewOrganization, create_organization as create};
use patchbay::actions::create_sign_in_link::create_sign_in_link;
use patchbay::app::{self, Surroundings};
use patchbay::config::{Config, DEFAULTS, LoggingConfig, Variables};
use patchbay::rpc;
use tracing_subscriber::EnvFilter;

pub(crate) use doctor::doctor;
pub(crate) use serve::serve;
pub(crate) use understand::understand;
pub(crate) use worker::worker;

/// Says what went wrong and why.
pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("patchbay: {error:#}");
}

/// Starts the log, and names settings that mean nothing.
pub(crate) fn start_logging(logging: &LoggingConfig, variables: &Variables) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&logging.filter).context("PATCHBAY_LOG will not do")?;
    // Colours are for people, not for pipes and files.
    let colours = std::io::stderr().is_terminal();
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let started = if logging.json { log.json().try_init() } else { log.try_init() };
    started.map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))?;
    for name in variables.unknown() {
        tracing::warn!("{name} is set, but this version has no such setting; see `patchbay settings`");
    }
    Ok(())
}

pub(crate) fn settings() -> ExitCode {
    print!("{DEFAULTS}");
    ExitCode::SUCCESS
}

pub(crate) async fn migrate(config: &Config) -> anyhow::Result<()> {
    open(config).await?.storage.close().await;
    println!("The database is up to date.");
    Ok(())
}

pub(crate) fn export_bindings(check: bool, directory: &Path, docs: &Path) -> anyhow::Result<ExitCode> {
    let procedures = rpc::router()?;
    let generated =
        [(rpc::kit::bindings(&procedures)?, directory), (rpc::kit::reference(&procedures)?, docs)];
    let mut is_up_to_date = true;
    for (files, directory) in &generated {
        if !check {
            files.write(directory)?;
            println!("Wrote {}.", directory.display());
            continue;
        }
        for file in files.drift(directory)? {
            is_up_to_date = false;
            eprintln!("{file}");
        }
    }
    if is_up_to_date {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("Run `patchbay export-bindings` and commit what it writes.");
    Ok(ExitCode::FAILURE)
}

pub(crate) async fn create_organization(
    config: &Config,
    name: String,
    owner_email: String,
) -> anyhow::Result<()> {
    anyhow::ensure!(owner_email.contains('@'), "--owner-email: expected an e-mail address");
    anyhow::ensure!(!name.trim().is_empty(), "--name: expected a name");
    let services = open(config).await?;
    let new = NewOrganization {
        name,
        time_zone: config.time_zone,
        owner_email,
        owner_password: None,
        api_token: None,
    };
    let begun = create(&services, new).await?;
    println!("Sign-in link, works once: {}", begun.sign_in_url);
    println!("API token: {}", begun.api_token.expose());
    services.storage.close().await;
    Ok(())
}

pub(crate) async fn sign_in_link(config: &Config, email: &str) -> anyhow::Result<()> {
    let services = open(config).await?;
    let link = create_sign_in_link(&services, email).await;
    println!("{}", link.with_context(|| format!("no link for {email}"))?);
    services.storage.close().await;
    Ok(())
}

async fn open(config: &Config) -> anyhow::Result<patchbay::actions::Services> {
    let public_url = config.server.public_url_on(config.server.listen)?;
    app::open(config, &Surroundings::default(), public_url).await
}
