//! A stored message as the assistant would be given it again, with nothing around it: for a dry run, and for a task that a
//! member says it is.

use chrono_tz::Tz;
use patchbay_domain::assistant::{AssistantSettings, TurnRequest};
use patchbay_domain::message::Message;
use patchbay_domain::trust::Trust;
use patchbay_storage::StorageError;
use patchbay_understanding::mail::subject_over;

use super::Services;

/// What is to be read again.
pub(super) fn reread_message(message: &Message, time_zone: Tz, settings: AssistantSettings) -> TurnRequest {
    let email = message.email.as_ref();
    TurnRequest {
        received_at: message.created_at,
        time_zone,
        content: message.content.clone(),
        subject: email.and_then(|email| subject_over(email.subject.as_deref()?, true)),
        is_forwarded: email.is_some_and(|email| email.is_forwarded),
        sender_name: message.sender_name.clone(),
        structured: message.structured.clone(),
        history: Vec::new(),
        tasks: Vec::new(),
        summary: None,
        settings,
        trust: Trust::Member,
        instructions: None,
        facts: Vec::new(),
    }
}

/// The zone in which the dates of a message are read: the contact's, else that of the channel's owner, else the
/// organization's.
pub(super) async fn zone_of(services: &Services, message: &Message) -> Result<Tz, StorageError> {
    let scope = services.storage.scope(message.organization_id);
    if let Some(contact) = message.contact_id
        && let Some(zone) = scope.contact_time_zone(contact).await?
    {
        return Ok(zone);
    }
    if let Some(channel) = scope.channel(message.webhook_id).await?
        && let Some(owner) = scope.user(channel.owner_id).await?
        && let Some(zone) = owner.time_zone
    {
        return Ok(zone);
    }
    Ok(scope.organization().await?.map_or(Tz::UTC, |organization| organization.time_zone))
}
