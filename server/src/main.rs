//! The command line.

mod commands;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use patchbay::config::{Config, Variables};

/// Half of what a request does is memory, and many threads do it at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// POST a task to an AI assistant, and get the answer on the same channel.
///
/// Settings are environment variables; `patchbay settings` prints them all with their defaults.
#[derive(Debug, Parser)]
#[command(name = "patchbay", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve HTTP and do the work; brings the database up to date first.
    Serve,
    /// Do the work alone, beside servers that share a PostgreSQL.
    Worker,
    /// Bring the database up to date, and nothing else.
    Migrate,
    /// Check the configuration, the database and the key, without changing anything; say what to do.
    Doctor,
    /// Print every setting with its default.
    Settings,
    /// Write the TypeScript of the procedures, and the page that lists them.
    ExportBindings {
        /// Compare instead of writing; fails where they differ, and names what does.
        #[arg(long)]
        check: bool,
        /// Where they are.
        #[arg(long, default_value = "bindings")]
        directory: std::path::PathBuf,
        /// Where the page that lists the procedures is.
        #[arg(long, default_value = "docs")]
        docs: std::path::PathBuf,
    },
    /// Say what the built-in assistant makes of messages: reads lines of JSON, prints one for each, stores nothing.
    ///
    /// A line has channel (sms, email or custom), text, now (RFC 3339), timezone, and a subject where there is one.
    Understand,
    /// Organizations.
    Organization {
        #[command(subcommand)]
        command: OrganizationCommand,
    },
    /// Print a link that signs a member in, once.
    SignInLink {
        /// The member's address.
        #[arg(long)]
        email: String,
    },
}

#[derive(Debug, Subcommand)]
enum OrganizationCommand {
    /// Begin one; prints a sign-in link and an API token.
    Create {
        /// Its name.
        #[arg(long)]
        name: String,
        /// Its owner's address.
        #[arg(long)]
        owner_email: String,
    },
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    match run(line.command) {
        Ok(code) => code,
        Err(error) => {
            commands::complain(&error);
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Settings => return Ok(commands::settings()),
        Command::Understand => {
            return commands::understand(
                std::io::stdin().lock(),
                std::io::BufWriter::new(std::io::stdout().lock()),
            );
        }
        Command::ExportBindings { check, directory, docs } => {
            return commands::export_bindings(check, &directory, &docs);
        }
        _ => {}
    }
    let variables = Variables::of_process();
    if matches!(command, Command::Doctor) {
        return Ok(commands::doctor(&variables).await);
    }
    let config = Config::read(&variables)?;
    commands::start_logging(&config.logging, &variables)?;
    match command {
        Command::Serve => commands::serve(&config).await?,
        Command::Worker => commands::worker(&config).await?,
        Command::Migrate => commands::migrate(&config).await?,
        Command::Organization { command: OrganizationCommand::Create { name, owner_email } } => {
            commands::create_organization(&config, name, owner_email).await?;
        }
        Command::SignInLink { email } => commands::sign_in_link(&config, &email).await?,
        Command::Doctor | Command::Settings | Command::Understand | Command::ExportBindings { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}
