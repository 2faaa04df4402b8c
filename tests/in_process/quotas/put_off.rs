//! Texts over the quota: each has its turn at the very instant that the quota allows, over restarts, and none is lost.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use patchbay::actions::create_webhook::{NewWebhook, create_webhook};
use patchbay::channels::settings::RawSettings;
use patchbay::channels::sms::settings::RawSmsSettings;
use patchbay_domain::message::{Direction, Message, MessageStatus};
use patchbay_domain::page::PageRequest;
use patchbay_domain::webhook::{Channel, ChannelType};
use patchbay_storage::MessageFilter;
use patchbay_tests::{ACCOUNT_SID, AUTH_TOKEN, SmsForm, TWILIO_NUMBER, eventually};

use super::{SECOND, post};
use crate::app::{App, MILLISECOND};

/// Between two texts of a burst.
const STEP: Duration = Duration::from_millis(20);

/// A text channel with the default quota, 30 a minute and 200 an hour, whose answers stay in the inbox.
async fn text_channel(app: &App) -> Channel {
    let given = |text: &str| Some(Some(text.to_owned()));
    let settings = RawSettings::Sms(RawSmsSettings {
        twilio_account_sid: given(ACCOUNT_SID),
        twilio_auth_token: given(AUTH_TOKEN),
        twilio_phone_number: given(TWILIO_NUMBER),
        twilio_messaging_service_sid: None,
    });
    let new = NewWebhook { outbound_enabled: false, ..NewWebhook::named("Office number", ChannelType::Sms) };
    create_webhook(app.services(), &app.owner, settings, new).await.unwrap()
}

/// A text of one of seven senders; it is taken in any case.
async fn text(app: &App, channel: &Channel, number: usize) {
    let form = SmsForm::new(&format!("+1500555001{}", number % 7), &format!("Please call number {number}"));
    let signed = form.sign(&app.services().inbound_url(channel.token)).await;
    let request = post(app, channel)
        .header("content-type", "application/x-www-form-urlencoded; charset=UTF-8")
        .header("x-twilio-signature", &signed.signature)
        .header("i-twilio-idempotency-token", &signed.idempotency_token);
    let response = request.body(signed.body).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
}

/// When a message counts.
fn place(message: &Message) -> DateTime<Utc> {
    message.deferred_until.unwrap_or(message.created_at)
}

/// The messages that came in on a channel, as they count.
async fn inbound_messages(app: &App, channel: &Channel) -> Vec<Message> {
    let scope = app.services().storage.scope(app.owner.organization_id);
    let direction = Some(Direction::Inbound);
    let filter = MessageFilter { webhook_id: Some(channel.id), direction, ..MessageFilter::default() };
    let page = scope.messages(filter, PageRequest { limit: 100, after: None }).await.unwrap();
    let mut messages = page.items;
    messages.sort_by_key(place);
    messages
}

/// The messages, as they count, once the turns of the first `count` were taken; the others must still wait.
async fn turns_taken(app: &App, channel: &Channel, count: usize) -> Vec<Message> {
    let messages = eventually("the next turn", async || {
        let messages = inbound_messages(app, channel).await;
        let taken = messages.iter().filter(|message| message.status == MessageStatus::Processed).count();
        assert!(taken <= count, "{taken} turns were taken, not {count}");
        (taken == count).then_some(messages)
    })
    .await;
    let (taken, waiting) = messages.split_at(count);
    for message in taken {
        assert_eq!(message.status, MessageStatus::Processed);
        let late = message.finished_at.unwrap() - place(message);
        // An answer stands a microsecond after its message, also for a clock that stands still.
        assert!((TimeDelta::zero()..=TimeDelta::microseconds(1)).contains(&late), "{late}: {message:#?}");
    }
    assert!(waiting.iter().all(|message| message.status == MessageStatus::Deferred), "{waiting:#?}");
    messages
}

#[tokio::test]
async fn a_burst_is_drained_at_the_allowed_rate_and_in_its_order_over_restarts() {
    let mut app = App::start().await;
    let channel = text_channel(&app).await;
    let begun = app.now();
    for number in 0..35 {
        text(&app, &channel, number).await;
        turns_taken(&app, &channel, (number + 1).min(30)).await;
        app.advance(STEP);
    }
    // Started again in the middle of it, on what is stored; more come in than the next minute has room for.
    app.stop().await;
    app.advance(10 * SECOND - 35 * STEP);
    app.start_again().await;
    for number in 35..65 {
        text(&app, &channel, number).await;
        app.advance(MILLISECOND);
    }
    let messages = turns_taken(&app, &channel, 30).await;
    assert_eq!(messages.len(), 65);
    for (number, message) in (0_u32..).zip(&messages) {
        assert_eq!(message.content, format!("Please call number {number}"));
        assert_eq!(message.deferred_until.is_some(), number >= 30);
        // Thirty in every minute, as far apart as the thirty before them.
        let expected = begun + 60 * SECOND * (number / 30) + STEP * (number % 30);
        assert_eq!(place(message), expected, "number {number}");
    }

    app.advance((begun + 60 * SECOND - MILLISECOND - app.now()).to_std().unwrap());
    app.look_around().await;
    turns_taken(&app, &channel, 30).await;
    for (done, message) in (0..).zip(&messages).skip(30) {
        if [40, 62].contains(&done) {
            app.stop().await;
            app.start_again().await;
        }
        app.advance((place(message) - app.now()).to_std().unwrap());
        turns_taken(&app, &channel, done + 1).await;
    }
    for (first, next) in messages.iter().zip(&messages[30..]) {
        assert!(place(next) - place(first) >= TimeDelta::minutes(1));
    }
    assert!(app.jobs("take_turn").await.is_empty());
    app.finish().await;
}
