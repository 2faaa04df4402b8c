//! The contact and the conversation of a turn, in its transaction.

use chrono::{DateTime, Utc};
use patchbay_domain::contact::Contact;
use patchbay_domain::conversation::ConversationStatus;
use patchbay_storage::{Numbered, StorageError, Tx};

use super::super::Services;
use super::Situation;

/// Stores the contact and the conversation where the message is the first of theirs, and reopens the conversation where
/// that is what the message does. A conversation that a member moved while the assistant thought, to paused for one, is
/// held to that: the turn is taken anew.
pub(super) async fn open(
    services: &Services,
    tx: &Tx,
    situation: &Situation,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let Situation { message, conversation, sender, contact_id, .. } = situation;
    let scope = tx.scope(message.organization_id);
    if situation.contact_is_new {
        let contact = Contact {
            id: *contact_id,
            organization_id: message.organization_id,
            name: message.sender_name.clone(),
            time_zone: None,
            is_known: false,
            identifiers: vec![sender.clone()],
            created_at: now,
            updated_at: now,
        };
        // One contact, one first identifier: the id may be the same.
        scope.insert_contact(&contact, &[contact_id.uuid()]).await.map_err(meanwhile)?;
    }
    if situation.conversation_is_new {
        // Whoever was merged into somebody else meanwhile is not to begin a conversation any more.
        if !scope.hold_contacts(&[*contact_id]).await? {
            return Err(StorageError::Unavailable("the contact is gone meanwhile".to_owned()));
        }
        let mut conversation = conversation.clone();
        conversation.number = scope.take_numbers(Numbered::Conversation, 1).await?;
        scope.insert_conversation(&conversation).await.map_err(meanwhile)?;
        return Ok(());
    }
    let held = scope.hold_conversation(conversation.id).await?;
    let expected = situation.reopening.as_ref().map_or(conversation.status, |_| ConversationStatus::Resolved);
    if held.is_none_or(|held| held.status != expected || held.contact_id != *contact_id) {
        return Err(StorageError::Unavailable("the conversation was moved meanwhile".to_owned()));
    }
    match &situation.reopening {
        Some(reopening) => reopening.take(services, tx, conversation).await.map_err(meanwhile),
        None => Ok(()),
    }
}

/// Somebody else opened it since it was read: what was read no longer holds, so the turn is taken anew.
fn meanwhile(error: StorageError) -> StorageError {
    match error {
        StorageError::Duplicate(what) => StorageError::Unavailable(format!("opened meanwhile: {what}")),
        error => error,
    }
}
