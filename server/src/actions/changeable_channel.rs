//! The channel that a member wants to change.

use patchbay_domain::actor::Actor;
use patchbay_domain::webhook::Channel;

use super::{ActionError, Missing};

/// What was found, where it is not deleted and this member may change it: their own, or as an owner or admin any.
///
/// # Errors
/// [`ActionError::NotFound`] for an unknown or deleted channel, [`ActionError::Forbidden`] for another member's.
pub(super) fn changeable(found: Option<Channel>, actor: &Actor) -> Result<Channel, ActionError> {
    let channel = found.filter(|channel| channel.deleted_at.is_none());
    let channel = channel.ok_or(ActionError::NotFound(Missing::Webhook))?;
    actor.check_channel(channel.owner_id)?;
    Ok(channel)
}
