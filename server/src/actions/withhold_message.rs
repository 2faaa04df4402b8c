//! Whether a message may leave at all. Not a verb of its own but the rule that `send_message` asks when a message is
//! written; that somebody opted out meanwhile, `attempt_delivery` asks again before every try.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::Author;
use patchbay_domain::consent::Consent;
use patchbay_domain::conversation::Conversation;
use patchbay_domain::email::{EmailAddress, MAX_AUTOMATIC_ANSWERS_A_DAY};
use patchbay_domain::sms::PhoneNumber;
use patchbay_domain::webhook::{Channel, ChannelSettings};
use patchbay_storage::{StorageError, Tx};

/// What a number on another network of Twilio's begins with.
const WHATSAPP: &str = "whatsapp:";

/// Why a message must not leave, in words; nothing where it may.
pub(super) async fn withheld(
    tx: &Tx,
    channel: &Channel,
    conversation: &Conversation,
    author: Author,
    now: DateTime<Utc>,
) -> Result<Option<String>, StorageError> {
    let scope = tx.scope(conversation.organization_id);
    let address = conversation.sender_identifier.as_str();
    match &channel.settings {
        ChannelSettings::Custom(_) => Ok(None),
        ChannelSettings::Sms(_) => {
            if PhoneNumber::parse(address.strip_prefix(WHATSAPP).unwrap_or(address)).is_err() {
                return Ok(Some(format!("Not sent: {address} is no number that can be texted.")));
            }
            Ok(scope.opt_out(channel.id, address).await?.as_ref().map(opted_out))
        }
        ChannelSettings::Email(_) => {
            if EmailAddress::parse(address).is_err() {
                return Ok(Some(format!("Not sent: {address} is no e-mail address.")));
            }
            if author != Author::Assistant {
                return Ok(None);
            }
            let (contact, since) = (conversation.contact_id, now - TimeDelta::hours(24));
            let answers = scope.count_automatic_answers(channel.id, contact, since).await?;
            Ok((answers >= MAX_AUTOMATIC_ANSWERS_A_DAY).then(|| {
                format!(
                    "Not sent: {address} got {MAX_AUTOMATIC_ANSWERS_A_DAY} automatic answers in the last 24 hours, the \
                     most that one correspondent gets. Answer by hand if a person is writing."
                )
            }))
        }
    }
}

/// What the thread says of a text to somebody who wants none.
pub(super) fn opted_out(consent: &Consent) -> String {
    let Consent { address, keyword, changed_at, .. } = consent;
    let on = changed_at.format("%-d %B %Y, %H:%M UTC");
    match keyword.as_str() {
        "21610" => format!(
            "Not sent: Twilio says that {address} wants no texts (21610). They get texts again once they text START."
        ),
        word => format!(
            "Not sent: {address} texted {word} on {on}, so they get no texts. They get them again once they text START."
        ),
    }
}
