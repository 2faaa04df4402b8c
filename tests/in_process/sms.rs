//! A text channel on a clock that stands still: who is told when, and when no more.

mod linking;
mod quiet_hours;
mod stops;
mod task_ends;
mod tries;
mod verification;

use patchbay::actions::create_webhook::{NewWebhook, create_webhook};
use patchbay::channels::settings::RawSettings;
use patchbay::channels::sms::settings::RawSmsSettings;
use patchbay_domain::delivery::{Delivery, DeliveryState};
use patchbay_domain::message::{Direction, Message, MessageStatus};
use patchbay_domain::page::PageRequest;
use patchbay_domain::task::Task;
use patchbay_domain::webhook::{Channel, ChannelType};
use patchbay_storage::{DeliveryFilter, MessageFilter, TaskFilter};
use patchbay_tests::{ACCOUNT_SID, AUTH_TOKEN, FakeTwilio, Received, SmsForm, TWILIO_NUMBER, eventually};
use reqwest::Client;

use crate::app::App;

/// Who texts.
const ANN: &str = "+15005550006";

const ALL: PageRequest = PageRequest { limit: 100, after: None };

/// Patchbay with a text channel, and its Twilio.
struct Office {
    twilio: FakeTwilio,
    app: App,
    channel: Channel,
}

impl Office {
    async fn open() -> Self {
        let twilio = FakeTwilio::start();
        let app = App::start_with(&[("PATCHBAY_TWILIO_BASE_URL", &twilio.url())]).await;
        let given = |text: &str| Some(Some(text.to_owned()));
        let settings = RawSmsSettings {
            twilio_account_sid: given(ACCOUNT_SID),
            twilio_auth_token: given(AUTH_TOKEN),
            twilio_phone_number: given(TWILIO_NUMBER),
            twilio_messaging_service_sid: None,
        };
        let new = NewWebhook::named("Office number", ChannelType::Sms);
        let channel = create_webhook(app.services(), &app.owner, RawSettings::Sms(settings), new).await;
        Self { twilio, channel: channel.unwrap(), app }
    }

    /// Has [`ANN`] text this, as Twilio posts and signs it; the message after its turn.
    #[expect(clippy::disallowed_methods, reason = "a test calls the application from outside")]
    async fn text(&self, body: &str) -> Message {
        let form = SmsForm::new(ANN, body);
        let url = self.app.services().inbound_url(self.channel.token);
        let signed = form.sign(&url).await;
        let post = Client::builder().no_proxy().build().unwrap().post(url).body(signed.body);
        let post = post.header("content-type", "application/x-www-form-urlencoded");
        let answer = post.header("x-twilio-signature", signed.signature).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        let sid = form.field("MessageSid");
        eventually("the turn on a text", async || {
            self.messages().await.into_iter().find(|message| {
                message.external_id.as_deref() == Some(sid) && message.status == MessageStatus::Processed
            })
        })
        .await
    }

    /// Has [`ANN`] ask for something, and takes the answer; the task.
    async fn ask(&self, body: &str) -> Task {
        let message = self.text(body).await;
        self.twilio.next().await;
        self.quiet().await;
        let scope = self.app.services().storage.scope(self.app.owner.organization_id);
        let tasks = scope.tasks(&TaskFilter::default(), ALL).await.unwrap().items;
        tasks.into_iter().find(|task| task.source_message_id == Some(message.id)).unwrap()
    }

    /// Waits until nothing is being delivered; what waits for its time may wait.
    async fn quiet(&self) {
        eventually("the last try to end", async || {
            let jobs = self.app.jobs("attempt_delivery").await;
            jobs.iter().all(|state| state == "scheduled").then_some(())
        })
        .await;
    }

    /// Every message of the channel, newest first.
    async fn messages(&self) -> Vec<Message> {
        let scope = self.app.services().storage.scope(self.app.owner.organization_id);
        let filter = MessageFilter { webhook_id: Some(self.channel.id), ..MessageFilter::default() };
        scope.messages(filter, ALL).await.unwrap().items
    }

    /// The newest message that went out, and its delivery.
    async fn last_sent(&self) -> (Message, Delivery) {
        let mut sent = self.messages().await.into_iter().filter(|one| one.direction == Direction::Outbound);
        let message = sent.next().unwrap();
        let scope = self.app.services().storage.scope(self.app.owner.organization_id);
        let filter = DeliveryFilter { message_id: Some(message.id), ..DeliveryFilter::default() };
        let mut deliveries = scope.deliveries(&filter, ALL).await.unwrap().page.items;
        assert_eq!(deliveries.len(), 1, "{deliveries:#?}");
        (message, deliveries.remove(0))
    }

    /// That nothing was asked of Twilio since the last look.
    async fn silence(&self) {
        self.app.look_around().await;
        self.quiet().await;
        assert!(self.twilio.untaken().is_empty(), "{:#?}", self.twilio.untaken());
    }

    /// That the newest message was withheld because of the word; nothing was asked of Twilio.
    async fn withheld(&self, content: &str, word: &str) {
        self.silence().await;
        let (message, delivery) = self.last_sent().await;
        assert_eq!(message.content, content);
        let why = format!(
            "Not sent: {ANN} texted {word} on 10 March 2026, 12:00 UTC, so they get no texts. They get them again once \
             they text START."
        );
        assert_eq!((message.status, message.error.as_ref()), (MessageStatus::Failed, Some(&why)));
        assert_eq!(
            (delivery.state(), delivery.progress.last_error.as_ref()),
            (DeliveryState::Cancelled, Some(&why))
        );
        assert!(self.app.jobs("attempt_delivery").await.is_empty());
    }

    async fn finish(self) {
        assert!(self.twilio.untaken().is_empty(), "{:#?}", self.twilio.untaken());
        self.app.finish().await;
    }
}

/// What a request to send a text says.
fn body_of(request: &Received) -> String {
    let form = request.form();
    let names: Vec<_> = form.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["To", "From", "Body"]);
    assert_eq!((form[0].1.as_str(), form[1].1.as_str()), (ANN, TWILIO_NUMBER));
    form[2].1.clone()
}
