//! What almost every test does: make a channel, send, wait for the turn, read the thread.

use serde_json::{Value, json};

use crate::{Channel, Post, TestServer, eventually};

impl TestServer {
    /// Makes a custom channel; `settings` go into the input of `webhooks.create`.
    pub async fn create_channel(&self, settings: Value) -> Channel {
        let mut input = json!({ "channelType": "custom_webhook", "channelName": "Front desk" });
        for (name, value) in settings.as_object().unwrap() {
            input[name] = value.clone();
        }
        Channel::new(self.rpc().mutate("webhooks.create", input).await)
    }

    /// A channel whose replies go to this URL.
    pub async fn create_channel_to(&self, url: &str) -> Channel {
        self.create_channel(json!({ "providerConfig": { "outboundWebhookUrl": url } })).await
    }

    /// A post at a channel's inbound URL.
    #[must_use]
    pub fn inbound(&self, channel: &Channel) -> Post {
        self.inbound_at(&channel.token)
    }

    /// A post at the inbound URL of any token.
    #[must_use]
    pub fn inbound_at(&self, token: &str) -> Post {
        Post::new(self.client(), format!("{}/api/webhooks/inbound/{token}", self.address()))
    }

    /// Sends `content` from `sender`; the id of the message.
    pub async fn send(&self, channel: &Channel, sender: &str, content: &str) -> String {
        self.inbound(channel)
            .json(&json!({ "senderIdentifier": sender, "content": content }))
            .accepted()
            .await
    }

    /// A message of a channel as it is now.
    pub async fn message(&self, channel: &Channel, id: &str) -> Option<Value> {
        let messages =
            self.rpc().every("webhooks.getMessages", json!({ "webhookId": channel.id }), 100).await;
        messages.into_iter().find(|message| message["id"] == id)
    }

    /// Waits until the turn on an inbound message was taken; the message then.
    pub async fn processed(&self, channel: &Channel, id: &str) -> Value {
        eventually("the turn to be taken", async || {
            self.message(channel, id).await.filter(|message| message["status"] == "processed")
        })
        .await
    }

    /// Sends and waits for the turn; the message then.
    pub async fn send_and_wait(&self, channel: &Channel, sender: &str, content: &str) -> Value {
        let id = self.send(channel, sender, content).await;
        self.processed(channel, &id).await
    }

    /// The messages of a conversation, oldest first.
    pub async fn thread(&self, conversation: &Value) -> Vec<Value> {
        let mut messages =
            self.rpc().every("conversations.messages", json!({ "id": conversation }), 100).await;
        messages.reverse();
        messages
    }

    /// The assistant's answer in the conversation of a message to which there is one only.
    pub async fn only_reply(&self, message: &Value) -> Value {
        let thread = self.thread(&message["conversationId"]).await;
        let mut replies = thread.into_iter().filter(|one| one["direction"] == "outbound");
        let reply = replies.next().unwrap();
        assert!(replies.next().is_none(), "more than one reply to {message}");
        reply
    }

    /// Waits until a delivery is in one of these states.
    pub async fn delivery_in(&self, id: &Value, states: &[&str]) -> Value {
        eventually("the delivery to move on", async || {
            let delivery = self.rpc().query("deliveries.get", json!({ "id": id })).await;
            states.contains(&delivery["status"].as_str().unwrap()).then_some(delivery)
        })
        .await
    }
}
