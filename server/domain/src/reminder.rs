//! When a task is reminded of before it is due.

use chrono::{DateTime, NaiveTime, TimeDelta, Timelike as _, Utc};

use crate::hours::instant;
use crate::organization::Organization;
use crate::task::{Task, TaskPriority};

/// How long before a deadline with a time.
const LEAD: TimeDelta = TimeDelta::minutes(60);

/// How long before the quiet hours, where a reminder would fall into them.
const BEFORE_QUIET: TimeDelta = TimeDelta::minutes(1);

/// When an open task is reminded of: an hour before its deadline, or in the morning of the day where it is due on a day rather
/// than at a time. What falls into the quiet hours comes at their end, or before they begin where that would be too late; what
/// is critical keeps its time. None where that instant is not after `now`: then the task was made shorter than that before
/// its deadline, or has been reminded of.
#[must_use]
pub fn reminder_at(organization: &Organization, task: &Task, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let deadline = task.deadline.filter(|_| !task.status.is_final())?;
    if deadline <= now {
        return None;
    }
    let zone = organization.time_zone;
    let local = deadline.with_timezone(&zone).naive_local();
    let morning =
        || instant(zone, local.date().and_time(organization.hours.working.from), DateTime::<Utc>::MIN_UTC);
    let morning = means_the_day(local.time()).then(morning).filter(|morning| *morning < deadline);
    let wanted = morning.unwrap_or(deadline - LEAD);
    let quiet = organization.hours.quiet.filter(|_| task.priority != TaskPriority::Critical);
    let at = match quiet.and_then(|quiet| Some((quiet, quiet.over_at(zone, wanted)?))) {
        None => wanted,
        Some((_, over_at)) if over_at < deadline => over_at,
        Some((quiet, _)) => quiet.began_at(zone, wanted) - BEFORE_QUIET,
    };
    (at > now).then_some(at)
}

/// Whether a time stands for the whole day: five o'clock is what a date without a time is read as, and 23:59 its last minute.
fn means_the_day(time: NaiveTime) -> bool {
    matches!((time.hour(), time.minute()), (17, 0) | (23, 59))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use uuid::Uuid;

    use super::*;
    use crate::hours::{Hours, QuietHours};
    use crate::task::TaskStatus;

    fn organization(quiet: Option<(&str, &str)>) -> Organization {
        let quiet =
            quiet.map(|(from, to)| QuietHours { from: from.parse().unwrap(), to: to.parse().unwrap() });
        Organization {
            instructions: None,
            id: Uuid::from_u128(1).into(),
            name: "Acme".to_owned(),
            time_zone: Tz::Europe__Berlin,
            hours: Hours { quiet, ..Hours::default() },
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    fn task(deadline: &str) -> Task {
        Task {
            needs_approval: false,
            id: Uuid::from_u128(2).into(),
            organization_id: Uuid::from_u128(1).into(),
            number: 1,
            title: "Call Acme".to_owned(),
            description: None,
            priority: TaskPriority::Medium,
            status: TaskStatus::Pending,
            deadline: Some(deadline.parse().unwrap()),
            assignee: None,
            result: None,
            error: None,
            source_webhook_id: None,
            source_message_id: None,
            conversation_id: None,
            contact_id: None,
            created_by: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            completed_at: None,
        }
    }

    fn at(quiet: Option<(&str, &str)>, task: &Task, now: &str) -> Option<String> {
        let at = reminder_at(&organization(quiet), task, now.parse().unwrap());
        at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
    }

    const NOW: &str = "2026-03-10T12:00:00Z";
    const NIGHT: Option<(&str, &str)> = Some(("22:00:00", "07:00:00"));

    #[test]
    fn an_hour_before_a_time_and_in_the_morning_of_a_day() {
        assert_eq!(at(None, &task("2026-03-11T14:00:00Z"), NOW).as_deref(), Some("2026-03-11T13:00:00Z"));
        // Five in the afternoon in Berlin.
        assert_eq!(at(None, &task("2026-03-11T16:00:00Z"), NOW).as_deref(), Some("2026-03-11T08:00:00Z"));
        assert_eq!(at(None, &task("2026-03-11T22:59:00Z"), NOW).as_deref(), Some("2026-03-11T08:00:00Z"));
    }

    #[test]
    fn what_is_made_too_late_is_not_reminded_of() {
        assert_eq!(at(None, &task("2026-03-10T13:00:00Z"), NOW), None);
        assert_eq!(at(None, &task("2026-03-10T13:00:01Z"), NOW).as_deref(), Some("2026-03-10T12:00:01Z"));
        assert_eq!(at(None, &task("2026-03-10T16:00:00Z"), NOW), None);
        assert_eq!(at(None, &task("2026-03-09T13:00:00Z"), NOW), None);
    }

    #[test]
    fn quiet_hours_are_kept_unless_it_is_critical() {
        // 07:30 in Berlin: the end of the quiet is early enough.
        assert_eq!(at(NIGHT, &task("2026-03-11T06:30:00Z"), NOW).as_deref(), Some("2026-03-11T06:00:00Z"));
        // 06:30 and 23:30: it is not.
        assert_eq!(at(NIGHT, &task("2026-03-11T05:30:00Z"), NOW).as_deref(), Some("2026-03-10T20:59:00Z"));
        assert_eq!(at(NIGHT, &task("2026-03-11T22:30:00Z"), NOW).as_deref(), Some("2026-03-11T20:59:00Z"));
        assert_eq!(at(NIGHT, &task("2026-03-11T05:30:00Z"), "2026-03-10T21:30:00Z"), None);
        let critical = Task { priority: TaskPriority::Critical, ..task("2026-03-11T05:30:00Z") };
        assert_eq!(at(NIGHT, &critical, NOW).as_deref(), Some("2026-03-11T04:30:00Z"));
    }

    #[test]
    fn what_is_over_is_not_reminded_of() {
        for status in [TaskStatus::Completed, TaskStatus::Failed, TaskStatus::Cancelled] {
            let task = Task { status, ..task("2026-03-11T14:00:00Z") };
            assert_eq!(at(None, &task, NOW), None, "{status:?}");
        }
        assert_eq!(at(None, &Task { deadline: None, ..task("2026-03-11T14:00:00Z") }, NOW), None);
    }
}
