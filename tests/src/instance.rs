//! A second process on the data of a test server.

use reqwest::Client;

use crate::process::Process;
use crate::{API_TOKEN, Channel, Output, Post, Rpc};

/// Another server of the same installation.
pub struct Instance {
    process: Process,
    client: Client,
}

impl Instance {
    pub(crate) async fn start(environment: &[(String, String)], client: Client) -> Self {
        Self { process: Process::serve(environment, &Output::default()).await, client }
    }

    /// Calls procedures there, as the owner.
    #[must_use]
    pub fn rpc(&self) -> Rpc {
        Rpc::new(self.client.clone(), self.process.address.clone()).with_token(API_TOKEN)
    }

    /// A post at a channel's inbound URL there.
    #[must_use]
    pub fn inbound(&self, channel: &Channel) -> Post {
        let url = format!("{}/api/webhooks/inbound/{}", self.process.address, channel.token);
        Post::new(self.client.clone(), url)
    }

    /// SIGKILL.
    pub async fn kill9(mut self) {
        self.process.kill().await;
    }

    /// SIGTERM; it must end well.
    pub async fn stop(mut self) {
        let status = self.process.terminate().await;
        assert!(status.success(), "after SIGTERM the other instance ended with {status}");
    }
}
