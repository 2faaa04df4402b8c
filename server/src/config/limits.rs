//! The limits of what comes in.

use std::net::{IpAddr, SocketAddr};

use ipnet::{IpNet, Ipv4Net};

use super::{ConfigError, Variables};

/// The limits of what comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsConfig {
    /// Whether there are any; only a server that nobody else reaches may do without.
    pub enabled: bool,
    /// Whose `X-Forwarded-For` is believed. IPv4 networks are never written as IPv6 here.
    pub trusted_proxies: Vec<IpNet>,
}

impl LimitsConfig {
    pub(super) fn read(variables: &Variables, listen: SocketAddr) -> Result<Self, ConfigError> {
        Ok(Self { enabled: enabled(variables, listen)?, trusted_proxies: trusted_proxies(variables)? })
    }
}

fn enabled(variables: &Variables, listen: SocketAddr) -> Result<bool, ConfigError> {
    let name = "PATCHBAY_RATE_LIMITS";
    match variables.text(name) {
        None | Some("on") => Ok(true),
        Some("off") if listen.ip().to_canonical().is_loopback() => Ok(false),
        Some("off") => {
            let problem = format!(
                "\"off\" is for load tests and is accepted only while PATCHBAY_LISTEN is a loopback address such as \
                 127.0.0.1:8080; it is {listen}"
            );
            Err(ConfigError { name, problem })
        }
        Some(other) => {
            Err(ConfigError { name, problem: format!("\"{other}\" will not do; expected on or off") })
        }
    }
}

fn trusted_proxies(variables: &Variables) -> Result<Vec<IpNet>, ConfigError> {
    let name = "PATCHBAY_TRUSTED_PROXIES";
    let list = variables.text(name).unwrap_or_default();
    let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
    let networks = entries.map(|entry| {
        network(entry).ok_or_else(|| ConfigError {
            name,
            problem: format!(
                "\"{entry}\" will not do; expected addresses and networks separated by commas, such as \
                 10.0.0.0/8,2001:db8::1"
            ),
        })
    });
    networks.collect()
}

/// A network, or an address as the network of itself alone.
fn network(entry: &str) -> Option<IpNet> {
    if let Ok(address) = entry.parse::<IpAddr>() {
        return Some(IpNet::from(address.to_canonical()));
    }
    let network: IpNet = entry.parse().ok()?;
    // Addresses are compared in their canonical form, so IPv4 written as IPv6 (::ffff:10.0.0.0/104) is taken apart.
    match (network.addr().to_canonical(), network.prefix_len().checked_sub(96)) {
        (IpAddr::V4(address), Some(prefix)) if matches!(network, IpNet::V6(_)) => {
            Ipv4Net::new(address, prefix).ok().map(IpNet::V4)
        }
        _ => Some(network.trunc()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)], listen: &str) -> Result<LimitsConfig, String> {
        LimitsConfig::read(&Variables::of(pairs), listen.parse().unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_set_limits_everybody_and_believes_nobody() {
        let limits = read(&[], "0.0.0.0:80").unwrap();
        assert_eq!(limits, LimitsConfig { enabled: true, trusted_proxies: Vec::new() });
    }

    #[test]
    fn limits_are_switched_off_only_where_nobody_else_can_reach_it() {
        let off = [("PATCHBAY_RATE_LIMITS", "off")];
        for loopback in ["127.0.0.1:0", "127.9.9.9:80", "[::1]:80", "[::ffff:127.0.0.1]:80"] {
            assert!(!read(&off, loopback).unwrap().enabled, "{loopback}");
        }
        for open in ["0.0.0.0:80", "[::]:80", "192.0.2.1:80"] {
            let error = read(&off, open).unwrap_err();
            assert!(
                error.starts_with("PATCHBAY_RATE_LIMITS: ")
                    && error.contains("loopback")
                    && error.contains(open),
                "{error}"
            );
        }
        assert!(read(&[("PATCHBAY_RATE_LIMITS", "on")], "0.0.0.0:80").unwrap().enabled);
        assert!(read(&[("PATCHBAY_RATE_LIMITS", "no")], "127.0.0.1:80").unwrap_err().contains("on or off"));
    }

    #[test]
    fn proxies_are_addresses_and_networks() {
        let list = " 10.1.2.3/8, 192.0.2.7,2001:db8::/32, ::1 ,::ffff:198.51.100.0/120,::ffff:203.0.113.9,";
        let limits = read(&[("PATCHBAY_TRUSTED_PROXIES", list)], "0.0.0.0:80").unwrap();
        let networks: Vec<String> = limits.trusted_proxies.iter().map(ToString::to_string).collect();
        assert_eq!(
            networks,
            ["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32", "::1/128", "198.51.100.0/24", "203.0.113.9/32"]
        );
    }

    #[test]
    fn an_entry_that_is_no_network_is_named_with_what_would_do() {
        for entry in ["proxy.example.com", "10.0.0.0/33", "10.0.0.1:80", "*"] {
            let error =
                read(&[("PATCHBAY_TRUSTED_PROXIES", &format!("::1,{entry}"))], "0.0.0.0:80").unwrap_err();
            assert!(
                error.starts_with(&format!("PATCHBAY_TRUSTED_PROXIES: \"{entry}\""))
                    && error.contains("10.0.0.0/8"),
                "{error}"
            );
        }
    }
}
