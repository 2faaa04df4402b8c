//! The settings of a channel, whatever its type.

use patchbay_domain::email::EmailSettings;
use patchbay_domain::webhook::{ChannelSettings, ChannelType, CustomSettings, Senders};

use super::custom::settings::RawCustomSettings;
use super::email::settings::RawEmailSettings;
use super::sms::settings::RawSmsSettings;
use super::{FieldError, custom, email, sms};

/// `providerConfig` as it was sent, for one type of channel.
#[derive(Debug, Clone)]
pub enum RawSettings {
    /// For a custom channel.
    Custom(RawCustomSettings),
    /// For an SMS channel.
    Sms(RawSmsSettings),
    /// For an e-mail channel.
    Email(RawEmailSettings),
}

impl RawSettings {
    /// The type of channel they are for.
    #[must_use]
    pub const fn channel_type(&self) -> ChannelType {
        match self {
            Self::Custom(_) => ChannelType::CustomWebhook,
            Self::Sms(_) => ChannelType::Sms,
            Self::Email(_) => ChannelType::Email,
        }
    }

    /// The same where what is not given is cleared (PUT, C7). A masked secret still stands for what is stored.
    #[must_use]
    pub fn replacing(self) -> Self {
        match self {
            Self::Custom(raw) => Self::Custom(RawCustomSettings {
                auth_type: raw.auth_type.or(Some(None)),
                auth_token: raw.auth_token.or(Some(None)),
                auth_header: raw.auth_header.or(Some(None)),
                hmac_secret: raw.hmac_secret.or(Some(None)),
                outbound_webhook_url: raw.outbound_webhook_url.or(Some(None)),
                outbound_headers: raw.outbound_headers.or(Some(None)),
                outbound_method: raw.outbound_method.or(Some(None)),
                senders: raw.senders.or(Some(Senders::default())),
            }),
            Self::Sms(raw) => Self::Sms(RawSmsSettings {
                twilio_account_sid: raw.twilio_account_sid.or(Some(None)),
                twilio_auth_token: raw.twilio_auth_token.or(Some(None)),
                twilio_phone_number: raw.twilio_phone_number.or(Some(None)),
                twilio_messaging_service_sid: raw.twilio_messaging_service_sid.or(Some(None)),
            }),
            Self::Email(raw) => Self::Email(RawEmailSettings {
                inbound_email_address: raw.inbound_email_address.or(Some(None)),
                forwarding_enabled: raw.forwarding_enabled.or(Some(None)),
                email_provider: raw.email_provider.or(Some(None)),
                smtp_host: raw.smtp_host.or(Some(None)),
                smtp_port: raw.smtp_port.or(Some(None)),
                smtp_user: raw.smtp_user.or(Some(None)),
                smtp_password: raw.smtp_password.or(Some(None)),
                from_address: raw.from_address.or(Some(None)),
                reply_to_address: raw.reply_to_address.or(Some(None)),
                authentication_server: raw.authentication_server.or(Some(None)),
            }),
        }
    }
}

/// The settings of a new channel.
///
/// # Errors
/// Everything that is wrong, each with its path under `providerConfig`.
pub fn create(raw: RawSettings) -> Result<ChannelSettings, Vec<FieldError>> {
    Ok(match raw {
        RawSettings::Custom(raw) => {
            ChannelSettings::Custom(custom::settings::apply(&CustomSettings::default(), raw)?)
        }
        RawSettings::Sms(raw) => ChannelSettings::Sms(sms::settings::apply(None, raw)?),
        RawSettings::Email(raw) => {
            ChannelSettings::Email(email::settings::apply(&EmailSettings::default(), raw)?)
        }
    })
}

/// The settings after the changes.
///
/// # Errors
/// As [`create`]; also changes for another type of channel, which its type never becomes.
pub fn apply(current: &ChannelSettings, raw: RawSettings) -> Result<ChannelSettings, Vec<FieldError>> {
    Ok(match (current, raw) {
        (ChannelSettings::Custom(current), RawSettings::Custom(raw)) => {
            ChannelSettings::Custom(custom::settings::apply(current, raw)?)
        }
        (ChannelSettings::Sms(current), RawSettings::Sms(raw)) => {
            ChannelSettings::Sms(sms::settings::apply(Some(current), raw)?)
        }
        (ChannelSettings::Email(current), RawSettings::Email(raw)) => {
            ChannelSettings::Email(email::settings::apply(current, raw)?)
        }
        _ => return Err(vec![FieldError::new("channelType", "must stay what the channel was made as")]),
    })
}

/// Whether what leaves would go by another way or in another name: what was verified is then no longer what it was.
#[must_use]
pub fn leave_differently(before: &ChannelSettings, after: &ChannelSettings) -> bool {
    match (before, after) {
        (ChannelSettings::Custom(before), ChannelSettings::Custom(after)) => {
            let url = |custom: &CustomSettings| custom.outbound.as_ref().map(|outbound| outbound.url.clone());
            url(before) != url(after)
        }
        (ChannelSettings::Sms(before), ChannelSettings::Sms(after)) => {
            (&before.account_sid, &before.sender) != (&after.account_sid, &after.sender)
        }
        (ChannelSettings::Email(before), ChannelSettings::Email(after)) => {
            let way = |email: &EmailSettings| {
                email.outbound.as_ref().map(|smtp| (smtp.host.clone(), smtp.port, smtp.from_address.clone()))
            };
            way(before) != way(after)
        }
        _ => true,
    }
}
