//! A member tests an address: a delivery like any other, tried once, and waited for (FR-03, TS-1). One with a method or
//! headers of its own is sent at once instead.

mod directly;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::TimeDelta;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Attempt, Delivery, DeliveryKind};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::event_name::EventName;
use patchbay_domain::event_types::{built_in, canonical_name};
use patchbay_domain::ids::{DeliveryId, EventId, JobId, OrganizationId, TargetId, WebhookId};
use patchbay_domain::subscription::{PayloadFormat, Signing};
use patchbay_domain::webhook::{ChannelSettings, CustomSettings};
use serde_json::{Value, json};

use self::directly::Receiver;
use super::announce::timestamp;
use super::changeable_channel::changeable;
use super::create_webhook::invalid;
use super::send_message::{attempt_job, enveloped};
use super::{ActionError, Missing, Services};
use crate::delivery::envelope::{Enveloped, data_bytes};
use crate::delivery::excerpt::MAX_DATA_BYTES;
use crate::delivery::test_request::TestRequest;

/// How long a member waits: the longest try, and a little for the queue before it.
const PATIENCE: TimeDelta = TimeDelta::seconds(35);
/// How often it is looked for, should the hint of it be lost.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// How a test went.
#[derive(Debug, Clone)]
pub struct TestOutcome {
    /// The delivery it was.
    pub delivery_id: Option<DeliveryId>,
    /// The try.
    pub attempt: Option<Attempt>,
    /// Why nothing was tried, or why it did not arrive.
    pub error: Option<String>,
}

/// What is sent in a test; what is not given is as the webhook's deliveries are.
#[derive(Clone, Default)]
pub struct NewTest {
    /// The data; a sample where none is given.
    pub payload: Option<Value>,
    /// POST or PUT.
    pub method: Option<String>,
    /// Headers beside the webhook's own, and over them.
    pub headers: Option<BTreeMap<String, String>>,
}

/// Sends `payload`, or a sample, to a channel's outbound URL and waits for the answer.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel, [`ActionError::Invalid`] for a method or headers that will
/// not do. That the receiver refuses is no error but an outcome.
pub async fn test_webhook(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    new: NewTest,
) -> Result<TestOutcome, ActionError> {
    let organization_id = actor.organization_id;
    let channel = changeable(services.storage.scope(organization_id).channel(id).await?, actor)?;
    let (target, auth, endpoint) = match (channel.target_id, &channel.settings) {
        (Some(target), ChannelSettings::Custom(CustomSettings { auth, outbound: Some(endpoint), .. })) => {
            (target, auth, endpoint)
        }
        (_, ChannelSettings::Custom(_)) => {
            return Ok(untried("this channel has no outbound URL: set one in its settings, then test again"));
        }
        _ => {
            let error =
                "only custom channels have an outbound URL to test: send a verification code by this one";
            return Ok(untried(error));
        }
    };
    let asked =
        TestRequest::checked(new.method.as_deref(), new.headers, &endpoint.headers, &Signing::default());
    let asked = asked.map_err(invalid)?;
    let now = services.now();
    let data = new.payload.unwrap_or_else(|| {
        json!({
            "message": "This is a test from Patchbay.",
            "channelName": channel.name,
            "sentAt": timestamp(now),
        })
    });
    let event = sample(services, organization_id, id, data);
    let body = enveloped(services, &event, &channel);
    let event_type = event.event_type.clone();
    let delivery = carried(&event, &event_type, (id, target), PayloadFormat::Native, body);
    if !asked.is_usual(endpoint.method) {
        if !channel.outbound_enabled {
            return Ok(untried("outbound is switched off for this channel: switch it on, then test again"));
        }
        let (auth, mut endpoint) = (auth.clone(), endpoint.clone());
        asked.set_on(&mut endpoint.method, &mut endpoint.headers);
        let receiver = Receiver::Channel(Box::new(channel), auth, endpoint);
        return directly::send(services, actor, (event, delivery), receiver, &asked).await;
    }
    send_and_wait(services, actor, event, delivery).await
}

/// Sends data as of an event of `event_type` to a subscription's address, and waits for the answer: `payload`, or the
/// type's sample. Nobody else is told of it.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted subscription, [`ActionError::Invalid`] for an unknown type, or a
/// method or headers that will not do.
pub async fn test_subscription(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    event_type: Option<&str>,
    new: NewTest,
) -> Result<TestOutcome, ActionError> {
    let scope = services.storage.scope(actor.organization_id);
    let subscription = scope.subscription(id).await?.filter(|one| one.deleted_at.is_none());
    let mut subscription = subscription.ok_or(ActionError::NotFound(Missing::Webhook))?;
    let settings = &mut subscription.settings;
    let asked =
        TestRequest::checked(new.method.as_deref(), new.headers, &settings.headers, &settings.signing);
    let asked = asked.map_err(invalid)?;
    let is_usual = asked.is_usual(settings.method);
    asked.set_on(&mut settings.method, &mut settings.headers);
    let name = event_type.unwrap_or(EventType::WebhookTest.name());
    let name = EventName::parse(name).map_err(|error| ActionError::field("eventType", error.to_string()))?;
    let known = canonical_name(&name);
    let own = scope.event_types().await?;
    let definition = own.iter().rev().chain(built_in()).find(|one| one.name == known);
    let definition = definition
        .ok_or_else(|| ActionError::field("eventType", "is no known event type; register it first"))?;
    let data = new.payload.unwrap_or_else(|| definition.sample.clone());
    if data_bytes(&data) > MAX_DATA_BYTES {
        return Err(ActionError::field("payload", "must take at most 255 KiB"));
    }
    let event = sample(services, actor.organization_id, id, data);
    let shown = Event { event_type: known, version: definition.version, ..event.clone() };
    let enveloped = Enveloped {
        event: &shown,
        name: &name,
        webhook_number: Some(subscription.number),
        public_url: &services.public_url,
    };
    let body = enveloped.body(subscription.format);
    let delivery = carried(&event, &name, (id, subscription.target_id), subscription.format, body);
    if !is_usual {
        let receiver = Receiver::Subscription(Box::new(subscription));
        return directly::send(services, actor, (event, delivery), receiver, &asked).await;
    }
    send_and_wait(services, actor, event, delivery).await
}

fn untried(error: &str) -> TestOutcome {
    TestOutcome { delivery_id: None, attempt: None, error: Some(error.to_owned()) }
}

async fn send_and_wait(
    services: &Services,
    actor: &Actor,
    event: Event,
    delivery: Delivery,
) -> Result<TestOutcome, ActionError> {
    let organization_id = actor.organization_id;
    let (delivery_id, now) = (delivery.id, delivery.created_at);
    let job = attempt_job(JobId::new(now, &*services.entropy), &delivery, now);
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let audit = AuditEntry::by(actor, "webhook.tested", delivery.webhook_id, clock, entropy)
        .change(None, Some(json!({ "deliveryId": delivery_id })));
    let mut changes = services.storage.signals().changes();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (event, delivery, job) = (event.clone(), delivery.clone(), job.clone());
            let audit = audit.clone();
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                scope.insert_events(&[event]).await?;
                scope.insert_delivery(&delivery).await?;
                scope.record(&audit).await?;
                tx.enqueue(&[job], now).await
            })
        })
        .await?;
    let until = now + PATIENCE;
    loop {
        if let Some(outcome) = look(services, organization_id, delivery_id).await? {
            return Ok(outcome);
        }
        if services.now() >= until {
            let late =
                untried("no worker took it up in time; it will still be sent, see the log of deliveries");
            return Ok(TestOutcome { delivery_id: Some(delivery_id), ..late });
        }
        // Whatever changed, or the pause is over: look again.
        let _ = tokio::time::timeout(LOOK_EVERY, changes.recv()).await;
    }
}

async fn look(
    services: &Services,
    organization_id: OrganizationId,
    id: DeliveryId,
) -> Result<Option<TestOutcome>, ActionError> {
    let scope = services.storage.scope(organization_id);
    let delivery = scope.delivery(id).await?.filter(|delivery| delivery.state().is_final());
    let Some(delivery) = delivery else { return Ok(None) };
    let attempt = scope.attempts(id, 1).await?.pop();
    Ok(Some(TestOutcome { delivery_id: Some(id), attempt, error: delivery.progress.last_error }))
}

fn sample(services: &Services, of: OrganizationId, on: WebhookId, mut data: Value) -> Event {
    let now = services.now();
    card_number::redact_json(&mut data);
    Event::own(EventId::new(now, &*services.entropy), of, EventType::WebhookTest, data, now)
        .at(Some(on), None)
}

fn carried(
    event: &Event,
    name: &EventName,
    (webhook_id, target): (WebhookId, TargetId),
    format: PayloadFormat,
    body: String,
) -> Delivery {
    let now = event.occurred_at;
    Delivery {
        // As old as its event, and no other's.
        id: DeliveryId::from(event.id.uuid()),
        organization_id: event.organization_id,
        target_id: Some(target),
        webhook_id,
        event_id: event.id,
        wire_id: None,
        event_type: name.as_str().to_owned(),
        recipient: None,
        message_id: None,
        conversation_id: None,
        kind: DeliveryKind::Test,
        format,
        body,
        lane: None,
        progress: Progress::due(now),
        created_at: now,
    }
}
