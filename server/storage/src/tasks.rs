//! Tasks.

use patchbay_domain::ids::{ContactId, ConversationId, MessageId, TaskId, WebhookId};
use patchbay_domain::page::{Cursor, Page, PageRequest};
use patchbay_domain::task::{Task, TaskPriority, TaskStatus};
use sea_orm::ActiveModelTrait as _;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::entities::tasks;
use crate::error::StorageError;
use crate::paging::newest_first;
use crate::scope::Scope;
use crate::search::{anywhere, folded};
use crate::words::{column, count, from_word, word};

/// Which tasks a list holds.
#[derive(Debug, Clone, Default)]
pub struct TaskFilter {
    /// Only those that stand there.
    pub status: Option<TaskStatus>,
    /// Only those this important.
    pub priority: Option<TaskPriority>,
    /// Only those of this conversation.
    pub conversation_id: Option<ConversationId>,
    /// Only those for this contact.
    pub contact_id: Option<ContactId>,
    /// Only those made from messages of this channel.
    pub source_webhook_id: Option<WebhookId>,
    /// Only those that wait for a member's approval, or only those that do not.
    pub needs_approval: Option<bool>,
    /// Only those of whoever is named so, in any case.
    pub assignee: Option<String>,
    /// Only those whose title, description or assignee holds this text, in any case.
    pub search: Option<String>,
}

impl<C: ConnectionTrait> Scope<'_, C> {
    /// One task.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn task(&self, id: TaskId) -> Result<Option<Task>, StorageError> {
        self.one_task(tasks::Column::Id.eq(id.uuid())).await
    }

    /// The task of this number.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn task_by_number(&self, number: u32) -> Result<Option<Task>, StorageError> {
        self.one_task(tasks::Column::Number.eq(column(number))).await
    }

    async fn one_task(&self, which: sea_orm::sea_query::Expr) -> Result<Option<Task>, StorageError> {
        tasks::Entity::find()
            .filter(tasks::Column::OrganizationId.eq(self.tenant()))
            .filter(which)
            .one(self.connection)
            .await?
            .map(to_task)
            .transpose()
    }

    /// Tasks, newest first.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn tasks(&self, filter: &TaskFilter, page: PageRequest) -> Result<Page<Task>, StorageError> {
        use tasks::Column;
        let mut query = tasks::Entity::find().filter(Column::OrganizationId.eq(self.tenant()));
        if let Some(status) = filter.status {
            query = query.filter(Column::Status.eq(word(&status)));
        }
        if let Some(priority) = filter.priority {
            query = query.filter(Column::Priority.eq(word(&priority)));
        }
        if let Some(conversation) = filter.conversation_id {
            query = query.filter(Column::ConversationId.eq(conversation.uuid()));
        }
        if let Some(contact) = filter.contact_id {
            query = query.filter(Column::ContactId.eq(contact.uuid()));
        }
        if let Some(webhook) = filter.source_webhook_id {
            query = query.filter(Column::SourceWebhookId.eq(webhook.uuid()));
        }
        if let Some(needs_approval) = filter.needs_approval {
            // What is over waits for nothing.
            let open = [TaskStatus::Pending, TaskStatus::InProgress];
            let waits = Column::NeedsApproval.eq(true).and(Column::Status.is_in(open.iter().map(word)));
            query = query.filter(if needs_approval { waits } else { waits.not() });
        }
        if let Some(assignee) = &filter.assignee {
            query = query
                .filter(Expr::expr(Func::lower(Expr::col(Column::Assignee))).eq(assignee.to_lowercase()));
        }
        if let Some(search) = &filter.search {
            let lower = |column: Column| Expr::expr(Func::lower(Expr::col(column)));
            // Tasks of before they had a text to be found by.
            let before = Column::SearchText.is_null().and(
                lower(Column::Title)
                    .like(anywhere(search))
                    .or(lower(Column::Description).like(anywhere(search))),
            );
            query = query.filter(Expr::col(Column::SearchText).like(anywhere(search)).or(before));
        }
        let rows = newest_first(query, Column::CreatedAt, Column::Id, page).all(self.connection).await?;
        let found = rows.into_iter().map(to_task).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(found, page.limit, |task| Cursor { at: task.created_at, id: task.id.uuid() }))
    }

    /// What the assistant may speak of: the newest open tasks and the newest finished ones of this conversation and, by
    /// whatever channel they came, of this contact. `only_of`: of all these only those that are for this contact.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn tasks_to_speak_of(
        &self,
        conversation: Option<ConversationId>,
        contact: Option<ContactId>,
        only_of: Option<ContactId>,
    ) -> Result<Vec<Task>, StorageError> {
        use tasks::Column;
        let open = [TaskStatus::Pending, TaskStatus::InProgress];
        let newest = || {
            let query = tasks::Entity::find()
                .filter(Column::OrganizationId.eq(self.tenant()))
                .order_by_desc(Column::CreatedAt)
                .order_by_desc(Column::Id);
            match only_of {
                Some(contact) => query.filter(Column::ContactId.eq(contact.uuid())),
                None => query,
            }
        };
        let mut rows = newest()
            .filter(Column::Status.is_in(open.iter().map(word)))
            .limit(OPEN_TASKS)
            .all(self.connection)
            .await?;
        let of_conversation = conversation.map(|id| Column::ConversationId.eq(id.uuid()));
        let of_contact = contact.map(|id| Column::ContactId.eq(id.uuid()));
        if let Some(theirs) = of_conversation.into_iter().chain(of_contact).reduce(ExprTrait::or) {
            rows.extend(
                newest()
                    .filter(theirs)
                    .filter(Column::Status.is_not_in(open.iter().map(word)))
                    .limit(FINISHED_TASKS)
                    .all(self.connection)
                    .await?,
            );
        }
        rows.into_iter().map(to_task).collect()
    }

    /// The tasks that these messages made, by number.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn tasks_of_messages(&self, messages: Vec<MessageId>) -> Result<Vec<Task>, StorageError> {
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        let rows = tasks::Entity::find()
            .filter(tasks::Column::OrganizationId.eq(self.tenant()))
            .filter(tasks::Column::SourceMessageId.is_in(messages.into_iter().map(MessageId::uuid)))
            .order_by_asc(tasks::Column::Number)
            .all(self.connection)
            .await?;
        rows.into_iter().map(to_task).collect()
    }
}

const OPEN_TASKS: u64 = 100;
const FINISHED_TASKS: u64 = 20;

impl Scope<'_, DatabaseTransaction> {
    /// Stores tasks, in one statement.
    ///
    /// # Errors
    /// Only the database's own.
    pub async fn insert_tasks(&self, new: &[Task]) -> Result<(), StorageError> {
        if new.is_empty() {
            return Ok(());
        }
        let rows = new.iter().map(|task| to_row(task).into_active_model());
        tasks::Entity::insert_many(rows).exec_without_returning(self.connection).await?;
        Ok(())
    }

    /// Stores what changed of a task, unless it changed since `seen` was read.
    ///
    /// # Errors
    /// [`StorageError::Duplicate`] where it did: read it again.
    pub async fn update_task(&self, seen: &Task, task: &Task) -> Result<(), StorageError> {
        let updated = tasks::Entity::update_many()
            .set(to_row(task).into_active_model().reset_all())
            .filter(tasks::Column::OrganizationId.eq(self.tenant()))
            .filter(tasks::Column::Id.eq(task.id.uuid()))
            .filter(tasks::Column::UpdatedAt.eq(seen.updated_at))
            .filter(tasks::Column::Status.eq(word(&seen.status)))
            .exec(self.connection)
            .await?;
        if updated.rows_affected == 0 {
            return Err(StorageError::Duplicate(format!("task {} changed meanwhile", task.number)));
        }
        Ok(())
    }
}

fn to_row(task: &Task) -> tasks::Model {
    tasks::Model {
        id: task.id.uuid(),
        organization_id: task.organization_id.uuid(),
        number: column(task.number),
        title: task.title.clone(),
        description: task.description.clone(),
        priority: word(&task.priority),
        status: word(&task.status),
        deadline: task.deadline,
        needs_approval: task.needs_approval,
        result: task.result.clone(),
        error: task.error.clone(),
        source_webhook_id: task.source_webhook_id.map(Into::into),
        source_message_id: task.source_message_id.map(Into::into),
        conversation_id: task.conversation_id.map(Into::into),
        contact_id: task.contact_id.map(Into::into),
        created_by: task.created_by.map(Into::into),
        search_text: Some(folded(
            [task.title.as_str()]
                .into_iter()
                .chain(task.description.as_deref())
                .chain(task.assignee.as_deref()),
        )),
        created_at: task.created_at,
        updated_at: task.updated_at,
        completed_at: task.completed_at,
        assignee: task.assignee.clone(),
    }
}

fn to_task(row: tasks::Model) -> Result<Task, StorageError> {
    Ok(Task {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        number: count(row.number),
        title: row.title,
        description: row.description,
        priority: from_word(&row.priority)?,
        status: from_word(&row.status)?,
        deadline: row.deadline,
        needs_approval: row.needs_approval,
        result: row.result,
        error: row.error,
        source_webhook_id: row.source_webhook_id.map(Into::into),
        source_message_id: row.source_message_id.map(Into::into),
        conversation_id: row.conversation_id.map(Into::into),
        contact_id: row.contact_id.map(Into::into),
        created_by: row.created_by.map(Into::into),
        created_at: row.created_at,
        updated_at: row.updated_at,
        completed_at: row.completed_at,
        assignee: row.assignee,
    })
}
