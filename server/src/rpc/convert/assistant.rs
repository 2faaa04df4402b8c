//! How the assistant behaves on a channel.

use patchbay_domain::assistant::{Approval, AssistantSettings, Personality, SpokenLanguage};

use super::same_variants;
use crate::rpc::wire::webhook as wire;

same_variants!(Personality => wire::Personality { Professional, Friendly, Concise });
same_variants!(wire::Personality => Personality { Professional, Friendly, Concise });
same_variants!(Approval => wire::Approval { Never, UnknownSenders, AllContacts });
same_variants!(wire::Approval => Approval { Never, UnknownSenders, AllContacts });

impl From<AssistantSettings> for wire::AssistantSettings {
    fn from(settings: AssistantSettings) -> Self {
        Self {
            personality: settings.personality.into(),
            auto_create_tasks: settings.auto_create_tasks,
            reopen_within_hours: settings.reopen_within_hours,
            language: settings.language.into(),
            require_confirmation: settings.require_confirmation,
            approval: settings.approval.into(),
        }
    }
}

impl From<Option<SpokenLanguage>> for wire::AnswerLanguage {
    fn from(language: Option<SpokenLanguage>) -> Self {
        match language {
            None => Self::Message,
            Some(SpokenLanguage::English) => Self::En,
            Some(SpokenLanguage::German) => Self::De,
            Some(SpokenLanguage::Spanish) => Self::Es,
            Some(SpokenLanguage::French) => Self::Fr,
        }
    }
}

impl From<wire::AnswerLanguage> for Option<SpokenLanguage> {
    fn from(language: wire::AnswerLanguage) -> Self {
        match language {
            wire::AnswerLanguage::Message => None,
            wire::AnswerLanguage::En => Some(SpokenLanguage::English),
            wire::AnswerLanguage::De => Some(SpokenLanguage::German),
            wire::AnswerLanguage::Es => Some(SpokenLanguage::Spanish),
            wire::AnswerLanguage::Fr => Some(SpokenLanguage::French),
        }
    }
}

/// How the assistant is to behave: what is missing stays as it is in `current`.
pub(in crate::rpc) fn assistant(
    current: &AssistantSettings,
    input: &wire::AssistantSettingsInput,
) -> AssistantSettings {
    AssistantSettings {
        personality: input.personality.map_or(current.personality, Into::into),
        auto_create_tasks: input.auto_create_tasks.unwrap_or(current.auto_create_tasks),
        reopen_within_hours: input.reopen_within_hours.unwrap_or(current.reopen_within_hours),
        language: input.language.map_or(current.language, Into::into),
        require_confirmation: input.require_confirmation.unwrap_or(current.require_confirmation),
        approval: input.approval.map_or(current.approval, Into::into),
    }
}
