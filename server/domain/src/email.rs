//! E-mail: addresses, what the owner of an e-mail channel sets (002 A.1), and what is kept of a mail besides its text.

use serde::{Deserialize, Serialize};

use crate::secret::Secret;
use crate::sms::{InvalidText, checked_text};

checked_text! {
    /// An address, lower case: `owner@example.com`.
    EmailAddress;
}

/// The longest address (RFC 5321 section 4.5.3.1.3, without its angle brackets), in bytes.
const MAX_ADDRESS_BYTES: usize = 254;

impl EmailAddress {
    /// Reads a bare address, without a name beside it.
    ///
    /// # Errors
    /// It is not one.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        let text = text.trim().to_lowercase();
        let options = email_address::Options::default().without_display_text().without_domain_literal();
        let is_valid = text.len() <= MAX_ADDRESS_BYTES
            && email_address::EmailAddress::parse_with_options(&text, options).is_ok();
        if is_valid {
            Ok(Self(text))
        } else {
            Err(InvalidText("must be an e-mail address, such as tasks@example.com"))
        }
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// What stands after the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// Who hands mail over to Patchbay; decides which steps the dashboard shows, nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailProvider {
    /// A mail server of one's own that pipes a mailbox into a command.
    Postfix,
    /// Cloudflare's Email Routing with a worker.
    Cloudflare,
    /// Anything else that posts the raw mail.
    #[default]
    Other,
}

/// What an e-mail channel is told at its creation (002 A.1 `providerConfig`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailSettings {
    /// The address that people write to, where the owner gave it: shown, and known as our own.
    pub inbound_address: Option<EmailAddress>,
    /// Whether a forwarded mail counts with what was forwarded; without it, only with what is written above.
    pub forwarding_enabled: bool,
    /// Who hands mail over.
    pub provider: EmailProvider,
    /// How replies leave; without it they stay in the inbox.
    pub outbound: Option<SmtpSettings>,
    /// The mail server whose word on who a mail is from counts: its name in `Authentication-Results` (RFC 8601). Without it
    /// nobody is taken for a member by mail: anybody can write a `From`.
    #[serde(default)]
    pub authentication_server: Option<String>,
}

impl Default for EmailSettings {
    fn default() -> Self {
        Self {
            inbound_address: None,
            forwarding_enabled: true,
            provider: EmailProvider::default(),
            outbound: None,
            authentication_server: None,
        }
    }
}

/// A mail server that takes what leaves. TLS always: from the first byte on port 465, by STARTTLS on any other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmtpSettings {
    /// Its name or address.
    pub host: String,
    /// Its port, 1 to 65535.
    pub port: u16,
    /// Who signs in there; none: nobody has to.
    pub credentials: Option<SmtpCredentials>,
    /// Who mail is from.
    pub from_address: EmailAddress,
    /// Where people's answers go, where not to `from_address`.
    pub reply_to_address: Option<EmailAddress>,
}

/// The port of mail submission (RFC 6409).
pub const DEFAULT_SMTP_PORT: u16 = 587;
/// The port of mail submission over TLS from the first byte (RFC 8314).
pub const IMPLICIT_TLS_PORT: u16 = 465;

/// Who signs in at a mail server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmtpCredentials {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// What is kept of a mail besides its text. Ids are without their angle brackets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailDetails {
    /// The subject, decoded.
    pub subject: Option<String>,
    /// The `Message-ID`.
    pub message_id: Option<String>,
    /// The `In-Reply-To` ids.
    pub in_reply_to: Vec<String>,
    /// The `References` ids, oldest first.
    pub references: Vec<String>,
    /// Whom it was to, addresses only.
    pub to: Vec<String>,
    /// Whether it is a forward that somebody sent on.
    pub is_forwarded: bool,
    /// Whether the channel's mail server found that it is from whom it says.
    #[serde(default)]
    pub is_authenticated: bool,
    /// What was quoted from earlier mails, cut off the text.
    pub quoted: Option<String>,
}

/// The largest mail that is taken, in bytes (25 MiB).
pub const MAX_MAIL_BYTES: usize = 25 * 1024 * 1024;
/// Automatic answers to one correspondent in 24 hours: the backstop against loops of answers.
pub const MAX_AUTOMATIC_ANSWERS_A_DAY: u64 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked_and_lower_case() {
        let address = EmailAddress::parse(" Owner+Tasks@Example.COM ").unwrap();
        assert_eq!((address.as_str(), address.local_part()), ("owner+tasks@example.com", "owner+tasks"));
        assert_eq!(address.domain(), "example.com");
        let long = format!("{}@example.com", "a".repeat(250));
        for wrong in [
            "",
            "owner",
            "owner@",
            "@example.com",
            "Owner <owner@example.com>",
            "a b@example.com",
            "a@b c",
            long.as_str(),
            "a@example.com\r\nBcc: b@example.com",
        ] {
            assert!(EmailAddress::parse(wrong).is_err(), "{wrong}");
        }
    }
}
