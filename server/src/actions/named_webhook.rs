//! What a webhook is called wherever it is spoken of: a subscription or a channel. Not a verb of its own.

use patchbay_domain::ids::{OrganizationId, UserId, WebhookId};
use patchbay_domain::webhook::ChannelSettings;
use patchbay_storage::{StorageError, Tx};

/// A webhook as it is spoken of.
pub(super) struct NamedWebhook {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) owner_id: UserId,
    /// Where it sends to, without what may be secret in it.
    pub(super) url: Option<String>,
    pub(super) is_channel: bool,
}

/// The webhook of this id, deleted or not.
pub(super) async fn named_webhook(
    tx: &Tx,
    organization_id: OrganizationId,
    id: WebhookId,
) -> Result<Option<NamedWebhook>, StorageError> {
    let scope = tx.scope(organization_id);
    if let Some(one) = scope.subscription(id).await? {
        return Ok(Some(NamedWebhook {
            number: one.number,
            name: one.name,
            owner_id: one.owner_id,
            url: Some(shown_url(&one.settings.url)),
            is_channel: false,
        }));
    }
    let channel = scope.channel(id).await?;
    Ok(channel.map(|channel| {
        let outbound = match &channel.settings {
            ChannelSettings::Custom(custom) => custom.outbound.as_ref(),
            ChannelSettings::Sms(_) | ChannelSettings::Email(_) => None,
        };
        NamedWebhook {
            number: channel.number,
            name: channel.name,
            owner_id: channel.owner_id,
            url: outbound.map(|outbound| shown_url(&outbound.url)),
            is_channel: true,
        }
    }))
}

/// An address as others may see it: what follows the host often is a key.
pub(super) fn shown_url(url: &url::Url) -> String {
    let origin = url.origin().ascii_serialization();
    if url.path() == "/" && url.query().is_none() { origin } else { format!("{origin}/…") }
}
