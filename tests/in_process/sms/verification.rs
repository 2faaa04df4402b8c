//! A code counts for ten minutes, and another one may be sent after one.

use std::time::Duration;

use patchbay::actions::ActionError;
use patchbay::actions::retry_delivery::retry_delivery;
use patchbay::actions::send_verification::send_verification;
use patchbay::actions::update_webhook::{WebhookChanges, update_webhook};
use patchbay::actions::verify_webhook::verify_webhook;
use patchbay::channels::settings::RawSettings;
use patchbay::channels::sms::settings::RawSmsSettings;
use patchbay_domain::delivery::DeliveryState;
use patchbay_domain::ids::DeliveryId;
use patchbay_tests::{AUTH_TOKEN, MESSAGING_SERVICE_SID, TwilioAnswer, eventually};

use super::{ANN, Office, body_of};
use crate::app::MILLISECOND;

const MINUTE: Duration = Duration::from_secs(60);

async fn send(office: &Office) -> Result<DeliveryId, ActionError> {
    let (services, owner) = (office.app.services(), &office.app.owner);
    let sent = send_verification(services, owner, office.channel.id, Some(ANN)).await?;
    assert_eq!(sent.expires_at, office.app.now() + 10 * MINUTE);
    Ok(sent.delivery_id)
}

/// Has a code sent; the code as it arrived.
async fn code(office: &Office) -> String {
    send(office).await.unwrap();
    body_of(&office.twilio.next().await)[..6].to_owned()
}

/// Whether the code verifies, or why it does not.
async fn verify(office: &Office, code: &str) -> Result<bool, String> {
    let (services, owner) = (office.app.services(), &office.app.owner);
    match verify_webhook(services, owner, office.channel.id, code).await {
        Ok(channel) => Ok(channel.verified_at == Some(office.app.now())),
        Err(ActionError::VerificationFailed(reason)) => Err(reason),
        Err(error) => Err(format!("another error: {error}")),
    }
}

#[tokio::test]
async fn a_code_counts_for_ten_minutes_to_the_millisecond() {
    let office = Office::open().await;
    let late = code(&office).await;
    office.app.advance(10 * MINUTE);
    let reason = verify(&office, &late).await.unwrap_err();
    assert_eq!(reason, "the code is older than 10 minutes; send another one");

    let in_time = code(&office).await;
    assert_ne!(in_time, late);
    office.app.advance(10 * MINUTE - MILLISECOND);
    assert!(verify(&office, &late).await.unwrap_err().contains("4 tries are left"), "only the newest counts");
    assert_eq!(verify(&office, &in_time).await, Ok(true));
    assert!(verify(&office, &in_time).await.unwrap_err().contains("send one first"), "used up");
    office.quiet().await;
    office.finish().await;
}

#[tokio::test]
async fn another_code_may_be_sent_after_a_minute_and_begins_anew() {
    let office = Office::open().await;
    let first = code(&office).await;
    for _ in 0..5 {
        verify(&office, "000 00x").await.unwrap_err();
    }
    office.app.advance(MINUTE - MILLISECOND);
    let Err(ActionError::TooOften { after, .. }) = send(&office).await else { panic!("sent too soon") };
    assert_eq!(after, Duration::from_secs(1));
    assert!(office.twilio.untaken().is_empty());
    assert!(verify(&office, &first).await.unwrap_err().contains("used up"));

    office.app.advance(MILLISECOND);
    let second = code(&office).await;
    assert_eq!(verify(&office, &second).await, Ok(true));
    office.quiet().await;
    office.finish().await;
}

#[tokio::test]
async fn another_number_account_or_service_is_to_be_proven_again() {
    let office = Office::open().await;
    let given = |text: &str| Some(Some(text.to_owned()));
    let none = RawSmsSettings::default();
    for (settings, stays) in [
        (RawSmsSettings { twilio_auth_token: given("fedcba9876543210"), ..none.clone() }, true),
        (RawSmsSettings { twilio_auth_token: given(AUTH_TOKEN), ..none.clone() }, true),
        (
            RawSmsSettings { twilio_messaging_service_sid: given(MESSAGING_SERVICE_SID), ..none.clone() },
            false,
        ),
        (RawSmsSettings { twilio_messaging_service_sid: Some(None), ..none.clone() }, false),
        (RawSmsSettings { twilio_phone_number: given("+15005550002"), ..none.clone() }, false),
        (RawSmsSettings { twilio_account_sid: given(&format!("AC{}", "b".repeat(32))), ..none }, false),
    ] {
        send(&office).await.unwrap();
        let code = office.twilio.next().await.form()[2].1[..6].to_owned();
        assert_eq!(verify(&office, &code).await, Ok(true));
        let about = format!("{settings:?}");
        let changes =
            WebhookChanges { settings: Some(RawSettings::Sms(settings)), ..WebhookChanges::default() };
        let (services, owner) = (office.app.services(), &office.app.owner);
        let changed = update_webhook(services, owner, office.channel.id, changes).await.unwrap();
        assert_eq!(changed.verified_at.is_some(), stays, "{about}");
        office.quiet().await;
        office.app.advance(MINUTE);
    }
    office.finish().await;
}

#[tokio::test]
async fn a_code_that_did_not_arrive_is_not_sent_once_it_is_too_old() {
    let office = Office::open().await;
    office.twilio.script([TwilioAnswer::error(400, 21211, "Invalid 'To' Phone Number")]);
    let delivery_id = send(&office).await.unwrap();
    office.twilio.next().await;
    let (services, owner) = (office.app.services(), &office.app.owner);
    let scope = services.storage.scope(owner.organization_id);
    let failed = async || {
        eventually("the delivery to fail", async || {
            let delivery = scope.delivery(delivery_id).await.unwrap();
            delivery.filter(|delivery| delivery.state() == DeliveryState::Failed)
        })
        .await
    };
    assert!(failed().await.progress.last_error.unwrap().contains("21211"));
    office.app.advance(10 * MINUTE);
    retry_delivery(services, owner, delivery_id, false).await.unwrap();
    let failed = failed().await;
    assert_eq!(failed.progress.last_error.as_deref(), Some("its code no longer counts; send another one"));
    assert_eq!(failed.progress.attempt_count, 1);
    office.silence().await;
    office.finish().await;
}
