//! What a contact is to be known by, as a member wrote it.

use patchbay_domain::card_number;
use patchbay_domain::contact::{Contact, ContactIdentifier};
use patchbay_domain::email::EmailAddress;
use patchbay_domain::ids::WebhookId;
use patchbay_domain::sms::PhoneNumber;
use patchbay_storage::{Tx, Vault};
use uuid::Uuid;

use super::{ActionError, FieldError, Missing, Services};

/// What a contact is known by at most.
pub(super) const MAX_IDENTIFIERS: usize = 20;

/// One thing, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawIdentifier {
    /// A phone number.
    Phone(String),
    /// An e-mail address.
    Email(String),
    /// A name that a system posts on one channel.
    Custom {
        /// The channel.
        channel: WebhookId,
        /// The name.
        name: String,
    },
}

/// Reads what a contact is known by, each once.
///
/// # Errors
/// [`ActionError::Invalid`] that names every one that will not do.
pub(super) fn read(vault: &Vault, raw: &[RawIdentifier]) -> Result<Vec<ContactIdentifier>, ActionError> {
    let (mut identifiers, mut errors) = (Vec::new(), Vec::new());
    for (index, one) in raw.iter().enumerate() {
        let read = match one {
            RawIdentifier::Phone(text) => PhoneNumber::parse(text)
                .map(|number| ContactIdentifier::Phone(number.as_str().to_owned()))
                .map_err(|error| error.to_string()),
            RawIdentifier::Email(text) => EmailAddress::parse(text)
                .map(|address| ContactIdentifier::Email(address.as_str().to_owned()))
                .map_err(|error| error.to_string()),
            RawIdentifier::Custom { channel, name } => {
                // As the sender of a message is read: blanks around it mean nothing, a card number in it is a pseudonym.
                let name = card_number::pseudonym(name.trim(), |card| vault.pseudonym(card)).into_owned();
                Ok(ContactIdentifier::Custom { channel: *channel, name })
            }
        };
        match read {
            Ok(identifier) if identifiers.contains(&identifier) => {}
            Ok(identifier) => identifiers.push(identifier),
            Err(message) => {
                errors.push(FieldError { path: format!("identifiers[{index}].value"), message });
            }
        }
    }
    if errors.is_empty() { Ok(identifiers) } else { Err(ActionError::Invalid(errors)) }
}

/// One id for each, in order.
pub(super) fn ids_for(services: &Services, identifiers: &[ContactIdentifier]) -> Vec<Uuid> {
    let id = |_| patchbay_domain::ids::uuid_at(services.now(), &*services.entropy);
    let mut ids: Vec<Uuid> = identifiers.iter().map(id).collect();
    ids.sort_unstable();
    ids
}

/// Checks that what is new of them is nobody else's, and that its channels are there.
///
/// # Errors
/// [`ActionError::Conflict`] that names whose one is, [`ActionError::NotFound`] for a channel.
pub(super) async fn check_free(
    tx: &Tx,
    contact: &Contact,
    known_before: &[ContactIdentifier],
) -> Result<(), ActionError> {
    let scope = tx.scope(contact.organization_id);
    let news = contact.identifiers.iter().filter(|identifier| !known_before.contains(identifier));
    for identifier in news {
        if let ContactIdentifier::Custom { channel, .. } = identifier {
            let channel = scope.channel(*channel).await?.filter(|channel| channel.deleted_at.is_none());
            channel.ok_or(ActionError::NotFound(Missing::Webhook))?;
        }
        let known = scope.contact_known_by(identifier).await?.filter(|id| *id != contact.id);
        if let Some(other) = known {
            let name = scope.contact(other).await?.and_then(|other| other.name);
            let whose = name.map_or_else(|| "another contact".to_owned(), |name| format!("\"{name}\""));
            return Err(ActionError::Conflict(format!("{whose} is known by {} already", shown(identifier))));
        }
    }
    Ok(())
}

fn shown(identifier: &ContactIdentifier) -> &str {
    match identifier {
        ContactIdentifier::Phone(text) | ContactIdentifier::Email(text) => text,
        ContactIdentifier::Custom { name, .. } => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_counts_once_and_what_will_not_do_is_named() {
        let vault = Vault::new(&[7; 32], std::sync::Arc::new(patchbay_domain::entropy::SystemEntropy));
        let phone = |text: &str| RawIdentifier::Phone(text.to_owned());
        let email = |text: &str| RawIdentifier::Email(text.to_owned());
        let read_two =
            read(&vault, &[phone("+1 555 0100 123"), phone("+15550100123"), email("Ann@Example.com")]);
        let expected = vec![
            ContactIdentifier::Phone("+15550100123".to_owned()),
            ContactIdentifier::Email("ann@example.com".to_owned()),
        ];
        assert_eq!(read_two.ok(), Some(expected));
        let Err(ActionError::Invalid(fields)) =
            read(&vault, &[phone("x"), email("ann@example.com"), email("y")])
        else {
            panic!("these will not do");
        };
        let paths: Vec<_> = fields.into_iter().map(|field| field.path).collect();
        assert_eq!(paths, ["identifiers[0].value", "identifiers[2].value"]);
    }
}
