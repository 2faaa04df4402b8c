//! What actions work with.

use std::ops::Deref;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay_domain::clock::Clock;
use patchbay_domain::entropy::Entropy;
use patchbay_storage::Storage;
use url::Url;

use super::audience::Audiences;
use super::spend_quota::Limits;
use crate::assistant::LanguageModel;
use crate::delivery::dispatch::Dispatch;
use crate::egress::EgressClient;

/// What actions work with; one for the whole process, and cheap to hand on.
#[derive(Clone)]
pub struct Services(Arc<Parts>);

impl Deref for Services {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl From<Parts> for Services {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

/// What there is.
#[derive(Clone)]
pub struct Parts {
    /// Where everything is kept.
    pub storage: Storage,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where randomness comes from.
    pub entropy: Arc<dyn Entropy>,
    /// Who thinks.
    pub model: Arc<dyn LanguageModel>,
    /// The only way out.
    pub egress: EgressClient,
    /// The base of every URL that is handed out.
    pub public_url: Url,
    /// Where Twilio's API is; set by whoever runs Patchbay, so trusted.
    pub twilio_base_url: Url,
    /// How long a receiver may fail before its webhook is switched off.
    pub disable_after: TimeDelta,
    /// Who is told of events, as far as that is remembered.
    pub audiences: Arc<Audiences>,
    /// Room for deliveries.
    pub dispatch: Arc<Dispatch>,
    /// What is counted of requests, and whether it is.
    pub limits: Arc<Limits>,
}

impl Parts {
    /// Now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The inbound URL of a channel's token (FR-01).
    #[must_use]
    pub fn inbound_url(&self, token: uuid::Uuid) -> String {
        self.url(&format!("api/webhooks/inbound/{token}"))
    }

    /// A URL under the public one, which may have a path of its own.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}
