//! A member is asked for their yes or no to what somebody else's message asked for.

use patchbay_domain::confirmation::{ConfirmationState, PendingConfirmation};
use patchbay_domain::ids::{ConfirmationId, EventId, OrganizationId};
use patchbay_domain::job::Lease;

use super::confirmation_words::asked_by;
use super::notify_owner::{Notice, notify_owner};
use super::{ActionError, Services};

/// Asks by a channel that the member proved to be theirs; where there is none, the dashboard shows what waits. What was
/// settled meanwhile, or is over, ends the job.
///
/// # Errors
/// The database's own, or a lost lease.
pub async fn ask_member(
    services: &Services,
    organization_id: OrganizationId,
    (confirmation_id, event_id): (ConfirmationId, EventId),
    lease: Lease,
) -> Result<(), ActionError> {
    let now = services.now();
    let inside = services.clone();
    services
        .storage
        .writer()
        .transact(move |tx| {
            let services = inside.clone();
            Box::pin(async move {
                tx.finish_job(lease).await?;
                let scope = tx.scope(organization_id);
                let waits = |one: &PendingConfirmation| {
                    one.state == ConfirmationState::Pending && !one.is_expired(now)
                };
                let asked = scope.confirmation(confirmation_id).await?.filter(waits);
                let Some(asked) = asked else { return Ok::<_, ActionError>(()) };
                let Some(event) = scope.event(event_id).await? else { return Ok(()) };
                let Some(message) = scope.message(asked.message_id).await? else { return Ok(()) };
                let who = match message.sender_name {
                    Some(name) => format!("{name} ({})", message.sender_identifier),
                    None => message.sender_identifier,
                };
                let words = asked_by(&who, &asked.summary, &asked.code);
                let notice = Notice { event: &event, words: &words, is_new: false, only_proved: true };
                Ok(notify_owner(&services, tx, asked.user_id, notice).await?)
            })
        })
        .await
}
