//! Which addresses are public: what the IANA special-purpose registries say is none of those is refused.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Why requests do not go to the address, in a word or two; `None` for a public one.
pub(super) fn not_public(address: IpAddr) -> Option<&'static str> {
    match address.to_canonical() {
        IpAddr::V4(address) => not_public_v4(address),
        IpAddr::V6(address) => not_public_v6(address),
    }
}

fn not_public_v4(address: Ipv4Addr) -> Option<&'static str> {
    let [first, second, third, _] = address.octets();
    Some(match (first, second, third) {
        (0, _, _) => "unspecified",
        (127, _, _) => "loopback",
        (10, _, _) | (172, 16..32, _) | (192, 168, _) => "private",
        (100, 64..128, _) => "carrier-grade NAT",
        // 169.254.169.254 is where clouds hand out credentials; Azure answers such requests on 168.63.129.16 too.
        (169, 254, _) => "link-local",
        (168, 63, 129) if address.octets()[3] == 16 => "metadata",
        (192, 0, 0) | (192, 88, 99) => "reserved",
        (192, 0, 2) | (198, 51, 100) | (203, 0, 113) => "documentation",
        (198, 18..20, _) => "benchmarking",
        (224..240, _, _) => "multicast",
        (255, 255, 255) if address.is_broadcast() => "broadcast",
        (240.., _, _) => "reserved",
        _ => return None,
    })
}

/// Only 2000::/3 is given out to the public; within it, and in NAT64's prefix, some addresses stand for IPv4 ones.
fn not_public_v6(address: Ipv6Addr) -> Option<&'static str> {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let [first, second] = high.to_be_bytes();
        let [third, fourth] = low.to_be_bytes();
        not_public_v4(Ipv4Addr::new(first, second, third, fourth))
    };
    match segments {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0, 0, 0, 0, 0, 0, 0, 0] => Some("unspecified"),
        [0, 0, 0, 0, 0, 0, 0, 1] => Some("loopback"),
        [0xfe80..=0xfebf, ..] => Some("link-local"),
        // fd00:ec2::254, a cloud's metadata, is among these.
        [0xfc00..=0xfdff, ..] => Some("private"),
        [0xfec0..=0xfeff, ..] => Some("site-local"),
        [0xff00..=0xffff, ..] => Some("multicast"),
        [0x2002, high, low, ..] => embedded(high, low),
        // Teredo, benchmarking, ORCHID and what else the IETF keeps; a Teredo address hides an IPv4 one.
        [0x2001, 0..0x200, ..] => Some("reserved"),
        [0x2001, 0xdb8, ..] | [0x3fff, 0..0x1000, ..] => Some("documentation"),
        [0x2000..=0x3fff, ..] => None,
        _ => Some("reserved"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        for refused in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:10::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "2002:c0a8:101::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
        ] {
            assert!(not_public(refused.parse().unwrap()).is_some(), "{refused}");
        }
        for public in [
            "1.1.1.1",
            "9.255.255.255",
            "100.63.255.255",
            "100.128.0.1",
            "126.255.255.255",
            "128.0.0.1",
            "168.63.129.15",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.255.255",
            "198.17.255.255",
            "198.20.0.1",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2002:808:808::1",
            "2606:4700::1111",
            "3fff:1000::1",
        ] {
            assert_eq!(not_public(public.parse().unwrap()), None, "{public}");
        }
    }
}
