//! A member is told something by their primary channel. Not a verb of its own but part of those that tell.

use patchbay_domain::delivery::progress::Progress;
use patchbay_domain::delivery::{Delivery, DeliveryKind};
use patchbay_domain::event::Event;
use patchbay_domain::ids::{DeliveryId, JobId, UserId, WebhookId};
use patchbay_domain::page::PageRequest;
use patchbay_domain::subscription::PayloadFormat;
use patchbay_domain::webhook::ChannelSettings;
use patchbay_storage::{ChannelFilter, StorageError, Tx};

use super::Services;
use super::send_message::{attempt_job, enveloped};

/// What a member is told.
#[derive(Clone, Copy)]
pub(super) struct Notice<'a> {
    /// What happened.
    pub(super) event: &'a Event,
    /// The same for people.
    pub(super) words: &'a str,
    /// Whether it happened just now: then a custom channel's URL is sent the event itself, and the channel that it happened
    /// on is no way to tell of it. What is only reminded of is not told to systems again.
    pub(super) is_new: bool,
    /// Whether only a channel will do that the member proved to be theirs: it is answered, and an answer has authority.
    pub(super) only_proved: bool,
}

/// Has a notice sent to a member: by text to the phone that proved their primary channel, by mail to their own address, and
/// to a custom channel's outbound URL as the event itself. Where the primary channel cannot, by another of theirs, or by the
/// first channel that sends mail. Where there is none, the event, the log and the dashboard say it.
pub(super) async fn notify_owner(
    services: &Services,
    tx: &Tx,
    owner: UserId,
    Notice { event, words, is_new, only_proved }: Notice<'_>,
) -> Result<(), StorageError> {
    let scope = tx.scope(event.organization_id);
    let page = PageRequest { limit: 100, after: None };
    let mut channels = scope.channels(ChannelFilter::ACTIVE, page).await?.items;
    // The primary one first, then the member's others; of other members' only mail. The oldest first.
    channels.retain(|channel| {
        let is_theirs = channel.verified_at.is_some() && channel.owner_id == owner;
        channel.outbound_enabled
            && !(is_new && event.webhook_id == Some(channel.id))
            && (is_theirs || !only_proved)
    });
    channels.sort_by_key(|channel| {
        let is_theirs = channel.owner_id == owner;
        (!(is_theirs && channel.is_primary), !is_theirs, channel.number)
    });
    let Some(user) = scope.user(owner).await? else { return Ok(()) };
    for channel in &channels {
        let is_theirs = channel.owner_id == owner;
        let (recipient, kind, body) = match &channel.settings {
            ChannelSettings::Email(settings) if settings.outbound.is_some() => {
                (Some(user.email.clone()), DeliveryKind::Notice, words.to_owned())
            }
            ChannelSettings::Sms(_) if is_theirs => match proven_phone(tx, event, channel.id).await? {
                Some(phone) => (Some(phone), DeliveryKind::Notice, words.to_owned()),
                None => continue,
            },
            ChannelSettings::Custom(settings) if is_new && is_theirs && settings.outbound.is_some() => {
                (None, DeliveryKind::Event, enveloped(services, event, channel))
            }
            _ => continue,
        };
        let now = services.now();
        let delivery = Delivery {
            id: DeliveryId::new(now, &*services.entropy),
            organization_id: event.organization_id,
            target_id: channel.target_id,
            webhook_id: channel.id,
            event_id: event.id,
            wire_id: None,
            event_type: event.event_type.as_str().to_owned(),
            message_id: None,
            conversation_id: None,
            recipient,
            kind,
            format: PayloadFormat::Native,
            body,
            lane: None,
            progress: Progress::due(now),
            created_at: now,
        };
        scope.insert_delivery(&delivery).await?;
        let job = attempt_job(JobId::new(now, &*services.entropy), &delivery, now);
        return tx.enqueue(&[job], now).await;
    }
    if !is_new {
        return Ok(());
    }
    tracing::warn!(%owner, event = event.event_type.as_str(), "a member could not be told: they have no channel for it");
    Ok(())
}

/// The phone to which the code went that proved the channel.
async fn proven_phone(tx: &Tx, event: &Event, channel: WebhookId) -> Result<Option<String>, StorageError> {
    let verification = tx.scope(event.organization_id).newest_verification(channel).await?;
    Ok(verification.filter(|one| one.used_at.is_some()).and_then(|one| one.sent_to))
}
