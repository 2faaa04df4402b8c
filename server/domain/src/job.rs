//! Jobs: what is done later, and how patiently.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{
    ConfirmationId, DeliveryId, EventId, JobId, MessageId, OrganizationId, RecoveryId, TargetId, TaskId,
    WorkerId,
};

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "job")]
pub enum JobWork {
    /// Take the assistant's turn on a message.
    TakeTurn {
        /// The message.
        message_id: MessageId,
    },
    /// Try a delivery.
    AttemptDelivery {
        /// The delivery.
        delivery_id: DeliveryId,
        /// Whether it is the one that is tried although the breaker of its address is open.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_probe: bool,
    },
    /// Tell the one who asked that their task ended.
    TellTaskEnded {
        /// The task.
        task_id: TaskId,
        /// When it ended: one that was reopened meanwhile is not told of.
        ended_at: DateTime<Utc>,
    },
    /// Remind the one who answers for a task that it is due.
    RemindOfTask {
        /// The task.
        task_id: TaskId,
        /// Its deadline: one that has another by now is not reminded of.
        deadline: DateTime<Utc>,
        /// What happened that gave it this deadline.
        event_id: EventId,
    },
    /// Ask a member for their yes or no.
    AskMember {
        /// What for.
        confirmation_id: ConfirmationId,
        /// The message that asked for it, as an event.
        event_id: EventId,
    },
    /// Try one delivery to an address whose breaker is open.
    ProbeTarget {
        /// The address.
        target_id: TargetId,
    },
    /// Make the deliveries due that were held while an address took nothing.
    ReleaseHeld {
        /// The address.
        target_id: TargetId,
    },
    /// Make the deliveries due that a recovery found.
    RunRecovery {
        /// The recovery.
        recovery_id: RecoveryId,
    },
    /// Remove raw bodies whose time is over; comes back every hour.
    ExpireRawBodies,
}

impl JobWork {
    /// Its kind, as stored.
    #[must_use]
    pub const fn kind(&self) -> JobKind {
        match self {
            Self::TakeTurn { .. } => JobKind::TakeTurn,
            Self::AttemptDelivery { .. } => JobKind::AttemptDelivery,
            Self::TellTaskEnded { .. } => JobKind::TellTaskEnded,
            Self::RemindOfTask { .. } => JobKind::RemindOfTask,
            Self::AskMember { .. } => JobKind::AskMember,
            Self::ProbeTarget { .. } => JobKind::ProbeTarget,
            Self::ReleaseHeld { .. } => JobKind::ReleaseHeld,
            Self::RunRecovery { .. } => JobKind::RunRecovery,
            Self::ExpireRawBodies => JobKind::ExpireRawBodies,
        }
    }
}

/// The kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// See [`JobWork::TakeTurn`].
    TakeTurn,
    /// See [`JobWork::AttemptDelivery`].
    AttemptDelivery,
    /// See [`JobWork::TellTaskEnded`].
    TellTaskEnded,
    /// See [`JobWork::RemindOfTask`].
    RemindOfTask,
    /// See [`JobWork::AskMember`].
    AskMember,
    /// See [`JobWork::ProbeTarget`].
    ProbeTarget,
    /// See [`JobWork::ReleaseHeld`].
    ReleaseHeld,
    /// See [`JobWork::RunRecovery`].
    RunRecovery,
    /// See [`JobWork::ExpireRawBodies`].
    ExpireRawBodies,
}

impl JobKind {
    /// Its name in the table and the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TakeTurn => "take_turn",
            Self::AttemptDelivery => "attempt_delivery",
            Self::TellTaskEnded => "tell_task_ended",
            Self::RemindOfTask => "remind_of_task",
            Self::AskMember => "ask_member",
            Self::ProbeTarget => "probe_target",
            Self::ReleaseHeld => "release_held",
            Self::RunRecovery => "run_recovery",
            Self::ExpireRawBodies => "expire_raw_bodies",
        }
    }

    /// How long to wait after the n-th failure of the work itself (a database that is away, a model that fails); past
    /// the end of the list the job is failed. What a receiver does to a delivery is not this list's business: that is
    /// the retry policy in `server/src/delivery/retry_policy.rs`.
    #[must_use]
    pub const fn retry_delays(self) -> &'static [Duration] {
        const fn seconds<const N: usize>(list: [u64; N]) -> [Duration; N] {
            let mut delays = [Duration::ZERO; N];
            let mut index = 0;
            while index < N {
                delays[index] = Duration::from_secs(list[index]);
                index += 1;
            }
            delays
        }
        const TURN: &[Duration] = &seconds([1, 2, 4, 8, 16, 60, 300]);
        const DELIVERY: &[Duration] = &seconds([1, 5, 30, 60, 300, 1800, 3600]);
        const HOUSEKEEPING: &[Duration] = &seconds([60, 600, 3600, 3600, 3600, 3600]);
        match self {
            Self::TakeTurn | Self::TellTaskEnded | Self::RemindOfTask | Self::AskMember => TURN,
            Self::AttemptDelivery => DELIVERY,
            Self::ProbeTarget | Self::ReleaseHeld | Self::RunRecovery | Self::ExpireRawBodies => HOUSEKEEPING,
        }
    }
}

impl JobKind {
    /// Whether a job of this kind is never given up: past the end of its list it goes on at the last delay.
    #[must_use]
    pub const fn goes_on_for_ever(self) -> bool {
        matches!(self, Self::ProbeTarget | Self::ReleaseHeld | Self::RunRecovery | Self::ExpireRawBodies)
    }
}

/// Which job is done first (C39).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum JobPriority {
    /// 0.
    Low,
    /// 1.
    #[default]
    Normal,
    /// 2.
    High,
    /// 3.
    Critical,
}

impl JobPriority {
    /// 0 to 3, as stored.
    #[must_use]
    pub const fn rank(self) -> i16 {
        match self {
            Self::Low => 0,
            Self::Normal => 1,
            Self::High => 2,
            Self::Critical => 3,
        }
    }
}

/// A job to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id; a job of a known id is stored once.
    pub id: JobId,
    /// Its tenant; none: Patchbay's own housekeeping.
    pub organization_id: Option<OrganizationId>,
    /// What is to be done.
    pub work: JobWork,
    /// Jobs of one lane run one at a time, in the order of their ids.
    pub lane: Option<String>,
    /// The address it sends to: no address keeps all workers busy.
    pub target_id: Option<TargetId>,
    /// Which is done first.
    pub priority: JobPriority,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

/// A job that this worker may do now, until the lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedJob {
    /// What proves that it is still ours.
    pub lease: Lease,
    /// Its tenant.
    pub organization_id: Option<OrganizationId>,
    /// What is to be done.
    pub work: JobWork,
    /// The address it sends to.
    pub target_id: Option<TargetId>,
    /// How often the work itself failed so far.
    pub failures: u32,
}

impl LeasedJob {
    /// Whether an earlier lease of it ended without a word: the work may have been half done.
    #[must_use]
    pub const fn was_interrupted(&self) -> bool {
        self.lease.attempt > self.failures + 1
    }
}

/// The fence: who holds which job at which attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub job_id: JobId,
    /// Who holds it.
    pub worker_id: WorkerId,
    /// Which attempt, from 1.
    pub attempt: u32,
}

/// How long a lease holds unless renewed: with the 5 s between two looks for lost ones, another process takes over within 30 s.
pub const LEASE: Duration = Duration::from_secs(24);
