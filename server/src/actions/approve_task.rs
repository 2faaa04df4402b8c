//! A member agrees to a task that somebody asked for who may not have things done (C45).

use patchbay_domain::actor::Actor;
use patchbay_domain::ids::TaskId;
use patchbay_domain::task::Task;

use super::update_task::{TaskChanges, update_task};
use super::{ActionError, Services};

/// Agrees to a task; again, or to one that needs no approval, changes nothing.
///
/// # Errors
/// As [`update_task`].
pub async fn approve_task(services: &Services, actor: &Actor, id: TaskId) -> Result<Task, ActionError> {
    let changes = TaskChanges { is_approved: true, ..TaskChanges::default() };
    update_task(services, actor, id, changes).await
}
