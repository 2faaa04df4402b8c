//! Which hosts may be reached.

use std::net::IpAddr;

use ipnet::IpNet;
use url::{Host, Url};

use super::address;
use super::error::EgressError;

/// The setting that allows more than public addresses.
const SETTING: &str = "PATCHBAY_EGRESS_ALLOW";

/// Lets requests through to public addresses and to what the allow list names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EgressGuard {
    names: Vec<NamePattern>,
    networks: Vec<IpNet>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct NamePattern {
    /// Lower case, no dot at the end.
    name: String,
    /// Whether it stands for the names below it instead: `*.name`.
    below: bool,
}

/// An entry of the allow list is neither a host, nor an address, nor a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{entry}\" is none of the entries {SETTING} takes: a host (hooks.example.com, *.example.com), an address or a \
     network (10.1.0.0/16), without scheme, port and path"
)]
pub struct InvalidAllowList {
    /// The entry as given.
    pub entry: String,
}

impl EgressGuard {
    /// Reads the comma-separated list of hosts, addresses and networks; an empty one allows nothing but public ones.
    ///
    /// # Errors
    /// The first entry that is none of these.
    pub fn parse(list: &str) -> Result<Self, InvalidAllowList> {
        let mut guard = Self::default();
        for entry in list.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let invalid = || InvalidAllowList { entry: entry.to_owned() };
            let address = entry.trim_start_matches('[').trim_end_matches(']');
            if let Ok(network) = entry.parse::<IpNet>() {
                guard.networks.push(network);
            } else if let Ok(address) = address.parse::<IpAddr>() {
                guard.networks.push(IpNet::from(address.to_canonical()));
            } else {
                let (name, below) = entry.strip_prefix("*.").map_or((entry, false), |name| (name, true));
                match Host::parse(name) {
                    Ok(Host::Domain(name)) => {
                        let name = normalized(&name).to_owned();
                        guard.names.push(NamePattern { name, below });
                    }
                    Ok(Host::Ipv4(address)) if !below => guard.networks.push(IpAddr::V4(address).into()),
                    _ => return Err(invalid()),
                }
            }
        }
        Ok(guard)
    }

    /// Whether a request to the URL may be tried: http or https, no credentials in it, and where its host is an
    /// address, one that may be reached. A name is judged when it is resolved.
    ///
    /// # Errors
    /// [`EgressError::Refused`], which names the host and the setting.
    pub fn check_url(&self, url: &Url) -> Result<(), EgressError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(EgressError::Refused("only http and https URLs can be reached".to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(EgressError::Refused(
                "a URL with a user name or password in it is not used".to_owned(),
            ));
        }
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(EgressError::Refused("the URL has no host".to_owned())),
        };
        self.check_address(address)
    }

    /// Whether the address may be reached.
    ///
    /// # Errors
    /// [`EgressError::Refused`], which names the address and the setting.
    pub(super) fn check_address(&self, address: IpAddr) -> Result<(), EgressError> {
        match self.refusal(address) {
            None => Ok(()),
            Some(reason) => Err(EgressError::Refused(format!(
                "{address} is no public address ({reason}); outbound requests reach it only if {SETTING} names it"
            ))),
        }
    }

    /// Of the addresses a name resolved to, those that may be reached: all of them where the list names the host.
    ///
    /// # Errors
    /// Why there are none. The addresses themselves are not told: they are the inner network's business.
    pub(super) fn reachable(&self, name: &str, addresses: Vec<IpAddr>) -> Result<Vec<IpAddr>, String> {
        let by_name = self.names_host(name);
        let reachable: Vec<IpAddr> =
            addresses.into_iter().filter(|address| by_name || self.refusal(*address).is_none()).collect();
        if reachable.is_empty() {
            return Err(format!(
                "{name} does not resolve to a public address; outbound requests reach it only if {SETTING} names it"
            ));
        }
        Ok(reachable)
    }

    fn names_host(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let name = normalized(&name);
        self.names.iter().any(|pattern| {
            if pattern.below {
                name.strip_suffix(pattern.name.as_str()).is_some_and(|rest| rest.ends_with('.'))
            } else {
                name == pattern.name
            }
        })
    }

    fn refusal(&self, address: IpAddr) -> Option<&'static str> {
        let address = address.to_canonical();
        address::not_public(address)
            .filter(|_| !self.networks.iter().any(|network| network.contains(&address)))
    }
}

fn normalized(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(guard: &EgressGuard, url: &str) -> Option<String> {
        guard.check_url(&Url::parse(url).unwrap()).err().map(|error| error.to_string())
    }

    #[test]
    fn addresses_are_refused_however_they_are_written() {
        let guard = EgressGuard::default();
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://169.254.169.254/latest/meta-data",
            "http://[fd00:ec2::254]/",
            "http://１２７.０.０.１/",
            "https://10.0.0.1:8443/",
            "ftp://1.1.1.1/",
            "http://user:secret@1.1.1.1/",
        ] {
            let text = refused(&guard, url).unwrap_or_else(|| panic!("{url} passed"));
            assert!(!text.contains("secret") && !text.contains("meta-data"), "{text}");
        }
        assert_eq!(refused(&guard, "http://1.1.1.1/"), None);
        assert_eq!(refused(&guard, "http://any.name.example/"), None, "a name is judged when it is resolved");
        let text = refused(&guard, "http://0x7f.1/secret?key=1").unwrap();
        assert!(text.contains("127.0.0.1") && text.contains("PATCHBAY_EGRESS_ALLOW"), "{text}");
    }

    #[test]
    fn the_allow_list_names_hosts_addresses_and_networks() {
        let guard =
            EgressGuard::parse(" 127.0.0.1, 10.1.0.0/16,[::1] ,Localhost,*.Inner.example, fd00::/8").unwrap();
        for allowed in [
            "http://127.0.0.1:9000/",
            "http://10.1.2.3/",
            "http://[::1]/",
            "http://[fd12::1]/",
            "http://[::ffff:10.1.2.3]/",
        ] {
            assert_eq!(refused(&guard, allowed), None, "{allowed}");
        }
        for other in ["http://127.0.0.2/", "http://10.2.0.1/", "http://[fe80::1]/"] {
            assert!(refused(&guard, other).is_some(), "{other}");
        }
        let inner: Vec<IpAddr> = vec!["192.168.0.9".parse().unwrap()];
        for named in ["localhost", "LOCALHOST.", "a.inner.example", "a.b.inner.example"] {
            assert_eq!(guard.reachable(named, inner.clone()), Ok(inner.clone()), "{named}");
        }
        for other in ["inner.example", "notinner.example", "localhost.example"] {
            let error = guard.reachable(other, inner.clone()).unwrap_err();
            assert!(
                error.contains(other) && error.contains(SETTING) && !error.contains("192.168"),
                "{error}"
            );
        }
    }

    #[test]
    fn of_several_addresses_only_those_that_may_be_reached_are_left() {
        let guard = EgressGuard::default();
        let (public, private) = ("1.1.1.1".parse().unwrap(), "10.0.0.1".parse().unwrap());
        assert_eq!(guard.reachable("two.example", vec![private, public]), Ok(vec![public]));
        assert!(guard.reachable("none.example", vec![]).is_err());
    }

    #[test]
    fn an_entry_that_is_nothing_is_named() {
        for entry in
            ["http://a.example", "a.example:80", "10.0.0.0/33", "a b", "*.10.0.0.1", "a.example/path"]
        {
            let error = EgressGuard::parse(&format!("1.2.3.4,{entry}")).unwrap_err();
            assert_eq!(error.entry, entry);
        }
        assert_eq!(EgressGuard::parse(""), Ok(EgressGuard::default()));
    }
}
