//! Names to addresses: once for a connection, and only checked addresses come out.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::error::{LookupError, NameRefused};
use super::guard::EgressGuard;

/// Finds the addresses of a host.
pub trait HostResolver: Send + Sync {
    /// All addresses of the name.
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// Asks the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl HostResolver for SystemResolver {
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let name = name.to_owned();
        Box::pin(
            async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|found| found.ip()).collect()) },
        )
    }
}

/// A name could not be resolved. Travels through the HTTP client as a source of its error.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NameNotFound(io::Error);

/// What connections are made with. They go to exactly the addresses given here, so an answer that changes between check
/// and connection (DNS rebinding) changes nothing.
#[derive(Clone)]
pub(super) struct GuardedResolver {
    /// Leaves out what may not be reached; without it everything may be.
    pub(super) guard: Option<Arc<EgressGuard>>,
    pub(super) resolver: Arc<dyn HostResolver>,
}

impl GuardedResolver {
    /// The addresses of the name that may be reached, one at least.
    pub(super) fn lookup(&self, name: &str) -> BoxFuture<'static, Result<Vec<IpAddr>, LookupError>> {
        let (guard, name) = (self.guard.clone(), name.to_owned());
        let addresses = self.resolver.resolve(&name);
        Box::pin(async move {
            let addresses = addresses.await.map_err(LookupError::Failed)?;
            let Some(guard) = guard else { return Ok(addresses) };
            guard.reachable(&name, addresses).map_err(|text| LookupError::Refused(NameRefused(text)))
        })
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let addresses = self.lookup(name.as_str());
        Box::pin(async move {
            let addresses = addresses.await.map_err(|error| -> Box<dyn Error + Send + Sync> {
                match error {
                    LookupError::Refused(refused) => refused.into(),
                    LookupError::Failed(error) => NameNotFound(error).into(),
                }
            })?;
            // Port 0 stands for the URL's.
            Ok(Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}

impl fmt::Debug for GuardedResolver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GuardedResolver").field("guard", &self.guard).finish_non_exhaustive()
    }
}
