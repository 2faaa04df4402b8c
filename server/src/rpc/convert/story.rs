//! The story of a task.

use patchbay_domain::story::{StorySent, StorySource, StoryStep, TaskField, TaskStory};

use super::text;
use crate::rpc::wire::story as wire;

impl From<TaskStory> for wire::TaskStory {
    fn from(story: TaskStory) -> Self {
        Self {
            source: story.source.map(Into::into),
            turn: story.turn.map(Into::into),
            steps: story.steps.into_iter().map(Into::into).collect(),
            sent: story.sent.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<StorySource> for wire::TaskSource {
    fn from(source: StorySource) -> Self {
        Self {
            message_id: source.message_id.to_string(),
            conversation_id: text(source.conversation_id),
            who: source.who,
            channel_type: source.channel_type.map(Into::into),
            channel_name: source.channel_name,
            at: source.at.into(),
            excerpt: source.excerpt,
            intent: source.intent.map(Into::into),
            urgency: source.urgency.map(Into::into),
        }
    }
}

impl From<StoryStep> for wire::TaskStep {
    fn from(step: StoryStep) -> Self {
        Self {
            at: step.at.into(),
            action: step.action.into_owned(),
            actor: step.actor.into(),
            member: step.member,
            changed: step.changed.into_iter().map(TaskField::name).map(str::to_owned).collect(),
        }
    }
}

impl From<StorySent> for wire::TaskSent {
    fn from(sent: StorySent) -> Self {
        Self {
            delivery_id: sent.delivery_id.to_string(),
            at: sent.at.into(),
            kind: sent.kind.into(),
            event_type: sent.event_type,
            to: sent.to,
            status: sent.state.into(),
            last_error: sent.last_error,
        }
    }
}
