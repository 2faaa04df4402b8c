//! Somebody says what else they are known by ("this is also ann@acme.com"): a code goes there, and whoever writes it back where
//! they asked is one contact from then on. No model has a say in it.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::actor::ActorKind;
use patchbay_domain::assistant::{Author, SpokenLanguage};
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::contact::{Contact, ContactIdentifier};
use patchbay_domain::contact_link::{ANSWER_EXPECTED, ContactLink, MAX_CODES_A_DAY};
use patchbay_domain::email::EmailAddress;
use patchbay_domain::event::EventType;
use patchbay_domain::message::Message;
use patchbay_domain::sms::PhoneNumber;
use patchbay_domain::verification::{CODE_LIFETIME, CODE_PLACEHOLDER, MAX_TRIES, RESEND_AFTER};
use patchbay_domain::webhook::{ChannelSettings, Senders};
use patchbay_storage::{StorageError, Tx};
use patchbay_understanding::linking::{self, Address, LinkAnswer};
use patchbay_understanding::mail::subject_over;
use patchbay_understanding::readable;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::super::Services;
use super::super::announce::change;
use super::super::create_contact::{contact_data, contact_event};
use super::super::emit_events::emit_events;
use super::super::merge_contacts::merge;
use super::super::send_link_code::{Asker, LinkCode, address, way_to};
use super::super::send_verification::hash;
use super::Situation;
use super::think::{Thinking, request};

/// A longer message holds more than this, whatever it quotes.
const MAX_BYTES: usize = 20_000;

/// What follows from a message about what its sender is known by; decided before the transaction, held to in it.
#[derive(Clone)]
pub(super) enum Linking {
    /// A code leaves.
    Ask(Box<LinkCode>),
    /// The code was right. The id: of what they are known by, should nobody be known by it yet.
    Right(ContactLink, Uuid),
    /// It was wrong.
    Wrong(ContactLink),
}

/// The answer to a message that asks to be linked, or that gives the code; none where it is about something else.
pub(super) async fn heard(
    services: &Services,
    situation: &mut Situation,
) -> Result<Option<Thinking>, StorageError> {
    if situation.message.structured.is_some() || situation.message.content.len() > MAX_BYTES {
        return Ok(None);
    }
    let request = request(situation);
    let began = services.now();
    let own = linking::own_words(&request);
    let (language, answer, linking) = if let Some((language, wanted)) = linking::wanted(&own) {
        let (answer, linking) = asked(services, situation, language, wanted).await?;
        (language, answer, linking)
    } else if let Some(code) = linking::code(&own)
        && let Some(link) = waiting(services, situation).await?
    {
        let language =
            language_of_asking(situation).unwrap_or_else(|| request.settings.language.unwrap_or_default());
        let (answer, linking) = answered(services, link, &code);
        (language, answer, linking)
    } else {
        return Ok(None);
    };
    let language = request.settings.language.unwrap_or(language);
    situation.linking = linking;
    let result = linking::result(&request, language, &answer);
    Ok(Some(Thinking::by_fixed_words(services, situation, &request, began, result, None)))
}

async fn asked(
    services: &Services,
    situation: &Situation,
    language: SpokenLanguage,
    wanted: Address,
) -> Result<(LinkAnswer, Option<Linking>), StorageError> {
    let read = match &wanted {
        Address::Phone(text) => PhoneNumber::parse(text)
            .ok()
            .map(|number| number.as_str().to_owned())
            // A short code is nobody's.
            .filter(|number| number.starts_with('+'))
            .map(ContactIdentifier::Phone),
        Address::Email(text) => EmailAddress::parse(text)
            .ok()
            .map(|address| ContactIdentifier::Email(address.as_str().to_owned())),
    };
    let Some(to) = read else { return Ok((LinkAnswer::NotAnAddress, None)) };
    let Situation { message, channel, contact_id, .. } = situation;
    let scope = services.storage.scope(message.organization_id);
    let shown = address(&to).to_owned();
    if to == situation.sender || scope.contact_known_by(&to).await? == Some(*contact_id) {
        return Ok((LinkAnswer::Already { to: shown }, None));
    }
    let now = services.now();
    if scope.count_contact_links(*contact_id, &to, now - RESEND_AFTER).await? > 0 {
        return Ok((LinkAnswer::TooSoon, None));
    }
    if scope.count_contact_links(*contact_id, &to, now - TimeDelta::days(1)).await? >= MAX_CODES_A_DAY {
        return Ok((LinkAnswer::TooMany, None));
    }
    // What a member writes has weight: whose it is a member says, not a code. It is refused in the same words as what
    // nothing can be sent to, so that nobody finds out who the members are.
    let is_members = match &to {
        ContactIdentifier::Email(address) => scope.user_of_email(address).await?.is_some(),
        _ => false,
    };
    let way =
        if is_members || !is_vouched_for(situation) { None } else { way_to(services, channel, &to).await? };
    let Some(by) = way else { return Ok((LinkAnswer::Cannot { to: shown }, None)) };
    let organization = scope.organization().await?.map(|organization| organization.name).unwrap_or_default();
    let asker = match &situation.sender {
        ContactIdentifier::Custom { .. } => channel.name.as_str(),
        known => address(known),
    };
    let minutes = CODE_LIFETIME.num_minutes();
    let body = linking::letter(language, CODE_PLACEHOLDER, &organization, asker, minutes);
    let from = Asker {
        organization_id: message.organization_id,
        contact_id: *contact_id,
        conversation_id: situation.conversation.id,
    };
    let code = LinkCode::new(services, from, &by, to, body, now);
    Ok((LinkAnswer::CodeSent { to: shown, minutes }, Some(Linking::Ask(Box::new(code)))))
}

/// Whether the sender is who they say. Anybody can write a `From`, and would have what was said to somebody else read to them.
fn is_vouched_for(situation: &Situation) -> bool {
    match &situation.channel.settings {
        ChannelSettings::Sms(_) => true,
        ChannelSettings::Email(_) => {
            situation.message.email.as_ref().is_some_and(|email| email.is_authenticated)
        }
        // The system that posts knows its users, unless it passes on what anybody fills in.
        ChannelSettings::Custom(settings) => settings.senders == Senders::Owner,
    }
}

/// The code that six digits in this conversation would be.
async fn waiting(services: &Services, situation: &Situation) -> Result<Option<ContactLink>, StorageError> {
    let scope = services.storage.scope(situation.message.organization_id);
    let newest = scope.newest_contact_link(situation.conversation.id).await?;
    let since = services.now() - ANSWER_EXPECTED;
    Ok(newest.filter(|link| link.used_at.is_none() && link.created_at > since))
}

fn answered(services: &Services, link: ContactLink, code: &str) -> (LinkAnswer, Option<Linking>) {
    let now = services.now();
    if link.tries >= MAX_TRIES {
        return (LinkAnswer::UsedUp, None);
    }
    if link.expires_at <= now {
        return (LinkAnswer::Late { minutes: CODE_LIFETIME.num_minutes() }, None);
    }
    let given = hash(services.storage.vault(), link.id, code);
    let is_right: bool = given.as_bytes().ct_eq(link.code_hash.as_bytes()).into();
    if is_right {
        let answer = LinkAnswer::Linked { to: address(&link.identifier).to_owned() };
        let id = patchbay_domain::ids::uuid_at(now, &*services.entropy);
        return (answer, Some(Linking::Right(link, id)));
    }
    let answer = match MAX_TRIES.saturating_sub(link.tries + 1) {
        0 => LinkAnswer::UsedUp,
        left => LinkAnswer::Wrong { left },
    };
    (answer, Some(Linking::Wrong(link)))
}

/// The language in which it was asked for: six digits are of none.
fn language_of_asking(situation: &Situation) -> Option<SpokenLanguage> {
    let mut asked = situation.history.iter().rev().filter(|message| message.author == Author::Contact);
    let own = |message: &Message| {
        // The subject of a mail stands above its text.
        let subject = message.email.as_ref().and_then(|email| subject_over(email.subject.as_deref()?, true));
        let text = subject.and_then(|subject| message.content.strip_prefix(subject.as_str()));
        readable(text.unwrap_or(&message.content))
    };
    asked.find_map(|message| linking::wanted(&own(message))).map(|(language, _)| language)
}

/// Does in the turn's transaction what was decided; if it no longer holds, the turn is taken anew.
pub(super) async fn store(
    services: &Services,
    tx: &Tx,
    situation: &Situation,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let meanwhile = || StorageError::Unavailable("the code was used or tried meanwhile".to_owned());
    let scope = tx.scope(situation.message.organization_id);
    match &situation.linking {
        None => Ok(()),
        Some(Linking::Ask(code)) => {
            // Two messages of one contact by two channels ask at the same moment.
            scope.hold_contacts(&[situation.contact_id]).await?;
            let ContactLink { contact_id, identifier, created_at, .. } = code.link();
            match scope.count_contact_links(*contact_id, identifier, *created_at - RESEND_AFTER).await? {
                0 => code.store(tx).await,
                _ => Err(meanwhile()),
            }
        }
        Some(Linking::Wrong(link)) => match scope.count_wrong_link_try(link).await? {
            true => Ok(()),
            false => Err(meanwhile()),
        },
        Some(Linking::Right(link, id)) => {
            if !scope.use_contact_link(link, now).await? {
                return Err(meanwhile());
            }
            join(services, tx, situation, link, *id).await
        }
    }
}

/// Joins what was proved to be theirs to the one who proved it.
async fn join(
    services: &Services,
    tx: &Tx,
    situation: &Situation,
    link: &ContactLink,
    id: Uuid,
) -> Result<(), StorageError> {
    let (organization, own) = (situation.message.organization_id, situation.contact_id);
    let scope = tx.scope(organization);
    let gone = || StorageError::Unavailable("the contact is gone meanwhile".to_owned());
    let other = scope.contact_known_by(&link.identifier).await?.filter(|other| *other != own);
    let held: Vec<_> = std::iter::once(own).chain(other).collect();
    if !scope.hold_contacts(&held).await? {
        return Err(gone());
    }
    let into = scope.contact(own).await?.ok_or_else(gone)?;
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let audit =
        |action| AuditEntry::of(ActorKind::Assistant, None, organization, action, own, clock, entropy);
    if let Some(other) = other {
        let from = scope.contact(other).await?.ok_or_else(gone)?;
        merge(services, tx, &from, &into, audit("contact.merged")).await?;
        return Ok(());
    }
    if into.identifiers.contains(&link.identifier) {
        return Ok(());
    }
    let identifiers: Vec<_> = into.identifiers.iter().chain([&link.identifier]).cloned().collect();
    let contact = Contact { identifiers, updated_at: services.now(), ..into.clone() };
    scope.add_identifier(own, &link.identifier, id).await?;
    scope.update_contact(&contact).await?;
    emit_events(services, tx, &[contact_event(services, EventType::ContactUpdated, &contact)]).await?;
    let audit = audit("contact.updated").change(Some(contact_data(&into)), Some(contact_data(&contact)));
    scope.record(&audit).await?;
    tx.changed(change(organization, ChangeKind::Contact, own.uuid(), None, None));
    Ok(())
}
