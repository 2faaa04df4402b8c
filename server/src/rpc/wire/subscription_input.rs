//! What comes in about subscriptions. What the values must be is checked where they are understood, in
//! `delivery/settings`, so that a procedure and the REST API say the same.

use std::collections::BTreeMap;

use serde::Deserialize;
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

use super::value::{Json, JsonObject, clearable};
use crate::delivery::settings::RawSubscription;

/// Three inputs of the same fields: made, changed, replaced. A field that is not there stays, or is as by default; null
/// sets it back.
macro_rules! subscription_input {
    ($(#[$about:meta])* $name:ident { $($first:tt)* }) => {
        $(#[$about])*
        // Not Debug: it holds secrets.
        #[derive(Clone, Deserialize, Type, ToSchema, Validate)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($first)*
            /// What it is called, up to 100 characters; the host of the URL if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub name: Option<Option<String>>,
            /// What it is for, up to 1000 characters.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub description: Option<Option<String>>,
            /// POST or PUT; POST if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub method: Option<Option<String>>,
            /// Headers of the owner's own, up to 20; replaces all of them. A masked value keeps what is stored.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub headers: Option<Option<BTreeMap<String, String>>>,
            /// none, bearer, api_key, basic or hmac; none if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub auth_type: Option<Option<String>>,
            /// The token of bearer and api_key.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub auth_token: Option<Option<String>>,
            /// The header of api_key; x-api-key if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub auth_header: Option<Option<String>>,
            /// The user of basic.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub auth_username: Option<Option<String>>,
            /// The password of basic.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub auth_password: Option<Option<String>>,
            /// The key of hmac; the subscription's own secret if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub hmac_secret: Option<Option<String>>,
            /// The newest version of a type that the receiver understands.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub pinned_versions: Option<Option<BTreeMap<String, u32>>>,
            /// Only events that have one of these labels, up to 20.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub channels: Option<Option<Vec<String>>>,
            /// native, standard, cloudevents or thin; native if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub payload_format: Option<Option<String>>,
            /// How long a try may take, in seconds, 1 to 30; 30 if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub timeout_seconds: Option<Option<u32>>,
            /// blend, prd07, prd029, crm, queue or durable; blend if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub retry_policy: Option<Option<String>>,
            /// A list of the owner's own instead: up to 20 delays of at most a day, in seconds.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub retry_delays: Option<Option<Vec<u32>>>,
            /// How many of the delays are used.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub retry_count: Option<Option<u32>>,
            /// Requests a second at most, 1 to 1000; as many as it takes if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub rate_limit_per_second: Option<Option<u32>>,
            /// none, conversation or key; none if not given.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub ordering: Option<Option<String>>,
            /// Other names for the headers of the signature, by the usual ones.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub signature_headers: Option<Option<BTreeMap<String, String>>>,
            /// Whether deliveries carry an ed25519 signature (`v1a`) too.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            pub ed25519: Option<Option<bool>>,
            /// Whatever the owner wants to keep with it, at most 16 KiB.
            #[serde(default, deserialize_with = "clearable")]
            #[specta(optional)]
            #[schema(value_type = Option<BTreeMap<String, Json>>)]
            pub metadata: Option<Option<JsonObject>>,
            /// Whether events are sent; true if not given.
            #[specta(optional)]
            pub is_active: Option<bool>,
        }

        impl $name {
            /// What it asks for, but for where and which events.
            fn raw(self, url: Option<Option<String>>, events: Option<Option<Vec<String>>>) -> RawSubscription {
                let plain = |members: JsonObject| {
                    members.into_iter().map(|(name, value)| (name, value.0)).collect()
                };
                RawSubscription {
                    url,
                    events,
                    name: self.name,
                    description: self.description,
                    method: self.method,
                    headers: self.headers,
                    auth_type: self.auth_type,
                    auth_token: self.auth_token,
                    auth_header: self.auth_header,
                    auth_username: self.auth_username,
                    auth_password: self.auth_password,
                    hmac_secret: self.hmac_secret,
                    pinned_versions: self.pinned_versions,
                    labels: self.channels,
                    format: self.payload_format,
                    timeout_seconds: self.timeout_seconds,
                    retry_policy: self.retry_policy,
                    retry_delays: self.retry_delays,
                    retry_count: self.retry_count,
                    rate_limit_per_second: self.rate_limit_per_second,
                    ordering: self.ordering,
                    signature_headers: self.signature_headers,
                    ed25519: self.ed25519,
                    metadata: self.metadata.map(|metadata| metadata.map(plain)),
                }
            }
        }
    };
}

subscription_input! {
    /// A new subscription.
    SubscriptionCreate {
        /// Where the events are sent: https, or http with a warning.
        pub url: String,
        /// Which events: names, `task.*` or `*`.
        pub events: Vec<String>,
        /// A secret of the owner's own; a new one of 64 hex characters if not given.
        #[specta(optional)]
        pub secret: Option<String>,
    }
}

subscription_input! {
    /// Changes to a subscription; what is missing stays, null sets back.
    SubscriptionUpdate {
        /// The subscription: its id, or its number as text.
        #[schema(ignore)]
        #[validate(length(min = 1, max = 64))]
        pub id: String,
        /// Where the events are sent.
        #[specta(optional)]
        pub url: Option<String>,
        /// Which events.
        #[specta(optional)]
        pub events: Option<Vec<String>>,
        /// The `version` that the caller saw; the change is refused where it is another by now.
        #[schema(ignore)]
        #[specta(optional)]
        #[validate(length(max = 64))]
        pub if_version: Option<String>,
    }
}

impl SubscriptionCreate {
    /// The settings, the secret, and whether it is on.
    pub fn parts(mut self) -> (RawSubscription, Option<String>, bool) {
        let (url, events) = (std::mem::take(&mut self.url), std::mem::take(&mut self.events));
        let (secret, is_active) = (self.secret.take(), self.is_active.unwrap_or(true));
        (self.raw(Some(Some(url)), Some(Some(events))), secret, is_active)
    }
}

impl SubscriptionUpdate {
    /// The settings.
    pub fn raw_changes(mut self) -> RawSubscription {
        let (url, events) = (self.url.take(), self.events.take());
        self.raw(url.map(Some), events.map(Some))
    }
}

/// A test of a subscription's address.
// Not Debug: it may hold secrets.
#[derive(Clone, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubscriptionTest {
    /// The subscription: its id, or its number as text.
    #[schema(ignore)]
    #[validate(length(min = 1, max = 64))]
    pub id: String,
    /// The type of event to send; `webhook.test` if not given.
    #[specta(optional)]
    #[validate(length(min = 1, max = 128))]
    pub event_type: Option<String>,
    /// Its data; the type's sample if not given.
    #[specta(optional)]
    pub payload: Option<Json>,
    /// POST or PUT, for this test alone; as the subscription's deliveries are sent if not given.
    #[specta(optional)]
    pub method: Option<String>,
    /// Headers for this test alone, up to 20, beside the subscription's own and over them. A masked value stands for what is
    /// stored.
    #[specta(optional)]
    pub headers: Option<BTreeMap<String, String>>,
}
