//! Something is said in a conversation that is no answer of a turn. Not a verb of its own but part of those that tell.

use chrono::{DateTime, Utc};
use patchbay_domain::change::ChangeKind;
use patchbay_domain::conversation::Conversation;
use patchbay_domain::message::Message;
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::{Channel, ChannelStats};
use patchbay_storage::{StorageError, Tx};

use super::Services;
use super::announce::change;
use super::send_message::{Outgoing, Said};
use super::take_turn::PREVIEW_CHARACTERS;

/// Stores a message that leaves by the conversation's channel, and counts it.
pub(super) async fn say(
    services: &Services,
    tx: &Tx,
    outgoing: Outgoing,
    (channel, conversation): (&Channel, &Conversation),
    said: Said,
    now: DateTime<Utc>,
) -> Result<Message, StorageError> {
    let (organization, id) = (conversation.organization_id, conversation.id);
    let scope = tx.scope(organization);
    let message = outgoing.store(services, tx, channel, conversation, said).await?;
    let preview = shorten(&message.content, PREVIEW_CHARACTERS);
    scope.extend_conversation(id, 1, &preview, now, None, None).await?;
    let more = ChannelStats { messages_sent: 1, last_message_at: Some(now), ..ChannelStats::default() };
    scope.count_on_channel(channel.id, &more).await?;
    tx.changed(change(organization, ChangeKind::Conversation, id.uuid(), Some(id), Some(channel.id)));
    Ok(message)
}
