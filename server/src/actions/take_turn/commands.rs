//! Short orders about what was said and done before (`undo`, `why 12`, `more`, a choice): settled by fixed words before any
//! model is asked, so that they work the same whichever model takes the turns.

use patchbay_domain::assistant::{Intent, SpokenLanguage, TurnRequest, TurnResult};
use patchbay_domain::delivery::DeliveryKind;
use patchbay_domain::story::{DeliveryStory, TaskStory};
use patchbay_domain::task::Task;
use patchbay_domain::trust::Trust;
use patchbay_storage::StorageError;
use patchbay_understanding::{Command, Subject, command, delivery_story, said, task_story};

use super::super::Services;
use super::super::read_task_story::{read_delivery_stories, read_task_story};
use super::Situation;
use super::think::{Thinking, request};
use super::undo::{Undo, undo};

/// What a message that is such an order comes to; none where it is none.
pub(super) async fn obey(
    services: &Services,
    situation: &Situation,
) -> Result<Option<Thinking>, StorageError> {
    let began = services.now();
    let request = request(situation);
    let open = situation.conversation.dialogue.open_at(situation.message.created_at);
    let (result, undo) = match command(&request, &open) {
        None => return Ok(None),
        Some(Command::Turn(result)) => (*result, None),
        Some(Command::Undo(language)) => undone(services, situation, &request, language).await?,
        Some(Command::Why(language, subject)) => {
            (why(services, situation, &request, language, subject).await?, None)
        }
    };
    Ok(Some(Thinking::by_fixed_words(services, situation, &request, began, result, undo)))
}

async fn undone(
    services: &Services,
    situation: &Situation,
    request: &TurnRequest,
    language: SpokenLanguage,
) -> Result<(TurnResult, Option<Undo>), StorageError> {
    let (words, undo) = undo(services, situation, request, language).await?;
    Ok((said(request, language, Intent::Update, words), undo))
}

async fn why(
    services: &Services,
    situation: &Situation,
    request: &TurnRequest,
    language: SpokenLanguage,
    subject: Subject,
) -> Result<TurnResult, StorageError> {
    let (zone, now) = (request.time_zone, services.now());
    let words = match subject {
        Subject::Task(number) => match task_of(services, situation, request, number).await? {
            Some(task) => {
                let story = read_task_story(services, task).await?;
                task_story(&told_to(story, situation, request.trust), language, zone, now)
            }
            None => patchbay_understanding::unknown_task(language, number),
        },
        Subject::Delivery(begins) => {
            let mut found =
                read_delivery_stories(services, situation.message.organization_id, &begins).await?;
            found.retain(|story| is_theirs(story, situation, request.trust));
            delivery_story(&found, &begins, language, zone, now)
        }
    };
    Ok(said(request, language, Intent::Question, words))
}

/// The task of a number, where the sender may hear of it: a member of any, everybody else of those that the assistant may
/// speak of with them. One that they may not hear of is as one that there is not.
async fn task_of(
    services: &Services,
    situation: &Situation,
    request: &TurnRequest,
    number: u32,
) -> Result<Option<Task>, StorageError> {
    let known = situation.tasks.iter().find(|task| task.number == number);
    match (known, request.trust) {
        (Some(task), _) => Ok(Some(task.clone())),
        (None, Trust::Member) => {
            services.storage.scope(situation.message.organization_id).task_by_number(number).await
        }
        (None, Trust::Contact | Trust::Unknown) => Ok(None),
    }
}

/// As much of a story as its hearer may know: whoever is no member hears nothing of what others wrote, nor to which systems
/// anything left.
fn told_to(mut story: TaskStory, situation: &Situation, trust: Trust) -> TaskStory {
    if trust != Trust::Member {
        let here = Some(situation.conversation.id);
        story.source = story.source.filter(|source| source.conversation_id == here);
        let is_here = story.task.conversation_id == here;
        story.sent.retain(|sent| is_here && sent.kind == DeliveryKind::Reply);
        for step in &mut story.steps {
            step.member = None;
        }
    }
    story
}

/// Whether a delivery may be told of: to a member any, to everybody else the answers of their own conversation.
fn is_theirs(story: &DeliveryStory, situation: &Situation, trust: Trust) -> bool {
    let own = story.delivery.conversation_id == Some(situation.conversation.id);
    trust == Trust::Member || own && story.delivery.kind == DeliveryKind::Reply
}
