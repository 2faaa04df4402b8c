//! When the tries of a subscription's deliveries are due (C9).

use patchbay_domain::retry_policy::{LONGEST_DELAY_SECONDS, MAX_DELAYS, RetryPolicy, RetrySchedule};

use super::SubscriptionDraft;
use crate::channels::FieldError;

/// What was sent of it.
pub(super) struct Given {
    pub(super) policy: Option<Option<String>>,
    pub(super) delays: Option<Option<Vec<u32>>>,
    pub(super) count: Option<Option<u32>>,
}

pub(super) fn retry(kept: Option<&SubscriptionDraft>, given: Given) -> Result<RetrySchedule, FieldError> {
    let stored = kept.map(|kept| kept.retry.clone()).unwrap_or_default();
    let names_policy = matches!(given.policy, Some(Some(_)));
    if names_policy && matches!(given.delays, Some(Some(_))) {
        return Err(FieldError::new("retryDelays", "must not be given beside retryPolicy"));
    }
    let policy = match given.policy {
        None => stored.policy,
        Some(None) => RetryPolicy::default(),
        Some(Some(name)) => {
            let policy = serde_json::from_value(serde_json::Value::from(name));
            policy.map_err(|_| {
                let message = "must be blend, prd07, prd029, crm, queue or durable";
                FieldError::new("retryPolicy", message)
            })?
        }
    };
    let delays = match given.delays {
        // A policy by name takes the place of a list.
        None if names_policy => None,
        None => stored.delays,
        Some(delays) => delays,
    };
    if let Some(delays) = &delays {
        let fits = |delay: &u32| (1..=LONGEST_DELAY_SECONDS).contains(delay);
        if delays.len() > MAX_DELAYS || !delays.iter().all(fits) {
            let message = format!(
                "must be at most {MAX_DELAYS} delays of 1 to {LONGEST_DELAY_SECONDS} seconds before the further tries"
            );
            return Err(FieldError::new("retryDelays", message));
        }
    }
    let retry_count = given.count.unwrap_or(stored.retry_count);
    let schedule = RetrySchedule { policy, delays, retry_count: None };
    let most = RetrySchedule { retry_count: Some(u32::MAX), ..schedule.clone() }.delays().len();
    if retry_count.is_some_and(|count| usize::try_from(count).unwrap_or(usize::MAX) > most) {
        let message = format!("must be 0 to {most}: as many delays as there are");
        return Err(FieldError::new("retryCount", message));
    }
    Ok(RetrySchedule { retry_count, ..schedule })
}
