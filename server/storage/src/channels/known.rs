//! Channels as the requests at their URLs know them, remembered from one request to the next.
//!
//! What is remembered may have changed meanwhile, through this process or another one, and nobody is told of it. So it is
//! good for one thing alone: to take a message. Whether it still holds is asked again in the transaction that stores the
//! message, once for all the messages of a batch ([`super::super::hot`]); any other answer is given from what is read anew.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use patchbay_domain::webhook::Channel;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::row::to_channel;
use crate::entities::{channels, webhooks};
use crate::error::StorageError;
use crate::storage::Storage;

/// How many are remembered: a few KiB each. Past it all are forgotten, which costs one read each.
const REMEMBERED: usize = 4096;

/// A channel, as it was read.
#[derive(Debug)]
pub struct KnownChannel {
    channel: Channel,
    row: channels::Model,
}

impl Deref for KnownChannel {
    type Target = Channel;

    fn deref(&self) -> &Channel {
        &self.channel
    }
}

impl KnownChannel {
    /// Whether both were read from the same state, as far as it matters to a request.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.channel.is_active == other.channel.is_active && self.criteria() == other.criteria()
    }

    /// What has to be stored still for a request to be answered by it. What is sealed is compared as it is stored: no two
    /// seals are alike, so a secret that was set again differs even where it is the same.
    pub(crate) fn criteria(&self) -> Criteria<'_> {
        let row = &self.row;
        Criteria {
            webhook_id: row.webhook_id,
            token: row.token,
            secret_key: &row.secret_key,
            previous_secret_key: row.previous_secret_key.as_deref(),
            settings: &row.settings,
            rate_limit_per_minute: row.rate_limit_per_minute,
            rate_limit_per_hour: row.rate_limit_per_hour,
            overflow: &row.overflow,
            inbound_error_at: row.inbound_error_at,
        }
    }
}

/// See [`KnownChannel::criteria`]; besides, the channel has to be active and not deleted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Criteria<'a> {
    pub(crate) webhook_id: Uuid,
    pub(crate) token: Uuid,
    pub(crate) secret_key: &'a [u8],
    pub(crate) previous_secret_key: Option<&'a [u8]>,
    pub(crate) settings: &'a [u8],
    pub(crate) rate_limit_per_minute: i32,
    pub(crate) rate_limit_per_hour: i32,
    pub(crate) overflow: &'a str,
    pub(crate) inbound_error_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// What is remembered, by token.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownChannels(Arc<Mutex<HashMap<Uuid, Arc<KnownChannel>>>>);

impl KnownChannels {
    fn get(&self, token: Uuid) -> Option<Arc<KnownChannel>> {
        self.lock().get(&token).cloned()
    }

    /// One that is switched off takes no messages, so there is nothing to remember it for.
    fn set(&self, token: Uuid, channel: Option<&Arc<KnownChannel>>) {
        let mut known = self.lock();
        match channel.filter(|channel| channel.is_active) {
            Some(channel) => {
                if known.len() >= REMEMBERED {
                    known.clear();
                }
                known.insert(token, Arc::clone(channel));
            }
            None => drop(known.remove(&token)),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Arc<KnownChannel>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage {
    /// What is remembered of the channel of an inbound URL: good for handing in a message, and for no other answer.
    #[must_use]
    pub fn remembered_channel(&self, token: Uuid) -> Option<Arc<KnownChannel>> {
        self.known_channels().get(token)
    }

    /// The channel of an inbound URL, in whichever organization: the token is what leads there. Deleted ones are gone.
    ///
    /// # Errors
    /// The database's own, or a row that does not open.
    pub async fn channel_by_token(&self, token: Uuid) -> Result<Option<Arc<KnownChannel>>, StorageError> {
        let row = channels::Entity::find()
            .filter(channels::Column::Token.eq(token))
            .find_also_related(webhooks::Entity)
            .filter(webhooks::Column::DeletedAt.is_null())
            .one(self.reader())
            .await?;
        let known = match row {
            Some((row, Some(webhook))) => {
                let channel = to_channel(self.vault(), webhook, row.clone())?;
                Some(Arc::new(KnownChannel { channel, row }))
            }
            _ => None,
        };
        self.known_channels().set(token, known.as_ref());
        Ok(known)
    }
}
