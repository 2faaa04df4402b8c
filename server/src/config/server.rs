//! Where it listens and what it is called outside.

use std::net::{Ipv4Addr, SocketAddr};

use url::Url;

use super::{ConfigError, Variables};

/// Where it listens and what it is called outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerConfig {
    /// The address; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The base of every URL that is handed out; none: `http://` and the address.
    pub public_url: Option<Url>,
}

impl ServerConfig {
    pub(super) fn read(variables: &Variables) -> Result<Self, ConfigError> {
        let listen = variables
            .parsed("PATCHBAY_LISTEN", "an address and port such as 127.0.0.1:8080")?
            .unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)));
        let name = "PATCHBAY_PUBLIC_URL";
        let expected = "an http or https URL without query, such as https://patchbay.example.com";
        let public_url: Option<Url> = variables.parsed(name, expected)?;
        if let Some(url) = &public_url
            && (!matches!(url.scheme(), "http" | "https") || url.query().is_some() || !url.has_host())
        {
            return Err(ConfigError { name, problem: format!("expected {expected}") });
        }
        Ok(Self { listen, public_url })
    }

    /// The base of every URL that is handed out, for a server that listens on `bound`.
    ///
    /// # Errors
    /// An address that makes no URL; there is none known.
    pub fn public_url_on(&self, bound: SocketAddr) -> Result<Url, url::ParseError> {
        match &self.public_url {
            Some(url) => Ok(url.clone()),
            None => Url::parse(&format!("http://{bound}")),
        }
    }
}
