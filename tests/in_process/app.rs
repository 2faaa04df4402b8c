//! The application on a clock of the test's own.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use patchbay::actions::Services;
use patchbay::actions::create_webhook::{NewWebhook, create_webhook};
use patchbay::actions::receive_message::receive_message;
use patchbay::app::{self, Running, Surroundings};
use patchbay::channels::custom::settings::RawCustomSettings;
use patchbay::channels::settings::RawSettings;
use patchbay::config::{Config, Variables};
use patchbay_domain::access::TokenScopes;
use patchbay_domain::actor::{Actor, Credential};
use patchbay_domain::clock::{Clock, ManualClock};
use patchbay_domain::delivery::{Attempt, Delivery, DeliveryKind};
use patchbay_domain::entropy::SystemEntropy;
use patchbay_domain::ids::{ApiTokenId, DeliveryId, MessageId, WorkerId};
use patchbay_domain::job::{JobKind, LeasedJob};
use patchbay_domain::message::{InboundMessage, Message, MessageStatus, MessageType};
use patchbay_domain::webhook::{Channel, ChannelType};
use patchbay_storage::{DeliveryFilter, Storage, StorageError};
use patchbay_tests::{TestDatabase, eventually};
use reqwest::{Client, RequestBuilder};
use tempfile::TempDir;

/// What the smallest step of a schedule is told from.
pub(crate) const MILLISECOND: Duration = Duration::from_millis(1);

/// Patchbay in this process. Every test ends with [`App::finish`].
pub(crate) struct App {
    pub(crate) clock: ManualClock,
    pub(crate) surroundings: Surroundings,
    pub(crate) config: Config,
    pub(crate) owner: Actor,
    running: Option<Running>,
    /// A channel without an outbound URL, to see that the workers are at work.
    canary: Channel,
    database: TestDatabase,
    data_dir: TempDir,
}

impl App {
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// With more settings.
    pub(crate) async fn start_with(more: &[(&str, &str)]) -> Self {
        let data_dir = TempDir::with_prefix("patchbay-in-process-").unwrap();
        let database = TestDatabase::create().await;
        let clock = ManualClock::new("2026-03-10T12:00:00Z".parse().unwrap());
        let surroundings = Surroundings { clock: Arc::new(clock.clone()), entropy: Arc::new(SystemEntropy) };
        let settings = [
            ("PATCHBAY_LISTEN", "127.0.0.1:0"),
            ("PATCHBAY_DATA_DIR", data_dir.path().to_str().unwrap()),
            ("PATCHBAY_DATABASE_URL", database.url().unwrap_or_default()),
            ("PATCHBAY_EGRESS_ALLOW", "127.0.0.1"),
            ("PATCHBAY_OWNER_EMAIL", patchbay_tests::OWNER_EMAIL),
            ("PATCHBAY_API_TOKEN", patchbay_tests::API_TOKEN),
        ];
        let config = Config::read(&Variables::of(&[&settings, more].concat())).unwrap();
        let running = app::start(&config, &surroundings).await.unwrap();
        let user = running.set_up.as_ref().unwrap().begun.owner.clone();
        let owner = Actor {
            organization_id: user.organization_id,
            user_id: user.id,
            role: user.role,
            credential: Credential::ApiToken(ApiTokenId::new(clock.now(), &SystemEntropy)),
            scopes: TokenScopes::all(),
            address: None,
            request_id: None,
        };
        let canary = create_channel(&running.services, &owner, None).await;
        Self { clock, surroundings, config, owner, running: Some(running), canary, database, data_dir }
    }

    pub(crate) fn services(&self) -> &Services {
        &self.running.as_ref().unwrap().services
    }

    fn storage(&self) -> &Storage {
        &self.services().storage
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A channel whose replies go to this URL.
    pub(crate) async fn channel_to(&self, url: String) -> Channel {
        create_channel(self.services(), &self.owner, Some(url)).await
    }

    /// A custom channel with these settings.
    pub(crate) async fn custom_channel(&self, settings: RawCustomSettings) -> Channel {
        create_custom_channel(self.services(), &self.owner, settings).await
    }

    /// A message on a channel.
    pub(crate) async fn receive(&self, channel: &Channel) -> MessageId {
        receive(self.services(), channel).await
    }

    pub(crate) async fn message(&self, id: MessageId) -> Message {
        self.storage().scope(self.owner.organization_id).message(id).await.unwrap().unwrap()
    }

    pub(crate) async fn attempts(&self, id: DeliveryId) -> Vec<Attempt> {
        self.storage().scope(self.owner.organization_id).attempts(id, 100).await.unwrap()
    }

    /// Waits until the only delivery of a channel has been tried so often.
    pub(crate) async fn tried(&self, channel: &Channel, attempts: u32) -> Delivery {
        // What else a channel's own URL is told of is no business of these tests.
        let filter = DeliveryFilter {
            webhook_id: Some(channel.id),
            kind: Some(DeliveryKind::Reply),
            ..DeliveryFilter::default()
        };
        eventually("the delivery to be tried", async || {
            let scope = self.storage().scope(self.owner.organization_id);
            let page = patchbay_domain::page::PageRequest { limit: 2, after: None };
            let found = scope.deliveries(&filter, page).await.unwrap().page.items;
            assert!(found.len() < 2, "more than one delivery: {found:#?}");
            found.into_iter().find(|delivery| delivery.progress.attempt_count == attempts)
        })
        .await
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Returns after the workers have looked for what is due now: a message that comes in now is done.
    pub(crate) async fn look_around(&self) {
        // Nothing follows from it.
        let id = receive_text(self.services(), &self.canary, "Hello").await;
        eventually("the workers to look around", async || {
            (self.message(id).await.status == MessageStatus::Processed).then_some(())
        })
        .await;
    }

    /// The states of the jobs of this kind, but for those of events that a channel's URL is told of beside its replies.
    pub(crate) async fn jobs(&self, kind: &str) -> Vec<String> {
        // The first job of an event's delivery has its id.
        let beside = "SELECT id FROM deliveries WHERE kind = 'event'";
        self.texts(&format!("SELECT state FROM jobs WHERE kind = '{kind}' AND id NOT IN ({beside})")).await
    }

    /// Asks the database itself; the query gives one text column.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        self.database.texts(self.data_dir.path(), sql).await
    }

    pub(crate) async fn stop(&mut self) {
        self.running.take().unwrap().stop().await;
    }

    /// Starts it again on what it left.
    pub(crate) async fn start_again(&mut self) {
        self.running = Some(app::start(&self.config, &self.surroundings).await.unwrap());
    }

    /// Stops it and removes what it left.
    pub(crate) async fn finish(mut self) {
        self.stop().await;
        self.database.remove().await;
    }
}

async fn create_channel(services: &Services, owner: &Actor, url: Option<String>) -> Channel {
    let settings = RawCustomSettings { outbound_webhook_url: url.map(Some), ..RawCustomSettings::default() };
    create_custom_channel(services, owner, settings).await
}

async fn create_custom_channel(services: &Services, owner: &Actor, raw: RawCustomSettings) -> Channel {
    let new = NewWebhook::named("Front desk", ChannelType::CustomWebhook);
    create_webhook(services, owner, RawSettings::Custom(raw), new).await.unwrap()
}

/// A message on a channel, whoever runs.
pub(crate) async fn receive(services: &Services, channel: &Channel) -> MessageId {
    receive_text(services, channel, "Please call Acme tomorrow").await
}

/// A message that says this.
pub(crate) async fn receive_text(services: &Services, channel: &Channel, text: &str) -> MessageId {
    let content = text.to_owned();
    let raw_body = ("text/plain".to_owned(), content.clone().into_bytes());
    let message = InboundMessage {
        content,
        message_type: MessageType::Text,
        sender_identifier: "ann".to_owned(),
        sender_name: None,
        external_id: None,
        attachments: Vec::new(),
        metadata: serde_json::Map::new(),
        structured: None,
        repeat_key: None,
        unanswered: None,
        review: None,
        email: None,
    };
    let channel = services.storage.channel_by_token(channel.token).await.unwrap().unwrap();
    receive_message(services, &channel, message, raw_body, None).await.unwrap().unwrap().message_id
}

/// Keeps no connections: they would be those of a test that is over, or of a server that was stopped.
#[expect(clippy::disallowed_methods, reason = "a test calls the application from outside")]
static CLIENT: LazyLock<Client> =
    LazyLock::new(|| Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap());

/// A post at a channel's inbound URL, which changes with every start.
pub(crate) fn post(app: &App, channel: &Channel) -> RequestBuilder {
    CLIENT.post(app.services().inbound_url(channel.token))
}

/// Leases the one job of this kind to somebody who will never be heard of again.
pub(crate) async fn lease(services: &Services, kinds: &'static [JobKind]) -> LeasedJob {
    let (now, worker) = (services.now(), WorkerId::new(services.now(), &SystemEntropy));
    let leased: Result<_, StorageError> = services
        .storage
        .writer()
        .transact(move |tx| Box::pin(async move { tx.claim_jobs(worker, kinds, 9, now).await }))
        .await;
    let mut leased = leased.unwrap();
    assert_eq!(leased.len(), 1, "{leased:?}");
    leased.remove(0)
}

/// Leases the deliveries that are ready to somebody who will never be heard of again.
pub(crate) async fn lease_deliveries(services: &Services) {
    let (now, worker) = (services.now(), WorkerId::new(services.now(), &SystemEntropy));
    let kind = JobKind::AttemptDelivery;
    let leased: Result<usize, StorageError> = services
        .storage
        .writer()
        .transact(move |tx| {
            Box::pin(async move {
                let mut leased = 0;
                for one in tx.waiting_targets(kind, None, 9).await? {
                    leased += tx.claim_jobs_of_target(worker, kind, one.target_id, 9, now).await?.len();
                }
                Ok(leased)
            })
        })
        .await;
    assert!(leased.unwrap() > 0, "none is ready");
}
