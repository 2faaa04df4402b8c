//! A Patchbay that is measured, and what it is asked for before.

use std::path::Path;
use std::process::Command;

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::database::{Database, Place};
use crate::http;
use crate::payload::{self, Target};
use crate::program::Program;
use crate::usage;

/// The owner's token. The server listens on loopback and is gone in a minute.
const TOKEN: &str = "pb_00000000000000000000000000000000000000000000000000000000be9c4000";

/// A running Patchbay on a fresh database.
pub(crate) struct Patchbay {
    program: Program,
    database_processes: Vec<u32>,
    place: Place,
}

impl Patchbay {
    /// Starts the release build.
    pub(crate) async fn start(programs: &Path, database: &Database) -> anyhow::Result<Self> {
        let place = database.fresh().await?;
        let mut command = Command::new(programs.join("patchbay"));
        command.arg("serve").env_clear();
        command.env("PATCHBAY_LISTEN", "127.0.0.1:0");
        command.env("PATCHBAY_DATA_DIR", place.data());
        command.env("PATCHBAY_LOG", "warn");
        command.env("PATCHBAY_RATE_LIMITS", "off");
        command.env("PATCHBAY_EGRESS_ALLOW", "127.0.0.1");
        command.env("PATCHBAY_OWNER_EMAIL", "bench@example.com");
        command.env("PATCHBAY_OWNER_PASSWORD", TOKEN);
        command.env("PATCHBAY_API_TOKEN", TOKEN);
        command.envs(place.url.iter().map(|url| ("PATCHBAY_DATABASE_URL", url)));
        let program = Program::start(&mut command, place.folder()).await?;
        Ok(Self { program, database_processes: database.processes(), place })
    }

    async fn call(&self, method: &str, path: &str, body: &Value) -> anyhow::Result<Value> {
        let request = http::request(method, path, Some(TOKEN), &body.to_string());
        http::once(self.program.address, &request).await.with_context(|| format!("{method} {path}"))
    }

    /// Subscribes a URL to what is published; the subscription's id.
    pub(crate) async fn subscribe(&self, url: &str) -> anyhow::Result<String> {
        let body = json!({ "url": url, "events": ["lead.created"] });
        let made = self.call("POST", "/api/v1/webhooks", &body).await?;
        made["id"].as_str().map(ToOwned::to_owned).with_context(|| format!("no id in {made}"))
    }

    /// Switches a subscription on or off.
    pub(crate) async fn switch(&self, subscription: &str, is_active: bool) -> anyhow::Result<()> {
        let path = format!("/api/v1/webhooks/{subscription}");
        self.call("PATCH", &path, &json!({ "isActive": is_active })).await.map(drop)
    }

    /// Lists deliveries.
    pub(crate) async fn deliveries(&self, query: &str) -> anyhow::Result<()> {
        self.call("GET", &format!("/api/v1/deliveries?{query}"), &Value::Null).await.map(drop)
    }

    /// Where one event is published.
    pub(crate) fn events(&self) -> Target {
        Target::new(self.program.address, "/api/v1/events", Some(TOKEN), &payload::event())
    }

    /// Where many are.
    pub(crate) fn batches(&self, size: usize) -> Target {
        Target::new(self.program.address, "/api/v1/events/batch", Some(TOKEN), &payload::batch(size))
    }

    /// Where messages of a custom webhook come in.
    pub(crate) async fn inbound(&self) -> anyhow::Result<Target> {
        self.channel(&json!({ "channelType": "custom_webhook", "channelName": "Bench" })).await
    }

    /// The same of one whose answers leave to this URL.
    pub(crate) async fn inbound_answered_to(&self, url: &str) -> anyhow::Result<Target> {
        let provider = json!({ "outboundWebhookUrl": url });
        let channel =
            json!({ "channelType": "custom_webhook", "channelName": "Bench", "providerConfig": provider });
        self.channel(&channel).await
    }

    async fn channel(&self, body: &Value) -> anyhow::Result<Target> {
        let made = self.call("POST", "/api/v1/webhooks", body).await?;
        let token = made["webhookToken"].as_str().with_context(|| format!("no token in {made}"))?;
        let path = format!("/api/webhooks/inbound/{token}");
        Ok(Target::new(self.program.address, &path, None, &payload::message()))
    }

    /// What it wrote into its database: a text and an instant a row.
    pub(crate) async fn instants(&self, sql: &'static str) -> anyhow::Result<Vec<(String, DateTime<Utc>)>> {
        self.place.instants(sql).await
    }

    /// Its process, and on PostgreSQL the database's.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let mut all = self.database_processes.clone();
        all.push(self.program.pid());
        all
    }

    /// The most memory that it had, in MiB.
    pub(crate) fn peak_mib(&self) -> anyhow::Result<f64> {
        usage::peak_mib(self.program.pid())
    }

    /// Lets the peak begin anew.
    pub(crate) fn forget_peak(&self) {
        usage::forget_peak(self.program.pid());
    }

    /// Fails where it ended, or wrote of an error.
    pub(crate) fn is_well(&mut self) -> anyhow::Result<()> {
        self.program.is_well()
    }
}
