//! Messages.

use patchbay_domain::assistant::{Author, Entities, Intent, Urgency};
use patchbay_domain::delivery::{Delivery, DeliveryState};
use patchbay_domain::email::EmailDetails;
use patchbay_domain::message::{Attachment, Direction, Message, MessageStatus, MessageType, Unanswered};
use patchbay_domain::task::Task;
use patchbay_domain::turn::TurnRecord;

use super::{same_variants, text};
use crate::rpc::wire::message as wire;
use crate::rpc::wire::task::Priority;
use crate::rpc::wire::understanding::MessageCorrection;

same_variants!(Direction => wire::MessageDirection { Inbound, Outbound });
same_variants!(wire::MessageDirection => Direction { Inbound, Outbound });
same_variants!(Author => wire::MessageAuthor { Contact, Assistant, Member });
same_variants!(MessageType => wire::MessageType { Text, Image, Audio, File, Structured });
same_variants!(MessageStatus => wire::MessageStatus {
    Received, Deferred, Processed, Failed, Pending, Retrying, Delivered,
});
same_variants!(Unanswered => wire::UnansweredReason {
    OptOut, OptIn, Help, AutomaticMail, Bounce, BulkMail, NoReplySender, OwnMail, Unreadable,
});
same_variants!(Intent => wire::MessageIntent { Task, Question, Update, Confirmation, Other });
same_variants!(wire::MessageIntent => Intent { Task, Question, Update, Confirmation, Other });
same_variants!(Urgency => Priority { Low, Medium, High, Critical });
same_variants!(Priority => Urgency { Low, Medium, High, Critical });

impl wire::Message {
    /// A message, the tasks that were made from it, how its turn was taken, what members said about that, and how it is on its way.
    pub(in crate::rpc) fn of(
        message: Message,
        tasks: Vec<Task>,
        turn: Option<TurnRecord>,
        corrections: Vec<MessageCorrection>,
        delivery: Option<&Delivery>,
    ) -> Self {
        Self {
            id: message.id.to_string(),
            direction: message.direction.into(),
            author: message.author.into(),
            content: message.content,
            message_type: message.message_type.into(),
            sender_identifier: Some(message.sender_identifier),
            sender_name: message.sender_name,
            // The delivery is what is true of a message that leaves: it is also there while it is being sent.
            status: delivery.map_or_else(|| message.status.into(), |delivery| on_its_way(delivery.state())),
            intent: message.intent.map(Into::into),
            entities: message.entities.map(Into::into),
            urgency: message.urgency.map(Into::into),
            conversation_id: text(message.conversation_id),
            webhook_id: message.webhook_id.to_string(),
            external_message_id: message.external_id,
            attachments: message.attachments.into_iter().map(Into::into).collect(),
            tasks: tasks.into_iter().map(Into::into).collect(),
            turn: turn.map(Into::into),
            corrections,
            delivery: delivery.map(Into::into),
            unanswered: message.unanswered.map(Into::into),
            review: message.review,
            reviewed_at: message.reviewed_at.map(Into::into),
            email: message.email.map(Into::into),
            deferred_until: message.deferred_until.map(Into::into),
            error: message.error,
            created_at: message.created_at.into(),
        }
    }
}

/// What a delivery's state says of its message.
const fn on_its_way(state: DeliveryState) -> wire::MessageStatus {
    match state {
        DeliveryState::Pending | DeliveryState::Held => wire::MessageStatus::Pending,
        DeliveryState::Delivering => wire::MessageStatus::Delivering,
        DeliveryState::Success => wire::MessageStatus::Delivered,
        DeliveryState::Retrying => wire::MessageStatus::Retrying,
        DeliveryState::Failed | DeliveryState::Cancelled => wire::MessageStatus::Failed,
    }
}

impl From<Entities> for wire::MessageEntities {
    fn from(entities: Entities) -> Self {
        Self {
            dates: entities.dates.into_iter().map(Into::into).collect(),
            people: entities.people,
            projects: entities.projects,
        }
    }
}

impl From<EmailDetails> for wire::MessageEmail {
    fn from(details: EmailDetails) -> Self {
        Self {
            subject: details.subject,
            to: details.to,
            is_forwarded: details.is_forwarded,
            quoted: details.quoted,
        }
    }
}

impl From<Attachment> for wire::Attachment {
    fn from(attachment: Attachment) -> Self {
        Self { r#type: attachment.kind, url: attachment.url, name: attachment.name }
    }
}

impl From<Task> for wire::MessageTask {
    fn from(task: Task) -> Self {
        Self {
            id: task.id.to_string(),
            number: task.number,
            title: task.title,
            priority: task.priority.into(),
            deadline: task.deadline.map(Into::into),
            status: task.status.into(),
        }
    }
}

impl From<&Delivery> for wire::MessageDelivery {
    fn from(delivery: &Delivery) -> Self {
        Self {
            id: delivery.id.to_string(),
            status: delivery.state().into(),
            attempt_count: delivery.progress.attempt_count,
            last_error: delivery.progress.last_error.clone(),
            next_attempt_at: delivery.progress.next_attempt_at.map(Into::into),
        }
    }
}
