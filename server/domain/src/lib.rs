//! What Patchbay's business is: typed ids, states and rules. Pure; it reads no clock, no randomness, no disk,
//! no network by itself: whoever needs time or randomness is handed a [`clock::Clock`] or an [`entropy::Entropy`].

pub mod access;
pub mod actor;
pub mod address_limits;
pub mod assistant;
pub mod audit;
pub mod card_number;
pub mod change;
pub mod clock;
pub mod consent;
pub mod contact;
pub mod conversation;
pub mod delivery;
pub mod email;
pub mod entropy;
pub mod event;
pub mod identity;
pub mod ids;
pub mod job;
pub mod message;
pub mod organization;
pub mod page;
pub mod quota;
pub mod request;
pub mod secret;
pub mod sms;
pub mod task;
pub mod text;
pub mod verification;
pub mod webhook;
