//! A channel as the audit trail shows it: secrets masked, so that a change of one shows and nobody learns it.

use patchbay_domain::secret::Secret;
use patchbay_domain::webhook::{Channel, ChannelAuth, ChannelSettings, CustomSettings};
use serde_json::{Map, Value, json};

pub(super) fn channel_data(channel: &Channel) -> Value {
    json!({
        "name": channel.name,
        "ownerId": channel.owner_id,
        "channelType": channel.settings.channel_type(),
        "isActive": channel.is_active,
        "isPrimary": channel.is_primary,
        "isVerified": channel.verified_at.is_some(),
        "outboundEnabled": channel.outbound_enabled,
        "rateLimitPerMinute": channel.rate_limit_per_minute,
        "rateLimitPerHour": channel.rate_limit_per_hour,
        "overflow": channel.overflow,
        "assistant": channel.assistant,
        "tags": channel.tags,
        "metadata": channel.metadata,
        "settings": settings_data(&channel.settings),
    })
}

fn settings_data(settings: &ChannelSettings) -> Value {
    match settings {
        ChannelSettings::Custom(custom) => custom_data(custom),
        ChannelSettings::Sms(sms) => json!({
            "accountSid": sms.account_sid,
            "authToken": sms.auth_token.masked(),
            "sender": sms.sender,
        }),
        ChannelSettings::Email(email) => {
            let smtp = email.outbound.as_ref();
            let credentials = smtp.and_then(|smtp| smtp.credentials.as_ref());
            json!({
                "inboundAddress": email.inbound_address,
                "forwardingEnabled": email.forwarding_enabled,
                "provider": email.provider,
                "smtpHost": smtp.map(|smtp| &smtp.host),
                "smtpPort": smtp.map(|smtp| smtp.port),
                "smtpUser": credentials.map(|one| &one.user),
                "smtpPassword": credentials.map(|one| one.password.masked()),
                "fromAddress": smtp.map(|smtp| &smtp.from_address),
                "replyToAddress": smtp.and_then(|smtp| smtp.reply_to_address.as_ref()),
                "authenticationServer": email.authentication_server,
            })
        }
    }
}

fn custom_data(custom: &CustomSettings) -> Value {
    let (auth, secret) = match &custom.auth {
        ChannelAuth::None => ("none", None),
        ChannelAuth::Bearer { token } => ("bearer", Some(token)),
        ChannelAuth::ApiKey { key, .. } => ("api_key", Some(key)),
        ChannelAuth::Hmac { secret } => ("hmac", secret.as_ref()),
    };
    let outbound = custom.outbound.as_ref();
    let headers = outbound.map(|outbound| {
        let masked = |(name, value): (&String, &Secret)| (name.clone(), Value::from(value.masked()));
        outbound.headers.iter().map(masked).collect::<Map<_, _>>()
    });
    json!({
        "authType": auth,
        "authSecret": secret.map(Secret::masked),
        // Of many services the URL is itself the secret.
        "outboundHost": outbound.and_then(|outbound| outbound.url.host_str()),
        "outboundUrl": outbound.map(|outbound| Secret::new(outbound.url.as_str()).masked()),
        "outboundMethod": outbound.map(|outbound| outbound.method),
        "outboundHeaders": headers,
        "senders": custom.senders,
    })
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use patchbay_domain::webhook::{OutboundEndpoint, OutboundMethod};

    #[test]
    fn secrets_are_masked_and_their_change_shows() -> Result<(), url::ParseError> {
        let url = Url::parse("https://hooks.example/catch/a-long-secret-path")?;
        let data = |token: &str| {
            custom_data(&CustomSettings {
                auth: ChannelAuth::Bearer { token: Secret::new(token) },
                outbound: Some(OutboundEndpoint {
                    url: url.clone(),
                    method: OutboundMethod::Post,
                    headers: [("x-team".to_owned(), Secret::new("another-long-secret"))].into(),
                }),
                ..CustomSettings::default()
            })
        };
        let (before, after) = (data("the-token-of-before"), data("the-token-of-later"));
        assert_ne!(before, after);
        for secret in ["the-token-of-before", "a-long-secret-path", "another-long-secret"] {
            assert!(!before.to_string().contains(secret), "{before}");
        }
        Ok(())
    }
}
