//! A test with a method or headers of its own is sent by the one who asks, not by a worker: what it is sent with may be a
//! secret and stands nowhere, so nobody could send it later. It is written down with its one try when that has ended, and
//! says nothing of the address: what leaves otherwise has not been tried.

use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::delivery::progress::Verdict;
use patchbay_domain::delivery::{AttemptOutcome, Delivery};
use patchbay_domain::event::Event;
use patchbay_domain::ids::AttemptId;
use patchbay_domain::subscription::Subscription;
use patchbay_domain::webhook::{Channel, ChannelAuth, OutboundEndpoint, OutboundMethod};
use patchbay_storage::StorageError;
use serde_json::json;
use tokio::sync::Semaphore;
use tracing::Instrument as _;

use super::super::attempt_delivery::show;
use super::super::{ActionError, Services};
use super::TestOutcome;
use crate::delivery::destination::{by_custom_channel, to_subscription};
use crate::delivery::sent::Sent;
use crate::delivery::test_request::TestRequest;

/// Nothing queues these as the workers do, so they wait here: tests are to load nobody.
static AT_A_TIME: Semaphore = Semaphore::const_new(16);

/// Whom a test goes to, with what was asked for set already.
pub(super) enum Receiver {
    /// Whoever subscribed.
    Subscription(Box<Subscription>),
    /// A custom channel's outbound URL.
    Channel(Box<Channel>, ChannelAuth, OutboundEndpoint),
}

impl Receiver {
    const fn method(&self) -> OutboundMethod {
        match self {
            Self::Subscription(subscription) => subscription.settings.method,
            Self::Channel(_, _, endpoint) => endpoint.method,
        }
    }

    async fn send(&self, services: &Services, delivery: &Delivery) -> Sent {
        let (egress, clock) = (&services.egress, &*services.clock);
        match self {
            Self::Subscription(subscription) => to_subscription(egress, clock, subscription, delivery).await,
            Self::Channel(channel, auth, endpoint) => {
                by_custom_channel(egress, clock, channel, (auth, endpoint), (delivery, &delivery.body)).await
            }
        }
    }
}

/// Sends it and writes down how that went.
pub(super) async fn send(
    services: &Services,
    actor: &Actor,
    (event, delivery): (Event, Delivery),
    receiver: Receiver,
    asked: &TestRequest,
) -> Result<TestOutcome, ActionError> {
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let told = json!({
        "deliveryId": delivery.id,
        "method": receiver.method(),
        "headers": asked.header_names().collect::<Vec<_>>(),
    });
    let audit = AuditEntry::by(actor, "webhook.tested", delivery.webhook_id, clock, entropy);
    let audit = audit.change(None, Some(told));
    let services = services.clone();
    // A task of its own: what was sent is written down although whoever asked may be gone.
    let whole = async move { tried(&services, audit, event, delivery, &receiver).await };
    let ended = tokio::spawn(whole.in_current_span()).await;
    ended.map_err(|error| StorageError::Corrupt(format!("a test ended abruptly: {error}")))?
}

async fn tried(
    services: &Services,
    audit: AuditEntry,
    event: Event,
    mut delivery: Delivery,
    receiver: &Receiver,
) -> Result<TestOutcome, ActionError> {
    let Ok(_permit) = AT_A_TIME.acquire().await else {
        return Err(ActionError::Unavailable(std::time::Duration::from_secs(1)));
    };
    let of = delivery.organization_id;
    // First of all: should the process end during the try, somebody can still see that there was one.
    let writer = services.storage.writer();
    writer
        .transact(move |tx| {
            let audit = audit.clone();
            Box::pin(async move { tx.scope(of).record(&audit).await })
        })
        .await?;
    let sent = receiver.send(services, &delivery).await;
    let verdict = match sent.attempt_outcome {
        AttemptOutcome::Success => Verdict::Arrived,
        AttemptOutcome::Failed | AttemptOutcome::Unknown => {
            Verdict::GivenUp { error: sent.error.clone().unwrap_or_default() }
        }
    };
    let now = services.now();
    let judged = delivery.progress.judge(verdict, true, now);
    judged.map_err(|error| StorageError::Corrupt(error.to_string()))?;
    let number = delivery.progress.attempt_count;
    let attempt = sent.attempt(AttemptId::new(now, &*services.entropy), delivery.id, number);
    let outcome = TestOutcome {
        delivery_id: Some(delivery.id),
        attempt: Some(attempt.clone()),
        error: delivery.progress.last_error.clone(),
    };
    writer
        .transact(move |tx| {
            let (event, delivery, attempt) = (event.clone(), delivery.clone(), attempt.clone());
            Box::pin(async move {
                let scope = tx.scope(of);
                scope.insert_events(&[event]).await?;
                scope.insert_delivery(&delivery).await?;
                scope.insert_attempt(&attempt).await?;
                show(tx, &delivery).await
            })
        })
        .await?;
    Ok(outcome)
}
