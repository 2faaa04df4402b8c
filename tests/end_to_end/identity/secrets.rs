//! A secret is in the one answer that hands it out, and nowhere else: in no other answer, no log, no database.

mod accounts;
mod channels;
mod drive;
mod failures;
mod subscriptions;

use patchbay_tests::{FakeTwilio, Setup, SmtpJudge};

use drive::Drive;

/// What everything is sealed with.
const MASTER_KEY: &str = "5eed5eed0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4";

#[tokio::test]
async fn no_secret_is_told_twice_or_written_down() {
    let (twilio, smtp) = (FakeTwilio::start(), SmtpJudge::start().await);
    let setup = Setup::default().with_twilio(&twilio).with_smtp(&smtp);
    let setup = setup.set("PATCHBAY_LOG", "debug").set("PATCHBAY_MASTER_KEY", MASTER_KEY);
    let mut drive = Drive::new(setup.start().await);
    drive.plant("master key", MASTER_KEY, &[]);
    channels::drive(&mut drive, &twilio, &smtp).await;
    subscriptions::drive(&mut drive).await;
    accounts::drive(&mut drive, &smtp).await;
    failures::drive(&mut drive).await;
    drive.read_everything().await;
    drive.look_for_secrets().await;
    drive.server.finish().await;
}
