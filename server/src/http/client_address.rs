//! Who sent a request, behind proxies. Each proxy appends to `X-Forwarded-For` the address that it was called from, so
//! the list is read from its end for as long as those who wrote it are trusted; what stands before is hearsay.

use std::net::{IpAddr, SocketAddr};

use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use ipnet::IpNet;
use patchbay_domain::request::ClientAddress;

/// Notes on a request whose it is, for whoever answers it.
pub(super) async fn note(State(trusted): State<Arc<[IpNet]>>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let address = client_address(peer.ip(), request.headers(), &trusted);
        request.extensions_mut().insert(ClientAddress(address));
    }
    next.run(request).await
}

/// The address a request came from. `peer`: the other end of the connection. `trusted`: the proxies that are believed
/// (`PATCHBAY_TRUSTED_PROXIES`); where the peer is none of them the header is not looked at.
pub(super) fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let mut client = peer.to_canonical();
    let values = headers.get_all("x-forwarded-for");
    let mut entries = values.iter().rev().flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
    while is_trusted(client) {
        // What is no address ends the walk: whoever wrote it is the last one known.
        let Some(address) = entries.next().and_then(forwarded) else { break };
        client = address;
    }
    client
}

/// One entry: an address, perhaps in brackets, perhaps with a port.
fn forwarded(entry: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(entry).ok()?.trim();
    let in_brackets = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let address = match in_brackets {
        Some(text) => text.parse().map(IpAddr::V6).ok()?,
        None => text.parse().or_else(|_| text.parse().map(|socket: SocketAddr| socket.ip())).ok()?,
    };
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    const PROXIES: [&str; 3] = ["10.0.0.0/8", "192.0.2.1/32", "2001:db8:1::/48"];

    fn trusted() -> Vec<IpNet> {
        PROXIES.iter().map(|network| network.parse().unwrap()).collect()
    }

    fn headers(values: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", HeaderValue::from_bytes(value).unwrap());
        }
        headers
    }

    fn client(peer: &str, values: &[&str]) -> String {
        let values: Vec<&[u8]> = values.iter().map(|value| value.as_bytes()).collect();
        client_address(peer.parse().unwrap(), &headers(&values), &trusted()).to_string()
    }

    #[test]
    fn a_peer_that_is_no_trusted_proxy_is_the_client_whatever_it_says() {
        assert_eq!(client("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client("::ffff:203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client("127.0.0.1", &["198.51.100.1"]), "127.0.0.1", "loopback is not trusted by itself");
    }

    #[test]
    fn the_last_address_that_no_trusted_proxy_has_is_the_client() {
        for (values, expected) in [
            (&["203.0.113.9"][..], "203.0.113.9"),
            (&["1.2.3.4, 203.0.113.9"], "203.0.113.9"),
            (&["1.2.3.4,203.0.113.9 , 10.1.1.1,192.0.2.1"], "203.0.113.9"),
            (&["1.2.3.4", "203.0.113.9", "10.1.1.1"], "203.0.113.9"),
            (&["1.2.3.4, 203.0.113.9", "10.1.1.1"], "203.0.113.9"),
            (&["1.2.3.4, 2001:DB8:2::7, 2001:db8:1::9"], "2001:db8:2::7"),
            // All of them trusted: the farthest.
            (&["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
            (&[], "10.0.0.1"),
        ] {
            assert_eq!(client("10.0.0.1", values), expected, "{values:?}");
            assert_eq!(client("::ffff:10.0.0.1", values), expected, "{values:?}");
        }
    }

    #[test]
    fn ports_and_brackets_and_mapped_addresses_are_understood() {
        for (value, expected) in [
            ("203.0.113.9:4711", "203.0.113.9"),
            ("[2001:db8:2::7]:4711", "2001:db8:2::7"),
            ("[2001:db8:2::7]", "2001:db8:2::7"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("[::ffff:203.0.113.9]:80, ::ffff:10.2.2.2", "203.0.113.9"),
        ] {
            assert_eq!(client("10.0.0.1", &[value]), expected, "{value}");
        }
    }

    #[test]
    fn what_is_no_address_ends_the_walk_at_the_last_good_one() {
        for malformed in ["unknown", "", "203.0.113.9:99999", "203.0.113", "[203.0.113.9]", "[::1", "a\tb"] {
            assert_eq!(client("10.0.0.1", &[&format!("1.2.3.4, {malformed}")]), "10.0.0.1", "{malformed}");
            assert_eq!(client("10.0.0.1", &["1.2.3.4", malformed, "10.0.0.2"]), "10.0.0.2", "{malformed}");
        }
        let not_text = headers(&[b"1.2.3.4, \xff\xfe, 10.0.0.2"]);
        let peer = "10.0.0.1".parse().unwrap();
        assert_eq!(client_address(peer, &not_text, &trusted()).to_string(), "10.0.0.2");
    }

    fn address() -> impl Strategy<Value = IpAddr> {
        prop_oneof![
            (1_u8..6).prop_map(|last| IpAddr::from([10, 0, 0, last])),
            any::<[u8; 4]>().prop_map(IpAddr::from),
            any::<[u8; 16]>().prop_map(|bytes| IpAddr::from(bytes).to_canonical()),
            (1_u16..6).prop_map(|last| IpAddr::from([0x2001, 0xdb8, 1, 0, 0, 0, 0, last])),
        ]
    }

    proptest! {
        #[test]
        fn without_trusted_proxies_nothing_in_the_header_matters(
            peer in address(), value in prop::collection::vec(0x20_u8..=0x7e, 0..60),
        ) {
            prop_assert_eq!(client_address(peer, &headers(&[&value]), &[]), peer);
        }

        #[test]
        fn what_a_client_claims_of_itself_never_changes_who_it_is(
            proxies in prop::collection::vec(1_u8..250, 0..4),
            client in any::<[u8; 4]>().prop_map(IpAddr::from),
            claimed in prop::collection::vec(0x20_u8..=0x7e, 0..60),
        ) {
            prop_assume!(!trusted().iter().any(|network| network.contains(&client)));
            let mut value = claimed;
            value.extend(format!(", {client}").bytes());
            for last in &proxies {
                value.extend(format!(", 10.0.0.{last}").bytes());
            }
            let peer = IpAddr::from([10, 0, 0, 1]);
            prop_assert_eq!(client_address(peer, &headers(&[&value]), &trusted()), client);
        }

        #[test]
        fn any_split_of_the_list_over_headers_says_the_same(
            list in prop::collection::vec((address(), any::<bool>()), 1..8),
        ) {
            let peer = IpAddr::from([10, 0, 0, 1]);
            let joined = list.iter().map(|(address, _)| address.to_string()).collect::<Vec<_>>().join(",");
            let mut split: Vec<String> = vec![String::new()];
            for (index, (address, apart)) in list.iter().enumerate() {
                match split.last_mut() {
                    Some(value) if index == 0 || !apart => {
                        if index > 0 { value.push(','); }
                        value.push_str(&address.to_string());
                    }
                    _ => split.push(address.to_string()),
                }
            }
            let values: Vec<&[u8]> = split.iter().map(String::as_bytes).collect();
            let whole = client_address(peer, &headers(&[joined.as_bytes()]), &trusted());
            prop_assert_eq!(client_address(peer, &headers(&values), &trusted()), whole);
            // Said once more, plainly.
            let networks = trusted();
            let untrusted = list.iter().rev().find(|(one, _)| !networks.iter().any(|network| network.contains(one)));
            prop_assert_eq!(whole, untrusted.unwrap_or(&list[0]).0);
        }
    }
}
