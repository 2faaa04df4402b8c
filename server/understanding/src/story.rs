//! The story of a task or a delivery in one message, in the words of a language.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use patchbay_domain::actor::ActorKind;
use patchbay_domain::assistant::{Intent, SpokenLanguage};
use patchbay_domain::delivery::{DeliveryKind, DeliveryState};
use patchbay_domain::story::{DeliveryStory, StorySent, StoryStep, TaskField, TaskStory};
use patchbay_domain::task::TaskPriority;
use patchbay_domain::text::shorten;
use patchbay_domain::webhook::ChannelType;

use super::command_words::StoryPhrases;
use super::language::{Language, tables};
use super::lines::{TaskLine, moment};
use super::phrases::filled;

/// How much of the message is told, in characters.
const EXCERPT: usize = 80;

/// How much of an error is told, in characters.
const ERROR: usize = 120;

/// How many steps and how many deliveries are told.
const MOST: usize = 5;

/// When and where it is told.
#[derive(Clone, Copy)]
struct Told {
    language: &'static Language,
    zone: Tz,
    now: DateTime<Utc>,
}

/// The story of a task.
#[must_use]
pub fn task_story(story: &TaskStory, language: SpokenLanguage, zone: Tz, now: DateTime<Utc>) -> String {
    let told = Told { language: tables(language), zone, now };
    let (language, phrases) = (told.language, told.phrases());
    let state = language.phrases.state(story.task.status);
    let mut lines =
        vec![format!("{}: {state}.", TaskLine::from(&story.task).text(language.spoken, zone, now))];
    match &story.source {
        Some(source) => {
            let channel = match source.channel_type {
                Some(ChannelType::Sms) => phrases.channels[0],
                Some(ChannelType::Email) => phrases.channels[1],
                Some(ChannelType::CustomWebhook) | None => phrases.channels[2],
            };
            let what = shorten(&source.excerpt, EXCERPT);
            let values = [
                ("who", source.who.as_str()),
                ("channel", channel),
                ("when", &told.when(source.at)),
                ("what", &what),
            ];
            lines.push(filled(phrases.from, &values));
        }
        None => {
            let made = story.steps.first();
            let who = made.map_or(phrases.member, |step| told.who(step));
            lines.push(filled(phrases.by_hand, &[("who", who), ("when", &told.when(story.task.created_at))]));
        }
    }
    lines.extend(told.understood(story));
    let steps: Vec<String> = latest(&story.steps).map(|step| told.step(step)).collect();
    lines.extend((!steps.is_empty()).then(|| filled(phrases.done, &[("what", &steps.join("; "))])));
    let sent: Vec<String> = latest(&story.sent).map(|sent| told.sent(sent)).collect();
    lines.extend((!sent.is_empty()).then(|| filled(phrases.sent, &[("what", &sent.join("; "))])));
    lines.join("\n")
}

/// The story of the only delivery whose id begins so; `begins` is as it was asked for.
#[must_use]
pub fn delivery_story(
    found: &[DeliveryStory],
    begins: &str,
    language: SpokenLanguage,
    zone: Tz,
    now: DateTime<Utc>,
) -> String {
    let told = Told { language: tables(language), zone, now };
    let phrases = told.phrases();
    let story = match found {
        [] => return filled(phrases.no_delivery, &[("what", begins)]),
        [story] => story,
        _ => return filled(phrases.several, &[("what", begins)]),
    };
    let (delivery, progress) = (&story.delivery, &story.delivery.progress);
    let values = [
        ("what", begins),
        ("event", delivery.event_type.as_str()),
        ("who", story.to.as_deref().unwrap_or(phrases.inbox)),
        ("state", told.state(delivery.state())),
    ];
    let mut lines = vec![filled(phrases.delivery, &values)];
    lines.push(filled(phrases.attempts, &[("n", &progress.attempt_count.to_string())]));
    if let Some(error) = &progress.last_error {
        lines.push(filled(phrases.last_error, &[("what", &shorten(error, ERROR))]));
    }
    if let Some(at) = progress.next_attempt_at.filter(|_| !delivery.state().is_final()) {
        lines.push(filled(phrases.next_try, &[("when", &told.when(at))]));
    }
    lines.join("\n")
}

/// The first, which says how it began, and the latest.
fn latest<T>(all: &[T]) -> impl Iterator<Item = &T> {
    let cut = all.len().saturating_sub(MOST);
    all.iter()
        .enumerate()
        .filter(move |(place, _)| cut == 0 || *place == 0 || *place > cut)
        .map(|(_, one)| one)
}

impl Told {
    const fn phrases(&self) -> &'static StoryPhrases {
        &self.language.commands.story
    }

    fn when(&self, at: DateTime<Utc>) -> String {
        moment(self.language.spoken, at, self.zone, self.now)
    }

    /// What was understood, and by which model.
    fn understood(&self, story: &TaskStory) -> Option<String> {
        let phrases = self.phrases();
        let turn = story.turn.as_ref()?;
        let intent = story.source.as_ref().and_then(|source| source.intent).map(|intent| self.intent(intent));
        let mut parts: Vec<String> = intent.into_iter().map(str::to_owned).collect();
        if story.task.priority != TaskPriority::Medium {
            parts.push(self.language.phrases.priority(story.task.priority).to_owned());
        }
        parts.push(match story.task.deadline {
            Some(due) => format!("{} {}", self.language.phrases.due, self.when(due)),
            None => self.language.phrases.without_deadline.to_owned(),
        });
        let model = match &turn.asked_model {
            Some(asked) => filled(phrases.instead, &[("model", &turn.model), ("asked", asked)]),
            None => turn.model.clone(),
        };
        Some(filled(phrases.understood, &[("what", &parts.join(", ")), ("model", &model)]))
    }

    const fn intent(&self, intent: Intent) -> &'static str {
        let intents = &self.phrases().intents;
        match intent {
            Intent::Task => intents[0],
            Intent::Question => intents[1],
            Intent::Update => intents[2],
            Intent::Confirmation => intents[3],
            Intent::Other => intents[4],
        }
    }

    fn who<'s>(&self, step: &'s StoryStep) -> &'s str {
        let phrases = self.phrases();
        match (step.actor, &step.member) {
            (ActorKind::User, Some(name)) => name,
            (ActorKind::User, None) => phrases.member,
            (ActorKind::Assistant, _) => phrases.assistant,
            (ActorKind::System, _) => phrases.system,
        }
    }

    /// "changed (deadline) Fri 13 Mar 15:00 (Ann)".
    fn step(&self, step: &StoryStep) -> String {
        let phrases = self.phrases();
        let word = match step.action.as_ref() {
            "task.created" => phrases.steps[0],
            "task.updated" => phrases.steps[1],
            "task.completed" => phrases.steps[2],
            "task.failed" => phrases.steps[3],
            "task.cancelled" => phrases.steps[4],
            "task.reopened" => phrases.steps[5],
            _ => phrases.steps[6],
        };
        let named = |field: &TaskField| match field {
            TaskField::Title => phrases.fields[0],
            TaskField::Description => phrases.fields[1],
            TaskField::Priority => phrases.fields[2],
            TaskField::Status => phrases.fields[3],
            TaskField::Deadline => phrases.fields[4],
            TaskField::Assignee => phrases.fields[5],
        };
        let changed: Vec<&str> = step.changed.iter().map(named).collect();
        let what = if step.action == "task.updated" && !changed.is_empty() {
            format!("{word} ({})", changed.join(", "))
        } else {
            word.to_owned()
        };
        format!("{what} {}, {}", self.when(step.at), self.who(step))
    }

    /// "reply to +15005550001: delivered".
    fn sent(&self, sent: &StorySent) -> String {
        let phrases = self.phrases();
        let what = match sent.kind {
            DeliveryKind::Reply => phrases.reply,
            DeliveryKind::Notice => phrases.notice,
            _ => sent.event_type.as_str(),
        };
        let to = sent.to.as_deref().unwrap_or(phrases.inbox);
        let mut line = format!("{what} > {to}: {}", self.state(sent.state));
        if let Some(error) = sent.last_error.as_ref().filter(|_| sent.state != DeliveryState::Success) {
            line.push_str(&format!(" ({})", shorten(error, ERROR)));
        }
        line
    }

    const fn state(&self, state: DeliveryState) -> &'static str {
        let states = &self.phrases().deliveries;
        match state {
            DeliveryState::Pending => states[0],
            DeliveryState::Delivering => states[1],
            DeliveryState::Success => states[2],
            DeliveryState::Retrying => states[3],
            DeliveryState::Held => states[4],
            DeliveryState::Failed => states[5],
            DeliveryState::Cancelled => states[6],
        }
    }
}
