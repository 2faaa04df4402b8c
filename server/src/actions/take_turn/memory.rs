//! What a turn remembers of the sender, and what it forgets; what is known of them from other channels.

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::assistant::{Author, Fact, PastMessage, TurnResult};
use patchbay_domain::card_number;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::fact::{FactSource, MAX_FACT_CHARACTERS, RememberedFact, Remembering, remember};
use patchbay_domain::ids::{ContactId, ConversationId, FactId, WebhookId};
use patchbay_domain::message::Message;
use patchbay_domain::text::shorten;
use patchbay_storage::{StorageError, Tx};

use super::super::Services;
use super::super::announce::change;
use super::Situation;

/// How many messages of other conversations a turn sees, and from how far back.
const ELSEWHERE: u64 = 10;
const ELSEWHERE_SINCE: TimeDelta = TimeDelta::days(30);

/// What is known of a sender besides the conversation.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// What is remembered of them.
    pub(super) facts: Vec<Fact>,
    /// What they and the assistant said elsewhere last, oldest first.
    pub(super) elsewhere: Vec<PastMessage>,
}

/// Reads what is known of a contact, and of nobody else.
pub(super) async fn known(
    services: &Services,
    message: &Message,
    contact: Option<ContactId>,
    conversation: ConversationId,
) -> Result<Known, StorageError> {
    let Some(contact) = contact else { return Ok(Known::default()) };
    let scope = services.storage.scope(message.organization_id);
    let facts = scope.facts_of(contact).await?.iter().map(RememberedFact::fact).collect();
    let since = message.created_at - ELSEWHERE_SINCE;
    let said = scope.recent_messages_elsewhere(contact, conversation, since, ELSEWHERE).await?;
    // That it takes longer is nothing that was said about anything.
    let asked = said.iter().filter(|message| message.author == Author::Contact);
    let told: Vec<_> = asked.map(|message| message.id.of_acknowledgement()).collect();
    let mut channels: Vec<WebhookId> = said.iter().map(|message| message.webhook_id).collect();
    channels.sort_unstable();
    channels.dedup();
    let types = scope.channel_types(channels).await?;
    let past = |message: Message| PastMessage {
        author: message.author,
        elsewhere: types.get(&message.webhook_id).copied(),
        content: message.content,
        at: message.created_at,
    };
    // Of a channel that was removed for good nobody knows any more what it was.
    let elsewhere = said
        .into_iter()
        .filter(|message| !told.contains(&message.id))
        .map(past)
        .filter(|message| message.elsewhere.is_some())
        .collect();
    Ok(Known { facts, elsewhere })
}

/// What is remembered and forgotten, made before the transaction so that it can run twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    new: Vec<RememberedFact>,
    forget: Vec<Fact>,
}

impl Memory {
    /// What a turn's result asks for.
    pub(super) fn of(
        services: &Services,
        situation: &Situation,
        result: Option<&TurnResult>,
        now: DateTime<Utc>,
    ) -> Self {
        let Some(result) = result else { return Self::default() };
        let fact = |(fact, now): (&Fact, DateTime<Utc>)| {
            // Whatever a model puts together, a card number stays out.
            let text = shorten(card_number::redact_text(fact.text.trim()).trim(), MAX_FACT_CHARACTERS);
            let source = source(situation, &fact.text);
            RememberedFact {
                id: FactId::new(now, &*services.entropy),
                organization_id: situation.message.organization_id,
                contact_id: situation.contact_id,
                kind: fact.kind,
                text,
                source: Some(FactSource {
                    message_id: source.id,
                    webhook_id: source.webhook_id,
                    conversation_id: Some(situation.conversation.id),
                }),
                created_by: None,
                created_at: now,
                updated_at: now,
            }
        };
        // A microsecond apart, so that lists show them in the order of the message.
        let instants = (0..).map(|place| now + TimeDelta::microseconds(place));
        let new = result.facts.iter().zip(instants).map(fact).filter(|fact| !fact.text.is_empty());
        Self { new: new.collect(), forget: result.forget.clone() }
    }

    /// Stores it. The contact is there, and held by its conversation.
    pub(super) async fn store(&self, tx: &Tx, situation: &Situation) -> Result<(), StorageError> {
        if self.new.is_empty() && self.forget.is_empty() {
            return Ok(());
        }
        let organization = situation.message.organization_id;
        let scope = tx.scope(organization);
        let known = scope.facts_of(situation.contact_id).await?;
        let is_unwanted =
            |fact: &RememberedFact| self.forget.iter().any(|one| one.says_the_same_as(&fact.fact()));
        let (unwanted, kept): (Vec<_>, Vec<_>) = known.into_iter().partition(is_unwanted);
        let Remembering { added, mut gone } = remember(&kept, self.new.clone());
        gone.extend(unwanted.iter().map(|fact| fact.id));
        if added.is_empty() && gone.is_empty() {
            return Ok(());
        }
        scope.delete_facts(&gone).await?;
        scope.insert_facts(&added).await?;
        let contact = situation.contact_id.uuid();
        tx.changed(change(organization, ChangeKind::Contact, contact, None, None));
        Ok(())
    }
}

/// The message that said it: the last of those in which the words stand, else the last.
fn source<'situation>(situation: &'situation Situation, text: &str) -> &'situation Message {
    let messages = situation.messages();
    let words = text.to_lowercase();
    let said = messages.into_iter().rev().find(|message| message.content.to_lowercase().contains(&words));
    said.unwrap_or_else(|| situation.last_message())
}
