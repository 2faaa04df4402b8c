//! Tasks.

use patchbay_domain::ids::TaskId;
use patchbay_storage::TaskFilter;

use super::context::Context;
use super::errors::not_found;
use super::input::Named;
use super::kit::ErrorCode::{Conflict, NotFound};
use super::kit::{self, RpcError, mutation, query};
use super::wire::page::{ById, Page};
use super::wire::story::TaskStory;
use super::wire::task::{Task, TaskCancel, TaskComplete, TaskCreate, TaskFail, TaskList, TaskUpdate};
use super::{convert, input};
use crate::actions::Missing;
use crate::actions::approve_task::approve_task;
use crate::actions::cancel_task::cancel_task;
use crate::actions::complete_task::complete_task;
use crate::actions::create_task::{NewTask, create_task};
use crate::actions::fail_task::fail_task;
use crate::actions::read_task_story::read_task_story;
use crate::actions::update_task::{TaskChanges, update_task};

pub(super) fn router() -> kit::Router<Context> {
    kit::Router::new()
        .procedure("tasks.list", query(list))
        .procedure("tasks.get", query(get).fails(&[NotFound]))
        .procedure("tasks.story", query(story).fails(&[NotFound]))
        .procedure("tasks.create", mutation(create).fails(&[NotFound]))
        .procedure("tasks.update", mutation(update).fails(&[NotFound, Conflict]))
        .procedure("tasks.approve", mutation(approve).fails(&[NotFound, Conflict]))
        .procedure("tasks.complete", mutation(complete).fails(&[NotFound, Conflict]))
        .procedure("tasks.fail", mutation(fail).fails(&[NotFound, Conflict]))
        .procedure("tasks.cancel", mutation(cancel).fails(&[NotFound, Conflict]))
}

async fn list(context: Context, input: TaskList) -> Result<Page<Task>, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let filter = TaskFilter {
        status: input.status.map(Into::into),
        priority: input.priority.map(Into::into),
        conversation_id: input::filter("conversationId", input.conversation_id.as_deref())?,
        contact_id: input::filter("contactId", input.contact_id.as_deref())?,
        source_webhook_id: input::filter("sourceWebhookId", input.source_webhook_id.as_deref())?,
        needs_approval: input.needs_approval,
        assignee: input::not_blank(input.assignee).map(|name| name.trim().to_owned()),
        search: input::not_blank(input.search).map(|search| search.trim().to_owned()),
    };
    let page = input::page(input.limit, input.cursor.as_deref())?;
    Ok(convert::page(scope.tasks(&filter, page).await?, Into::into))
}

async fn get(context: Context, by: ById) -> Result<Task, RpcError> {
    Ok(find(&context, &by).await?.into())
}

async fn story(context: Context, by: ById) -> Result<TaskStory, RpcError> {
    let task = find(&context, &by).await?;
    Ok(read_task_story(&context.services, task).await?.into())
}

async fn find(context: &Context, by: &ById) -> Result<patchbay_domain::task::Task, RpcError> {
    let scope = context.services.storage.scope(context.actor()?.organization_id);
    let task = match input::named(&by.id, Missing::Task)? {
        Named::Id(id) => scope.task(id).await?,
        Named::Number(number) => scope.task_by_number(number).await?,
    };
    task.ok_or_else(|| not_found(Missing::Task))
}

async fn create(context: Context, input: TaskCreate) -> Result<Task, RpcError> {
    let conversation_id =
        input.conversation_id.map(|id| input::id(&id, Missing::Conversation)).transpose()?;
    let contact_id = input.contact_id.map(|id| input::id(&id, Missing::Contact)).transpose()?;
    let new = NewTask {
        title: input.title,
        description: input::not_blank(input.description),
        priority: input.priority.map(Into::into).unwrap_or_default(),
        deadline: input.deadline.map(Into::into),
        assignee: input::not_blank(input.assignee).map(|name| name.trim().to_owned()),
        conversation_id,
        contact_id,
    };
    Ok(create_task(&context.services, context.actor()?, new).await?.into())
}

async fn update(context: Context, input: TaskUpdate) -> Result<Task, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let changes = TaskChanges {
        title: input.title,
        description: input.description.map(input::not_blank),
        priority: input.priority.map(Into::into),
        deadline: input.deadline.map(|deadline| deadline.map(Into::into)),
        assignee: input
            .assignee
            .map(|assignee| input::not_blank(assignee).map(|name| name.trim().to_owned())),
        status: input.status.map(Into::into),
        ..TaskChanges::default()
    };
    Ok(update_task(&context.services, context.actor()?, id, changes).await?.into())
}

async fn approve(context: Context, by: ById) -> Result<Task, RpcError> {
    let id = find_id(&context, &by.id).await?;
    Ok(approve_task(&context.services, context.actor()?, id).await?.into())
}

async fn complete(context: Context, input: TaskComplete) -> Result<Task, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let result = input::not_blank(input.result);
    Ok(complete_task(&context.services, context.actor()?, id, result).await?.into())
}

async fn fail(context: Context, input: TaskFail) -> Result<Task, RpcError> {
    let id = find_id(&context, &input.id).await?;
    Ok(fail_task(&context.services, context.actor()?, id, input.error).await?.into())
}

async fn cancel(context: Context, input: TaskCancel) -> Result<Task, RpcError> {
    let id = find_id(&context, &input.id).await?;
    let reason = input::not_blank(input.reason);
    Ok(cancel_task(&context.services, context.actor()?, id, reason).await?.into())
}

/// The id of the task that a change is for. An id is not looked up here: the action does, in its transaction.
async fn find_id(context: &Context, text: &str) -> Result<TaskId, RpcError> {
    match input::named(text, Missing::Task)? {
        Named::Id(id) => Ok(id),
        Named::Number(number) => {
            let scope = context.services.storage.scope(context.actor()?.organization_id);
            let task = scope.task_by_number(number).await?;
            task.map(|task| task.id).ok_or_else(|| not_found(Missing::Task))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kit::ErrorCode;
    use super::*;

    #[test]
    fn a_task_is_named_by_number_or_id() {
        let named = |text| input::named::<TaskId>(text, Missing::Task).map_err(|error| error.code);
        assert_eq!(named("12"), Ok(Named::Number(12)));
        assert!(matches!(named("01980000-0000-7000-8000-000000000001"), Ok(Named::Id(_))));
        for nothing in ["twelve", "-1", "1.0", "4294967296", " 1"] {
            assert_eq!(named(nothing), Err(ErrorCode::NotFound), "{nothing}");
        }
    }
}
