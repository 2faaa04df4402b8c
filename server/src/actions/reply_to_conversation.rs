//! A member writes to a conversation; it leaves by the conversation's channel.

use patchbay_domain::actor::Actor;
use patchbay_domain::assistant::Author;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::card_number;
use patchbay_domain::conversation::ConversationStatus;
use patchbay_domain::ids::ConversationId;
use patchbay_domain::message::Message;
use patchbay_domain::sms::MAX_SMS_CHARACTERS;
use patchbay_domain::webhook::ChannelSettings;
use serde_json::json;

use super::say::say;
use super::send_message::{Outgoing, Said};
use super::{ActionError, Missing, Services};

/// Writes `content` to a conversation.
///
/// # Errors
/// [`ActionError::Invalid`] for a text that is too long for an SMS, [`ActionError::NotFound`] for an unknown conversation, [`ActionError::Conflict`] for an archived one or one whose
/// channel is deleted.
pub async fn reply_to_conversation(
    services: &Services,
    actor: &Actor,
    id: ConversationId,
    content: &str,
) -> Result<Message, ActionError> {
    let now = services.now();
    let outgoing = Outgoing::new(services, now);
    let said = Said {
        author: Author::Member,
        author_user_id: Some(actor.user_id),
        content: card_number::redact_text(content).into_owned(),
        in_reply_to: None,
        is_notification: false,
        tasks: Vec::new(),
    };
    let organization_id = actor.organization_id;
    let audit = AuditEntry::by(actor, "conversation.replied", id, &*services.clock, &*services.entropy);
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let (services, said, audit) = (inside.clone(), said.clone(), audit.clone());
            Box::pin(async move {
                let scope = tx.scope(organization_id);
                let conversation = scope.conversation(id).await?;
                let conversation = conversation.ok_or(ActionError::NotFound(Missing::Conversation))?;
                if conversation.status == ConversationStatus::Archived {
                    return Err(ActionError::Conflict(
                        "an archived conversation takes no replies".to_owned(),
                    ));
                }
                let channel = scope.channel(conversation.webhook_id).await?;
                let channel = channel.ok_or(ActionError::NotFound(Missing::Webhook))?;
                if channel.deleted_at.is_some() {
                    return Err(ActionError::Conflict(format!(
                        "the channel \"{}\" is deleted, so nothing can leave by it",
                        channel.name
                    )));
                }
                if matches!(channel.settings, ChannelSettings::Sms(_)) {
                    check_length(&said.content)?;
                }
                let message = say(&services, tx, outgoing, (&channel, &conversation), said, now).await?;
                scope.record(&audit.change(None, Some(json!({ "messageId": message.id })))).await?;
                Ok(message)
            })
        })
        .await
}

/// A person's words are not cut: they are asked to shorten them.
fn check_length(content: &str) -> Result<(), ActionError> {
    match content.encode_utf16().count() {
        length if length > MAX_SMS_CHARACTERS => {
            let message = format!(
                "must be at most {MAX_SMS_CHARACTERS} characters for a text message; it has {length}"
            );
            Err(ActionError::field("content", message))
        }
        _ => Ok(()),
    }
}
