//! From the domain to the wire and back, split by noun. The wire types know nothing of the domain, so that either can
//! change without the other.

pub(super) mod assistant;
pub(super) mod auth;
mod change;
mod confirmation;
mod contact;
mod conversation;
pub(super) mod delivery;
mod event;
mod fact;
mod hours;
mod identity;
pub(super) mod message;
pub(super) mod provider_config;
mod recovery;
mod story;
mod subscription;
mod task;
mod turn;
pub(super) mod understanding;
pub(super) mod webhook;

use patchbay_domain::page::Page;

use super::wire;

/// Two enums of the same variants. One that is missing on either side does not compile.
macro_rules! same_variants {
    ($from:ty => $to:ty { $($variant:ident),+ $(,)? }) => {
        impl From<$from> for $to {
            fn from(value: $from) -> Self {
                match value {
                    $(<$from>::$variant => Self::$variant,)+
                }
            }
        }
    };
}
use same_variants;

/// A page as it is shown, each of its rows turned by `turn`.
pub(super) fn page<T, U>(page: Page<T>, turn: impl FnMut(T) -> U) -> wire::page::Page<U> {
    let next_cursor = page.next.map(|cursor| cursor.to_string());
    wire::page::Page { items: page.items.into_iter().map(turn).collect(), next_cursor }
}

/// An id as it is shown, where there is one.
fn text<Id: ToString>(id: Option<Id>) -> Option<String> {
    id.map(|id| id.to_string())
}
