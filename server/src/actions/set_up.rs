//! The first start: somebody must be able to sign in, and to send a first task.

use std::sync::Arc;

use chrono_tz::Tz;
use patchbay_domain::actor::ActorKind;
use patchbay_domain::audit::AuditEntry;
use patchbay_domain::secret::Secret;
use patchbay_domain::webhook::{ChannelSettings, CustomSettings};
use patchbay_storage::StorageError;

use super::channel_data::channel_data;
use super::create_organization::{Beginning, Begun, NewOrganization};
use super::create_webhook::{NewWebhook, store_channel, to_channel};
use super::{ActionError, Services};
use crate::config::OwnerConfig;

/// What the first start made.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The organization, its owner and their keys.
    pub begun: Begun,
    /// The inbound URL of the first channel and the key that signs its deliveries, where one was made.
    pub first_channel: Option<(String, Secret)>,
}

/// Makes the first organization where there is none: with the owner of the configuration, or with one that is made up
/// and a first channel, so that a task can be sent within the minute. Nothing, where there is one.
///
/// # Errors
/// Only the database's own.
pub async fn set_up(
    services: &Services,
    owner: &OwnerConfig,
    time_zone: Tz,
) -> Result<Option<SetUp>, ActionError> {
    let given = owner.email.is_some();
    let new = NewOrganization {
        name: "My agency".to_owned(),
        time_zone,
        owner_email: owner.email.clone().unwrap_or_else(|| "owner@localhost".to_owned()),
        owner_password: owner.password.clone(),
        api_token: owner.api_token.clone(),
    };
    let beginning = Arc::new(Beginning::new(services, new));
    let (clock, entropy) = (&*services.clock, &*services.entropy);
    let first_channel = (!given).then(|| {
        let settings = ChannelSettings::Custom(CustomSettings::default());
        let new = NewWebhook::named("My first channel", settings.channel_type());
        let channel = to_channel(services, &beginning.begun.owner, settings, new);
        let (of, id) = (channel.organization_id, channel.id);
        let audit = AuditEntry::of(ActorKind::System, None, of, "webhook.created", id, clock, entropy);
        (channel, audit)
    });
    let set_up = SetUp {
        begun: beginning.begun.clone(),
        first_channel: first_channel
            .as_ref()
            .map(|(channel, _)| (services.inbound_url(channel.token), channel.secret_key.clone())),
    };
    let made = services
        .storage
        .writer()
        .transact(move |tx| {
            let (beginning, first_channel) = (Arc::clone(&beginning), first_channel.clone());
            Box::pin(async move {
                if !tx.is_first_start().await? {
                    return Ok::<_, StorageError>(false);
                }
                beginning.store(tx).await?;
                if let Some((channel, audit)) = first_channel {
                    let channel = store_channel(tx, channel).await?;
                    let scope = tx.scope(channel.organization_id);
                    scope.record(&audit.change(None, Some(channel_data(&channel)))).await?;
                }
                Ok(true)
            })
        })
        .await?;
    Ok(made.then_some(set_up))
}
