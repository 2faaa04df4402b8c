//! Names to addresses: once for a connection, and only checked addresses come out.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::error::NameRefused;
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

/// What the HTTP client resolves with. It connects to exactly the addresses given here, so an answer that changes
/// between check and connection (DNS rebinding) changes nothing.
pub(super) struct GuardedResolver {
    pub(super) guard: Arc<EgressGuard>,
    pub(super) resolver: Arc<dyn HostResolver>,
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.guard);
        let addresses = self.resolver.resolve(name.as_str());
        Box::pin(async move {
            let addresses = guard.reachable(name.as_str(), addresses.await?).map_err(NameRefused)?;
            // Port 0 stands for the URL's.
            Ok(Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}
