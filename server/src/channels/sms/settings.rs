//! What the owner of an SMS channel sets (002 FR-02, A.1): read, checked, merged with what is stored, and shown.

#[cfg(test)]
mod tests;

use patchbay_domain::secret::{MASK, Secret};
use patchbay_domain::sms::{
    AccountSid, InvalidText, MessagingServiceSid, PhoneNumber, SmsSender, SmsSettings,
};

use crate::channels::{FieldError, field_error};

const MAX_TOKEN_BYTES: usize = 255;

/// `providerConfig` as it was sent. Of each field: not there keeps what is stored, null or an empty text clears it, a
/// value sets it; a secret still in its masked form keeps what is stored.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawSmsSettings {
    /// `twilioAccountSid`: needed.
    pub twilio_account_sid: Option<Option<String>>,
    /// `twilioAuthToken`: needed; 1 to 255 printable ASCII characters without spaces.
    pub twilio_auth_token: Option<Option<String>>,
    /// `twilioPhoneNumber`: needed unless there is a Messaging Service.
    pub twilio_phone_number: Option<Option<String>>,
    /// `twilioMessagingServiceSid`: sends where it is given, and the number is only shown then.
    pub twilio_messaging_service_sid: Option<Option<String>>,
}

/// `providerConfig` as an answer shows it: the token masked (C15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSmsSettings {
    /// `twilioAccountSid`, in plain: it is a name, not a secret.
    pub twilio_account_sid: String,
    /// `twilioAuthToken`, masked.
    pub twilio_auth_token: String,
    /// `twilioPhoneNumber`, E.164 or a short code.
    pub twilio_phone_number: Option<String>,
    /// `twilioMessagingServiceSid`.
    pub twilio_messaging_service_sid: Option<String>,
}

/// The settings after the changes; a new channel has no `current` ones.
///
/// # Errors
/// Everything that is wrong, each with its path under `providerConfig`.
pub fn apply(current: Option<&SmsSettings>, raw: RawSmsSettings) -> Result<SmsSettings, Vec<FieldError>> {
    let stored = current.map(|settings| &settings.sender);
    let account_sid = merged(
        "twilioAccountSid",
        raw.twilio_account_sid,
        current.map(|settings| &settings.account_sid),
        AccountSid::parse,
    );
    let account_sid = account_sid
        .and_then(|sid| sid.ok_or_else(|| needed("twilioAccountSid", "the console's first page shows it")));
    let auth_token = merged_token(raw.twilio_auth_token, current.map(|settings| &settings.auth_token));
    let number = merged(
        "twilioPhoneNumber",
        raw.twilio_phone_number,
        stored.and_then(SmsSender::number),
        PhoneNumber::parse,
    );
    let service = merged(
        "twilioMessagingServiceSid",
        raw.twilio_messaging_service_sid,
        stored.and_then(service_of),
        MessagingServiceSid::parse,
    );
    match (account_sid, auth_token, sender(number, service)) {
        (Ok(account_sid), Ok(auth_token), Ok(sender)) => Ok(SmsSettings { account_sid, auth_token, sender }),
        (account_sid, auth_token, sender) => {
            let credentials = account_sid.err().into_iter().chain(auth_token.err());
            Err(credentials.chain(sender.err().into_iter().flatten()).collect())
        }
    }
}

/// What an answer may show of the settings.
#[must_use]
pub fn shown(settings: &SmsSettings) -> ShownSmsSettings {
    ShownSmsSettings {
        twilio_account_sid: settings.account_sid.to_string(),
        twilio_auth_token: settings.auth_token.masked(),
        twilio_phone_number: settings.sender.number().map(ToString::to_string),
        twilio_messaging_service_sid: service_of(&settings.sender).map(ToString::to_string),
    }
}

fn sender(
    number: Result<Option<PhoneNumber>, FieldError>,
    service: Result<Option<MessagingServiceSid>, FieldError>,
) -> Result<SmsSender, Vec<FieldError>> {
    match (number, service) {
        (Ok(number), Ok(Some(sid))) => Ok(SmsSender::Service { sid, number }),
        (Ok(Some(number)), Ok(None)) => Ok(SmsSender::Number(number)),
        (Ok(None), Ok(None)) => {
            Err(vec![needed("twilioPhoneNumber", "or give a Messaging Service SID: either will do")])
        }
        (number, service) => Err(number.err().into_iter().chain(service.err()).collect()),
    }
}

const fn service_of(sender: &SmsSender) -> Option<&MessagingServiceSid> {
    match sender {
        SmsSender::Number(_) => None,
        SmsSender::Service { sid, .. } => Some(sid),
    }
}

/// What a text becomes: kept, cleared or set.
fn merged<T: Clone>(
    field: &str,
    given: Option<Option<String>>,
    stored: Option<&T>,
    parse: impl Fn(&str) -> Result<T, InvalidText>,
) -> Result<Option<T>, FieldError> {
    match given {
        None => Ok(stored.cloned()),
        Some(None) => Ok(None),
        Some(Some(text)) if text.trim().is_empty() => Ok(None),
        Some(Some(text)) => {
            parse(text.trim()).map(Some).map_err(|error| field_error(field, error.to_string()))
        }
    }
}

/// What the token becomes: kept or set. It cannot be cleared.
fn merged_token(given: Option<Option<String>>, stored: Option<&Secret>) -> Result<Secret, FieldError> {
    let field = "twilioAuthToken";
    let missing = || needed(field, "the console's first page shows it, below the account SID");
    let Some(given) = given else { return stored.cloned().ok_or_else(missing) };
    let given = given.unwrap_or_default();
    match given.trim() {
        "" => Err(missing()),
        masked if masked.starts_with(MASK) => stored
            .cloned()
            .ok_or_else(|| field_error(field, "is masked, and nothing is stored that it could stand for")),
        token if token.len() <= MAX_TOKEN_BYTES && token.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Ok(Secret::new(token))
        }
        _ => {
            let message =
                format!("must be 1 to {MAX_TOKEN_BYTES} letters, digits and signs of ASCII, without spaces");
            Err(field_error(field, message))
        }
    }
}

fn needed(field: &str, hint: &str) -> FieldError {
    field_error(field, format!("is required; {hint}"))
}

impl std::fmt::Debug for RawSmsSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RawSmsSettings")
            .field("twilio_account_sid", &self.twilio_account_sid)
            .field("twilio_phone_number", &self.twilio_phone_number)
            .field("twilio_messaging_service_sid", &self.twilio_messaging_service_sid)
            .finish_non_exhaustive()
    }
}
