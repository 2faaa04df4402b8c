//! The typed procedures: one file a namespace, over the kit. Reads go to storage, every change through an action.

mod analytics;
pub(crate) mod any_webhook;
mod api_tokens;
mod assistant;
mod audit;
mod auth;
pub(crate) mod confirmations;
mod contacts;
mod context;
mod conversations;
mod convert;
mod cookie;
pub(crate) mod deliveries;
mod errors;
pub(crate) mod event_types;
pub(crate) mod events;
mod facts;
mod input;
pub mod kit;
mod live;
mod members;
pub(crate) mod messages;
mod origin;
pub(crate) mod recoveries;
mod sessions;
mod settings;
pub(crate) mod subscriptions;
mod tasks;
pub(crate) mod webhook_secrets;
pub(crate) mod webhooks;
pub mod wire;

use std::sync::Arc;

use patchbay_domain::ids::uuid_at;
use tokio_util::sync::CancellationToken;

pub use context::Context;
pub(crate) use context::authentication;

use crate::actions::Services;

/// Every procedure, to be served or exported.
///
/// # Errors
/// A mistake in the program: two procedures of one name.
pub fn router() -> Result<kit::Procedures<Context>, kit::BuildError> {
    kit::Router::new()
        .merge(analytics::router())
        .merge(api_tokens::router())
        .merge(assistant::router())
        .merge(audit::router())
        .merge(auth::router())
        .merge(confirmations::router())
        .merge(contacts::router())
        .merge(conversations::router())
        .merge(deliveries::router())
        .merge(event_types::router())
        .merge(events::router())
        .merge(facts::router())
        .merge(live::router())
        .merge(members::router())
        .merge(messages::router())
        .merge(recoveries::router())
        .merge(sessions::router())
        .merge(settings::router())
        .merge(subscriptions::router())
        .merge(tasks::router())
        .merge(webhook_secrets::router())
        .merge(webhooks::router())
        .build()
}

/// Every procedure as routes, to be nested under `/rspc`. `shutdown` ends the subscriptions.
///
/// # Errors
/// As [`router`].
pub fn mount(services: Services, shutdown: CancellationToken) -> Result<kit::Routes, kit::BuildError> {
    let (clock, entropy) = (Arc::clone(&services.clock), Arc::clone(&services.entropy));
    let make_request_id = Arc::new(move || uuid_at(clock.now(), &*entropy).to_string());
    let options = kit::MountOptions::new(make_request_id, shutdown);
    Ok(kit::mount(router()?, options, authentication(services)))
}
