//! A member tests a channel's outbound URL: a delivery like any other, tried once, and waited for (FR-03, TS-1).

use std::time::Duration;

use chrono::TimeDelta;
use patchbay_domain::actor::Actor;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::delivery::{Attempt, Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{DeliveryId, EventId, JobId, OrganizationId, TargetId, WebhookId};
use patchbay_domain::webhook::{Channel, ChannelSettings};
use serde_json::{Value, json};

use super::announce::timestamp;
use super::changeable_channel::changeable;
use super::send_message::attempt_job;
use super::{ActionError, Services};
use crate::delivery::envelope;

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

/// Sends `payload`, or a sample, to a channel's outbound URL and waits for the answer.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel. That the receiver refuses is no error but an outcome.
pub async fn test_webhook(
    services: &Services,
    actor: &Actor,
    id: WebhookId,
    payload: Option<Value>,
) -> Result<TestOutcome, ActionError> {
    let organization_id = actor.organization_id;
    let channel = changeable(services.storage.scope(organization_id).channel(id).await?, actor)?;
    let (Some(target), ChannelSettings::Custom(_)) = (channel.target_id, &channel.settings) else {
        let error = match channel.settings {
            ChannelSettings::Custom(_) => {
                "this channel has no outbound URL: set one in its settings, then test again"
            }
            _ => "only custom channels have an outbound URL to test: send a verification code by this one",
        };
        return Ok(TestOutcome { delivery_id: None, attempt: None, error: Some(error.to_owned()) });
    };
    let (event, delivery) = sample(services, &channel, target, payload);
    let (delivery_id, now) = (delivery.id, delivery.created_at);
    let job = attempt_job(JobId::new(now, &*services.entropy), &delivery, now);
    let audit = AuditEntry::by(actor, "webhook.tested", id, &*services.clock, &*services.entropy)
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
                scope.emit(&[event]).await?;
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
            let error = "no worker took it up in time; it will still be sent, see the log of deliveries";
            return Ok(TestOutcome {
                delivery_id: Some(delivery_id),
                attempt: None,
                error: Some(error.to_owned()),
            });
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
    let delivery = scope.delivery(id).await?.filter(|delivery| delivery.state.is_final());
    let Some(delivery) = delivery else { return Ok(None) };
    let attempt = scope.attempts(id, 1).await?.pop();
    Ok(Some(TestOutcome { delivery_id: Some(id), attempt, error: delivery.last_error }))
}

fn sample(
    services: &Services,
    channel: &Channel,
    target: TargetId,
    payload: Option<Value>,
) -> (Event, Delivery) {
    let now = services.now();
    let mut data = payload.unwrap_or_else(|| {
        json!({
            "message": "This is a test from Patchbay.",
            "channelName": channel.name,
            "sentAt": timestamp(now),
        })
    });
    card_number::redact_json(&mut data);
    let event = Event {
        id: EventId::new(now, &*services.entropy),
        organization_id: channel.organization_id,
        event_type: EventType::WebhookTest,
        webhook_id: Some(channel.id),
        conversation_id: None,
        data,
        occurred_at: now,
    };
    let delivery = Delivery {
        id: DeliveryId::new(now, &*services.entropy),
        organization_id: channel.organization_id,
        target_id: Some(target),
        webhook_id: channel.id,
        event_id: event.id,
        event_type: event.event_type.name().to_owned(),
        recipient: None,
        message_id: None,
        conversation_id: None,
        kind: DeliveryKind::Test,
        state: DeliveryState::Pending,
        body: envelope::body(&event, Some(channel.number)),
        attempt_count: 0,
        attempts_in_run: 0,
        next_attempt_at: Some(now),
        last_error: None,
        created_at: now,
        finished_at: None,
    };
    (event, delivery)
}
