//! The mail server that answers leave by.

use std::net::IpAddr;

use patchbay_domain::email::{DEFAULT_SMTP_PORT, EmailAddress, SmtpCredentials, SmtpSettings};
use patchbay_domain::secret::{MASK, Secret};
use url::Host;

use super::{address, collect, field_error};
use crate::channels::FieldError;

const MAX_HOST_BYTES: usize = 253;
const MAX_LABEL_BYTES: usize = 63;
const MAX_USER_CHARACTERS: usize = 255;
const MAX_PASSWORD_BYTES: usize = 1024;

/// What was sent of it.
pub(super) struct Given {
    pub(super) host: Option<Option<String>>,
    pub(super) port: Option<Option<u32>>,
    pub(super) user: Option<Option<String>>,
    pub(super) password: Option<Option<String>>,
    pub(super) from_address: Option<Option<String>>,
    pub(super) reply_to_address: Option<Option<String>>,
}

pub(super) fn apply(
    stored: Option<&SmtpSettings>,
    given: Given,
) -> Result<Option<SmtpSettings>, Vec<FieldError>> {
    let host = match &given.host {
        None => stored.map(|stored| stored.host.clone()),
        Some(host) => host.clone().filter(|host| !host.trim().is_empty()),
    };
    let Some(host) = host else {
        return if given.sets_anything() {
            Err(vec![field_error("smtpHost", "is required with the other settings of the mail server")])
        } else {
            Ok(None)
        };
    };
    let mut errors = Vec::new();
    let host = checked_host(&host);
    let is_other_server = stored.zip(host.as_ref().ok()).is_some_and(|(stored, host)| stored.host != *host);
    let host = collect(host, &mut errors);
    let port = collect(port(stored.map(|stored| stored.port), given.port), &mut errors);
    let credentials = stored.and_then(|stored| stored.credentials.as_ref());
    let credentials = collect(merged(credentials, given.user, given.password, is_other_server), &mut errors);
    let own = |field, given, stored: Option<&EmailAddress>| {
        address(field, given, stored).and_then(|address| own(field, address))
    };
    let reply_to_address = own(
        "replyToAddress",
        given.reply_to_address,
        stored.and_then(|stored| stored.reply_to_address.as_ref()),
    );
    let from_address = own("fromAddress", given.from_address, stored.map(|stored| &stored.from_address))
        .and_then(|address| address.ok_or_else(|| field_error("fromAddress", "is required with smtpHost")));
    let reply_to_address = collect(reply_to_address, &mut errors);
    match from_address {
        Ok(from_address) if errors.is_empty() => {
            Ok(Some(SmtpSettings { host, port, credentials, from_address, reply_to_address }))
        }
        from_address => {
            errors.extend(from_address.err());
            Err(errors)
        }
    }
}

impl Given {
    fn sets_anything(&self) -> bool {
        let texts = [&self.user, &self.password, &self.from_address, &self.reply_to_address];
        self.port.flatten().is_some()
            || texts.into_iter().flatten().flatten().any(|text| !text.is_empty() && !text.starts_with(MASK))
    }
}

/// Every mail server can be relied on to take an address in ASCII only.
fn own(field: &str, address: Option<EmailAddress>) -> Result<Option<EmailAddress>, FieldError> {
    match address {
        Some(address) if !address.as_str().is_ascii() => {
            Err(field_error(field, "must be ASCII; write an international domain in its xn-- form"))
        }
        address => Ok(address),
    }
}

fn port(stored: Option<u16>, given: Option<Option<u32>>) -> Result<u16, FieldError> {
    let Some(given) = given else { return Ok(stored.unwrap_or(DEFAULT_SMTP_PORT)) };
    let port = given.map_or(Ok(DEFAULT_SMTP_PORT), u16::try_from);
    port.ok().filter(|port| *port > 0).ok_or_else(|| field_error("smtpPort", "must be 1 to 65535"))
}

/// The host as it is kept: lower case, an international name in its ASCII form, an address without brackets.
fn checked_host(text: &str) -> Result<String, FieldError> {
    let text = text.trim().to_lowercase();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(&text);
    if let Ok(address) = bare.parse::<IpAddr>() {
        return Ok(address.to_string());
    }
    let host = match Host::parse(text.strip_suffix('.').unwrap_or(&text)) {
        Ok(Host::Domain(name)) if is_name(&name) && !text.contains('%') => name,
        // Other forms of an IPv4 address, such as 0x7f.1.
        Ok(Host::Ipv4(address)) => address.to_string(),
        _ => {
            let message =
                "must be a host name or an address, such as smtp.example.com, without scheme, port and path";
            return Err(field_error("smtpHost", message));
        }
    };
    Ok(host)
}

fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = |one: u8| one.is_ascii_alphanumeric() || matches!(one, b'-' | b'_');
        (1..=MAX_LABEL_BYTES).contains(&label.len())
            && label.bytes().all(is_plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= MAX_HOST_BYTES && name.split('.').all(is_label)
}

/// Who signs in. A stored password goes to the server it was given for and to no other: whoever may change the host
/// must not get it sent to a server of theirs.
fn merged(
    stored: Option<&SmtpCredentials>,
    user: Option<Option<String>>,
    password: Option<Option<String>>,
    is_other_server: bool,
) -> Result<Option<SmtpCredentials>, FieldError> {
    let user_is_cleared =
        matches!(&user, Some(user) if user.as_deref().unwrap_or_default().trim().is_empty());
    let user = match user {
        None => stored.map(|stored| stored.user.clone()),
        Some(user) => user.map(|user| user.trim().to_owned()).filter(|user| !user.is_empty()),
    };
    let (password, is_kept) = match password {
        Some(Some(text)) if text.starts_with(MASK) && stored.is_none() => {
            return Err(field_error(
                "smtpPassword",
                "is masked, and nothing is stored that it could stand for",
            ));
        }
        Some(Some(text)) if !text.is_empty() && !text.starts_with(MASK) => (Some(Secret::new(text)), false),
        Some(None) => (None, false),
        Some(Some(text)) if text.is_empty() => (None, false),
        _ => (stored.map(|stored| stored.password.clone()), true),
    };
    match (user, password) {
        (None, None) => Ok(None),
        // A kept password is of no use without its user.
        (None, Some(_)) if is_kept && user_is_cleared => Ok(None),
        (None, Some(_)) => Err(field_error("smtpUser", "is required with smtpPassword")),
        (Some(_), None) => Err(field_error("smtpPassword", "is required with smtpUser")),
        (Some(_), Some(_)) if is_kept && is_other_server => {
            Err(field_error("smtpPassword", "must be given again when the mail server changes"))
        }
        (Some(user), Some(password)) => {
            if user.chars().count() > MAX_USER_CHARACTERS || user.chars().any(char::is_control) {
                let message =
                    format!("must be 1 to {MAX_USER_CHARACTERS} characters long, without control characters");
                return Err(field_error("smtpUser", message));
            }
            let text = password.expose();
            if text.len() > MAX_PASSWORD_BYTES || text.chars().any(char::is_control) {
                let message = format!(
                    "must be 1 to {MAX_PASSWORD_BYTES} bytes long, without control characters and line breaks"
                );
                return Err(field_error("smtpPassword", message));
            }
            Ok(Some(SmtpCredentials { user, password }))
        }
    }
}
