//! What of a turn's result is done at once, and what waits for a member's yes: everything that a member asks for on a channel
//! that asks first (002 FR-11), and what nobody but a member may have done, whoever asks for it.

use patchbay_domain::assistant::{
    Approval, ProposedTask, ReplyPart, TaskChange, TaskChangeKind, TaskReference, TurnResult,
};
use patchbay_domain::confirmation::{
    CONFIRMATION_LIFETIME, ConfirmationState, HeldPlan, PendingConfirmation, code_of,
};
use patchbay_domain::entropy::Entropy;
use patchbay_domain::ids::{ConfirmationId, EventId, JobId, TaskId};
use patchbay_domain::job::{JobPriority, JobWork, NewJob};
use patchbay_domain::task::Task;
use patchbay_domain::trust::Trust;
use patchbay_storage::{StorageError, Tx};

use super::super::Services;
use super::super::confirmation_words as words;
use super::Situation;

/// How many changes to their own tasks somebody who is no member has at once; more is done to many things at a time.
const MOST_CHANGES: usize = 2;

/// Codes to choose from: more than one only where one is taken.
const CODES: usize = 16;

/// A result, parted.
pub(super) struct Parted {
    /// What is done now.
    pub(super) result: TurnResult,
    /// What waits; tasks that need approval are done now and wait too.
    pub(super) held: Option<Held>,
    /// Whether the tasks that are made need approval.
    pub(super) needs_approval: bool,
}

/// What waits, before it has a code.
#[derive(Clone)]
pub(super) struct Held {
    asked: PendingConfirmation,
    codes: Vec<String>,
    job_id: JobId,
}

/// Parts a result by who wrote the message and what the channel asks for.
pub(super) fn part(services: &Services, situation: &Situation, mut result: TurnResult) -> Parted {
    let (settings, trust) = (&situation.channel.assistant, situation.sender_is.trust);
    // What they do not hear of is not theirs to change, whatever number they name.
    result.changes.retain(|change| is_known(situation, change));
    if trust == Trust::Member {
        let acts = !result.tasks.is_empty() || !result.changes.iter().all(is_idle);
        if !settings.require_confirmation || !acts {
            return Parted { result, held: None, needs_approval: false };
        }
        let plan = HeldPlan {
            approve: Vec::new(),
            tasks: std::mem::take(&mut result.tasks),
            changes: std::mem::take(&mut result.changes),
            reply: std::mem::take(&mut result.reply),
            language: settings.answers_in(result.language),
            time_zone: situation.time_zone,
        };
        result.reply = result.answer.iter().cloned().map(ReplyPart::Text).collect();
        let held = Some(held(services, situation, plan));
        return Parted { result, held, needs_approval: false };
    }
    let acting = result.changes.iter().filter(|change| !is_idle(change)).count();
    let (waits, done): (Vec<TaskChange>, Vec<TaskChange>) = std::mem::take(&mut result.changes)
        .into_iter()
        .partition(|change| change.kind == TaskChangeKind::Cancel || acting > MOST_CHANGES);
    result.changes = done;
    let needs_approval = !result.tasks.is_empty()
        && match settings.approval {
            Approval::Never => settings.require_confirmation,
            Approval::UnknownSenders => trust == Trust::Unknown || settings.require_confirmation,
            Approval::AllContacts => true,
        };
    let waits: Vec<TaskChange> = waits.into_iter().filter(|change| !is_idle(change)).collect();
    if waits.is_empty() && !needs_approval {
        return Parted { result, held: None, needs_approval };
    }
    let mut plan = HeldPlan {
        language: settings.answers_in(result.language),
        time_zone: situation.time_zone,
        ..HeldPlan::default()
    };
    if !waits.is_empty() {
        // Its words say that it is done: they are said when it is.
        let (made, said): (Vec<ReplyPart>, Vec<ReplyPart>) = std::mem::take(&mut result.reply)
            .into_iter()
            .partition(|part| matches!(part, ReplyPart::CreatedTask(_)));
        plan.changes = waits;
        plan.reply = said;
        result.reply = made;
        result.reply.push(ReplyPart::Text(words::passed_on(settings.answers_in(result.language)).to_owned()));
    }
    Parted { result, held: Some(held(services, situation, plan)), needs_approval }
}

/// Whether a change is to a task that the sender hears of, or to none.
fn is_known(situation: &Situation, change: &TaskChange) -> bool {
    match change.task {
        TaskReference::Number(number) => situation.tasks.iter().any(|task| task.number == number),
        TaskReference::Meaning(_) => true,
    }
}

/// Whether a change is to no task that is known.
fn is_idle(change: &TaskChange) -> bool {
    !matches!(change.task, TaskReference::Number(_))
}

fn held(services: &Services, situation: &Situation, plan: HeldPlan) -> Held {
    let (now, entropy) = (services.now(), &*services.entropy);
    let message = situation.last_message();
    let is_own = situation.sender_is.trust == Trust::Member;
    let asked = PendingConfirmation {
        id: ConfirmationId::new(now, entropy),
        organization_id: message.organization_id,
        code: String::new(),
        user_id: situation.sender_is.member.filter(|_| is_own).unwrap_or(situation.channel.owner_id),
        webhook_id: message.webhook_id,
        conversation_id: situation.conversation.id,
        message_id: message.id,
        contact_id: situation.contact_id,
        is_own,
        summary: String::new(),
        plan,
        state: ConfirmationState::Pending,
        wrong_codes: 0,
        created_at: now,
        expires_at: now + CONFIRMATION_LIFETIME,
        settled_at: None,
        settled_by: None,
        settled_through: None,
    };
    let codes = (0..CODES).map(|_| code(entropy)).collect();
    Held { asked, codes, job_id: JobId::new(now, entropy) }
}

fn code(entropy: &dyn Entropy) -> String {
    let mut random = [0_u8; 2];
    entropy.fill(&mut random);
    code_of(u16::from_be_bytes(random))
}

impl Held {
    /// Stores what waits, in the turn's transaction. `created`: the tasks that were made and need approval; `event`: the
    /// message as subscribers are told of it. A member who asked for it is asked in the answer, which this returns; anybody
    /// else's word is put before the member whose channel it is.
    pub(super) async fn store(
        &self,
        tx: &Tx,
        situation: &Situation,
        created: &[Task],
        event: EventId,
    ) -> Result<Option<String>, StorageError> {
        let mut asked = self.asked.clone();
        let scope = tx.scope(asked.organization_id);
        let taken = scope.codes_in_use(asked.created_at).await?;
        let free = self.codes.iter().find(|code| !taken.contains(code)).or_else(|| self.codes.first());
        asked.code = free.cloned().unwrap_or_default();
        asked.plan.approve =
            created.iter().filter(|task| task.needs_approval).map(|task| task.id).collect::<Vec<TaskId>>();
        asked.summary = summary(situation, &asked, created);
        scope.insert_confirmation(&asked).await?;
        tx.changed(super::super::announce::confirmation_change(&asked));
        if asked.is_own {
            return Ok(Some(words::please_confirm(asked.plan.language, &asked.summary, &asked.code)));
        }
        let now = asked.created_at;
        let organization = scope.organization().await?;
        let job = NewJob {
            id: self.job_id,
            organization_id: Some(asked.organization_id),
            work: JobWork::AskMember { confirmation_id: asked.id, event_id: event },
            lane: None,
            target_id: None,
            priority: JobPriority::Normal,
            // In quiet hours it waits for their end.
            run_at: organization.and_then(|organization| organization.quiet_until(now)).unwrap_or(now),
        };
        tx.enqueue(&[job], now).await?;
        Ok(None)
    }
}

/// What would happen, in one line.
fn summary(situation: &Situation, asked: &PendingConfirmation, created: &[Task]) -> String {
    let plan = &asked.plan;
    let made =
        created.iter().filter(|task| task.needs_approval).map(|task| (task.title.as_str(), task.deadline));
    let to_make =
        plan.tasks.iter().map(|task: &ProposedTask| (task.title.as_str(), task.due.map(|due| due.at)));
    let title_of = |number| {
        let task = situation.tasks.iter().find(|task| task.number == number);
        task.map(|task| task.title.clone()).unwrap_or_default()
    };
    let view = (plan.language, plan.time_zone, asked.created_at);
    words::summary(view, made.chain(to_make), &plan.changes, title_of)
}
