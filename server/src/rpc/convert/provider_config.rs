//! The settings of a channel as they are shown and as they come in: one set of fields on the wire, of which each type of
//! channel takes its own.

use patchbay_domain::email::EmailProvider;
use patchbay_domain::webhook::{ChannelAuth, ChannelSettings, ChannelType, OutboundMethod, Senders};

use super::same_variants;
use crate::channels::custom::settings::RawCustomSettings;
use crate::channels::email::settings::RawEmailSettings;
use crate::channels::settings::RawSettings;
use crate::channels::sms::settings::RawSmsSettings;
use crate::channels::{custom, email, sms};
use crate::rpc::kit::{FieldError, RpcError};
use crate::rpc::wire::webhook as wire;

same_variants!(OutboundMethod => wire::OutboundMethod { Post, Put });
same_variants!(Senders => wire::Senders { Owner, Contacts });
same_variants!(wire::Senders => Senders { Owner, Contacts });
same_variants!(EmailProvider => wire::EmailProvider { Postfix, Cloudflare, Other });

impl From<&ChannelSettings> for wire::ProviderConfig {
    fn from(settings: &ChannelSettings) -> Self {
        match settings {
            ChannelSettings::Custom(settings) => {
                let shown = custom::settings::shown(settings);
                Self {
                    auth_type: Some(match settings.auth {
                        ChannelAuth::None => wire::AuthType::None,
                        ChannelAuth::Bearer { .. } => wire::AuthType::Bearer,
                        ChannelAuth::ApiKey { .. } => wire::AuthType::ApiKey,
                        ChannelAuth::Hmac { .. } => wire::AuthType::Hmac,
                    }),
                    auth_token: shown.auth_token,
                    auth_header: shown.auth_header,
                    hmac_secret: shown.hmac_secret,
                    outbound_webhook_url: shown.outbound_webhook_url,
                    outbound_headers: shown.outbound_headers,
                    outbound_method: Some(shown.outbound_method.into()),
                    senders: Some(shown.senders.into()),
                    ..Self::default()
                }
            }
            ChannelSettings::Sms(settings) => {
                let shown = sms::settings::shown(settings);
                Self {
                    twilio_account_sid: Some(shown.twilio_account_sid),
                    twilio_auth_token: Some(shown.twilio_auth_token),
                    twilio_phone_number: shown.twilio_phone_number,
                    twilio_messaging_service_sid: shown.twilio_messaging_service_sid,
                    ..Self::default()
                }
            }
            ChannelSettings::Email(settings) => {
                let shown = email::settings::shown(settings);
                Self {
                    inbound_email_address: shown.inbound_email_address,
                    forwarding_enabled: Some(shown.forwarding_enabled),
                    email_provider: Some(shown.email_provider.into()),
                    smtp_host: shown.smtp_host,
                    smtp_port: shown.smtp_port,
                    smtp_user: shown.smtp_user,
                    smtp_password: shown.smtp_password,
                    from_address: shown.from_address,
                    reply_to_address: shown.reply_to_address,
                    authentication_server: shown.authentication_server,
                    ..Self::default()
                }
            }
        }
    }
}

/// The fields of a channel of this type.
///
/// # Errors
/// Every field that was given and belongs to another type.
pub(in crate::rpc) fn raw_settings(
    channel_type: ChannelType,
    input: wire::ProviderConfigInput,
) -> Result<RawSettings, RpcError> {
    let foreign: Vec<FieldError> = fields_of(&input)
        .into_iter()
        .filter(|(of, _, is_given)| *of != channel_type && *is_given)
        .map(|(of, name, _)| {
            let channels = match of {
                ChannelType::CustomWebhook => "custom_webhook",
                ChannelType::Sms => "sms",
                ChannelType::Email => "email",
            };
            FieldError::new(format!("providerConfig.{name}"), format!("is for {channels} channels only"))
        })
        .collect();
    if !foreign.is_empty() {
        return Err(RpcError::invalid(foreign));
    }
    Ok(match channel_type {
        ChannelType::CustomWebhook => RawSettings::Custom(input.into()),
        ChannelType::Sms => RawSettings::Sms(input.into()),
        ChannelType::Email => RawSettings::Email(input.into()),
    })
}

/// Which field belongs to which type of channel, and whether it was given. A field that is cleared or empty was not given:
/// a form that sends all fields clears those of other types, and what was shown can be sent back.
fn fields_of(input: &wire::ProviderConfigInput) -> [(ChannelType, &'static str, bool); 22] {
    const fn text<T>(field: &Option<Option<T>>) -> bool {
        matches!(field, Some(Some(_)))
    }
    use ChannelType::{CustomWebhook, Email, Sms};
    let has_headers = matches!(&input.outbound_headers, Some(Some(headers)) if !headers.is_empty());
    [
        (CustomWebhook, "authType", input.auth_type.is_some()),
        (CustomWebhook, "authToken", text(&input.auth_token)),
        (CustomWebhook, "authHeader", text(&input.auth_header)),
        (CustomWebhook, "hmacSecret", text(&input.hmac_secret)),
        (CustomWebhook, "outboundWebhookUrl", text(&input.outbound_webhook_url)),
        (CustomWebhook, "outboundHeaders", has_headers),
        (CustomWebhook, "outboundMethod", input.outbound_method.is_some()),
        (CustomWebhook, "senders", input.senders.is_some()),
        (Sms, "twilioAccountSid", text(&input.twilio_account_sid)),
        (Sms, "twilioAuthToken", text(&input.twilio_auth_token)),
        (Sms, "twilioPhoneNumber", text(&input.twilio_phone_number)),
        (Sms, "twilioMessagingServiceSid", text(&input.twilio_messaging_service_sid)),
        (Email, "inboundEmailAddress", text(&input.inbound_email_address)),
        (Email, "forwardingEnabled", text(&input.forwarding_enabled)),
        (Email, "emailProvider", text(&input.email_provider)),
        (Email, "smtpHost", text(&input.smtp_host)),
        (Email, "smtpPort", text(&input.smtp_port)),
        (Email, "smtpUser", text(&input.smtp_user)),
        (Email, "smtpPassword", text(&input.smtp_password)),
        (Email, "fromAddress", text(&input.from_address)),
        (Email, "replyToAddress", text(&input.reply_to_address)),
        (Email, "authenticationServer", text(&input.authentication_server)),
    ]
}

impl From<wire::ProviderConfigInput> for RawCustomSettings {
    fn from(input: wire::ProviderConfigInput) -> Self {
        let auth_type = input.auth_type.map(|auth_type| match auth_type {
            wire::AuthType::None => "none",
            wire::AuthType::Bearer => "bearer",
            wire::AuthType::ApiKey => "api_key",
            wire::AuthType::Hmac => "hmac",
        });
        let outbound_method = input.outbound_method.map(|method| match method {
            wire::OutboundMethod::Post => "POST",
            wire::OutboundMethod::Put => "PUT",
        });
        Self {
            auth_type: auth_type.map(|word| Some(word.to_owned())),
            auth_token: input.auth_token,
            auth_header: input.auth_header,
            hmac_secret: input.hmac_secret,
            outbound_webhook_url: input.outbound_webhook_url,
            outbound_headers: input.outbound_headers,
            outbound_method: outbound_method.map(|word| Some(word.to_owned())),
            senders: input.senders.map(Into::into),
        }
    }
}

impl From<wire::ProviderConfigInput> for RawSmsSettings {
    fn from(input: wire::ProviderConfigInput) -> Self {
        Self {
            twilio_account_sid: input.twilio_account_sid,
            twilio_auth_token: input.twilio_auth_token,
            twilio_phone_number: input.twilio_phone_number,
            twilio_messaging_service_sid: input.twilio_messaging_service_sid,
        }
    }
}

impl From<wire::ProviderConfigInput> for RawEmailSettings {
    fn from(input: wire::ProviderConfigInput) -> Self {
        let provider = input.email_provider.map(|provider| {
            let word = provider.map(|provider| match provider {
                wire::EmailProvider::Postfix => "postfix",
                wire::EmailProvider::Cloudflare => "cloudflare",
                wire::EmailProvider::Other => "other",
            });
            word.map(str::to_owned)
        });
        Self {
            inbound_email_address: input.inbound_email_address,
            forwarding_enabled: input.forwarding_enabled,
            email_provider: provider,
            smtp_host: input.smtp_host,
            smtp_port: input.smtp_port,
            smtp_user: input.smtp_user,
            smtp_password: input.smtp_password,
            from_address: input.from_address,
            reply_to_address: input.reply_to_address,
            authentication_server: input.authentication_server,
        }
    }
}

/// The provider's settings, where what `outbound` gives wins.
pub(in crate::rpc) fn merged(
    provider: Option<wire::ProviderConfigInput>,
    outbound: Option<wire::OutboundConfigInput>,
) -> wire::ProviderConfigInput {
    let (mut provider, outbound) = (provider.unwrap_or_default(), outbound.unwrap_or_default());
    provider.outbound_webhook_url = outbound.outbound_webhook_url.map(Some).or(provider.outbound_webhook_url);
    provider.outbound_headers = outbound.outbound_headers.map(Some).or(provider.outbound_headers);
    provider.outbound_method = outbound.outbound_method.or(provider.outbound_method);
    provider.smtp_host = outbound.smtp_host.map(Some).or(provider.smtp_host);
    provider.smtp_port = outbound.smtp_port.map(Some).or(provider.smtp_port);
    provider.smtp_user = outbound.smtp_user.map(Some).or(provider.smtp_user);
    provider.smtp_password = outbound.smtp_password.map(Some).or(provider.smtp_password);
    provider.from_address = outbound.from_address.map(Some).or(provider.from_address);
    provider.reply_to_address = outbound.reply_to_address.map(Some).or(provider.reply_to_address);
    provider
}

/// The fields that came in `outboundConfig`.
pub(in crate::rpc) fn outbound_names(outbound: Option<&wire::OutboundConfigInput>) -> Vec<&'static str> {
    let Some(outbound) = outbound else { return Vec::new() };
    [
        ("outboundWebhookUrl", outbound.outbound_webhook_url.is_some()),
        ("outboundHeaders", outbound.outbound_headers.is_some()),
        ("outboundMethod", outbound.outbound_method.is_some()),
        ("smtpHost", outbound.smtp_host.is_some()),
        ("smtpPort", outbound.smtp_port.is_some()),
        ("smtpUser", outbound.smtp_user.is_some()),
        ("smtpPassword", outbound.smtp_password.is_some()),
        ("fromAddress", outbound.from_address.is_some()),
        ("replyToAddress", outbound.reply_to_address.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, is_given)| is_given.then_some(name))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outbound_half_wins_where_it_says_something() {
        let provider = wire::ProviderConfigInput {
            auth_token: Some(Some("token".to_owned())),
            outbound_webhook_url: Some(Some("https://one.example".to_owned())),
            outbound_method: Some(wire::OutboundMethod::Put),
            ..Default::default()
        };
        let outbound = wire::OutboundConfigInput {
            outbound_webhook_url: Some("https://two.example".to_owned()),
            ..Default::default()
        };
        assert_eq!(outbound_names(Some(&outbound)), ["outboundWebhookUrl"]);
        let raw = RawCustomSettings::from(merged(Some(provider), Some(outbound)));
        assert_eq!(raw.outbound_webhook_url, Some(Some("https://two.example".to_owned())));
        assert_eq!(raw.outbound_method, Some(Some("PUT".to_owned())));
        assert_eq!(raw.auth_token, Some(Some("token".to_owned())));
        assert_eq!((raw.auth_type, raw.outbound_headers), (None, None));
    }

    #[test]
    fn a_field_of_another_type_is_named() {
        let input = wire::ProviderConfigInput {
            smtp_host: Some(Some("mail.example.com".to_owned())),
            twilio_account_sid: Some(Some("AC1".to_owned())),
            auth_token: Some(None),
            ..Default::default()
        };
        let Err(error) = raw_settings(ChannelType::Sms, input) else { panic!("it is accepted") };
        assert_eq!(error.fields, [FieldError::new("providerConfig.smtpHost", "is for email channels only")]);
    }
}
