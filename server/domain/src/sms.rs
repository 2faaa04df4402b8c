//! Text messages: numbers, what Twilio calls things, and what the owner of an SMS channel sets (002 A.1).

use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// The text is not what it should be; it says what would do, to be read after the name of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidText(pub(crate) &'static str);

macro_rules! checked_text {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidText;

            fn try_from(text: String) -> Result<Self, InvalidText> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
    )+};
}
pub(crate) use checked_text;

checked_text! {
    /// A number that texts come from or go to: E.164 (`+15005550006`), or a short code of 3 to 8 digits.
    PhoneNumber;
    /// Twilio's id of an account: `AC` and 32 hexadecimal digits.
    AccountSid;
    /// Twilio's id of a pool of numbers: `MG` and 32 hexadecimal digits.
    MessagingServiceSid;
}

impl PhoneNumber {
    /// Reads a number; spaces, dots, hyphens and parentheses in it are left out.
    ///
    /// # Errors
    /// It has no country code, or too few or too many digits.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        let number: String =
            text.chars().filter(|one| !matches!(one, ' ' | '.' | '-' | '(' | ')' | '\u{a0}')).collect();
        let digits = number.strip_prefix('+').unwrap_or(&number);
        let is_long = number.starts_with('+') && (7..=15).contains(&digits.len()) && !digits.starts_with('0');
        let is_short = !number.starts_with('+') && (3..=8).contains(&digits.len());
        if digits.bytes().all(|byte| byte.is_ascii_digit()) && (is_long || is_short) {
            Ok(Self(number))
        } else {
            Err(InvalidText("must be a number with its country code, such as +15005550006, or a short code"))
        }
    }
}

impl AccountSid {
    /// Reads an account SID.
    ///
    /// # Errors
    /// It is not one.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        sid("AC", text).map(Self).ok_or(InvalidText("must be \"AC\" and 32 characters of 0-9 and a-f"))
    }
}

impl MessagingServiceSid {
    /// Reads a Messaging Service SID.
    ///
    /// # Errors
    /// It is not one.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        sid("MG", text).map(Self).ok_or(InvalidText("must be \"MG\" and 32 characters of 0-9 and a-f"))
    }
}

fn sid(prefix: &str, text: &str) -> Option<String> {
    let text = text.trim();
    let rest = text.strip_prefix(prefix)?;
    (rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| text.to_owned())
}

/// Who texts come from: one number, or whichever of a pool Twilio takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsSender {
    /// One number.
    Number(PhoneNumber),
    /// A Messaging Service, with the number shown to the owner if they gave one too.
    Service {
        /// The pool.
        sid: MessagingServiceSid,
        /// The number that people are told to text.
        number: Option<PhoneNumber>,
    },
}

impl SmsSender {
    /// The number that people are told to text, where it is known.
    #[must_use]
    pub const fn number(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Number(number) => Some(number),
            Self::Service { number, .. } => number.as_ref(),
        }
    }
}

/// What an SMS channel is told at its creation (002 A.1 `providerConfig`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmsSettings {
    /// The account.
    pub account_sid: AccountSid,
    /// Its primary token: signs what comes in, lets in what goes out.
    pub auth_token: Secret,
    /// Who texts come from.
    pub sender: SmsSender,
}

/// The most characters that Twilio takes in one text (its error 21617 past it).
pub const MAX_SMS_CHARACTERS: usize = 1600;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("+15005550006", Some("+15005550006")),
            ("+1 (500) 555-0006", Some("+15005550006")),
            ("+49 30 1234567", Some("+49301234567")),
            ("12345", Some("12345")),
            ("15005550006", None),
            ("+0123456789", None),
            ("+1500555", Some("+1500555")),
            ("+150055", None),
            ("+1234567890123456", None),
            ("", None),
            ("+", None),
            ("call me", None),
            ("+1500555000\u{661}", None),
        ] {
            assert_eq!(PhoneNumber::parse(text).ok().as_ref().map(PhoneNumber::as_str), number, "{text}");
        }
    }

    #[test]
    fn sids_have_their_prefix_and_length() {
        let account = format!("AC{}", "a".repeat(32));
        assert_eq!(AccountSid::parse(&format!(" {account} ")).unwrap().as_str(), account);
        for wrong in [
            format!("MG{}", "a".repeat(32)),
            format!("AC{}", "a".repeat(31)),
            format!("AC{}", "g".repeat(32)),
        ] {
            assert!(AccountSid::parse(&wrong).is_err(), "{wrong}");
        }
        assert!(MessagingServiceSid::parse(&format!("MG{}", "0".repeat(32))).is_ok());
        assert!(serde_json::from_str::<AccountSid>("\"AC1\"").is_err());
    }
}
