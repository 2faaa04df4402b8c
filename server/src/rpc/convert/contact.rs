//! Contacts.

use patchbay_domain::contact::{Contact, ContactIdentifier};

use crate::rpc::wire::contact as wire;

impl From<Contact> for wire::Contact {
    fn from(contact: Contact) -> Self {
        Self {
            id: contact.id.to_string(),
            name: contact.name,
            time_zone: contact.time_zone.map(|zone| zone.name().to_owned()),
            is_known: contact.is_known,
            identifiers: contact.identifiers.into_iter().map(Into::into).collect(),
            created_at: contact.created_at.into(),
            updated_at: contact.updated_at.into(),
        }
    }
}

impl From<ContactIdentifier> for wire::ContactIdentifier {
    fn from(identifier: ContactIdentifier) -> Self {
        let (kind, value, webhook_id) = match identifier {
            ContactIdentifier::Phone(number) => (wire::ContactIdentifierKind::Phone, number, None),
            ContactIdentifier::Email(address) => (wire::ContactIdentifierKind::Email, address, None),
            ContactIdentifier::Custom { channel, name } => {
                (wire::ContactIdentifierKind::Custom, name, Some(channel.to_string()))
            }
        };
        Self { kind, value, webhook_id }
    }
}
