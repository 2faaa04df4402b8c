//! What is remembered of contacts.

use patchbay_domain::assistant::FactKind;
use patchbay_domain::fact::{FactSource, RememberedFact};

use super::{same_variants, text};
use crate::rpc::wire::fact as wire;

same_variants!(FactKind => wire::FactKind { Name, Preference, WorkingHours, Project, Tone, Note });
same_variants!(wire::FactKind => FactKind { Name, Preference, WorkingHours, Project, Tone, Note });

impl From<RememberedFact> for wire::Fact {
    fn from(fact: RememberedFact) -> Self {
        Self {
            id: fact.id.to_string(),
            contact_id: fact.contact_id.to_string(),
            kind: fact.kind.into(),
            text: fact.text,
            source: fact.source.map(Into::into),
            created_by: text(fact.created_by),
            created_at: fact.created_at.into(),
            updated_at: fact.updated_at.into(),
        }
    }
}

impl From<FactSource> for wire::FactSource {
    fn from(source: FactSource) -> Self {
        Self {
            message_id: source.message_id.to_string(),
            conversation_id: text(source.conversation_id),
            webhook_id: source.webhook_id.to_string(),
        }
    }
}
