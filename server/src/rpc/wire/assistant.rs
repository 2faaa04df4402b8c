//! The assistant itself: what it would make of messages, and what members said about what it made of them.

use serde::{Deserialize, Serialize};
use specta::Type;
use validator::{Validate, ValidationError};

use super::understanding::{MessageReading, Understanding};
use super::value::Timestamp;
use super::webhook::{AssistantSettingsInput, ChannelType};
use crate::rpc::kit::invalid_at;

/// The longest text that is tried, in characters.
const MAX_TEXT_CHARACTERS: usize = 2_000;

/// Which messages to read, and how.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct AssistantPreview {
    /// The channel: its id, or its number as text.
    #[validate(length(min = 1, max = 64))]
    pub webhook_id: String,
    /// What is tried; what is missing is as the channel has it.
    #[specta(optional)]
    #[validate(nested)]
    pub settings: Option<AssistantSettingsInput>,
    /// One to ten texts of at most 2,000 characters; the channel's latest messages if not given.
    #[specta(optional)]
    #[validate(length(min = 1, max = 10), custom(function = short_texts))]
    pub texts: Option<Vec<String>>,
}

fn short_texts(texts: &[String]) -> Result<(), ValidationError> {
    for (place, text) in texts.iter().enumerate() {
        if text.trim().is_empty() || text.chars().count() > MAX_TEXT_CHARACTERS {
            let message = format!("must be 1 to {MAX_TEXT_CHARACTERS} characters, and not blank");
            return Err(invalid_at(&format!("[{place}]"), message));
        }
    }
    Ok(())
}

/// What would come of a message.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewedMessage {
    /// The message; null where the text was given.
    pub message_id: Option<String>,
    /// What it says.
    pub content: String,
    /// When it was received.
    pub received_at: Timestamp,
    /// What would be understood.
    pub understanding: Understanding,
    /// What would be answered; empty: nothing.
    pub reply: String,
}

/// What would come of messages. Nothing of it is stored or sent.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AssistantPreviewed {
    /// What read them: always `built-in`, which also answers where a model on a server cannot.
    pub model: String,
    /// The model that takes the turns of messages that come in.
    pub configured_model: String,
    /// The messages, the latest first.
    pub items: Vec<PreviewedMessage>,
}

/// Which corrections to list, the newest first.
#[derive(Debug, Clone, Deserialize, Type, Validate)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackList {
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}

/// What a member said that a message should have been understood as, with all that it takes to read the message again.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Feedback {
    /// The id of the correction.
    pub id: String,
    /// The member; null where they are none any more.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
    /// The message.
    pub message_id: String,
    /// Its conversation.
    pub conversation_id: Option<String>,
    /// How it came; null where the channel is gone.
    pub channel_type: Option<ChannelType>,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// What it says.
    pub content: String,
    /// When it was received: what its dates count from.
    pub received_at: Timestamp,
    /// The IANA zone in which its dates were read.
    pub time_zone: String,
    /// How it was taken.
    pub before: MessageReading,
    /// How it should have been.
    pub after: MessageReading,
}
