//! A member says that a task is done.

use patchbay_domain::actor::Actor;
use patchbay_domain::ids::TaskId;
use patchbay_domain::task::{Task, TaskStatus};

use super::update_task::{TaskChanges, update_task};
use super::{ActionError, Services};

/// Marks a task as done; again changes nothing. `result`: what came of it.
///
/// # Errors
/// As [`update_task`].
pub async fn complete_task(
    services: &Services,
    actor: &Actor,
    id: TaskId,
    result: Option<String>,
) -> Result<Task, ActionError> {
    let changes = TaskChanges { status: Some(TaskStatus::Completed), result, ..TaskChanges::default() };
    update_task(services, actor, id, changes).await
}
