//! With what a server is started.

use std::collections::BTreeMap;

use crate::{API_TOKEN, FakeModel, FakeTwilio, OWNER_EMAIL, OWNER_PASSWORD, Receiver, SmtpJudge, TestServer};

/// The settings of a server to be started.
#[derive(Clone)]
pub struct Setup {
    pub(crate) environment: BTreeMap<String, String>,
    pub(crate) receivers: Vec<Receiver>,
    pub(crate) mail_servers: Vec<SmtpJudge>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { environment: BTreeMap::new(), receivers: Vec::new(), mail_servers: Vec::new() }
            .set("PATCHBAY_LISTEN", "127.0.0.1:0")
            .set("PATCHBAY_OWNER_EMAIL", OWNER_EMAIL)
            .set("PATCHBAY_OWNER_PASSWORD", OWNER_PASSWORD)
            .set("PATCHBAY_API_TOKEN", API_TOKEN)
            .set("PATCHBAY_EGRESS_ALLOW", "127.0.0.1")
            // A test that sends much is not about limits; one that is takes `with_limits`.
            .set("PATCHBAY_RATE_LIMITS", "off")
    }
}

impl Setup {
    /// With a setting.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// Without a setting.
    #[must_use]
    pub fn unset(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    /// With limits on addresses and channels.
    #[must_use]
    pub fn with_limits(self) -> Self {
        self.set("PATCHBAY_RATE_LIMITS", "on")
    }

    /// With this for Twilio, whose every request the test has to take.
    #[must_use]
    pub fn with_twilio(mut self, twilio: &FakeTwilio) -> Self {
        self.receivers.push(twilio.receiver.clone());
        self.set("PATCHBAY_TWILIO_BASE_URL", &twilio.url())
    }

    /// With this model on a server, whose every request the test has to take.
    #[must_use]
    pub fn with_model(mut self, model: &FakeModel) -> Self {
        self.receivers.push(model.receiver.clone());
        model.settings().into_iter().fold(self, |setup, (name, value)| setup.set(name, &value))
    }

    /// With trust in the CA of this mail server and no other, whose every mail the test has to take.
    #[must_use]
    pub fn with_smtp(mut self, smtp: &SmtpJudge) -> Self {
        self.mail_servers.push(smtp.clone());
        self.set("SSL_CERT_FILE", smtp.ca_file())
    }

    /// As a stranger starts it, who has set nothing.
    #[must_use]
    pub fn without_owner(self) -> Self {
        self.unset("PATCHBAY_OWNER_EMAIL").unset("PATCHBAY_OWNER_PASSWORD").unset("PATCHBAY_API_TOKEN")
    }

    /// Starts the server on an empty database and waits until it listens.
    pub async fn start(self) -> TestServer {
        TestServer::with(self).await
    }
}
