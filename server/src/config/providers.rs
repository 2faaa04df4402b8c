//! Where the providers of channels are reached.

use url::Url;

use super::{ConfigError, Variables};

/// Twilio's own address.
const TWILIO: &str = "https://api.twilio.com";

/// Where the providers of channels are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvidersConfig {
    /// The base of Twilio's API: http or https, without query; another than Twilio's for tests and relays.
    pub twilio_base_url: Url,
}

impl ProvidersConfig {
    pub(super) fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let name = "PATCHBAY_TWILIO_BASE_URL";
        let text = variables.text(name).unwrap_or(TWILIO);
        match Url::parse(text) {
            Ok(url) if is_base(&url) => Ok(Self { twilio_base_url: url }),
            // The value is not repeated: it may hold a password.
            _ => {
                let problem = format!(
                    "expected an http or https URL without query, user and password, such as {TWILIO}"
                );
                Err(ConfigError { name, problem })
            }
        }
    }
}

/// Whether an API can be under it.
pub(super) fn is_base(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<String, String> {
        match ProvidersConfig::read(&Variables::of(&[("PATCHBAY_TWILIO_BASE_URL", url)])) {
            Ok(providers) => Ok(providers.twilio_base_url.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn it_is_twilios_own_unless_set() {
        assert_eq!(read(""), Ok("https://api.twilio.com/".to_owned()));
        assert_eq!(read("http://127.0.0.1:9000/relay"), Ok("http://127.0.0.1:9000/relay".to_owned()));
    }

    #[test]
    fn what_is_no_base_of_an_api_is_refused_without_being_repeated() {
        for url in [
            "api.twilio.com",
            "ftp://a.example",
            "https://a.example/?hunter2",
            "https://u:hunter2@a.example",
            "data:hunter2",
        ] {
            let error = read(url).unwrap_err();
            assert!(error.starts_with("PATCHBAY_TWILIO_BASE_URL: expected an http"), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
