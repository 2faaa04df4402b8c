//! The story of a task: where it came from, what was understood, what was done, what left.

use serde::Serialize;
use specta::Type;

use super::audit::ActorKind;
use super::delivery::{DeliveryKind, DeliveryStatus};
use super::message::MessageIntent;
use super::task::Priority;
use super::turn::MessageTurn;
use super::value::Timestamp;
use super::webhook::ChannelType;

/// The story of a task.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskStory {
    /// The message it was made from; none if it was made by hand.
    pub source: Option<TaskSource>,
    /// How the turn on that message was taken.
    pub turn: Option<MessageTurn>,
    /// What was done, oldest first.
    pub steps: Vec<TaskStep>,
    /// What left because of it, oldest first.
    pub sent: Vec<TaskSent>,
}

/// The message a task was made from.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskSource {
    /// The message.
    pub message_id: String,
    /// Its conversation.
    pub conversation_id: Option<String>,
    /// Who wrote it.
    pub who: String,
    /// What kind of channel it came by.
    pub channel_type: Option<ChannelType>,
    /// What that channel is called.
    pub channel_name: Option<String>,
    /// When it came.
    pub at: Timestamp,
    /// What it says, at most 280 characters.
    pub excerpt: String,
    /// What it was understood to be for.
    pub intent: Option<MessageIntent>,
    /// How much it was understood to press.
    pub urgency: Option<Priority>,
}

/// One thing that was done to a task.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskStep {
    /// When.
    pub at: Timestamp,
    /// What: `task.created`, `task.updated`, `task.completed`, `task.failed`, `task.cancelled` or `task.reopened`.
    pub action: String,
    /// Who.
    pub actor: ActorKind,
    /// The member's name, if it was one.
    pub member: Option<String>,
    /// The fields that changed.
    pub changed: Vec<String>,
}

/// One thing that left because of a task.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaskSent {
    /// The delivery.
    pub delivery_id: String,
    /// When it was made.
    pub at: Timestamp,
    /// What it carries.
    pub kind: DeliveryKind,
    /// The kind of event, as its receiver knows it.
    pub event_type: String,
    /// The host or the recipient; none: it stayed in the inbox.
    pub to: Option<String>,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// What went wrong last.
    pub last_error: Option<String>,
}
