//! What the owner of an e-mail channel sets (002 FR-02, A.1): read, checked, merged with what is stored, and shown.

mod smtp;

#[cfg(test)]
mod tests;

use patchbay_domain::email::{EmailAddress, EmailProvider, EmailSettings};

use crate::channels::{FieldError, field_error};

/// `providerConfig` as it was sent. Of each field: not there keeps what is stored, null or an empty text clears it, a
/// value sets it; a password still in its masked form keeps what is stored.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawEmailSettings {
    /// `inboundEmailAddress`: what people write to.
    pub inbound_email_address: Option<Option<String>>,
    /// `forwardingEnabled`; true where it is cleared.
    pub forwarding_enabled: Option<Option<bool>>,
    /// `emailProvider`: `postfix`, `cloudflare` or `other`.
    pub email_provider: Option<Option<String>>,
    /// `smtpHost`: a name or an address, without port. Clearing it clears all that is about SMTP.
    pub smtp_host: Option<Option<String>>,
    /// `smtpPort`: 1 to 65535; 587 where none is given.
    pub smtp_port: Option<Option<u32>>,
    /// `smtpUser`: up to 255 characters. Clearing it clears the password as well.
    pub smtp_user: Option<Option<String>>,
    /// `smtpPassword`: up to 1024 bytes.
    pub smtp_password: Option<Option<String>>,
    /// `fromAddress`: who answers are from.
    pub from_address: Option<Option<String>>,
    /// `replyToAddress`: where people's answers go, where not to `fromAddress`.
    pub reply_to_address: Option<Option<String>>,
    /// `authenticationServer`: the name by which the mail server signs its `Authentication-Results`.
    pub authentication_server: Option<Option<String>>,
}

/// `providerConfig` as an answer shows it: the password masked (C15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownEmailSettings {
    /// `inboundEmailAddress`.
    pub inbound_email_address: Option<String>,
    /// `forwardingEnabled`.
    pub forwarding_enabled: bool,
    /// `emailProvider`.
    pub email_provider: EmailProvider,
    /// `smtpHost`.
    pub smtp_host: Option<String>,
    /// `smtpPort`.
    pub smtp_port: Option<u16>,
    /// `smtpUser`.
    pub smtp_user: Option<String>,
    /// `smtpPassword`, masked.
    pub smtp_password: Option<String>,
    /// `fromAddress`.
    pub from_address: Option<String>,
    /// `replyToAddress`.
    pub reply_to_address: Option<String>,
    /// `authenticationServer`.
    pub authentication_server: Option<String>,
}

/// The settings after the changes; for a new channel `current` is the default.
///
/// # Errors
/// Everything that is wrong, each with its path under `providerConfig`.
pub fn apply(current: &EmailSettings, raw: RawEmailSettings) -> Result<EmailSettings, Vec<FieldError>> {
    let mut errors = Vec::new();
    let inbound_address = collect(
        address("inboundEmailAddress", raw.inbound_email_address, current.inbound_address.as_ref()),
        &mut errors,
    );
    let forwarding_enabled = match raw.forwarding_enabled {
        None => current.forwarding_enabled,
        Some(given) => given.unwrap_or(true),
    };
    let provider = collect(provider(current.provider, raw.email_provider), &mut errors);
    let authentication_server = collect(
        server_name(
            "authenticationServer",
            raw.authentication_server,
            current.authentication_server.as_ref(),
        ),
        &mut errors,
    );
    let given = smtp::Given {
        host: raw.smtp_host,
        port: raw.smtp_port,
        user: raw.smtp_user,
        password: raw.smtp_password,
        from_address: raw.from_address,
        reply_to_address: raw.reply_to_address,
    };
    let outbound = smtp::apply(current.outbound.as_ref(), given).unwrap_or_else(|wrong| {
        errors.extend(wrong);
        None
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(EmailSettings { inbound_address, forwarding_enabled, provider, outbound, authentication_server })
}

/// What an answer may show of the settings.
#[must_use]
pub fn shown(settings: &EmailSettings) -> ShownEmailSettings {
    let outbound = settings.outbound.as_ref();
    let credentials = outbound.and_then(|outbound| outbound.credentials.as_ref());
    let text = |address: Option<&EmailAddress>| address.map(ToString::to_string);
    ShownEmailSettings {
        inbound_email_address: text(settings.inbound_address.as_ref()),
        forwarding_enabled: settings.forwarding_enabled,
        email_provider: settings.provider,
        smtp_host: outbound.map(|outbound| outbound.host.clone()),
        smtp_port: outbound.map(|outbound| outbound.port),
        smtp_user: credentials.map(|credentials| credentials.user.clone()),
        smtp_password: credentials.map(|credentials| credentials.password.masked()),
        from_address: text(outbound.map(|outbound| &outbound.from_address)),
        reply_to_address: text(outbound.and_then(|outbound| outbound.reply_to_address.as_ref())),
        authentication_server: settings.authentication_server.clone(),
    }
}

fn provider(stored: EmailProvider, given: Option<Option<String>>) -> Result<EmailProvider, FieldError> {
    let Some(given) = given else { return Ok(stored) };
    match given.as_deref().map(str::trim) {
        None | Some("") => Ok(EmailProvider::default()),
        Some("postfix") => Ok(EmailProvider::Postfix),
        Some("cloudflare") => Ok(EmailProvider::Cloudflare),
        Some("other") => Ok(EmailProvider::Other),
        Some(_) => Err(field_error("emailProvider", "must be postfix, cloudflare or other")),
    }
}

fn address(
    field: &str,
    given: Option<Option<String>>,
    stored: Option<&EmailAddress>,
) -> Result<Option<EmailAddress>, FieldError> {
    match given {
        None => Ok(stored.cloned()),
        Some(given) => match given.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(text) => {
                EmailAddress::parse(text).map(Some).map_err(|error| field_error(field, error.to_string()))
            }
        },
    }
}

/// A server's name as it stands in `Authentication-Results` (RFC 8601 section 2.5), lower case.
fn server_name(
    field: &str,
    given: Option<Option<String>>,
    stored: Option<&String>,
) -> Result<Option<String>, FieldError> {
    let Some(given) = given else { return Ok(stored.cloned()) };
    let name = given.unwrap_or_default().trim().to_lowercase();
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_' | '/' | ':');
    match name.as_str() {
        "" => Ok(None),
        name if name.chars().all(is_sign) => Ok(Some(name.to_owned())),
        _ => Err(field_error(
            field,
            "must be the server's name as it begins its results, such as mx.example.com",
        )),
    }
}

fn collect<T: Default>(result: Result<T, FieldError>, errors: &mut Vec<FieldError>) -> T {
    result.unwrap_or_else(|error| {
        errors.push(error);
        T::default()
    })
}

impl std::fmt::Debug for RawEmailSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RawEmailSettings")
            .field("smtp_host", &self.smtp_host)
            .field("smtp_port", &self.smtp_port)
            .finish_non_exhaustive()
    }
}
