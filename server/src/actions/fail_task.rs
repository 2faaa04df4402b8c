//! A member says that a task is failed.

use patchbay_domain::actor::Actor;
use patchbay_domain::ids::TaskId;
use patchbay_domain::task::{Task, TaskStatus};

use super::update_task::{TaskChanges, update_task};
use super::{ActionError, Services};

/// Marks a task as failed; again changes nothing. `error`: why it failed.
///
/// # Errors
/// As [`update_task`].
pub async fn fail_task(
    services: &Services,
    actor: &Actor,
    id: TaskId,
    error: String,
) -> Result<Task, ActionError> {
    let changes =
        TaskChanges { status: Some(TaskStatus::Failed), error: Some(error), ..TaskChanges::default() };
    update_task(services, actor, id, changes).await
}
