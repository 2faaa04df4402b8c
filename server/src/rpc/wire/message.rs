//! Messages: what contacts, members and the assistant say.

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

use super::delivery::DeliveryStatus;
use super::task::{Priority, TaskStatus};
use super::turn::MessageTurn;
use super::understanding::MessageCorrection;
use super::value::Timestamp;

/// Which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageDirection {
    /// From the contact.
    Inbound,
    /// To the contact.
    Outbound,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageAuthor {
    /// The person or program on the other side.
    Contact,
    /// The assistant.
    Assistant,
    /// A member of the organization.
    Member,
}

/// What a message is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageType {
    /// Words.
    Text,
    /// A picture.
    Image,
    /// A recording.
    Audio,
    /// Any other file.
    File,
    /// Data for a program.
    Structured,
}

/// Where a message stands: the first four for inbound ones, the others but `failed` for outbound ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageStatus {
    /// Stored, its turn not yet taken.
    Received,
    /// Stored; over the rate limits, so its turn comes later.
    Deferred,
    /// Its turn is being taken.
    Processing,
    /// Answered, or needing no answer.
    Processed,
    /// Not sent yet.
    Pending,
    /// Being sent.
    Delivering,
    /// To be sent again.
    Retrying,
    /// Sent.
    Delivered,
    /// Could not be answered, or could not be sent.
    Failed,
}

/// Why a message is only kept: it makes no task and gets no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnansweredReason {
    /// STOP and its like.
    OptOut,
    /// START and its like.
    OptIn,
    /// HELP and its like: the carrier answers.
    Help,
    /// Written by a program, such as a vacation notice.
    AutomaticMail,
    /// A report that a mail did not arrive.
    Bounce,
    /// From a mailing list, or sent to many.
    BulkMail,
    /// From an address that takes no answers.
    NoReplySender,
    /// From this channel itself.
    OwnMail,
    /// It could not be read.
    Unreadable,
}

/// What a mail is besides its text.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageEmail {
    /// The subject.
    pub subject: Option<String>,
    /// Whom it was to.
    pub to: Vec<String>,
    /// Whether somebody sent on what another wrote.
    pub is_forwarded: bool,
    /// What was quoted from earlier mails, cut off the text.
    pub quoted: Option<String>,
}

/// What a message wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageIntent {
    /// Something done.
    Task,
    /// An answer.
    Question,
    /// To tell how something goes.
    Update,
    /// To agree.
    Confirmation,
    /// None of these.
    Other,
}

/// A date someone wrote, and what it means.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MentionedDate {
    /// As written.
    pub text: String,
    /// As understood.
    pub at: Timestamp,
}

/// What a message speaks of.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageEntities {
    /// Dates.
    pub dates: Vec<MentionedDate>,
    /// Names of people.
    pub people: Vec<String>,
    /// Names of projects.
    pub projects: Vec<String>,
}

/// A file that came with a message.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// What it is, as the sender said.
    pub r#type: String,
    /// Where it is.
    pub url: String,
    /// What it is called.
    pub name: Option<String>,
}

/// A task that was made from a message.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageTask {
    /// The id.
    pub id: String,
    /// The number people say.
    pub number: u32,
    /// What to do.
    pub title: String,
    /// How much it matters.
    pub priority: Priority,
    /// When it is due.
    pub deadline: Option<Timestamp>,
    /// Where it stands.
    pub status: TaskStatus,
}

/// How an outbound message is on its way.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageDelivery {
    /// The id of the delivery.
    pub id: String,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// How many times it was tried.
    pub attempt_count: u32,
    /// Why the latest attempt failed.
    pub last_error: Option<String>,
    /// When it is tried next.
    pub next_attempt_at: Option<Timestamp>,
}

/// Something said in a conversation.
#[derive(Debug, Clone, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The id.
    pub id: String,
    /// Which way it goes.
    pub direction: MessageDirection,
    /// Who wrote it.
    pub author: MessageAuthor,
    /// What it says.
    pub content: String,
    /// What it is made of.
    pub message_type: MessageType,
    /// The contact, as the channel names them.
    pub sender_identifier: Option<String>,
    /// The contact's name, if they gave one.
    pub sender_name: Option<String>,
    /// Where it stands.
    pub status: MessageStatus,
    /// What it wants, once understood.
    pub intent: Option<MessageIntent>,
    /// What it speaks of, once understood.
    pub entities: Option<MessageEntities>,
    /// How much it matters, once understood.
    pub urgency: Option<Priority>,
    /// The conversation it belongs to, once there is one.
    pub conversation_id: Option<String>,
    /// The webhook it came or goes through.
    pub webhook_id: String,
    /// The sender's own id for it.
    pub external_message_id: Option<String>,
    /// The files that came with it.
    pub attachments: Vec<Attachment>,
    /// The tasks that were made from it.
    pub tasks: Vec<MessageTask>,
    /// Which model took its turn and what that took, once it was taken.
    pub turn: Option<MessageTurn>,
    /// What members said that it should have been understood as, oldest first.
    pub corrections: Vec<MessageCorrection>,
    /// How it is on its way, if it goes out.
    pub delivery: Option<MessageDelivery>,
    /// Why it is only kept, if it is.
    pub unanswered: Option<UnansweredReason>,
    /// Why somebody should look at it, if they should; see `messages.markReviewed`.
    pub review: Option<String>,
    /// When somebody did.
    pub reviewed_at: Option<Timestamp>,
    /// What it is besides its text, if it is a mail.
    pub email: Option<MessageEmail>,
    /// When its turn comes, if the rate limits put it off.
    pub deferred_until: Option<Timestamp>,
    /// Why it could not be answered, or could not be sent.
    pub error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Which messages of a webhook to list, newest first.
#[derive(Debug, Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct WebhookMessages {
    /// The webhook.
    #[validate(length(min = 1, max = 64))]
    pub webhook_id: String,
    /// Only those that go this way.
    #[specta(optional)]
    pub direction: Option<MessageDirection>,
    /// How many a page; 50 if not given.
    #[specta(optional)]
    #[validate(range(min = 1, max = 100))]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before.
    #[specta(optional)]
    #[validate(length(max = 512))]
    pub cursor: Option<String>,
}
