//! The addresses that are remembered. A hand goes around them, as in the clock algorithm of page caches: a little
//! further at every newcomer, dropping what is idle, and further where there is no room, so that no request ever waits
//! for all of them to be looked at while there is anything to drop.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::Bound::{Excluded, Unbounded};

use chrono::{DateTime, Utc};

use super::source::Source;

/// How far the hand goes at every newcomer.
const STEPS: usize = 2;
/// How many are looked at for the one to be dropped, where none of them is idle.
const LOOKED_AT: usize = 32;

/// The addresses that are remembered.
#[derive(Debug)]
pub(super) struct Sources {
    by_address: BTreeMap<IpAddr, Source>,
    most: usize,
    hand: Option<IpAddr>,
}

impl Sources {
    /// Room for `most` addresses.
    pub(super) const fn new(most: usize) -> Self {
        Self { by_address: BTreeMap::new(), most, hand: None }
    }

    /// What counts against an address, if anything does.
    #[cfg(test)]
    pub(super) fn known(&mut self, address: IpAddr) -> Option<&mut Source> {
        self.by_address.get_mut(&address)
    }

    /// What counts against an address; room is made for a new one.
    pub(super) fn of(&mut self, address: IpAddr, now: DateTime<Utc>) -> &mut Source {
        if !self.by_address.contains_key(&address) {
            for _ in 0..STEPS {
                self.advance(now);
            }
            while self.by_address.len() >= self.most {
                self.make_room(now);
            }
        }
        self.by_address.entry(address).or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.by_address.len()
    }

    /// Drops one: an idle one, else the one of those looked at that has the least to be forgotten. Those that have to
    /// wait are dropped only where there is nobody else.
    fn make_room(&mut self, now: DateTime<Utc>) {
        let mut least = None;
        for looked_at in 0..self.len() {
            let Some(address) = self.advance(now) else { return };
            let Some(source) = self.by_address.get(&address) else { return };
            let weight = source.weight();
            if !source.is_limited() && least.is_none_or(|(lightest, _)| weight < lightest) {
                least = Some((weight, address));
            }
            if looked_at >= LOOKED_AT && least.is_some() {
                break;
            }
        }
        if let Some(address) = least.map(|(_, address)| address).or(self.hand) {
            self.by_address.remove(&address);
        }
    }

    /// Moves the hand on by one and says where it is; one that is idle is dropped.
    fn advance(&mut self, now: DateTime<Utc>) -> Option<IpAddr> {
        let after = self.hand.map_or(Unbounded, Excluded);
        let next = self.by_address.range((after, Unbounded)).next().map(|(address, _)| *address);
        let address = next.or_else(|| self.by_address.keys().next().copied())?;
        self.hand = Some(address);
        let source = self.by_address.get_mut(&address)?;
        source.forget(now);
        if source.is_idle() {
            self.by_address.remove(&address);
            return None;
        }
        Some(address)
    }
}
