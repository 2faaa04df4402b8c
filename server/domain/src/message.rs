//! Messages, as they come in and as they are kept.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::assistant::{Author, Entities, Intent, StructuredTask, Urgency};
use crate::consent::ConsentState;
use crate::email::EmailDetails;
use crate::ids::{ContactId, ConversationId, MessageId, OrganizationId, UserId, WebhookId};

/// What a message is made of (002 A.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageType {
    /// Words.
    #[default]
    Text,
    /// A picture, by reference.
    Image,
    /// Sound, by reference.
    Audio,
    /// A file, by reference.
    File,
    /// Task fields.
    Structured,
}

/// Something a message points at; only ever a reference (C38).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The sender's word for what it is ("image/png", "image").
    #[serde(rename = "type")]
    pub kind: String,
    /// Where it is: http or https.
    pub url: String,
    /// What it is called.
    pub name: Option<String>,
}

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To Patchbay.
    Inbound,
    /// From Patchbay.
    Outbound,
}

/// Where a message stands. Inbound: received or deferred, then processed or failed; outbound: as its delivery (C24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageStatus {
    /// Stored; its turn is to come.
    Received,
    /// Stored; over the quota, so its turn comes later.
    Deferred,
    /// Its turn was taken.
    Processed,
    /// No turn could be taken, or its delivery was given up.
    Failed,
    /// To be delivered.
    Pending,
    /// Tried in vain; another try is due.
    Retrying,
    /// Delivered.
    Delivered,
}

/// Why a message is only kept: it makes no task and gets no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unanswered {
    /// STOP and its like.
    OptOut,
    /// START and its like.
    OptIn,
    /// HELP and its like: the carrier answers.
    Help,
    /// Written by a program: a vacation notice, an acknowledgement (RFC 3834).
    AutomaticMail,
    /// A report that a mail did not arrive (RFC 3464).
    Bounce,
    /// From a mailing list, or sent to many.
    BulkMail,
    /// From an address that takes no answers.
    NoReplySender,
    /// From this channel itself.
    OwnMail,
    /// It could not be read: somebody has to look at it.
    Unreadable,
}

impl Unanswered {
    /// What the sender said about being texted, if that is what it is.
    #[must_use]
    pub const fn consent(self) -> Option<ConsentState> {
        match self {
            Self::OptOut => Some(ConsentState::OptedOut),
            Self::OptIn => Some(ConsentState::OptedIn),
            _ => None,
        }
    }
}

/// What a channel's adapter makes of a request, before anything is stored. Card numbers are already gone from it.
#[derive(Debug, Clone, PartialEq)]
pub struct InboundMessage {
    /// The text.
    pub content: String,
    /// What it is made of.
    pub message_type: MessageType,
    /// Who wrote it, as the channel knows them.
    pub sender_identifier: String,
    /// What they are called.
    pub sender_name: Option<String>,
    /// The sender's own id of the message: a repeat of it does nothing twice (IN-16).
    pub external_id: Option<String>,
    /// What it points at.
    pub attachments: Vec<Attachment>,
    /// The sender's own data.
    pub metadata: serde_json::Map<String, Value>,
    /// Task fields given outright.
    pub structured: Option<StructuredTask>,
    /// The provider's own key of the request, the same when it sends it again: another sign of a repeat.
    pub repeat_key: Option<String>,
    /// Why it is only kept, if it is.
    pub unanswered: Option<Unanswered>,
    /// Why somebody should look at it.
    pub review: Option<String>,
    /// What is kept of a mail besides its text.
    pub email: Option<EmailDetails>,
}

/// A stored message.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its tenant.
    pub organization_id: OrganizationId,
    /// The channel it went through.
    pub webhook_id: WebhookId,
    /// The conversation; an inbound message has one once its turn was taken.
    pub conversation_id: Option<ConversationId>,
    /// Who it is from or to.
    pub contact_id: Option<ContactId>,
    /// Which way it went.
    pub direction: Direction,
    /// Who wrote it.
    pub author: Author,
    /// Which member, if one wrote it.
    pub author_user_id: Option<UserId>,
    /// The text.
    pub content: String,
    /// What it is made of.
    pub message_type: MessageType,
    /// The contact, as the channel knows them.
    pub sender_identifier: String,
    /// What they are called.
    pub sender_name: Option<String>,
    /// Where it stands.
    pub status: MessageStatus,
    /// The sender's own id of it.
    pub external_id: Option<String>,
    /// The message it answers.
    pub in_reply_to: Option<MessageId>,
    /// What it is for.
    pub intent: Option<Intent>,
    /// How much it presses.
    pub urgency: Option<Urgency>,
    /// What it names.
    pub entities: Option<Entities>,
    /// What it points at.
    pub attachments: Vec<Attachment>,
    /// The sender's own data.
    pub metadata: serde_json::Map<String, Value>,
    /// Task fields given outright.
    pub structured: Option<StructuredTask>,
    /// The provider's own key of the request it came by.
    pub repeat_key: Option<String>,
    /// Why it is only kept, if it is.
    pub unanswered: Option<Unanswered>,
    /// Why somebody should look at it.
    pub review: Option<String>,
    /// When somebody did.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// What is kept of a mail besides its text.
    pub email: Option<EmailDetails>,
    /// When its turn may be taken, where the quota put it off.
    pub deferred_until: Option<DateTime<Utc>>,
    /// Why it failed.
    pub error: Option<String>,
    /// When it was received or written.
    pub created_at: DateTime<Utc>,
    /// When its turn was taken or its delivery ended.
    pub finished_at: Option<DateTime<Utc>>,
}

/// How long the raw body of a request is kept, in days (C33).
pub const RAW_BODY_RETENTION_DAYS: i64 = 30;
