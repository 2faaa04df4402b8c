//! What a correction comes to: which tasks change, which are made, and what the message is taken for.

use chrono_tz::Tz;
use patchbay_domain::actor::Actor;
use patchbay_domain::assistant::{AssistantSettings, Entities, Intent, ProposedTask, Urgency};
use patchbay_domain::card_number::redact_text;
use patchbay_domain::ids::TaskId;
use patchbay_domain::message::Message;
use patchbay_domain::task::{Task, TaskStatus};
use patchbay_understanding::as_task;

use super::super::create_task::{self, NewTask, TaskMaking};
use super::super::reread_message::reread_message;
use super::super::update_task::{self, TaskChange, TaskChanges};
use super::super::{ActionError, Services};
use super::{MessageCorrection, TaskCorrection};

/// Why a task is cancelled, as it is shown.
const NO_TASK: &str = "It was no task: the message was corrected.";

/// What is to be stored.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) changes: Vec<TaskChange>,
    pub(super) makings: Vec<TaskMaking>,
    pub(super) intent: Option<Intent>,
    pub(super) urgency: Option<Urgency>,
    pub(super) entities: Option<Entities>,
}

/// What a correction comes to; nothing where everything is so already.
///
/// # Errors
/// As `correct_message`.
pub(super) fn plan(
    services: &Services,
    actor: &Actor,
    (message, tasks): (&Message, &[Task]),
    time_zone: Tz,
    correction: &MessageCorrection,
) -> Result<Option<Plan>, ActionError> {
    let mut wanted = Wanted { message, tasks, time_zone, changes: Vec::new(), new: Vec::new() };
    for (place, task) in correction.tasks.iter().enumerate() {
        wanted.task(place, task, correction.intent)?;
    }
    wanted.follow(correction)?;
    let intent = match correction.intent {
        Some(intent) => Some(intent),
        // A message of which a task is made is one.
        None if !wanted.new.is_empty() => Some(Intent::Task),
        None => message.intent,
    };
    let urgency = correction.urgency.or(message.urgency);
    let entities = entities(message, correction);
    let mut plan = Plan { changes: Vec::new(), makings: Vec::new(), intent, urgency, entities };
    for (task, changes) in wanted.changes {
        plan.changes.extend(update_task::plan(services, actor, task.clone(), changes)?);
    }
    for new in wanted.new {
        plan.makings.push(create_task::plan(services, actor, new, Some(message)));
    }
    let is_so = plan.changes.is_empty()
        && plan.makings.is_empty()
        && (plan.intent, plan.urgency) == (message.intent, message.urgency)
        && plan.entities == message.entities;
    Ok((!is_so).then_some(plan))
}

/// What is wanted of tasks, before anybody says whether it is to be had.
struct Wanted<'m> {
    message: &'m Message,
    tasks: &'m [Task],
    time_zone: Tz,
    changes: Vec<(&'m Task, TaskChanges)>,
    new: Vec<NewTask>,
}

impl Wanted<'_> {
    /// What is said of one task.
    fn task(
        &mut self,
        place: usize,
        said: &TaskCorrection,
        intent: Option<Intent>,
    ) -> Result<(), ActionError> {
        let refused =
            |field: &str, reason: &str| ActionError::field(format!("tasks[{place}].{field}"), reason);
        let is_changed = said.title.is_some() || said.priority.is_some() || said.due_at.is_some();
        if said.remove && is_changed {
            return Err(refused("remove", "must not stand beside what the task should be"));
        }
        if !said.remove && intent.is_some_and(|intent| intent != Intent::Task) {
            let reason = "must not be there: only a message whose intent is task has tasks";
            return Err(ActionError::field(format!("tasks[{place}]"), reason));
        }
        let Some(id) = said.task_id else {
            if said.remove {
                return Err(refused("taskId", "must say which task is removed"));
            }
            let new = self.missing(said);
            if new.title.is_empty() {
                return Err(refused("title", "must be given: the message has no words to take it from"));
            }
            self.make(new);
            return Ok(());
        };
        let task = self
            .of_id(id)
            .ok_or_else(|| refused("taskId", "must be a task that was made of this message"))?;
        if self.changes.iter().any(|(known, _)| known.id == id) {
            return Err(refused("taskId", "must be named once"));
        }
        let changes = match said.remove {
            true => cancelled(task),
            false => TaskChanges {
                title: said.title.clone(),
                priority: said.priority,
                deadline: said.due_at,
                status: (task.status == TaskStatus::Cancelled).then_some(TaskStatus::Pending),
                ..TaskChanges::default()
            },
        };
        self.changes.push((task, changes));
        Ok(())
    }

    /// What follows from the intent, of tasks that nothing else is said of.
    fn follow(&mut self, correction: &MessageCorrection) -> Result<(), ActionError> {
        let Some(intent) = correction.intent else { return Ok(()) };
        let unsaid = |task: &&Task| correction.tasks.iter().all(|said| said.task_id != Some(task.id));
        if intent != Intent::Task {
            let open = self.tasks.iter().filter(|task| !task.status.is_final()).filter(unsaid);
            self.changes.extend(open.map(|task| (task, cancelled(task))));
            return Ok(());
        }
        if !correction.tasks.is_empty() || self.tasks.iter().any(|task| task.status != TaskStatus::Cancelled)
        {
            return Ok(());
        }
        // Those that were taken for none are tasks after all; where there never was one, the text says what it is.
        let reopened = TaskChanges { status: Some(TaskStatus::Pending), ..TaskChanges::default() };
        let by_correction: Vec<&Task> =
            self.tasks.iter().filter(|task| task.error.as_deref() == Some(NO_TASK)).collect();
        let which = if by_correction.is_empty() { self.tasks.iter().collect() } else { by_correction };
        self.changes.extend(which.into_iter().map(|task| (task, reopened.clone())));
        if self.tasks.is_empty() {
            let new = self.missing(&TaskCorrection::default());
            if new.title.is_empty() {
                let reason = "must name the task: the message has no words to take its title from";
                return Err(ActionError::field("tasks", reason));
            }
            self.make(new);
        }
        Ok(())
    }

    /// Makes a task, unless the same one was made before.
    fn make(&mut self, new: NewTask) {
        let title = redact_text(&new.title);
        let same = self.tasks.iter().find(|task| task.title == title && !task.status.is_final());
        match same.filter(|task| self.changes.iter().all(|(known, _)| known.id != task.id)) {
            Some(task) => {
                let changes = TaskChanges {
                    priority: Some(new.priority),
                    deadline: Some(new.deadline),
                    ..TaskChanges::default()
                };
                self.changes.push((task, changes));
            }
            None => self.new.push(new),
        }
    }

    /// A task that is missing: what is not said of it is read out of the text.
    fn missing(&self, said: &TaskCorrection) -> NewTask {
        let settings = AssistantSettings::default();
        let read: ProposedTask = as_task(&reread_message(self.message, self.time_zone, settings));
        let own = said.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        NewTask {
            title: own.map_or(read.title, str::to_owned),
            description: read.description,
            priority: said.priority.unwrap_or(read.priority),
            deadline: said.due_at.unwrap_or_else(|| read.due.map(|due| due.at)),
            assignee: read.assignee,
            conversation_id: self.message.conversation_id,
            contact_id: None,
        }
    }
}

impl<'m> Wanted<'m> {
    fn of_id(&self, id: TaskId) -> Option<&'m Task> {
        self.tasks.iter().find(|task| task.id == id)
    }
}

fn cancelled(task: &Task) -> TaskChanges {
    let error = (task.status != TaskStatus::Cancelled).then(|| NO_TASK.to_owned());
    TaskChanges { status: Some(TaskStatus::Cancelled), error, ..TaskChanges::default() }
}

/// What the message names then.
fn entities(message: &Message, correction: &MessageCorrection) -> Option<Entities> {
    if correction.people.is_none() && correction.projects.is_none() {
        return message.entities.clone();
    }
    let names = |names: &Vec<String>| -> Vec<String> {
        let names = names.iter().map(|name| redact_text(name.trim()).into_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    let mut entities = message.entities.clone().unwrap_or_default();
    if let Some(people) = &correction.people {
        entities.people = names(people);
    }
    if let Some(projects) = &correction.projects {
        entities.projects = names(projects);
    }
    Some(entities)
}
