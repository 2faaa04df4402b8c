//! A member says that a task is not needed any more.

use patchbay_domain::actor::Actor;
use patchbay_domain::ids::TaskId;
use patchbay_domain::task::{Task, TaskStatus};

use super::update_task::{TaskChanges, update_task};
use super::{ActionError, Services};

/// Marks a task as not needed any more; again changes nothing. `error`: why it is not needed any more.
///
/// # Errors
/// As [`update_task`].
pub async fn cancel_task(
    services: &Services,
    actor: &Actor,
    id: TaskId,
    error: Option<String>,
) -> Result<Task, ActionError> {
    let changes = TaskChanges { status: Some(TaskStatus::Cancelled), error, ..TaskChanges::default() };
    update_task(services, actor, id, changes).await
}
