//! What is remembered of a contact, with where each thing came from.

use chrono::{DateTime, Utc};

use crate::assistant::{Fact, FactKind};
use crate::ids::{ContactId, ConversationId, FactId, MessageId, OrganizationId, UserId, WebhookId};

/// The longest fact, in characters.
pub const MAX_FACT_CHARACTERS: usize = 200;

/// How many facts of a contact are kept; with more, the oldest go.
pub const MAX_FACTS: usize = 50;

/// Something that is remembered of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RememberedFact {
    /// Its id.
    pub id: FactId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// Of whom.
    pub contact_id: ContactId,
    /// What kind of thing it is.
    pub kind: FactKind,
    /// What is remembered, 1 to [`MAX_FACT_CHARACTERS`] characters.
    pub text: String,
    /// The message that said it; none: a member entered it.
    pub source: Option<FactSource>,
    /// The member who entered it.
    pub created_by: Option<UserId>,
    /// When it was remembered.
    pub created_at: DateTime<Utc>,
    /// When it last was changed.
    pub updated_at: DateTime<Utc>,
}

/// Where a fact came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactSource {
    /// The message.
    pub message_id: MessageId,
    /// The channel it came by.
    pub webhook_id: WebhookId,
    /// The conversation it stands in.
    pub conversation_id: Option<ConversationId>,
}

/// What is to be stored and what goes, where more is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembering {
    /// What is new.
    pub added: Vec<RememberedFact>,
    /// What is remembered no more.
    pub gone: Vec<FactId>,
}

/// What comes of remembering `new` of a contact of whom `known` is: nothing twice, one name alone, and at most
/// [`MAX_FACTS`], of which the oldest go.
#[must_use]
pub fn remember(known: &[RememberedFact], new: Vec<RememberedFact>) -> Remembering {
    let mut gone: Vec<FactId> = Vec::new();
    let mut added: Vec<RememberedFact> = Vec::new();
    for fact in new {
        let kept = known.iter().filter(|one| !gone.contains(&one.id));
        if kept.chain(&added).any(|one| one.fact().says_the_same_as(&fact.fact())) {
            continue;
        }
        if fact.kind == FactKind::Name {
            gone.extend(known.iter().filter(|one| one.kind == FactKind::Name).map(|one| one.id));
            added.retain(|one| one.kind != FactKind::Name);
        }
        added.push(fact);
    }
    let mut all: Vec<&RememberedFact> =
        known.iter().filter(|one| !gone.contains(&one.id)).chain(&added).collect();
    all.sort_by_key(|one| (one.created_at, one.id));
    let too_many: Vec<FactId> = all[..all.len().saturating_sub(MAX_FACTS)].iter().map(|one| one.id).collect();
    added.retain(|one| !too_many.contains(&one.id));
    gone.extend(too_many.into_iter().filter(|id| known.iter().any(|one| one.id == *id)));
    gone.sort_unstable();
    gone.dedup();
    Remembering { added, gone }
}

impl RememberedFact {
    /// The same as a turn sees it.
    #[must_use]
    pub fn fact(&self) -> Fact {
        Fact { kind: self.kind, text: self.text.clone() }
    }
}

impl Fact {
    /// Whether both say the same, in any case and with any blanks.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        self.kind == other.kind && folded(&self.text) == folded(&other.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;

    fn remembered(second: i64, kind: FactKind, text: &str) -> RememberedFact {
        let at = DateTime::from_timestamp(second, 0).unwrap();
        RememberedFact {
            id: FactId::new(at, &SystemEntropy),
            organization_id: OrganizationId::new(at, &SystemEntropy),
            contact_id: ContactId::new(at, &SystemEntropy),
            kind,
            text: text.to_owned(),
            source: None,
            created_by: None,
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn a_new_name_takes_the_place_of_the_old_one_and_nothing_is_kept_twice() {
        let known = [remembered(1, FactKind::Name, "Rosa"), remembered(2, FactKind::Note, "I like tea")];
        let same = vec![remembered(3, FactKind::Note, "i like  TEA"), remembered(3, FactKind::Name, "rosa")];
        assert_eq!(remember(&known, same), Remembering::default());
        let new = vec![remembered(3, FactKind::Name, "Ana"), remembered(4, FactKind::Name, "Anna")];
        let Remembering { added, gone } = remember(&known, new.clone());
        assert_eq!((added.as_slice(), gone), (&new[1..], vec![known[0].id]));
    }

    #[test]
    fn of_too_many_the_oldest_go() {
        let known: Vec<_> =
            (0..50).map(|place| remembered(place, FactKind::Note, &format!("note {place}"))).collect();
        let new = vec![remembered(100, FactKind::Note, "one"), remembered(101, FactKind::Tone, "two")];
        let Remembering { added, gone } = remember(&known, new);
        assert_eq!((added.len(), gone), (2, vec![known[0].id, known[1].id]));
    }

    #[test]
    fn case_and_blanks_make_no_other_fact() {
        let fact = |kind, text: &str| Fact { kind, text: text.to_owned() };
        let known = fact(FactKind::Preference, "I prefer  Mail");
        assert!(known.says_the_same_as(&fact(FactKind::Preference, "i prefer mail")));
        assert!(!known.says_the_same_as(&fact(FactKind::Note, "i prefer mail")));
        assert!(!known.says_the_same_as(&fact(FactKind::Preference, "I prefer calls")));
    }
}
