//! Whose words a message is: a member's, who proved it on this channel, a contact's, or a stranger's. What may follow from it
//! depends on that alone; what a message says about itself, and whatever model reads it, changes nothing.

use patchbay_domain::ids::{ContactId, UserId};
use patchbay_domain::message::Message;
use patchbay_domain::trust::Trust;
use patchbay_domain::webhook::{Channel, ChannelSettings, Senders};
use patchbay_storage::StorageError;

use super::super::Services;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::actions) struct Sender {
    /// How far they are known.
    pub(in crate::actions) trust: Trust,
    /// Which member they are, or say they are: only a code that was sent to that member counts from one who did not prove it.
    pub(in crate::actions) member: Option<UserId>,
}

/// Finds out who wrote a message.
pub(in crate::actions) async fn sender(
    services: &Services,
    channel: &Channel,
    message: &Message,
    contact: Option<ContactId>,
) -> Result<Sender, StorageError> {
    let scope = services.storage.scope(message.organization_id);
    let address = &message.sender_identifier;
    let (member, is_proved) = match &channel.settings {
        ChannelSettings::Custom(settings) => match settings.senders {
            Senders::Owner => (Some(channel.owner_id), true),
            Senders::Contacts => (None, false),
        },
        // Twilio signed who it is from; that the phone is a member's was proved by a code.
        ChannelSettings::Sms(_) => (scope.member_reached_at(address).await?, true),
        ChannelSettings::Email(_) => {
            let address = address.to_lowercase();
            let member = match scope.user_of_email(&address).await? {
                Some(user) => Some(user.id),
                None => scope.member_reached_at(&address).await?,
            };
            // Anybody can write a From: only a mail server's word makes it true.
            (member, message.email.as_ref().is_some_and(|email| email.is_authenticated))
        }
    };
    let trust = match (member, is_proved, contact) {
        (Some(_), true, _) => Trust::Member,
        (_, _, Some(contact)) if scope.is_contact_known(contact).await? => Trust::Contact,
        _ => Trust::Unknown,
    };
    Ok(Sender { trust, member })
}

impl Sender {
    /// Whose tasks they may hear of and change; none: everybody's.
    pub(in crate::actions) fn only_of(self, contact: ContactId) -> Option<ContactId> {
        (self.trust != Trust::Member).then_some(contact)
    }
}
