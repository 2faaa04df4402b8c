//! Tasks.

use chrono::{DateTime, SubsecRound, Utc};
use patchbay_domain::task::{Task, TaskPriority, TaskStatus};

use super::{same_variants, text};
use crate::rpc::wire::task as wire;
use crate::rpc::wire::value::Timestamp;

same_variants!(TaskPriority => wire::Priority { Low, Medium, High, Critical });
same_variants!(wire::Priority => TaskPriority { Low, Medium, High, Critical });
same_variants!(TaskStatus => wire::TaskStatus { Pending, InProgress, Completed, Failed, Cancelled });
same_variants!(wire::TaskStatus => TaskStatus { Pending, InProgress, Completed, Failed, Cancelled });
same_variants!(wire::OpenTaskStatus => TaskStatus { Pending, InProgress });

impl From<Timestamp> for DateTime<Utc> {
    /// Cut to the microseconds that both databases keep, so that what is read back equals what was written.
    fn from(time: Timestamp) -> Self {
        time.0.trunc_subsecs(6)
    }
}

impl From<Task> for wire::Task {
    fn from(task: Task) -> Self {
        Self {
            id: task.id.to_string(),
            number: task.number,
            title: task.title,
            description: task.description,
            priority: task.priority.into(),
            status: task.status.into(),
            deadline: task.deadline.map(Into::into),
            needs_approval: task.needs_approval,
            assignee: task.assignee,
            result: task.result,
            error: task.error,
            source_webhook_id: text(task.source_webhook_id),
            source_message_id: text(task.source_message_id),
            conversation_id: text(task.conversation_id),
            contact_id: text(task.contact_id),
            created_at: task.created_at.into(),
            updated_at: task.updated_at.into(),
            completed_at: task.completed_at.map(Into::into),
        }
    }
}
