//! A code goes to a number or an address that somebody says is theirs, too. Not a verb of its own but the half of a turn that
//! leaves; what comes back is `take_turn/link.rs`.

use chrono::{DateTime, Utc};
use patchbay_domain::contact::ContactIdentifier;
use patchbay_domain::contact_link::ContactLink;
use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Delivery, DeliveryKind};
use patchbay_domain::event::{Event, EventType};
use patchbay_domain::ids::{
    ContactId, ConversationId, DeliveryId, EventId, JobId, OrganizationId, VerificationId,
};
use patchbay_domain::job::NewJob;
use patchbay_domain::page::PageRequest;
use patchbay_domain::subscription::PayloadFormat;
use patchbay_domain::verification::{CODE_LIFETIME, CODE_PLACEHOLDER};
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::{ChannelFilter, StorageError, Tx};
use serde_json::json;

use super::Services;
use super::announce::timestamp;
use super::send_message::attempt_job;
use super::send_verification::{code, hash};

/// How many channels are looked at for one that can send.
const MOST_CHANNELS: u32 = 100;

/// What a number or an address is written to.
pub(super) const fn address(identifier: &ContactIdentifier) -> &str {
    match identifier {
        ContactIdentifier::Phone(address) | ContactIdentifier::Email(address) => address.as_str(),
        ContactIdentifier::Custom { name, .. } => name.as_str(),
    }
}

/// A channel of the organization that can send there now, of the same owner as `near` if there is one; none where nothing
/// can, or where whoever is there wants no texts.
pub(super) async fn way_to(
    services: &Services,
    near: &Channel,
    to: &ContactIdentifier,
) -> Result<Option<Channel>, StorageError> {
    let scope = services.storage.scope(near.organization_id);
    let page = PageRequest { limit: MOST_CHANNELS, after: None };
    let mut channels = scope.channels(ChannelFilter::ACTIVE, page).await?.items;
    channels.sort_by_key(|channel| (channel.owner_id != near.owner_id, channel.number));
    for channel in channels {
        let fits = match (&channel.settings, to) {
            (ChannelSettings::Sms(_), ContactIdentifier::Phone(_)) => true,
            (ChannelSettings::Email(email), ContactIdentifier::Email(_)) => email.outbound.is_some(),
            _ => false,
        };
        let can_send = fits && channel.outbound_enabled && channel.target_id.is_some();
        if can_send && scope.opt_out(channel.id, address(to)).await?.is_none() {
            return Ok(Some(channel));
        }
    }
    Ok(None)
}

/// A code with everything that carries it, made before the transaction so that it can run twice.
#[derive(Debug, Clone)]
pub(super) struct LinkCode {
    link: ContactLink,
    event: Event,
    delivery: Delivery,
    job: NewJob,
}

/// Who asks for a code, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    pub(super) organization_id: OrganizationId,
    pub(super) contact_id: ContactId,
    pub(super) conversation_id: ConversationId,
}

impl LinkCode {
    /// A code that leaves by this channel, in these words, in which [`CODE_PLACEHOLDER`] stands for it.
    pub(super) fn new(
        services: &Services,
        asker: Asker,
        by: &Channel,
        to: ContactIdentifier,
        body: String,
        now: DateTime<Utc>,
    ) -> Self {
        let (entropy, vault) = (&*services.entropy, services.storage.vault());
        let id = VerificationId::new(now, entropy);
        let link = ContactLink {
            id,
            organization_id: asker.organization_id,
            contact_id: asker.contact_id,
            conversation_id: asker.conversation_id,
            code_hash: hash(vault, id, &code(vault, id)),
            tries: 0,
            webhook_id: by.id,
            delivery_id: DeliveryId::new(now, entropy),
            created_at: now,
            expires_at: now + CODE_LIFETIME,
            used_at: None,
            identifier: to,
        };
        let data = json!({
            "code": CODE_PLACEHOLDER,
            "channelName": by.name,
            "expiresAt": timestamp(link.expires_at),
        });
        let event = EventId::new(now, entropy);
        let event = Event::own(event, link.organization_id, EventType::WebhookVerification, data, now)
            .at(Some(by.id), None);
        let delivery = Delivery {
            id: link.delivery_id,
            organization_id: link.organization_id,
            target_id: by.target_id,
            webhook_id: by.id,
            event_id: event.id,
            wire_id: None,
            event_type: event.event_type.as_str().to_owned(),
            message_id: None,
            conversation_id: None,
            recipient: Some(address(&link.identifier).to_owned()),
            kind: DeliveryKind::Verification,
            format: PayloadFormat::Native,
            body,
            lane: None,
            progress: Progress::due(now),
            created_at: now,
        };
        let job = attempt_job(JobId::new(now, entropy), &delivery, now);
        Self { link, event, delivery, job }
    }

    /// Whom it goes to.
    pub(super) const fn link(&self) -> &ContactLink {
        &self.link
    }

    /// Stores it, to leave after the commit.
    pub(super) async fn store(&self, tx: &Tx) -> Result<(), StorageError> {
        let scope = tx.scope(self.link.organization_id);
        scope.insert_events(std::slice::from_ref(&self.event)).await?;
        scope.insert_delivery(&self.delivery).await?;
        scope.insert_contact_link(&self.link).await?;
        tx.enqueue(std::slice::from_ref(&self.job), self.link.created_at).await
    }
}
