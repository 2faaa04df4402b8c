//! How the other side of a channel is authenticated and reached (002 A.1 `providerConfig`): one set of fields for every
//! type of channel, of which each takes its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;
use utoipa::ToSchema;
use validator::Validate;

use super::checks::{header_name, header_value, http_url, valid_headers};
use super::value::clearable;
use super::webhook::{AuthType, OutboundMethod};

/// Who hands mail over to an e-mail channel; decides which steps are shown. Any other name counts as `other`: 002 A.1 has
/// a text here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmailProvider {
    /// A mail server of one's own.
    Postfix,
    /// Cloudflare's Email Routing.
    Cloudflare,
    /// Anything else that posts the raw mail.
    #[serde(other)]
    Other,
}

/// Whose words come by a custom channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Senders {
    /// The owner's own systems: what they post has the owner's authority.
    Owner,
    /// Other people, such as those who fill in a form: they hear of their own tasks only, and what they ask for may need
    /// approval.
    Contacts,
}

/// How the other side is authenticated and reached; secrets are masked, and fields of other types of channel are null.
#[derive(Debug, Clone, Default, Serialize, Type, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProviderConfig {
    /// For custom_webhook: how an inbound message proves where it comes from.
    pub auth_type: Option<AuthType>,
    /// The token, masked.
    pub auth_token: Option<String>,
    /// The header that carries the token.
    pub auth_header: Option<String>,
    /// The signing secret, masked.
    pub hmac_secret: Option<String>,
    /// Where replies go; null: they stay in the conversation.
    pub outbound_webhook_url: Option<String>,
    /// Headers added to what goes out, values masked.
    pub outbound_headers: BTreeMap<String, String>,
    /// The method of what goes out.
    pub outbound_method: Option<OutboundMethod>,
    /// Whose words come by it.
    pub senders: Option<Senders>,
    /// For sms: the account SID.
    pub twilio_account_sid: Option<String>,
    /// The account's auth token, masked.
    pub twilio_auth_token: Option<String>,
    /// The number that people text.
    pub twilio_phone_number: Option<String>,
    /// The Messaging Service that replies leave by.
    pub twilio_messaging_service_sid: Option<String>,
    /// For email: the address that people write to.
    pub inbound_email_address: Option<String>,
    /// Whether a forwarded mail counts with what was forwarded.
    pub forwarding_enabled: Option<bool>,
    /// Who hands mail over.
    pub email_provider: Option<EmailProvider>,
    /// The mail server that replies leave by; null: they stay in the conversation.
    pub smtp_host: Option<String>,
    /// Its port.
    pub smtp_port: Option<u16>,
    /// Who signs in there.
    pub smtp_user: Option<String>,
    /// With which password, masked.
    pub smtp_password: Option<String>,
    /// Who replies are from.
    pub from_address: Option<String>,
    /// Where answers to them go, where not to `fromAddress`.
    pub reply_to_address: Option<String>,
    /// The mail server whose `Authentication-Results` count; null: nobody is taken for a member by mail.
    pub authentication_server: Option<String>,
}

/// How the other side is authenticated and reached, secrets in plain. On update a missing field keeps its value,
/// null clears it, and a value still in masked form keeps what is stored.
// Not Debug: it holds secrets.
#[derive(Clone, Default, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct ProviderConfigInput {
    /// How an inbound message proves where it comes from.
    #[specta(optional)]
    pub auth_type: Option<AuthType>,
    /// The token, for `bearer` and `api_key`.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(min = 1, max = 1024), custom(function = header_value))]
    pub auth_token: Option<Option<String>>,
    /// The header that carries the token, for `api_key`.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(min = 1, max = 100), custom(function = header_name))]
    pub auth_header: Option<Option<String>>,
    /// The signing secret, for `hmac`.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(min = 1, max = 1024))]
    pub hmac_secret: Option<Option<String>>,
    /// Where replies go.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(custom(function = http_url))]
    pub outbound_webhook_url: Option<Option<String>>,
    /// Headers added to what goes out.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(custom(function = valid_headers))]
    pub outbound_headers: Option<Option<BTreeMap<String, String>>>,
    /// The method of what goes out.
    #[specta(optional)]
    pub outbound_method: Option<OutboundMethod>,
    /// For custom_webhook: whose words come by it; owner if not given.
    #[specta(optional)]
    pub senders: Option<Senders>,
    /// For sms: the account SID.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 64))]
    pub twilio_account_sid: Option<Option<String>>,
    /// For sms: the account's primary auth token.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 255))]
    pub twilio_auth_token: Option<Option<String>>,
    /// For sms: the number that people text.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 32))]
    pub twilio_phone_number: Option<Option<String>>,
    /// For sms: the Messaging Service that replies leave by.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 64))]
    pub twilio_messaging_service_sid: Option<Option<String>>,
    /// For email: the address that people write to.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 254))]
    pub inbound_email_address: Option<Option<String>>,
    /// For email: whether a forwarded mail counts with what was forwarded; true if not given.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    pub forwarding_enabled: Option<Option<bool>>,
    /// For email: who hands mail over.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    pub email_provider: Option<Option<EmailProvider>>,
    /// For email: the mail server that replies leave by.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 253))]
    pub smtp_host: Option<Option<String>>,
    /// Its port; 587 if not given. TLS from the first byte on 465, by STARTTLS on any other.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    pub smtp_port: Option<Option<u32>>,
    /// Who signs in there.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 255))]
    pub smtp_user: Option<Option<String>>,
    /// With which password.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 1024))]
    pub smtp_password: Option<Option<String>>,
    /// Who replies are from.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 254))]
    pub from_address: Option<Option<String>>,
    /// Where answers to them go, where not to `fromAddress`.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 254))]
    pub reply_to_address: Option<Option<String>>,
    /// For email: the name by which the mail server begins its `Authentication-Results` (RFC 8601). Mail that it found to be
    /// a member's has that member's authority; without it, no mail has.
    #[serde(default, deserialize_with = "clearable")]
    #[specta(optional)]
    #[validate(length(max = 253))]
    pub authentication_server: Option<Option<String>>,
}

/// The outbound half of the provider configuration; what is given here wins over `providerConfig`.
#[derive(Clone, Default, Deserialize, Type, ToSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct OutboundConfigInput {
    /// Where replies go.
    #[specta(optional)]
    #[validate(custom(function = http_url))]
    pub outbound_webhook_url: Option<String>,
    /// Headers added to what goes out.
    #[specta(optional)]
    #[validate(custom(function = valid_headers))]
    pub outbound_headers: Option<BTreeMap<String, String>>,
    /// The method of what goes out.
    #[specta(optional)]
    pub outbound_method: Option<OutboundMethod>,
    /// For email: the mail server that replies leave by.
    #[specta(optional)]
    #[validate(length(max = 253))]
    pub smtp_host: Option<String>,
    /// Its port.
    #[specta(optional)]
    pub smtp_port: Option<u32>,
    /// Who signs in there.
    #[specta(optional)]
    #[validate(length(max = 255))]
    pub smtp_user: Option<String>,
    /// With which password.
    #[specta(optional)]
    #[validate(length(max = 1024))]
    pub smtp_password: Option<String>,
    /// Who replies are from.
    #[specta(optional)]
    #[validate(length(max = 254))]
    pub from_address: Option<String>,
    /// Where answers to them go.
    #[specta(optional)]
    #[validate(length(max = 254))]
    pub reply_to_address: Option<String>,
}
