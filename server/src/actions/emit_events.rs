//! What happened is kept, and whoever subscribes to it gets a delivery, in the transaction in which it happened. Not a verb
//! of its own but what every action does that changes something.

use std::collections::HashMap;
use std::sync::Arc;

use patchbay_domain::change::ChangeKind;
use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Delivery, DeliveryKind, DeliveryState};
use patchbay_domain::event::{Event, is_operational, is_private};
use patchbay_domain::event_name::EventName;
use patchbay_domain::ids::{DeliveryId, JobId, TargetId, WebhookId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use patchbay_domain::subscription::{PayloadFormat, Subscription};
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::{StorageError, Tx};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Services;
use super::announce::change;
use super::audience::Audience;
use super::open_target::takes;
use crate::delivery::envelope::Enveloped;
use crate::delivery::excerpt;

/// Events on a custom channel that its own outbound URL is told of, besides its messages, which leave by themselves. That a
/// message arrived there, or did not, it is not told.
const TOLD_TO_CHANNELS: [&str; 3] = ["message.received", "task.", "conversation."];

/// Keeps what happened and makes the deliveries and jobs that follow. All of it is of one organization. May run twice: the
/// ids of deliveries follow from those of the events.
pub(super) async fn emit_events(
    services: &Services,
    tx: &Tx,
    happened: &[Event],
) -> Result<(), StorageError> {
    let Some(organization_id) = happened.first().map(|event| event.organization_id) else { return Ok(()) };
    let mut happened = happened.to_vec();
    for event in &mut happened {
        excerpt::fit(&mut event.data);
    }
    let scope = tx.scope(organization_id);
    scope.insert_events(&happened).await?;
    happened.retain(|event| !is_private(&event.event_type));
    let told = Told::of(services, tx, &happened).await?;
    let deliveries: Vec<Delivery> =
        happened.iter().flat_map(|event| told.deliveries(services, event)).collect();
    scope.insert_deliveries(&deliveries).await?;
    let jobs: Vec<NewJob> = deliveries.iter().filter_map(first_job).collect();
    tx.enqueue(&jobs, services.now()).await?;
    for delivery in &deliveries {
        let (kind, webhook) = (ChangeKind::Delivery, Some(delivery.webhook_id));
        let thread = delivery.conversation_id;
        tx.changed(change(organization_id, kind, delivery.id.uuid(), thread, webhook));
    }
    Ok(())
}

/// Who is told of what happened.
#[derive(Default)]
struct Told {
    audience: Option<Arc<Audience>>,
    channels: HashMap<WebhookId, Channel>,
    numbers: HashMap<WebhookId, u32>,
    /// Addresses that take nothing at present.
    closed: Vec<TargetId>,
}

impl Told {
    async fn of(services: &Services, tx: &Tx, happened: &[Event]) -> Result<Self, StorageError> {
        let mut told = Self::default();
        let Some(first) = happened.first() else { return Ok(told) };
        let scope = tx.scope(first.organization_id);
        let mut webhooks: Vec<WebhookId> = happened.iter().filter_map(|event| event.webhook_id).collect();
        webhooks.sort_unstable();
        webhooks.dedup();
        for id in webhooks {
            if let Some(channel) = scope.channel(id).await? {
                told.numbers.insert(id, channel.number);
                told.channels.insert(id, channel);
            } else if let Some(subscription) = scope.subscription(id).await? {
                told.numbers.insert(id, subscription.number);
            }
        }
        let version = scope.audience_version().await?;
        let known = services.audiences.remembered(first.organization_id);
        let audience = match known.filter(|known| known.version == version) {
            Some(known) => known,
            // Not to be remembered: what this transaction changed itself is not committed.
            None => Arc::new(Audience::of(scope.audience().await?)),
        };
        told.closed = told.closed(tx, &audience, happened).await?;
        told.audience = Some(audience);
        Ok(told)
    }

    /// The addresses that take nothing at present, locked: see [`takes`].
    async fn closed(
        &self,
        tx: &Tx,
        audience: &Audience,
        happened: &[Event],
    ) -> Result<Vec<TargetId>, StorageError> {
        let Some(of) = happened.first().map(|event| event.organization_id) else { return Ok(Vec::new()) };
        let of_channels = self.channels.values().filter_map(|channel| channel.target_id).collect();
        let of_channels = tx.scope(of).targets(of_channels).await?;
        let open = of_channels.iter().filter(|target| target.breaker.is_open()).map(|target| target.id);
        let wanted = happened.iter().flat_map(|event| audience.wants(event)).map(|(one, _)| one);
        let doubtful = wanted.filter(|one| !audience.is_open(one)).map(|one| one.target_id);
        let mut doubtful: Vec<TargetId> = open.chain(doubtful).collect();
        // In one order everywhere, so that two transactions do not wait for each other.
        doubtful.sort_unstable();
        doubtful.dedup();
        let mut closed = Vec::new();
        for target_id in doubtful {
            if !takes(tx, of, target_id).await? {
                closed.push(target_id);
            }
        }
        Ok(closed)
    }

    fn deliveries(&self, services: &Services, event: &Event) -> Vec<Delivery> {
        let number = event.webhook_id.and_then(|id| self.numbers.get(&id).copied());
        let wants = self.audience.iter().flat_map(|audience| audience.wants(event));
        // It is not told about itself: what it cannot be told would be one more thing to tell.
        let about = event.webhook_id.filter(|_| is_operational(&event.event_type));
        let mut deliveries: Vec<Delivery> = wants
            .filter(|(subscription, _)| about != Some(subscription.id))
            .map(|(subscription, name)| {
                let takes = !self.closed.contains(&subscription.target_id);
                delivery_to(services, event, (subscription, &name), number, takes)
            })
            .collect();
        let channel = event.webhook_id.and_then(|id| self.channels.get(&id));
        let told = channel.and_then(|channel| Some((channel.id, told(channel, event)?)));
        if let Some((webhook_id, target_id)) = told {
            let to = To {
                webhook_id,
                target_id,
                name: &event.event_type,
                format: PayloadFormat::Native,
                lane: None,
                takes: !self.closed.contains(&target_id),
            };
            deliveries.push(to.delivery(services, event, number));
        }
        deliveries
    }
}

/// The delivery of an event to a subscription that wants it under this name.
pub(super) fn delivery_to(
    services: &Services,
    event: &Event,
    (subscription, name): (&Subscription, &EventName),
    webhook_number: Option<u32>,
    takes: bool,
) -> Delivery {
    let to = To {
        webhook_id: subscription.id,
        target_id: subscription.target_id,
        name,
        format: subscription.format,
        lane: subscription.lane(event),
        takes,
    };
    to.delivery(services, event, webhook_number)
}

/// The address of a channel's own URL, where that is told of the event.
fn told(channel: &Channel, event: &Event) -> Option<TargetId> {
    let name = event.event_type.as_str();
    let is_told = TOLD_TO_CHANNELS.iter().any(|told| match told.strip_suffix('.') {
        Some(_) => name.starts_with(told),
        None => name == *told,
    });
    let posts = matches!(&channel.settings, ChannelSettings::Custom(custom) if custom.outbound.is_some());
    let works = posts && channel.outbound_enabled && channel.deleted_at.is_none();
    channel.target_id.filter(|_| works && is_told)
}

/// Whom a delivery goes to.
struct To<'a> {
    webhook_id: WebhookId,
    target_id: TargetId,
    name: &'a EventName,
    format: PayloadFormat,
    lane: Option<String>,
    takes: bool,
}

impl To<'_> {
    fn delivery(self, services: &Services, event: &Event, webhook_number: Option<u32>) -> Delivery {
        let now = services.now();
        let enveloped =
            Enveloped { event, name: self.name, webhook_number, public_url: &services.public_url };
        Delivery {
            id: delivery_id(event, self.webhook_id),
            organization_id: event.organization_id,
            target_id: Some(self.target_id),
            webhook_id: self.webhook_id,
            event_id: event.id,
            wire_id: event.wire_id,
            event_type: self.name.as_str().to_owned(),
            message_id: None,
            conversation_id: event.conversation_id,
            recipient: None,
            kind: DeliveryKind::Event,
            format: self.format,
            body: enveloped.body(self.format),
            lane: self.lane,
            progress: if self.takes { Progress::due(now) } else { Progress::held(now) },
            created_at: now,
        }
    }
}

/// The id of an event's delivery to a webhook: as old as the event's own, and always the same.
fn delivery_id(event: &Event, webhook: WebhookId) -> DeliveryId {
    let event_id = event.id.uuid();
    let mut hash = Sha256::new();
    hash.update(event_id.as_bytes());
    hash.update(webhook.uuid().as_bytes());
    let mut bytes = *event_id.as_bytes();
    // Version and instant stay; what was chance is the hash.
    bytes[8..].copy_from_slice(&hash.finalize()[..8]);
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Uuid::from_bytes(bytes).into()
}

/// The job of a new delivery that is due: named after it, so that it is stored once.
pub(super) fn first_job(delivery: &Delivery) -> Option<NewJob> {
    let is_due = delivery.progress.state == DeliveryState::Pending;
    is_due.then(|| NewJob {
        id: JobId::from(delivery.id.uuid()),
        organization_id: Some(delivery.organization_id),
        work: JobWork::AttemptDelivery { delivery_id: delivery.id, is_probe: false },
        lane: delivery.lane.clone(),
        target_id: delivery.target_id,
        priority: JobPriority::Normal,
        run_at: delivery.created_at,
    })
}
