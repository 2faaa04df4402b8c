//! The story of a task or a delivery: which message it came from, what was understood, what was done, what left.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::actor::ActorKind;
use crate::assistant::{Intent, Urgency};
use crate::delivery::{Delivery, DeliveryKind, DeliveryState};
use crate::ids::{ConversationId, DeliveryId, MessageId};
use crate::task::Task;
use crate::turn::TurnRecord;
use crate::webhook::ChannelType;

/// The story of a task.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskStory {
    /// The task as it stands.
    pub task: Task,
    /// The message that made it.
    pub source: Option<StorySource>,
    /// Which model took the turn on that message.
    pub turn: Option<TurnRecord>,
    /// What was done, oldest first; of many the first and the latest.
    pub steps: Vec<StoryStep>,
    /// What left because of it, oldest first.
    pub sent: Vec<StorySent>,
}

/// The message that made a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorySource {
    /// Its id.
    pub message_id: MessageId,
    /// Its conversation.
    pub conversation_id: Option<ConversationId>,
    /// Who wrote it: their name, or what the channel knows them by.
    pub who: String,
    /// What kind of channel it came by.
    pub channel_type: Option<ChannelType>,
    /// What that channel is called.
    pub channel_name: Option<String>,
    /// When it came.
    pub at: DateTime<Utc>,
    /// What it says, cut.
    pub excerpt: String,
    /// What it was understood to be for.
    pub intent: Option<Intent>,
    /// How much it was understood to press.
    pub urgency: Option<Urgency>,
}

/// One thing that was done to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryStep {
    /// When.
    pub at: DateTime<Utc>,
    /// What, as the audit trail names it (`task.updated`).
    pub action: Cow<'static, str>,
    /// What kind of actor did it.
    pub actor: ActorKind,
    /// The member's name, if it was one.
    pub member: Option<String>,
    /// The fields that changed.
    pub changed: Vec<TaskField>,
}

/// A field of a task that people change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskField {
    /// What to do.
    Title,
    /// More about it.
    Description,
    /// How important it is.
    Priority,
    /// Where it stands.
    Status,
    /// When it is due.
    Deadline,
    /// Who is to do it.
    Assignee,
}

impl TaskField {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Title, Self::Description, Self::Priority, Self::Status, Self::Deadline, Self::Assignee];

    /// Its name in events and in the audit trail.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Priority => "priority",
            Self::Status => "status",
            Self::Deadline => "deadline",
            Self::Assignee => "assignee",
        }
    }
}

/// One thing that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorySent {
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// What it carries.
    pub kind: DeliveryKind,
    /// The kind of event, as its receiver knows it.
    pub event_type: String,
    /// The host or the recipient; none: the inbox.
    pub to: Option<String>,
    /// Where it stands.
    pub state: DeliveryState,
    /// What went wrong last.
    pub last_error: Option<String>,
}

/// The story of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryStory {
    /// The delivery.
    pub delivery: Delivery,
    /// The host or the recipient; none: the inbox.
    pub to: Option<String>,
}
