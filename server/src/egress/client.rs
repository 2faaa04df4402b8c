//! The HTTP client behind the guard.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use http::{HeaderMap, Method};
use hyper::body::Bytes;
use lettre::transport::smtp::client::Certificate;
use patchbay_domain::delivery::MAX_RESPONSE_BODY_BYTES;
use reqwest::redirect;
use url::Url;

use super::body::{self, WatchedBody};
use super::error::{self, EgressError, LookupError};
use super::guard::EgressGuard;
use super::resolver::{GuardedResolver, HostResolver, SystemResolver};

/// How long a request may take from first to last, connecting included (002 FR-13).
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// How long connecting may take: a host that does not answer is known by then.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long looking a name up may take while somebody waits.
const CHECK_TIMEOUT: Duration = Duration::from_secs(3);

/// How long an idle connection is kept. Common servers close theirs after 5 s, and a request that meets the closing
/// is one of unknown outcome.
const IDLE_TIMEOUT: Duration = Duration::from_secs(3);

/// A request that is to leave.
#[derive(Debug, Clone)]
pub struct OutboundRequest {
    /// Its method.
    pub method: Method,
    /// Where to.
    pub url: Url,
    /// Its headers; `Host` and `Content-Length` are set by the client.
    pub headers: HeaderMap,
    /// Its body, sent as it is.
    pub body: Bytes,
    /// How long it may take from first to last, reading the answer included.
    pub timeout: Duration,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundResponse {
    /// The HTTP status, 100 to 999. A redirect is an answer like any other: none is followed.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text, at most 16 KiB unless more was asked for; bytes that are no text are replaced.
    pub body: String,
    /// Whether there was more of the body, or it broke off.
    pub body_cut: bool,
    /// The address that answered.
    pub address: Option<SocketAddr>,
}

/// The client could not be set up: TLS does not work here.
#[derive(Debug, thiserror::Error)]
#[error("outbound HTTP cannot be set up: {0}")]
pub struct EgressSetupError(String);

/// Sends requests to where they may go. Clones share connections.
#[derive(Debug, Clone)]
pub struct EgressClient {
    http: reqwest::Client,
    /// The same without the guard.
    trusted: reqwest::Client,
    guard: Arc<EgressGuard>,
    /// What mail servers are found with.
    resolver: GuardedResolver,
    /// Whose certificates a mail server may have besides those that the system trusts.
    mail_roots: Vec<Certificate>,
}

impl EgressClient {
    /// A client that resolves names as the operating system does.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(guard: EgressGuard) -> Result<Self, EgressSetupError> {
        Self::with_resolver(guard, Arc::new(SystemResolver))
    }

    /// A client with a resolver of the caller's.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn with_resolver(
        guard: EgressGuard,
        resolver: Arc<dyn HostResolver>,
    ) -> Result<Self, EgressSetupError> {
        let guard = Arc::new(guard);
        // An error means that a provider is already there, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guarded = GuardedResolver { guard: Some(Arc::clone(&guard)), resolver: Arc::clone(&resolver) };
        let unguarded = GuardedResolver { guard: None, resolver };
        let (http, trusted) = (http_client(&guarded)?, http_client(&unguarded)?);
        Ok(Self { http, trusted, guard, resolver: guarded, mail_roots: Vec::new() })
    }

    /// The same client, for which this certificate (DER) signs mail servers' too.
    #[cfg(test)]
    pub(crate) fn trusting_for_mail(mut self, root: &[u8]) -> Self {
        self.mail_roots.push(Certificate::from_der(root.to_vec()).unwrap());
        self
    }

    /// The guard, to judge a URL before there is anything to send.
    #[must_use]
    pub fn guard(&self) -> &EgressGuard {
        &self.guard
    }

    pub(super) const fn resolver(&self) -> &GuardedResolver {
        &self.resolver
    }

    pub(super) fn mail_roots(&self) -> &[Certificate] {
        &self.mail_roots
    }

    /// Whether requests to the URL would be let through now. A name that does not resolve, or not soon, may do so later.
    ///
    /// # Errors
    /// [`EgressError::Refused`], which says why and names the setting.
    pub async fn check(&self, url: &Url) -> Result<(), EgressError> {
        self.guard.check_url(url)?;
        let Some(url::Host::Domain(name)) = url.host() else { return Ok(()) };
        match tokio::time::timeout(CHECK_TIMEOUT, self.resolver.lookup(name)).await {
            Ok(Err(LookupError::Refused(refused))) => Err(EgressError::Refused(refused.0)),
            Ok(Ok(_) | Err(LookupError::Failed(_))) | Err(_) => Ok(()),
        }
    }

    /// Sends the request once: no redirect is followed and nothing is tried again.
    ///
    /// # Errors
    /// There is no answer; [`EgressError::is_outcome_unknown`] says whether the request may have arrived all the same.
    pub async fn send(&self, request: OutboundRequest) -> Result<OutboundResponse, EgressError> {
        self.guard.check_url(&request.url)?;
        send_by(&self.http, request, MAX_RESPONSE_BODY_BYTES).await
    }

    /// Sends the request as [`EgressClient::send`] does, but wherever its URL points: for URLs that whoever runs the
    /// server set by themselves, and for no others.
    ///
    /// # Errors
    /// As of [`EgressClient::send`], but no address is refused.
    pub async fn send_trusted(&self, request: OutboundRequest) -> Result<OutboundResponse, EgressError> {
        send_by(&self.trusted, request, MAX_RESPONSE_BODY_BYTES).await
    }

    /// The same, where as much as `limit` bytes of the answer is wanted.
    ///
    /// # Errors
    /// As of [`EgressClient::send_trusted`].
    pub async fn ask_trusted(
        &self,
        request: OutboundRequest,
        limit: usize,
    ) -> Result<OutboundResponse, EgressError> {
        send_by(&self.trusted, request, limit).await
    }
}

async fn send_by(
    http: &reqwest::Client,
    request: OutboundRequest,
    limit: usize,
) -> Result<OutboundResponse, EgressError> {
    let server = server_name(&request.url);
    let (body, taken) = WatchedBody::new(request.body);
    let sending = http
        .request(request.method, request.url)
        .headers(request.headers)
        .body(reqwest::Body::wrap(body))
        .timeout(request.timeout)
        .send();
    let response =
        sending.await.map_err(|error| error::from_client(&error, &server, taken.load(Ordering::Relaxed)))?;
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let address = response.remote_addr();
    let (body, body_cut) = body::read(response, limit).await?;
    Ok(OutboundResponse { status, headers, body, body_cut, address })
}

fn http_client(resolver: &GuardedResolver) -> Result<reqwest::Client, EgressSetupError> {
    builder(resolver).build().or_else(|error| {
        // A host without root certificates can still send to http URLs.
        tracing::warn!(%error, "no root certificates found: requests to https URLs will fail; install ca-certificates");
        let tls = tls_without_roots().map_err(|error| EgressSetupError(error.to_string()))?;
        let builder = builder(resolver).tls_backend_preconfigured(tls);
        builder.build().map_err(|error| EgressSetupError(error.to_string()))
    })
}

#[expect(clippy::disallowed_methods, reason = "this is the one HTTP client, and the guard stands before it")]
fn builder(resolver: &GuardedResolver) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .dns_resolver(resolver.clone())
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(IDLE_TIMEOUT)
}

fn tls_without_roots() -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth())
}

/// Host and port, as errors name it.
fn server_name(url: &Url) -> String {
    let port = url.port_or_known_default().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", url.host_str().unwrap_or_default())
}
