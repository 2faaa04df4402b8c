//! `patchbay serve`.

use patchbay::actions::set_up::SetUp;
use patchbay::app::{self, Running, Surroundings};
use patchbay::config::Config;

use super::signals::StopSignals;

pub(crate) async fn serve(config: &Config) -> anyhow::Result<()> {
    let mut signals = StopSignals::listen()?;
    let running = app::start(config, &Surroundings::default()).await?;
    greet(&running, config);
    signals.received().await;
    running.stop().await;
    tracing::info!("stopped");
    Ok(())
}

/// Says how to get in. That it listens comes last, so that whoever waits for that line has read the others.
fn greet(running: &Running, config: &Config) {
    if let Some(SetUp { begun, first_channel }) = &running.set_up {
        if config.owner.password.is_none() {
            println!("This is the first start. Sign in with this link; it works once, within 24 hours:");
            println!("  {}\n", begun.sign_in_url);
        }
        if let Some((inbound_url, secret_key)) = first_channel {
            println!("Send a first task:");
            println!("  {}\n", first_task(inbound_url));
            println!("Secret key of that channel, which signs what it sends; shown this once:");
            println!("  {}\n", secret_key.expose());
        }
        if config.owner.api_token.is_none() {
            println!("API token of the owner, shown this once:");
            println!("  {}\n", begun.api_token.expose());
        }
    }
    println!("Dashboard: {}", running.services.url("app/"));
    println!("Patchbay is listening on http://{}", running.address);
}

fn first_task(inbound_url: &str) -> String {
    let body = r#"{"content":"Call Acme tomorrow at 3pm about the invoice, urgent","senderIdentifier":"me"}"#;
    format!("curl -X POST {inbound_url} -H 'Content-Type: application/json' -d '{body}'")
}
