//! Why a channel's requests are refused is noted for its owner: a wrong auth token shows nowhere else.

use chrono::TimeDelta;
use patchbay_domain::change::ChangeKind;
use patchbay_domain::webhook::{Channel, ChannelError};
use patchbay_storage::StorageError;

use super::Services;
use super::announce::change;

/// A refusal is written at most so often a channel: anybody can make one.
const EVERY: TimeDelta = TimeDelta::minutes(1);

/// Notes why a request to `channel`, as it was just read, was refused; none: that one was taken again. It is no part of
/// the answer: where it cannot be noted, the log says so.
pub async fn note_refusal(services: &Services, channel: &Channel, reason: Option<&str>) {
    let now = services.now();
    let is_news = match (&channel.inbound_error, reason) {
        (None, None) => false,
        (Some(ChannelError { at, .. }), Some(_)) => now - *at >= EVERY,
        (Some(_), None) | (None, Some(_)) => true,
    };
    if !is_news {
        return;
    }
    let (organization_id, id, reason) = (channel.organization_id, channel.id, reason.map(str::to_owned));
    let noted: Result<(), StorageError> = services
        .storage
        .writer()
        .transact(move |tx| {
            let reason = reason.clone();
            Box::pin(async move {
                tx.scope(organization_id).note_inbound(id, reason.as_deref(), now).await?;
                tx.changed(change(organization_id, ChangeKind::Webhook, id.uuid(), None, Some(id)));
                Ok(())
            })
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the state of a channel could not be noted");
    }
}
